#pragma once

#include "base/time.h"
#include "planning/tables/table.h"
#include "runtime/calendar/time_zone.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

// What came in the past, counted by day and slot on the wall clock.

namespace reeve::forecast {

struct HistoryOptions {
    calendar::TimeZone zone;
    int slot_minutes = 30;  // divides 24 hours
    std::string created = "created";
    std::string by;  // whose values make groups; empty: all is one group
    std::string handling = "handling";
    std::string count;          // a column that says how many items a row stands for
    std::optional<Date> first;  // days to count; where unsaid all but the first and the last,
    std::optional<Date> last;   // which may have been cut off
};

struct Group {
    std::string name;             // empty where there is one
    std::vector<double> counts;   // days * slots
    double handling_seconds = 0;  // sum of all that say how long they took
    double handled = 0;           // how many say
    double total = 0;
};

struct History {
    Date first;
    int days = 0;
    int slots = 0;  // of a day
    int slot_minutes = 30;
    std::vector<Group> groups;              // by name
    std::uint64_t rows = 0;                 // of the file
    std::uint64_t outside = 0;              // before the first day or after the last
    std::uint64_t ungrouped = 0;            // without a value of `by`
    std::uint64_t refused = 0;              // rows that cannot be counted
    std::vector<tables::Problem> problems;  // the first of them
    bool cut_off = false;                   // the first and the last day were left out

    [[nodiscard]] Date last() const { return {first.days + days - 1}; }
};

/// Reads all rows. A list in `by` counts in each of its groups. An error is about the file as a
/// whole.
std::expected<History, tables::Problem> read_history(tables::TableReader& reader,
                                                     const HistoryOptions& options);

}  // namespace reeve::forecast
