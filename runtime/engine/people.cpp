#include "runtime/engine/acts.h"
#include "runtime/engine/fits.h"
#include "runtime/engine/steps.h"

#include <algorithm>

namespace reeve::engine {

namespace {

/// Something that the agent has on its hands interrupts it.
bool is_interrupted(const Turn& turn, const state::Agent& agent, const state::Item& item) {
    return std::ranges::any_of(agent.items, [&](ItemId id) {
        const state::Item& other = turn.state.item(id);
        return id != item.id && other.state != ItemState::Parked &&
               interrupts(turn.program(), agent, other.facts.work_type, item.facts.work_type);
    });
}

/// Conditions that read the agent's load speak of what it has besides the item.
bool may_keep(const Turn& turn, const state::Agent& agent, const state::Item& item) {
    if (may_do(turn, item, agent)) return true;
    if (!item.facts.queue) return false;
    state::Agent without = agent;
    without.facts.load = without.facts.load - item.points;
    return turn.rules.is_member(*item.queue(), without.facts) && meets_needs(turn, item, without);
}

bool offer_still_fits(const Turn& turn, const state::Agent& agent, const state::Item& item) {
    return agent.is(Presence::Available) && may_keep(turn, agent, item) &&
           !is_kept_back(item, turn.now) &&
           has_room(turn.program(), turn.state, agent, item.facts.work_type, item.points, item.id);
}

}  // namespace

bool may_come_back(const Turn& turn, const state::Agent& agent, const state::Item& item) {
    return agent.signed_in() && !is_interrupted(turn, agent, item) &&
           has_room(turn.program(), turn.state, agent, item.facts.work_type, item.points, item.id);
}

void look_at_agent(const Turn& turn, const state::Agent& agent) {
    for (const ItemId id : agent.items) {
        const state::Item& item = turn.state.item(id);
        if (item.state == ItemState::Wrapping && item.wake(Wake::WrapUp) <= turn.now) {
            turn.emit(model::WrapUpEnded{id});
            return;
        }
    }
    for (const ItemId id : agent.items) {
        const state::Item& item = turn.state.item(id);
        if (item.state == ItemState::Offered && !offer_still_fits(turn, agent, item)) {
            turn.emit(model::OfferWithdrawn{id, agent.id});
            return;
        }
    }
    // What was interrupted comes back before what was parked until now.
    for (const bool interrupted : {true, false}) {
        for (const ItemId id : agent.items) {
            const state::Item& item = turn.state.item(id);
            const bool returns = interrupted ? item.interrupted : item.returns;
            if (item.state != ItemState::Parked || !returns) continue;
            if (!may_come_back(turn, agent, item)) continue;
            turn.emit(model::ItemTakenUp{id});
            return;
        }
    }
}

}  // namespace reeve::engine
