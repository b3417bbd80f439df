#pragma once

#include "runtime/calendar/time_zone.h"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the columns and activities of an event log mean: the mapping file of `docs/import.md`.

namespace reeve::eventlog {

/// What an activity does to a case.
enum class Role : std::uint8_t { Other, Arrival, Start, Hold, Complete, Ignored };

struct Mapping {
    // Columns of CSV, keys of XES. Empty: there is none.
    std::string case_id;
    std::string activity;
    std::string time;
    std::string end;  // of rows that are stretches of work
    std::string resource;
    std::string team;
    std::string transition;
    /// Name in the items, and column or key. An empty list takes all attributes of XES traces.
    std::vector<std::pair<std::string, std::string>> attributes;
    bool all_trace_attributes = false;

    calendar::TimeZone zone;
    std::vector<std::string> time_formats;  // tried in order; empty: ISO 8601
    std::int64_t stretch_max_ms = 24 * 3'600'000LL;

    /// Activities by what they do. All others do nothing, unless the transition says so.
    std::vector<std::pair<std::string, Role>> activities;

    std::string skill;  // the attribute whose values are skills; empty: none are learned
    int least_cases = 5;
    std::vector<std::string> not_people;  // resources such as `system`

    /// What XES calls these things, and nothing about activities.
    static Mapping of_xes();
    [[nodiscard]] Role role_of(std::string_view activity) const;
    [[nodiscard]] bool has_role(Role role) const;
};

/// In the error case what is wrong, with the line where it is known: "map.toml:3: error: …".
std::expected<Mapping, std::string> read_mapping(std::string_view text, const std::string& file,
                                                 Mapping defaults);

/// A moment by the formats of the mapping; a time without offset is on the wall clock of the zone.
/// `%Y %y %m %b %d %H %I %p %M %S %f %z %s` (seconds since 1970) and `%Q` (milliseconds).
std::expected<Instant, std::string> read_time(std::string_view text, const Mapping& mapping);

/// Letters, digits and underscores, as names in rules are: `first line` is `first_line`.
std::string to_name(std::string_view text);

}  // namespace reeve::eventlog
