#include "tools/example_items/example.h"

#include <fmt/format.h>

#include <algorithm>

// Warranty repairs: machines break when they are new or when the warranty has just ended.

namespace reeve::example_items {

namespace {

struct Machine {
    std::string_view appliance;
    std::int64_t typical;  // grosze
    std::array<std::string_view, 5> symptoms;
};

constexpr std::array<Weighted<Machine>, 6> kMachines{
    {{31,
      {"washer",
       179'900,
       {"Does not spin", "Leaks under the door", "Stops mid-cycle, error \"E18\"",
        "Loud when spinning", "Does not heat"}}},
     {21,
      {"fridge",
       289'900,
       {"Warm inside", "Ice on the back wall", "Compressor never stops", "Light stays on, hot plug",
        "Water on the floor"}}},
     {17,
      {"dishwasher",
       209'900,
       {"Pump hums, no water", "Error \"F3\" after ten minutes", "Plates stay wet", "Door spring",
        "Leaks"}}},
     {12,
      {"oven",
       189'900,
       {"Does not heat", "Smells of gas", "Glass cracked", "Trips the fuse",
        "Fan grinds, then stops"}}},
     {11,
      {"dryer",
       259'900,
       {"Drum does not turn", "Clothes stay wet", "Filter lamp, always", "Burnt smell",
        "Stops after 5 minutes"}}},
     {8,
      {"freezer",
       169'900,
       {"Thaws overnight", "Alarm, display dark", "Lid does not seal", "Ice builds up",
        "Loud at night"}}}}};

constexpr std::array<Weighted<std::string_view>, 6> kBrands{{{28, "Bystra"},
                                                             {24, "Polar Dom"},
                                                             {18, "Wisla"},
                                                             {14, "Norvik"},
                                                             {10, "Tatra Home"},
                                                             {6, "Lumo & Sons, Gdansk"}}};

constexpr std::array<Weighted<std::string_view>, 3> kChannels{
    {{46, "shop"}, {31, "web"}, {23, "phone"}}};

constexpr std::array<Weighted<int>, 6> kPostcodes{
    {{22, 1}, {25, 2}, {20, 3}, {17, 4}, {9, 5}, {7, 8}}};

// Days between the purchase and the report.
std::int64_t days_of_use(Random& random) {
    if (random.chance(24)) return random.between(2, 60);
    if (random.chance(22)) return random.between(690, 800);
    return random.between(60, 1'180);
}

void add_tags(Record& record, std::string_view symptom, Random& random) {
    std::vector<std::string> tags;
    if (symptom.find("rror") != std::string_view::npos) tags.emplace_back("error code");
    if (symptom.find("dark") != std::string_view::npos || random.chance(5))
        tags.emplace_back("no power");
    if (symptom.find("gas") != std::string_view::npos) tags.emplace_back("gas");
    if (random.chance(6)) tags.emplace_back("third floor, no lift");
    if (!tags.empty()) record.list("tags", tags);
}

bool dangerous(std::string_view symptom, Random& random) {
    for (const std::string_view sign : {"gas", "Burnt", "fuse", "hot plug"}) {
        if (symptom.find(sign) != std::string_view::npos) return random.chance(70);
    }
    return random.rarely(4);
}

std::string serial(Random& random) {
    const char series = static_cast<char>('A' + random.below(20));
    return fmt::format("{}{:08}", series, random.below(100'000'000));
}

bool is_cold(const Machine& machine) {
    return machine.appliance == "fridge" || machine.appliance == "freezer";
}

// A warm fridge is not left for a week.
const Machine& machine_of(const Scene& scene) {
    const Machine& first = scene.random.pick(kMachines);
    if (!is_cold(first) || scene.age_ms() < 4 * kDay || scene.random.chance(15)) return first;
    return scene.random.pick(kMachines);
}

void fill(Record& record, const Scene& scene) {
    Random& random = scene.random;
    const Machine& machine = machine_of(scene);
    const std::string_view symptom = random.pick(machine.symptoms);
    const bool cold = is_cold(machine);
    const std::int64_t price =
        std::clamp<std::int64_t>(random.long_tailed(machine.typical), 39'900, 1'899'900);

    record.text("key", fmt::format("R{:06}", 30'500 + scene.number));
    record.text("serial", serial(random));
    record.text("appliance", machine.appliance);
    record.text("brand", random.pick(kBrands));
    record.date("bought",
                Date{scene.created_on().days - static_cast<std::int32_t>(days_of_use(random))});
    // Prices in the shops end in 99.
    record.money("price", price / 10'000 * 10'000 + 9'900);
    record.text("symptom", symptom);
    record.text("channel", random.pick(kChannels));
    const int district = random.pick(kPostcodes);
    record.text("postcode", fmt::format("{:02}-{:03}", district, random.between(10, 980)));
    // What is dangerous, or keeps medicine cold, does not lie about for days.
    const bool fresh = scene.age_ms() < 2 * kDay;
    if (dangerous(symptom, random) && fresh) record.truth("hazard", true);
    if (cold && random.chance(9) && fresh) record.truth("medicine", true);
    if (random.chance(31)) record.truth("children", true);
    if (const int earlier = random.run_of(17, 5); earlier > 0)
        record.number("earlier_repairs", earlier);
    add_tags(record, symptom, random);
    if (scene.age_ms() > kDay && random.chance(34))
        record.money("quoted", price / 1'000 * random.between(80, 820) / 100 * 100);
    if (scene.age_ms() > 2 * kDay && random.chance(21))
        record.moment("part_due", scene.at_hour(random.between(-3, 11), 9));
    if (random.chance(64)) record.moment("reported", scene.earlier(3, 900));
    if (scene.age_ms() > 3 * kDay && random.chance(5)) record.text("state", "held");
}

}  // namespace

Example warranty() {
    return {"warranty",
            "Repair",
            Format::Csv,
            "Europe/Warsaw",
            "2026-03-13",
            14,
            20260313,
            2400,
            {32, 880, {24, 19, 17, 16, 16, 14, 5}, {1,  0,  0,  0,  0,  1,  4,  10, 19, 23, 24, 22,
                                                    18, 17, 17, 18, 19, 18, 15, 11, 8,  5,  3,  1}},
            {"key", "serial", "appliance", "brand", "bought", "price", "symptom", "channel",
             "postcode", "hazard", "medicine", "children", "earlier_repairs", "tags", "quoted",
             "part_due", "reported", "state", "created"},
            fill};
}

}  // namespace reeve::example_items
