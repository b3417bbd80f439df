#pragma once

#include "runtime/state/state.h"

#include <set>
#include <vector>

namespace reeve::engine {

using model::AgentId;

/// What is worked out about agents from the state and the rules, and kept until they change: in
/// which queues they are, and who is free. Rebuilt from a state at any time.
class Roster {
public:
    Roster(const abi::Rules& rules, const state::State& state) : rules_(&rules), state_(&state) {}

    /// The agent's teams, skills, attributes or presence changed, or the rules did.
    void refresh(AgentId id);
    /// What the agent holds changed.
    void recount(AgentId id);

    [[nodiscard]] bool is_member(abi::QueueId queue, AgentId id) const {
        return members_[id.index()][queue.index()];
    }
    /// Available, and with room for at least one type of work.
    [[nodiscard]] const std::set<AgentId>& free() const { return free_; }
    [[nodiscard]] bool is_free(AgentId id) const { return free_.contains(id); }

private:
    const abi::Rules* rules_;
    const state::State* state_;
    std::vector<std::vector<bool>> members_;  // by agent and queue
    std::set<AgentId> free_;
};

/// Whether the workload allows one more of the type. `without`: an item that is left out of what
/// the agent has, because it is the one in question.
bool has_room(const abi::Program& program, const state::State& state, const state::Agent& agent,
              abi::WorkTypeId type, Decimal points, model::ItemId without = {});
/// The share of the workload in use, for the least busy agent.
Decimal share_in_use(const abi::Program& program, const state::State& state,
                     const state::Agent& agent);
bool is_of(const abi::Program& program, const abi::WorkSet& set, abi::WorkTypeId type);
/// Whether taking up work of type `by` parks an assigned item of type `what`.
bool interrupts(const abi::Program& program, const state::Agent& agent, abi::WorkTypeId by,
                abi::WorkTypeId what);

}  // namespace reeve::engine
