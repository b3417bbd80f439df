#pragma once

#include "runtime/abi/rules.h"
#include "runtime/model/ids.h"

#include <optional>
#include <vector>

// Why an item waits and an agent gets nothing: what stands between the two, found by the same tests
// that matching makes.

namespace reeve::engine {

/// Something that keeps an item from being given to an agent, or to anybody.
struct Obstacle {
    enum class Kind : std::uint8_t {
        // Of the item: nobody is given it.
        NotQueued,    // it is with somebody, held, or finished
        SelfService,  // it lies in a workbin, from which people take themselves
        Closed,       // its queue, until `until`
        KeptBack,     // by `not before`, until `until`
        // Of the agent and the item: who may do it.
        NotMember,     // of the item's queue
        LacksSkill,    // `need`, of which the agent has level `has`
        Unsuitable,    // `test`, a condition under `needs`, does not hold
        Barred,        // `never`: the agent by name, or `test` holds
        SomebodyElse,  // it was taken from this agent, to go to somebody else
        // For a time.
        OthersFirst,  // another ring of people is asked, until `until` where it ends
        NotAgain,     // declined or missed it, until `until` at the latest
        Away,         // not available: away or offline
        NoRoom        // line `line` of the workload; without: has something else in hand
    };
    Kind kind = Kind::NotQueued;
    std::optional<Instant> until;
    abi::Need need;
    std::int64_t has = 0;
    abi::ExprId test;  // invalid: named
    std::optional<std::uint32_t> line;

    friend bool operator==(const Obstacle&, const Obstacle&) = default;
};

/// What is so for everybody, whoever asks.
constexpr bool is_of_item(Obstacle::Kind kind) { return kind <= Obstacle::Kind::KeptBack; }
/// What passes by itself or by who is at work, so that the agent could do the item one day as the
/// two are now.
constexpr bool passes(Obstacle::Kind kind) {
    return is_of_item(kind) || kind >= Obstacle::Kind::OthersFirst;
}

/// Somebody who could be given an item at this moment, with what its queue compares agents by: the
/// smaller measure goes first, then who is idle longest, then the smaller name.
struct Candidate {
    model::AgentId agent;
    Decimal measure;  // 0 for the longest idle; the share in use; the rank, negated; points today
    Instant idle_since;
};

}  // namespace reeve::engine
