#pragma once

#include "runtime/engine/turn.h"

#include <set>
#include <vector>

namespace reeve::engine {

/// Brings items and agents together, the most urgent item choosing first. Between moments nobody
/// with room waits for an item that they may do; so only what changed has to be looked at: items
/// that came or may be done by others now, and agents who may do more now.
class Matching {
public:
    void add(ItemId item) {
        items_.insert(item);
        built_ = false;
    }
    void add(AgentId agent) {
        agents_.insert(agent);
        built_ = false;
    }
    [[nodiscard]] bool empty() const { return items_.empty() && agents_.empty(); }

    /// Says the next match, and whether there was one; where there is none, nothing is left to do.
    bool match_one(const Turn& turn);

private:
    struct Proposal {
        order::Rank rank;
        AgentId agent;  // who could do it; invalid: an item that changed
        friend bool operator<(const Proposal& a, const Proposal& b) {
            // For a heap whose top is the most urgent.
            return a.rank != b.rank ? b.rank < a.rank : b.agent < a.agent;
        }
    };

    void build(const Turn& turn);
    void push(Proposal proposal);
    void propose(const Turn& turn, AgentId agent);
    /// The proposal on top, if it still stands, and who gets the item.
    std::optional<AgentId> settle_top(const Turn& turn);

    std::set<ItemId> items_;
    std::set<AgentId> agents_;
    bool built_ = false;
    std::vector<Proposal> heap_;
};

/// The most urgent item of all its queues that the agent may be offered now.
std::optional<order::Rank> best_for(const Turn& turn, const state::Agent& agent);

}  // namespace reeve::engine
