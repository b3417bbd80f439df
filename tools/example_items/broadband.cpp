#include "tools/example_items/example.h"

#include <fmt/format.h>

#include <algorithm>

// Broadband orders, and the lines that a storm took down the night before last.

namespace reeve::example_items {

namespace {

struct Place {
    std::string_view town;
    std::string_view region;
    bool coast;
};

constexpr std::array<Weighted<Place>, 12> kPlaces{{{15, {"Saltmouth", "EN", true}},
                                                   {12, {"Gull Bay", "EN", true}},
                                                   {9, {"Cold Ness", "EN", true}},
                                                   {11, {"Hexbury", "EN", false}},
                                                   {10, {"Upper Marling", "EN", false}},
                                                   {9, {"Thornby", "EN", false}},
                                                   {8, {"Ashwick", "EN", false}},
                                                   {7, {"Kingsfold", "EN", false}},
                                                   {6, {"Aberlwyd", "WA", true}},
                                                   {5, {"Llanfro", "WA", true}},
                                                   {4, {"Pontgwyn", "WA", false}},
                                                   {4, {"Nant Uchaf", "WA", false}}}};

struct Tariff {
    std::string_view product;
    std::int64_t fee;  // pence
};

constexpr std::array<Weighted<Tariff>, 4> kTariffs{{{34, {"basic", 2'400}},
                                                    {38, {"family", 3'400}},
                                                    {19, {"pro", 5'200}},
                                                    {9, {"business_line", 11'900}}}};

constexpr std::array<Weighted<std::string_view>, 5> kFaults{
    {{30, "no sync"}, {25, "crosstalk"}, {20, "wrong port"}, {15, "old wiring"}, {10, "damp"}}};

// The storm of Monday night: between one and five in the morning of the day before the backlog.
constexpr std::int64_t kStormBegins = 32 * 60;  // minutes before the backlog
constexpr std::int64_t kStormEnds = 28 * 60;

struct Outage {
    bool offline = false;
    bool storm = false;
    Instant since;
};

Outage outage_of(const Place& place, const Scene& scene) {
    Random& random = scene.random;
    const bool after_storm = scene.age_ms() < 28 * kHour;
    if (after_storm && place.coast && random.chance(38)) {
        return {true, true, scene.around(-kStormBegins, -kStormEnds)};
    }
    // Nobody is left without a line for a week.
    if (!random.chance(9) || scene.age_ms() > 5 * kDay) return {};
    return {true, false, scene.earlier(20, 2'200)};
}

void add_faults(Record& record, const Outage& outage, Random& random) {
    std::vector<std::string> faults;
    if (outage.storm) faults.emplace_back("storm");
    if (random.chance(outage.offline ? 50 : 11)) faults.emplace_back(random.pick(kFaults));
    if (!faults.empty()) record.list("faults", faults);
}

void add_agreed_day(Record& record, const Scene& scene) {
    constexpr std::array<int, 4> kHours{8, 10, 13, 15};
    std::int64_t day = scene.random.between(-1, 12);
    // Nobody is switched on at the weekend.
    while (Date{scene.today().days + static_cast<std::int32_t>(day)}.weekday() > 4) ++day;
    record.moment("switch_on", scene.at_hour(day, scene.random.pick(kHours)));
}

void fill(Record& record, const Scene& scene) {
    Random& random = scene.random;
    const Place& place = random.pick(kPlaces);
    const Tariff& tariff = random.pick(kTariffs);
    const Outage outage = outage_of(place, scene);
    const bool copper = random.chance(outage.offline ? 70 : 38);

    record.text("key", fmt::format("A-{:06}", 250'300 + scene.number));
    record.text("order_no", fmt::format("HF{:07}", 4'100'000 + random.below(800'000)));
    record.text("product", tariff.product);
    record.text("access", copper ? "copper" : "fibre");
    record.text("town", place.town);
    if (place.region != "EN") record.text("region", place.region);
    record.money("monthly_fee", tariff.fee + 50 * random.between(-8, 14));
    if (random.chance(outage.offline ? 9 : 4)) record.truth("vulnerable", true);
    if (!outage.offline && random.chance(23)) record.truth("number_porting", true);
    if (const int attempts = random.run_of(11, 4); attempts > 0) {
        record.number("attempts", attempts);
        if (random.chance(60)) record.moment("retry_at", scene.around(-100, 110));
    }
    add_faults(record, outage, random);
    if (outage.offline) {
        record.moment("offline_since", outage.since);
    } else {
        record.moment("signed", scene.earlier(60, 3'000));
        if (random.chance(31)) add_agreed_day(record, scene);
    }
    if (!outage.offline && scene.age_ms() > 2 * kDay && random.chance(6))
        record.text("state", "held");
}

}  // namespace

Example broadband() {
    return {"broadband",
            "Activation",
            Format::JsonLines,
            "Europe/London",
            "2026-03-11",
            9,
            20260311,
            2200,
            {24, 890, {22, 20, 18, 17, 16, 9, 4}, {1,  0,  0,  1,  1,  2,  4,  9,  18, 24, 25, 22,
                                                   17, 16, 19, 20, 19, 18, 15, 13, 11, 8,  4,  2}},
            {},
            fill};
}

}  // namespace reeve::example_items
