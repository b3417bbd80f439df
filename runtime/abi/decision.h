#pragma once

#include "runtime/abi/facts.h"
#include "runtime/abi/program.h"
#include "runtime/abi/window.h"

#include <array>
#include <string>
#include <vector>

// What rules decide about an item at an instant.

namespace reeve::abi {

/// Points in 10^-18.
__extension__ typedef __int128 Points;

/// A priority on its straight piece: `value` at the instant asked about, and how it moves from
/// there with time and with the open time of calendars. Exact.
struct PriorityLine {
    struct Slope {
        CalendarId clock;  // invalid: plain time
        Points per_ms = 0;
        friend bool operator==(const Slope&, const Slope&) = default;
    };
    Points value = 0;                 // before raises and boosts, and before `limit`
    std::vector<Slope> slopes;        // by clock, none zero
    std::optional<Points> low, high;  // `limit total`
    Instant until = kLastInstant;     // end of the piece, raises left aside
};

/// A requirement for a skill; level 0 is any.
struct Need {
    SkillId skill;
    std::int64_t level = 0;
    friend auto operator<=>(const Need&, const Need&) = default;
};

struct Ring {
    enum class Kind : std::uint8_t { Agent, Team, Anyone };
    Kind kind = Kind::Anyone;
    std::string agent;  // empty: nobody, skipped
    TeamId team;
    Duration time;  // of the last ring: without end where it is zero
    friend bool operator==(const Ring&, const Ring&) = default;
};

struct Route {
    std::optional<std::uint32_t> to;  // line
    struct Part {
        Decimal share;
        QueueId queue;
        friend bool operator==(const Part&, const Part&) = default;
    };
    /// Where an `after … waiting: to` sends it, once its time has come; goes before `to`.
    std::optional<QueueId> relaxed_to;
    std::vector<Part> parts;           // of the line's split; one without
    std::vector<Need> needs;           // by skill, the highest level of each, relaxed by now
    std::vector<ExprId> tests;         // over item and agent, `Rules::fits`
    std::vector<ExprId> never_tests;   // whom they hold for may not do it
    std::vector<std::string> never;    // agents
    std::optional<std::uint32_t> ask;  // line
    std::vector<Ring> rings;
    std::optional<Instant> not_before;
    Instant until = kLastInstant;  // the answer may change then
    friend bool operator==(const Route&, const Route&) = default;
};

/// When a line of the escalation fires if nothing but time passes, its `while` aside.
struct Threshold {
    std::uint32_t line = 0;
    std::optional<Instant> at;  // nothing: its clock stands still
};

/// What rules say of an item at an instant.
struct Decision {
    std::optional<std::uint32_t> segment;
    Instant segment_until = kLastInstant;
    /// As they stand at the instant asked about: with a pause that begins then, or, moved by the
    /// length of the pause, without one that ends.
    std::array<std::optional<Promise>, 3> promises;
    Instant promises_until = kLastInstant;  // a pause may begin or end then
    std::uint32_t band = 0;
    Instant band_until = kLastInstant;
    PriorityLine priority;
    Route route;
    std::vector<Threshold> thresholds;
};

/// Which parts of a decision are wanted; the others are left as they are.
struct Parts {
    enum class Promises : std::uint8_t {
        Keep,      // the item's, with pauses that begin or end
        Make,      // made anew: from the same beginning, with the pauses so far
        StartOver  // at `counting from` where that is not where the item's began, else now
    };
    bool segment = true;
    Promises promises = Promises::Make;
    bool priority = true;  // and band
    bool route = true;
    bool thresholds = true;
};

}  // namespace reeve::abi
