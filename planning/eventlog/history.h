#pragma once

#include "planning/eventlog/event_log.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

// What an event log says about work and about those who do it.

namespace reeve::eventlog {

struct Item {
    std::uint32_t case_id = 0;
    Instant created;
    std::optional<std::int64_t> handling_ms;  // where all that began has an end
    bool completed = false;
};

/// Days on which somebody usually works, from Monday, with the same hours.
struct Shift {
    int first_day = 0;
    int last_day = 0;
    int from_minute = 0;   // of the day on the wall clock
    int until_minute = 0;  // above 24 * 60: on the next day
};

struct Agent {
    std::uint32_t resource = 0;
    std::uint64_t cases = 0;
    std::vector<std::uint32_t> teams;   // most often seen first
    std::vector<std::uint32_t> skills;  // values of the attribute, by name
    std::vector<Shift> shifts;
    std::uint64_t timed_cases = 0;  // of which the handling time is known
    double handling_mean_ms = 0;    // this agent's part of a case
    double handling_deviation_ms = 0;
};

struct History {
    std::vector<Item> items;                                // by creation
    std::vector<Agent> agents;                              // by name
    std::array<std::uint64_t, 6> by_role{};                 // events
    std::map<std::string, std::uint64_t> other_activities;  // that did nothing
    std::map<std::string, Notice> noticed;
    std::uint64_t duplicates = 0;
};

/// Sorts the events by case and moment, in which their order in the file does not matter. How
/// stretches of work, skills and shifts are found is in docs/import.md.
History understand(EventLog& log, const Mapping& mapping);

}  // namespace reeve::eventlog
