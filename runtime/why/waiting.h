#pragma once

#include "runtime/engine/engine.h"

// Why an item waits and why an agent gets nothing, from the engine's own tests. About the present:
// for a past moment ask an engine that was replayed up to it. Nothing here changes the engine; one
// thread, as for the engine itself.

namespace reeve::why {

using engine::Obstacle;
using model::AgentId;
using model::ItemId;

/// Somebody who does not get the item, and everything that is in the way.
struct Blocked {
    AgentId agent;
    std::vector<Obstacle> obstacles;
};

enum class WaitReason : std::uint8_t {
    NotWaiting,    // it is with somebody, held or finished
    SelfService,   // people take it from its workbin
    Closed,        // its queue opens again at `next`
    KeptBack,      // `not before`
    NobodyAtAll,   // nobody whom the engine knows could ever do it as things stand
    NobodyHere,    // who could is away or offline
    AllBusy,       // who could and is here has no room
    OthersFirst,   // who could, is here and has room is not asked yet, or declined or missed it
    MatchesAtOnce  // somebody gets it; only between two steps of one moment
};

/// Why an item waits. `agents` has everybody, those nearest to getting it first.
struct WhyWaiting {
    ItemId item;
    WaitReason reason = WaitReason::NotWaiting;
    std::vector<Obstacle> own;  // whoever asks
    std::vector<Blocked> agents;
    std::uint32_t ahead = 0;      // in its queue, at most `kAheadMax`
    std::optional<Instant> next;  // when the first of what is in the way ends by itself
};
inline constexpr std::uint32_t kAheadMax = 1'000'000;

WhyWaiting why_waiting(const engine::Engine& engine, ItemId item);

enum class IdleReason : std::uint8_t {
    Away,          // or offline
    Full,          // no type of work has room left
    NoQueue,       // member of no queue that gives out work
    NothingWaits,  // in the agent's queues
    NothingFits,   // what waits there is not for this agent, now or ever
    MatchesAtOnce
};

/// What waits in a queue of the agent's: how much, and what keeps the most urgent from the agent.
struct QueueLook {
    abi::QueueId queue;
    std::size_t waiting = 0;
    std::optional<ItemId> first;
    std::vector<Obstacle> obstacles;  // between `first` and the agent
    std::size_t for_others = 0;       // that the agent could never do as things stand
};

/// Why an agent is given nothing.
struct WhyIdle {
    AgentId agent;
    IdleReason reason = IdleReason::Away;
    std::vector<QueueLook> queues;
};

/// Looks at everything that waits in the agent's queues: time grows with that.
WhyIdle why_idle(const engine::Engine& engine, AgentId agent);

}  // namespace reeve::why
