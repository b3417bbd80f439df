#include "tools/example_items/example.h"

#include <fmt/format.h>

#include <algorithm>

// Unpaid fines of two years: most are young, a few are about to lapse.

namespace reeve::example_items {

namespace {

struct Kind {
    std::string_view offence;
    std::array<std::int64_t, 4> tariff;  // euro cents
};

constexpr std::array<Weighted<Kind>, 5> kKinds{
    {{41, {"parking", {2'200, 4'500, 7'800, 12'500}}},
     {33, {"speeding", {6'200, 11'400, 21'900, 48'000}}},
     {9, {"red_light", {29'000, 29'000, 29'000, 34'000}}},
     {10, {"bus_lane", {11'500, 11'500, 11'500, 16'000}}},
     {7, {"litter", {9'500, 16'000, 16'000, 85'000}}}}};

constexpr std::array<Weighted<std::string_view>, 3> kDebtors{
    {{74, "person"}, {13, "company"}, {13, "abroad"}}};

constexpr std::array<Weighted<std::string_view>, 7> kCountries{
    {{46, "DE"}, {24, "BE"}, {11, "FR"}, {7, "PL"}, {5, "AT"}, {4, "RO"}, {3, "DK"}}};

constexpr std::array<Weighted<std::string_view>, 9> kTowns{{{34, "Veldhaven"},
                                                            {14, "Oosterwijk aan Zee"},
                                                            {12, "Nieuwmeer"},
                                                            {10, "Brandhoek"},
                                                            {9, "Sint-Joris"},
                                                            {7, "Hogebrug"},
                                                            {6, "Klaverdam"},
                                                            {5, "Zilverkade"},
                                                            {3, "Ruigeveld"}}};

struct Stage {
    std::string_view phase;
    std::int64_t surcharge;  // per cent
    std::int64_t since;      // days after service
};

Stage stage_after(std::int64_t days) {
    if (days < 42) return {"notice", 0, 0};
    if (days < 70) return {"first_reminder", 50, 42};
    if (days < 112) return {"second_reminder", 100, 70};
    return {"bailiff", 100, 112};
}

std::string plate(Random& random) {
    constexpr std::string_view kLetters = "BDFGHJKLNPRSTVXZ";
    const auto letter = [&] { return kLetters[random.below(kLetters.size())]; };
    const std::array<char, 3> letters{letter(), letter(), letter()};
    return fmt::format("{}{}-{:03}-{}", letters[0], letters[1], random.below(1000), letters[2]);
}

// The last letter was sent when the phase began, or later by hand.
Instant last_letter(const Stage& stage, Instant served, const Scene& scene) {
    const std::int64_t begun = served.ms + stage.since * kDay;
    const std::int64_t age = std::max<std::int64_t>((scene.at.ms - begun) / kDay, 0);
    const std::int64_t ago =
        std::min({age, scene.random.between(0, 75), scene.random.between(0, 120)});
    return scene.at_hour(-ago, 7);
}

void add_money(Record& record, const Stage& stage, const Scene& scene, const Kind& kind,
               std::int64_t vehicles) {
    Random& random = scene.random;
    const std::int64_t amount = random.pick(kind.tariff) * vehicles;
    record.money("amount", amount);
    const std::int64_t owed = amount * (100 + stage.surcharge) / 100;
    if (random.chance(12)) record.money("paid", owed * random.between(10, 90) / 100);
}

void fill(Record& record, const Scene& scene) {
    Random& random = scene.random;
    const Kind& kind = random.pick(kKinds);
    const std::string_view debtor = random.pick(kDebtors);
    // Some came late, from a town whose collection the city took over.
    const bool taken_over = random.chance(3);
    const Instant served =
        taken_over ? scene.around(-725 * 1440, -590 * 1440) : scene.earlier(60, 3'600);
    const Stage stage = stage_after((scene.at.ms - served.ms) / kDay);
    const std::int64_t vehicles = debtor == "company" ? 1 + random.run_of(45, 12) : 1;

    const std::string number =
        fmt::format("{}{}{:06}", taken_over ? "NM" : "VH", scene.created_on().year() % 100,
                    102'000 + 3 * scene.number + static_cast<int>(random.below(3)));
    record.text("key", number);
    record.text("fine_no", number);
    record.text("plate", plate(random));
    record.text("offence", kind.offence);
    record.text("debtor", debtor);
    if (debtor == "abroad") record.text("country", random.pick(kCountries));
    record.text("town", debtor == "abroad" ? "Veldhaven" : random.pick(kTowns));
    add_money(record, stage, scene, kind, vehicles);
    record.text("phase", stage.phase);
    record.moment("served", served);
    if (stage.since > 0) record.moment("last_letter", last_letter(stage, served, scene));
    if (random.chance(stage.since == 0 ? 9 : 3)) record.truth("objection", true);
    if (debtor == "person" && random.chance(6)) record.truth("hardship", true);
    if (const int others = random.run_of(debtor == "company" ? 74 : 38, 40); others > 0)
        record.number("other_fines", others);
    if (random.chance(68))
        record.percent("risk", std::max({random.between(2, 60), random.between(2, 96)}) *
                                   (stage.since == 0 ? 6 : 10) / 10);
    if (stage.since > 0 && random.chance(4)) record.text("state", "parked");
}

}  // namespace

Example fines() {
    return {
        "fines",
        "Fine",
        Format::Csv,
        "Europe/Amsterdam",
        "2026-03-17",
        10,
        20260317,
        2800,
        {720, 991, {14, 16, 16, 17, 20, 22, 8}, {3,  2,  1,  1,  1,  3,  7,  14, 17, 15, 15, 17,
                                                 18, 18, 17, 18, 21, 22, 18, 14, 11, 9,  7,  5}},
        {"key", "fine_no", "plate", "offence", "debtor", "country", "town", "amount", "paid",
         "phase", "served", "last_letter", "objection", "hardship", "other_fines", "risk", "state",
         "created"},
        fill};
}

}  // namespace reeve::example_items
