#pragma once

#include "runtime/abi/ids.h"
#include "runtime/abi/value.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

// What the rules read about an item. The caller owns it; evaluating never changes it.

namespace reeve::abi {

/// When a clock ran: past runs in order, and since when it runs now.
struct ClockRuns {
    struct Run {
        Instant from;
        Instant to;
        friend bool operator==(const Run&, const Run&) = default;
    };
    std::vector<Run> past;
    std::optional<Instant> since;
    friend bool operator==(const ClockRuns&, const ClockRuns&) = default;
};

/// A promise as it was made: see `promise.h`.
struct Promise {
    std::uint32_t line = 0;               // of the promise's lines in Sla
    Instant begin;                        // where counting begins
    std::optional<Instant> counted_from;  // what `counting from` said when it was made
    Instant at;                           // the moment promised
    CalendarId calendar;                  // in whose open time it is measured; invalid: plain time
    std::vector<ClockRuns::Run> pauses;   // over; `at` has been moved by them
    std::optional<Instant> paused_since;  // stands still
    std::optional<Instant> finished;      // stands still for good
    friend bool operator==(const Promise&, const Promise&) = default;
};

enum class PromiseKind : std::uint8_t { Start, Target, Due };

/// That an item is a case, or that a part of a case is worked on by it.
struct OfCase {
    static constexpr std::uint32_t kWhole = 0xffffffff;
    std::uint64_t number = 0;     // of the case's item
    std::uint32_t part = kWhole;  // of Plan::parts; `kWhole`: it is the case
    [[nodiscard]] bool is_whole() const { return part == kWhole; }
    friend bool operator==(const OfCase&, const OfCase&) = default;
};

struct Item {
    WorkTypeId work_type;
    std::vector<Value> attributes;  // one for each attribute of the work type

    std::string id;
    std::optional<std::string> key;
    std::optional<std::uint32_t> source;  // value of Program::source_names
    Instant created;
    std::uint32_t state = 0;  // value of Program::states
    std::optional<std::uint32_t> queue;
    std::optional<std::string> assignee, offered_to, previous_assignee;
    std::optional<Instant> in_line_since;
    std::int64_t declines = 0, misses = 0, reassignments = 0;
    std::optional<std::uint32_t> outcome;  // value of WorkType::outcomes
    std::optional<OfCase> of_case;

    ClockRuns waiting, waiting_here, working, untouched;
    std::optional<Instant>
        finished;  // when it was completed, cancelled …; clocks stand still since

    /// Promises that were made when the item entered or changed; where absent, they are worked out
    /// as of `created`. Index: PromiseKind.
    std::array<std::optional<Promise>, 3> promises;
};

/// Somebody who may be offered work.
struct Agent {
    struct Level {
        SkillId skill;
        int level = 1;
        friend bool operator==(const Level&, const Level&) = default;
    };
    std::string id;
    std::vector<TeamId> teams;
    std::vector<Level> skills;
    std::vector<Value> attributes;  // one for each of Program::agent_attributes
    std::uint32_t presence = 0;     // value of Program::presences
    Decimal load;                   // points in use
};

}  // namespace reeve::abi
