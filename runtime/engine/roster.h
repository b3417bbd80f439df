#pragma once

#include "runtime/engine/waiting.h"

#include <bit>
#include <vector>

namespace reeve::engine {

using model::AgentId;

/// A set of agents, a bit for each; in the order of their ids.
class AgentSet {
public:
    void put(AgentId id, bool in) {
        const std::size_t word = id.index() / 64;
        const std::uint64_t bit = std::uint64_t{1} << (id.index() % 64);
        if (word >= words_.size()) {
            if (!in) return;
            words_.resize(word + 1);
        }
        words_[word] = in ? words_[word] | bit : words_[word] & ~bit;
    }
    [[nodiscard]] bool has(AgentId id) const {
        const std::size_t word = id.index() / 64;
        return word < words_.size() && (words_[word] >> (id.index() % 64) & 1) != 0;
    }
    template <class Visit>
    void for_each(Visit visit) const {
        for (std::size_t word = 0; word < words_.size(); ++word) {
            for (std::uint64_t rest = words_[word]; rest != 0; rest &= rest - 1)
                visit(AgentId(word * 64 + static_cast<std::size_t>(std::countr_zero(rest))));
        }
    }

private:
    std::vector<std::uint64_t> words_;
};

/// What is worked out about agents from the state and the rules, and kept until they change: in
/// which queues they are, which classes of waiting items they may take from, and who is free.
/// Rebuilt from a state at any time.
class Roster {
public:
    Roster(const abi::Rules& rules, const state::State& state) : rules_(&rules), state_(&state) {}

    /// The agent's teams, skills, attributes or presence changed, or the rules did.
    void refresh(AgentId id);
    /// What the agent holds changed. Whether that makes it a member of other queues, whose
    /// conditions read the agent's load.
    bool recount(AgentId id);
    /// Takes notice of classes that are new.
    void learn(const std::vector<WaitingClass>& classes);

    [[nodiscard]] bool is_member(abi::QueueId queue, AgentId id) const {
        return members_[id.index()][queue.index()];
    }
    /// Available, and with room for at least one type of work.
    [[nodiscard]] const AgentSet& free() const { return free_; }
    [[nodiscard]] bool is_free(AgentId id) const { return free_.has(id); }
    /// Those of them who have the class's skills and are members of its queue.
    [[nodiscard]] const AgentSet& free_for(std::uint32_t of_class) const {
        return free_for_[of_class];
    }
    /// The classes whose skills the agent has and whose queue it is a member of.
    [[nodiscard]] const std::vector<std::uint32_t>& classes_of(AgentId id) const {
        return classes_of_[id.index()];
    }

private:
    void learn(AgentId id, std::uint32_t of_class);
    [[nodiscard]] std::vector<bool> queues_of(AgentId id) const;

    const abi::Rules* rules_;
    const state::State* state_;
    std::vector<std::vector<bool>> members_;  // by agent and queue
    std::vector<Decimal> loads_;              // by agent, for which `members_` is true
    AgentSet free_;
    std::vector<WaitingClass> classes_;
    std::vector<std::vector<std::uint32_t>> classes_of_;  // by agent
    std::vector<AgentSet> free_for_;                      // by class
};

/// Whether the agent has the skills.
bool has_skills(const state::Agent& agent, const std::vector<abi::Need>& needs);
/// 0 where the agent has no such skill.
std::int64_t level_of(const state::Agent& agent, abi::SkillId skill);
bool meets(const state::Agent& agent, const abi::Need& need);
/// What of a workload leaves no room: a line of it, or none where the agent has no workload and
/// something in hand.
struct NoRoom {
    std::optional<std::uint32_t> line;
};
/// What keeps the agent from one more of the type; nothing: there is room. `without`: an item that
/// is left out of what the agent has, because it is the one in question.
std::optional<NoRoom> what_is_full(const abi::Program& program, const state::State& state,
                                   const state::Agent& agent, abi::WorkTypeId type, Decimal points,
                                   model::ItemId without = {});
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
