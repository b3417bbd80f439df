#pragma once

#include "runtime/engine/turn.h"

// Who may do what.

namespace reeve::engine {

/// What the item asks of anybody at every moment: skills, `needs`, `never`, `to someone else`.
/// Queues, presence, room and rings aside.
bool meets_needs(const Turn& turn, const state::Item& item, const state::Agent& agent);
/// The same, and a member of the item's queue or workbin.
bool may_do(const Turn& turn, const state::Item& item, const state::Agent& agent);
/// In the ring of people who are asked now.
bool in_ring(const Turn& turn, const state::Item& item, const state::Agent& agent);
/// Whether a ring has somebody who is signed in and may do it.
bool ring_has_anybody(const Turn& turn, const state::Item& item, std::uint32_t ring);
/// Whether anybody who is signed in may do it, room and rings aside.
bool anybody_may(const Turn& turn, const state::Item& item);
/// Until when the agent, who declined or missed it, is not asked again; nothing: may be asked.
std::optional<Instant> not_again_until(const Turn& turn, const state::Item& item,
                                       const state::Agent& agent);
/// Kept out of offers by `not before`.
bool is_kept_back(const state::Item& item, Instant now);
/// All of that, available, with room, and the queue is open: may be offered it now.
bool may_be_offered(const Turn& turn, const state::Item& item, const state::Agent& agent);
/// What the item's queue compares agents by; the smaller is picked. Of equal ones the longest idle,
/// then by name.
struct Standing {
    Decimal measure;
    Instant idle_since;
    const std::string* name = nullptr;
    friend bool operator<(const Standing& a, const Standing& b) {
        if (a.measure != b.measure) return a.measure < b.measure;
        if (a.idle_since != b.idle_since) return a.idle_since < b.idle_since;
        return *a.name < *b.name;
    }
};
Standing standing(const Turn& turn, const state::Item& item, const state::Agent& agent);
/// The agent that the item's queue picks of those who may be offered it.
std::optional<AgentId> pick_agent(const Turn& turn, const state::Item& item);

}  // namespace reeve::engine
