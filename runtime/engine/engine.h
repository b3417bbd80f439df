#pragma once

#include "runtime/engine/why.h"
#include "runtime/model/commands.h"
#include "runtime/model/rejection.h"
#include "runtime/state/state.h"

#include <memory>

// The engine that owns the work: a deterministic state machine, driven by commands and by instants
// that are passed in. It reads no clock, starts no thread and opens no file.

namespace reeve::engine {

using model::AgentId;
using model::ItemId;

/// What a command led to, follow-ups of the same instant included.
struct Reply {
    /// What was due came first, also where the command was then refused.
    model::Events events;
    ItemId item;            // of commands about an item, and of captures
    bool repeated = false;  // a capture of what is there already: nothing happened
    std::optional<model::Rejection> rejection;

    explicit operator bool() const { return !rejection; }
};

class Engine {
public:
    /// An empty house at `now`.
    Engine(std::shared_ptr<const abi::Rules> rules, Instant now);
    /// Goes on from a snapshot or from replayed events, with the rules that were in force then.
    Engine(std::shared_ptr<const abi::Rules> rules, state::State state);
    ~Engine();
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;

    /// Fires what is due up to `now`, then does what the command says, and all that it sets off at
    /// that instant. The events of one instant are one batch: all of them or none must be kept.
    /// `now` never goes back; an earlier one is taken for the latest.
    Reply submit(const model::Command& command, Instant now);
    /// Fires everything due up to and including `now`, instant by instant.
    model::Events advance_to(Instant now);
    /// Puts other rules in force, at once for everything that is open. Names connect the two
    /// programs; refused where something open could not be kept: its type, its queue, a value of
    /// it.
    Reply publish(std::shared_ptr<const abi::Rules> rules, Instant now);
    /// The next instant at which something is due; nothing where nothing is.
    [[nodiscard]] std::optional<Instant> next_due() const;

    /// The latest instant that the engine was told of.
    [[nodiscard]] Instant now() const;
    [[nodiscard]] const state::State& state() const;
    [[nodiscard]] const abi::Rules& rules() const;
    /// What rules read of the house.
    [[nodiscard]] const abi::House& house() const;

    /// To 10^-18 points, at its now.
    [[nodiscard]] abi::Points exact_priority(ItemId item) const;
    /// Rounded half to even to 0.001, as it is shown.
    [[nodiscard]] Decimal priority(ItemId item) const;
    [[nodiscard]] abi::QueueFacts queue_facts(abi::QueueId queue) const;
    /// What waits in a queue or workbin, the most urgent first.
    [[nodiscard]] std::vector<ItemId> waiting_in(abi::QueueId queue) const;
    /// Whether the agent may do the item now, room and presence left aside.
    [[nodiscard]] bool fits(ItemId item, AgentId agent) const;
    /// Whether the agent's workload allows one more of the item's kind.
    [[nodiscard]] bool has_room(ItemId item, AgentId agent) const;

    /// What keeps the item from being given to anybody; none of those that are the agent's.
    [[nodiscard]] std::vector<Obstacle> obstacles(ItemId item) const;
    /// What keeps the agent from being given the item; none: it may be offered now, unless a more
    /// urgent item or a better agent goes first. All of it, in the order of the kinds.
    [[nodiscard]] std::vector<Obstacle> obstacles(ItemId item, AgentId agent) const;
    /// Who could be given the item now, the one whom its queue picks first.
    [[nodiscard]] std::vector<Candidate> candidates(ItemId item) const;
    /// How many are ahead of a queued item in its queue or workbin, but at most `limit`: time
    /// grows with the answer.
    [[nodiscard]] std::uint32_t count_ahead(ItemId item, std::uint32_t limit) const;

    class Impl;  // of this folder

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace reeve::engine
