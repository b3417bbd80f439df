#pragma once

#include "planning/eventlog/history.h"

#include <map>
#include <set>
#include <unordered_map>
#include <utility>

// Collects what agents did, case by case; for the sources of this folder only.

namespace reeve::eventlog {

class AgentsLearned {
public:
    AgentsLearned(const EventLog& log, const Mapping& mapping);

    /// Somebody did something to a case at that moment.
    void seen(const Event& event);
    /// Somebody worked on a case.
    void worked(std::uint32_t resource, std::int64_t ms);
    /// All events of the case have been seen. `timed`: all of its work has been counted.
    void end_case(std::uint32_t case_id, bool timed);

    std::vector<Agent> finish();

private:
    struct Seen {
        std::uint64_t cases = 0;
        std::map<std::uint32_t, std::uint64_t> teams;
        std::map<std::uint32_t, std::uint64_t> skills;  // cases
        std::vector<std::int64_t> moments;              // on the wall clock
        std::uint64_t timed = 0;
        double sum_ms = 0;
        double squares_ms = 0;
    };
    struct InCase {
        std::int64_t ms = 0;
    };

    [[nodiscard]] bool is_person(std::uint32_t resource) const;
    [[nodiscard]] std::vector<Shift> shifts_of(std::vector<std::int64_t>& moments) const;

    const EventLog& log_;
    const Mapping& mapping_;
    std::size_t skill_ = SIZE_MAX;  // attribute
    std::set<std::uint32_t> not_people_;
    std::unordered_map<std::uint32_t, Seen> agents_;
    std::map<std::uint32_t, InCase> in_case_;
};

}  // namespace reeve::eventlog
