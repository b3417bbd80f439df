#include "runtime/engine/matching.h"

#include "runtime/engine/acts.h"
#include "runtime/engine/fits.h"
#include "runtime/order/walk.h"

#include <algorithm>

namespace reeve::engine {

namespace {

bool may_be_given(const Turn& turn, const state::Item& item) {
    return item.state == ItemState::Queued && item.facts.queue && !turn.queue_of(item)->workbin &&
           turn.state.queue(*item.queue()).open && !is_kept_back(item, turn.now);
}

/// Room for what the class counts, so that a class that is out of question costs nothing.
bool has_room_for(const Turn& turn, const WaitingClass& waiting, const state::Agent& agent) {
    return has_room(turn.program(), turn.state, agent, waiting.work_type,
                    turn.program().work_types[waiting.work_type.index()].points);
}

/// The first of a class that the agent may be offered, if it comes before `best`.
void better_of_class(const Turn& turn, const WaitingClass& waiting, const state::Agent& agent,
                     std::optional<order::Rank>& best) {
    if (turn.waiting.order().count(waiting.index) == 0) return;
    const auto top = turn.waiting.order().top(waiting.index, turn.waiting.positions());
    if (!top || (best && *best <= top->rank)) return;
    if (!has_room_for(turn, waiting, agent)) return;
    if (may_be_offered(turn, turn.state.item(turn.waiting.item_of(top->entry)), agent)) {
        best = top->rank;
        return;
    }
    order::Walk walk(turn.waiting.order(), waiting.index, turn.waiting.positions());
    while (const auto next = walk.next()) {
        if (best && *best <= next->rank) return;
        if (!may_be_offered(turn, turn.state.item(turn.waiting.item_of(next->entry)), agent))
            continue;
        best = next->rank;
        return;
    }
}

}  // namespace

std::optional<order::Rank> best_for(const Turn& turn, const state::Agent& agent) {
    std::optional<order::Rank> best;
    if (!turn.roster.is_free(agent.id)) return best;
    for (const std::uint32_t number : turn.roster.classes_of(agent.id)) {
        const WaitingClass& waiting = turn.waiting.classes()[number];
        if (turn.queue_rules(waiting.queue).workbin || !turn.state.queue(waiting.queue).open)
            continue;
        better_of_class(turn, waiting, agent, best);
    }
    return best;
}

void Matching::push(Proposal proposal) {
    heap_.push_back(proposal);
    std::push_heap(heap_.begin(), heap_.end());
}

void Matching::propose(const Turn& turn, AgentId agent) {
    if (const auto best = best_for(turn, turn.state.agent(agent))) push({*best, agent});
}

void Matching::build(const Turn& turn) {
    heap_.clear();
    for (const ItemId id : items_) {
        const state::Item& item = turn.state.item(id);
        if (may_be_given(turn, item)) heap_.push_back({turn.waiting.rank(item), AgentId()});
    }
    std::make_heap(heap_.begin(), heap_.end());
    for (const AgentId agent : agents_) propose(turn, agent);
    built_ = true;
}

/// Proposals are as old as the last change of what is dirty; matches made since may have taken the
/// item or the agent's room.
std::optional<AgentId> Matching::settle_top(const Turn& turn) {
    const Proposal top = heap_.front();
    const state::Item& item = turn.state.item(ItemId{top.rank.id});
    const bool stands =
        may_be_given(turn, item) &&
        (!top.agent.valid() || may_be_offered(turn, item, turn.state.agent(top.agent)));
    if (stands) {
        if (const auto picked = pick_agent(turn, item)) return picked;
    }
    std::pop_heap(heap_.begin(), heap_.end());
    heap_.pop_back();
    if (top.agent.valid()) propose(turn, top.agent);
    return std::nullopt;
}

bool Matching::match_one(const Turn& turn) {
    if (empty()) return false;
    if (!built_) build(turn);
    while (!heap_.empty()) {
        const auto picked = settle_top(turn);
        if (!picked) continue;
        const state::Item& item = turn.state.item(ItemId{heap_.front().rank.id});
        const state::Agent& agent = turn.state.agent(*picked);
        const abi::Queue& queue = *turn.queue_of(item);
        if (!queue.offers) {
            hand_over(turn, item, agent, model::ItemAssigned::How::Pushed);
            return true;
        }
        std::optional<Instant> until;
        if (queue.answer_within) until = Instant{turn.now.ms + queue.answer_within->ms};
        turn.emit(model::ItemOffered{item.id, agent.id, until});
        return true;
    }
    items_.clear();
    agents_.clear();
    built_ = false;
    return false;
}

}  // namespace reeve::engine
