#include "tools/example_items/example.h"

#include "base/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace reeve::example_items {

namespace {

int number_at(std::string_view text, std::size_t offset, std::size_t length) {
    int value = 0;
    std::from_chars(text.data() + offset, text.data() + offset + length, value);
    return value;
}

Instant instant_of(const Example& example, const calendar::TimeZone& zone) {
    const auto date = Date::from_ymd(number_at(example.day, 0, 4), number_at(example.day, 5, 2),
                                     number_at(example.day, 8, 2));
    CHECK(date.has_value());
    return zone.instant({*date, TimeOfDay{static_cast<std::int32_t>(example.hour * kHour)}});
}

calendar::TimeZone zone_of(const Example& example) {
    const auto zone = calendar::TimeZone::find(example.zone);
    CHECK(zone.has_value());
    return *zone;
}

}  // namespace

Instant Scene::at_hour(std::int64_t days, int hour) const {
    return zone.instant({Date{today().days + static_cast<std::int32_t>(days)},
                         TimeOfDay{static_cast<std::int32_t>(hour * kHour)}});
}

std::span<const Example> examples() {
    static const std::vector<Example> all{claims(),   leads(), broadband(),
                                          warranty(), fines(), service_desk()};
    return all;
}

const Example* find_example(std::string_view name) {
    const auto found = std::ranges::find(examples(), name, &Example::name);
    return found == examples().end() ? nullptr : &*found;
}

std::string items_path(const Example& example) {
    return fmt::format("examples/{}/items.{}", example.name,
                       example.format == Format::Csv ? "csv" : "jsonl");
}

std::string moment_of(const Example& example) {
    const calendar::TimeZone zone = zone_of(example);
    Record record(zone);
    record.moment("at", instant_of(example, zone));
    return record.fields().front().values.front();
}

std::string generate(const Example& example, const GenerateOptions& options) {
    const calendar::TimeZone zone = zone_of(example);
    const Instant at = instant_of(example, zone);
    Random random(options.seed.value_or(example.seed));
    const std::vector<Instant> moments =
        arrivals(example.arrivals, zone, at, options.count.value_or(example.count), random);
    std::string out;
    if (example.format == Format::Csv) append_csv_header(example.columns, out);
    for (std::size_t index = 0; index < moments.size(); ++index) {
        Record record(zone);
        example.fill(record, {random, zone, at, moments[index], static_cast<int>(index) + 1});
        record.moment("created", moments[index]);
        if (example.format == Format::Csv) {
            append_csv_row(example.columns, record, out);
        } else {
            append_json_line(record, out);
        }
    }
    return out;
}

}  // namespace reeve::example_items
