#include "tools/example_items/example.h"

#include <fmt/format.h>

#include <algorithm>

// Incidents of a service desk; on the morning of the backlog the ERP system was slow.

namespace reeve::example_items {

namespace {

struct Service {
    std::string_view name;
    std::array<std::string_view, 6> summaries;
};

constexpr Service kErp{"erp",
                       {"ERP hangs when an order is saved", "Invoice run stops at 40%",
                        "No stock figures since this morning", "ERP: \"session expired\"",
                        "Cannot print delivery notes", "Month-end report is empty"}};

constexpr std::array<Weighted<Service>, 5> kServices{
    {{27,
      {"mail",
       {"Mailbox is full", "Shared calendar does not open", "Mail to a supplier comes back",
        "Search finds nothing", "Signature is gone", "Newsletter sent twice"}}},
     {16,
      {"network",
       {"No network in room 214", "VPN drops every ten minutes", "Scanner not found on the network",
        "Wi-Fi is slow in the canteen", "Telephone without dial tone", "Site cannot be reached"}}},
     {18, kErp},
     {25,
      {"laptop",
       {"Laptop restarts by itself", "Battery lasts an hour", "Second screen stays black",
        "Fan is loud", "Keys M and N do not work", "Blue screen after the update"}}},
     {14,
      {"printing",
       {"Printer jams on every second page", "Badge is not recognised at the printer",
        "Colours are wrong", "Labels come out blank", "Printer asks for toner it has",
        "Tray 2 is not found"}}}}};

constexpr std::array<Weighted<std::string_view>, 3> kImpacts{
    {{81, "single"}, {16, "department"}, {3, "company"}}};

constexpr std::array<Weighted<std::string_view>, 3> kUrgencies{
    {{44, "low"}, {41, "medium"}, {15, "high"}}};

constexpr std::array<Weighted<std::string_view>, 7> kSites{{{34, "Lyon"},
                                                            {19, "Saint-Aubin"},
                                                            {14, "Valmont"},
                                                            {12, "Pont-Neuville"},
                                                            {9, "Les Arches"},
                                                            {7, "Montferrand-sur-Isle"},
                                                            {5, "Warehouse Est"}}};

// From a quarter past nine to half past ten, the backlog being of two in the afternoon.
constexpr Burst kSlowHour{45, 285, 210};

bool in_slow_hour(const Scene& scene) {
    const std::int64_t minutes = scene.age_ms() * 60 / kHour;
    return minutes >= kSlowHour.ends && minutes <= kSlowHour.begins;
}

// What stops a company or a department is not left for days.
std::string_view impact_of(const Scene& scene) {
    const std::string_view impact = scene.random.pick(kImpacts);
    return impact == "company" && scene.age_ms() > kDay ? "department" : impact;
}

std::string_view urgency_of(const Scene& scene) {
    const std::string_view urgency = scene.random.pick(kUrgencies);
    return urgency == "high" && scene.age_ms() > 2 * kDay ? "medium" : urgency;
}

void fill(Record& record, const Scene& scene) {
    Random& random = scene.random;
    const bool slow_erp = in_slow_hour(scene) && random.chance(72);
    const Service& service = slow_erp ? kErp : random.pick(kServices);
    const bool board = random.rarely(13);

    record.text("key", fmt::format("INC{:07}", 88'400 + scene.number));
    record.text("summary",
                slow_erp ? service.summaries[random.below(3)] : random.pick(service.summaries));
    record.text("service", service.name);
    record.text("impact",
                slow_erp ? (random.chance(55) ? "department" : "single") : impact_of(scene));
    record.text("urgency", slow_erp ? (random.chance(60) ? "high" : "medium") : urgency_of(scene));
    record.text("site", random.pick(kSites));
    if (board) record.truth("board", true);
    if (const int reopened = random.run_of(8, 5); reopened > 0) record.number("reopened", reopened);
    if (random.chance(47)) record.moment("reported", scene.earlier(1, 55));
    if (scene.age_ms() > kDay && random.chance(9)) record.text("state", "held");
}

}  // namespace

Example service_desk() {
    return {"service_desk",
            "Incident",
            Format::JsonLines,
            "Europe/Paris",
            "2026-03-05",
            14,
            20260305,
            2000,
            {13,
             700,
             {26, 20, 18, 18, 15, 2, 1},
             {1, 0, 0, 0, 0, 1, 4, 12, 26, 33, 29, 22, 13, 18, 24, 22, 18, 11, 5, 3, 2, 1, 1, 1},
             kSlowHour},
            {},
            fill};
}

}  // namespace reeve::example_items
