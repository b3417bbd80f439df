#pragma once

#include "tools/example_items/arrivals.h"
#include "tools/example_items/record.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The record files beside the example rules: a backlog at one moment, made up from a seed.

namespace reeve::example_items {

constexpr std::int64_t kHour = 60 * 60'000;
constexpr std::int64_t kDay = 24 * kHour;

/// What an example knows when it makes up one item.
struct Scene {
    Random& random;
    const calendar::TimeZone& zone;
    /// The moment of the backlog.
    Instant at;
    Instant created;
    /// From 1, in the order of creation.
    int number;

    /// A moment so many minutes before the item was created.
    [[nodiscard]] Instant earlier(std::int64_t least, std::int64_t most) const {
        return {created.ms - random.between(least * 60, most * 60) * 1000};
    }
    /// The same after it, but not after the moment of the backlog.
    [[nodiscard]] Instant later(std::int64_t least, std::int64_t most) const {
        return std::min(at, {created.ms + random.between(least * 60, most * 60) * 1000});
    }
    /// A moment so many minutes after (negative: before) the moment of the backlog.
    [[nodiscard]] Instant around(std::int64_t least, std::int64_t most) const {
        return {at.ms + random.between(least, most) * 60'000};
    }

    [[nodiscard]] std::int64_t age_ms() const { return at.ms - created.ms; }
    [[nodiscard]] Date today() const { return zone.local(at).date; }
    [[nodiscard]] Date created_on() const { return zone.local(created).date; }
    /// Some days after the date of the backlog, at a full hour.
    [[nodiscard]] Instant at_hour(std::int64_t days, int hour) const;
};

enum class Format : std::uint8_t { JsonLines, Csv };

struct Example {
    /// Of the folder under `examples/` and of the rule file in it.
    std::string_view name;
    std::string_view work_type;
    Format format;
    std::string_view zone;
    /// On the wall clock of the zone.
    std::string_view day;
    int hour;
    std::uint64_t seed;
    std::size_t count;
    ArrivalProfile arrivals;
    /// Every column, for CSV.
    std::vector<std::string_view> columns;
    void (*fill)(Record& record, const Scene& scene);
};

/// In the order of `examples/README.md`.
std::span<const Example> examples();
const Example* find_example(std::string_view name);

/// `examples/claims/items.jsonl`, from the root of the repository.
std::string items_path(const Example& example);
/// The moment of the backlog as `--at` takes it: `2026-03-02T10:00:00+01:00`.
std::string moment_of(const Example& example);

struct GenerateOptions {
    std::optional<std::uint64_t> seed;
    std::optional<std::size_t> count;
};

/// The whole file. What is not asked for otherwise is as in the file that is checked in.
std::string generate(const Example& example, const GenerateOptions& options);

Example claims();
Example leads();
Example broadband();
Example warranty();
Example fines();
Example service_desk();

}  // namespace reeve::example_items
