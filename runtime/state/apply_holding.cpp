#include "base/check.h"
#include "runtime/state/applier.h"

#include <algorithm>

// Whose an item is: queues, offers, assignments.

namespace reeve::state {

using model::ItemState;

void Applier::attach(Item& given, AgentId id) {
    Agent& to = agent(id);
    given.agent = id;
    to.items.push_back(given.id);
    to.facts.load = to.facts.load + given.points;
}

void Applier::detach(Item& taken) {
    if (!taken.agent) return;
    Agent& from = agent(taken.agent);
    std::erase(from.items, taken.id);
    const bool parked = taken.state == ItemState::Parked;
    from.facts.load =
        from.facts.load - (parked ? taken.points * Decimal::scaled(5, -1) : taken.points);
    if (taken.state != ItemState::Offered) {
        from.idle_since = at();
        taken.facts.previous_assignee = from.facts.id;
    }
    taken.agent = {};
    taken.facts.assignee.reset();
    taken.facts.offered_to.reset();
    taken.interrupted = taken.returns = false;
    taken.wake(Wake::Offer) = abi::kLastInstant;
    taken.wake(Wake::Pause) = abi::kLastInstant;
}

void Applier::operator()(const model::ItemQueued& event) {
    using How = model::ItemQueued::How;
    Item& queued = item(event.item);
    abi::Item& facts = queued.facts;
    const bool had = queued.agent.valid() && queued.state != ItemState::Offered;
    const AgentId from = queued.agent;
    const bool elsewhere = facts.queue != event.queue.index();
    detach(queued);
    if (had) facts.untouched = {{}, at()};
    // Out of the old queue, into the new one: `set_state` keeps the counts.
    if (model::is_waiting(queued.state) && facts.queue) --state_.queues_[*facts.queue].waiting;
    queued.state = ItemState::Held;
    facts.queue = event.queue.index();
    facts.working = {};
    if (event.how != How::Resumed || elsewhere) facts.waiting_here = {};
    set_state(queued, ItemState::Queued);
    if (!facts.in_line_since) facts.in_line_since = at();
    if (elsewhere) {
        queued.declines_here = queued.misses_here = 0;
        queued.refusals.clear();
        queued.nobody_fits_since.reset();
    }
    if (event.how == How::Routed || event.how == How::Requeued) {
        queued.ring = 0;
        queued.ring_since = at();
    }
    if (event.to_someone_else) queued.not_to = from.valid() ? from : queued.not_to;
    if (event.how == How::Moved || event.how == How::Escalated) queued.to_line.reset();
    if (event.how == How::Routed) {
        queued.to_line = event.to_line;
        queued.part = event.part;
        if (event.to_line && queued.route.parts.size() > 1) {
            auto& counts = state_.splits_[{facts.work_type, *event.to_line}];
            counts.resize(std::max(counts.size(), queued.route.parts.size()));
            ++counts[event.part];
        }
    }
    touch(queued);
}

void Applier::operator()(const model::ItemOffered& event) {
    Item& offered = item(event.item);
    attach(offered, event.agent);
    offered.facts.offered_to = agent(event.agent).facts.id;
    set_state(offered, ItemState::Offered);
    offered.wake(Wake::Offer) = event.until.value_or(abi::kLastInstant);
}

void Applier::refuse(Item& refused, AgentId id, Instant again, Instant alone) {
    detach(refused);
    set_state(refused, ItemState::Queued);
    std::erase_if(refused.refusals, [&](const Refusal& r) {
        return r.agent == id || (r.again <= at() && r.alone <= at());
    });
    refused.refusals.push_back({id, again, alone});
}

void Applier::operator()(const model::OfferDeclined& event) {
    Item& declined = item(event.item);
    refuse(declined, event.agent, event.again, event.alone);
    ++declined.facts.declines;
    ++declined.declines_here;
    agent(event.agent).misses_in_a_row = 0;
    touch(declined);
}

void Applier::operator()(const model::OfferMissed& event) {
    Item& missed = item(event.item);
    refuse(missed, event.agent, event.again, event.alone);
    ++missed.facts.misses;
    ++missed.misses_here;
    ++agent(event.agent).misses_in_a_row;
}

void Applier::operator()(const model::OfferWithdrawn& event) {
    Item& withdrawn = item(event.item);
    detach(withdrawn);
    set_state(withdrawn, ItemState::Queued);
}

void Applier::operator()(const model::ItemAssigned& event) {
    using How = model::ItemAssigned::How;
    Item& assigned = item(event.item);
    abi::Item& facts = assigned.facts;
    const bool accepted = assigned.state == ItemState::Offered && assigned.agent == event.agent;
    if (!accepted) {
        detach(assigned);
        attach(assigned, event.agent);
    }
    Agent& to = agent(event.agent);
    facts.offered_to.reset();
    facts.assignee = to.facts.id;
    set_state(assigned, ItemState::Assigned);
    assigned.wake(Wake::Offer) = assigned.wake(Wake::Route) = abi::kLastInstant;
    assigned.nobody_fits_since.reset();
    assigned.not_to = {};
    if (event.how == How::Resumed) {
        facts.working.since = at();
        return;
    }
    facts.working = {{}, at()};
    facts.untouched = {{}, at()};
    facts.reassignments = assigned.assignments++;
    if (!assigned.accepted_at) assigned.accepted_at = at();
    auto& start = facts.promises[static_cast<std::size_t>(abi::PromiseKind::Start)];
    if (start && !start->finished) start->finished = at();
    to.points_today = to.points_today + assigned.points;
    to.misses_in_a_row = 0;
}

void Applier::operator()(const model::ItemParked& event) {
    Item& parked = item(event.item);
    Agent& by = agent(parked.agent);
    by.facts.load = by.facts.load - parked.points * Decimal::scaled(5, -1);
    set_state(parked, ItemState::Parked);
    parked.interrupted = event.interrupted;
    parked.returns = false;
    parked.wake(Wake::Pause) = event.until.value_or(abi::kLastInstant);
    touch(parked);
}

void Applier::operator()(const model::ReturnAwaited& event) {
    item(event.item).returns = true;
    item(event.item).wake(Wake::Pause) = abi::kLastInstant;
}

void Applier::operator()(const model::ItemTakenUp& event) {
    Item& taken = item(event.item);
    Agent& by = agent(taken.agent);
    by.facts.load = by.facts.load + taken.points * Decimal::scaled(5, -1);
    set_state(taken, ItemState::Assigned);
    taken.interrupted = taken.returns = false;
    taken.wake(Wake::Pause) = abi::kLastInstant;
    touch(taken);
}

}  // namespace reeve::state
