#include "base/check.h"
#include "runtime/state/applier.h"

#include <algorithm>

namespace reeve::state {

using model::ItemState;

namespace {

void run(abi::ClockRuns& clock, Instant at) {
    if (!clock.since) clock.since = at;
}

void stop(abi::ClockRuns& clock, Instant at) {
    if (!clock.since) return;
    if (*clock.since < at) clock.past.push_back({*clock.since, at});
    clock.since.reset();
}

}  // namespace

std::optional<Instant> kept_back_until(const Item& item) {
    if (item.not_before && item.route.not_before)
        return std::max(*item.not_before, *item.route.not_before);
    return item.not_before ? item.not_before : item.route.not_before;
}

void apply(State& state, const model::Event& event) { Applier(state, event).run(); }

void Applier::run() {
    CHECK(state_.now_ <= event_.at);
    state_.now_ = event_.at;
    std::visit(*this, event_.what);
}

void Applier::touch(Item& touched) {
    const auto kind = event_.cause.by.kind;
    if (kind == model::Actor::Kind::System || kind == model::Actor::Kind::Rule) return;
    touched.facts.untouched = {{}, at()};
}

void Applier::set_state(Item& changed, ItemState next) {
    const bool waited = model::is_waiting(changed.state);
    const bool waits = model::is_waiting(next);
    if (changed.facts.queue && waited != waits)
        state_.queues_[*changed.facts.queue].waiting += waits ? 1 : -1;
    changed.state = next;
    changed.facts.state = static_cast<std::uint32_t>(next);
    turn_waiting_clocks(changed);
}

void Applier::turn_waiting_clocks(Item& changed) {
    const std::optional<Instant> until = kept_back_until(changed);
    const bool runs = model::is_waiting(changed.state) && !(until && *until > at());
    for (abi::ClockRuns* clock : {&changed.facts.waiting, &changed.facts.waiting_here})
        runs ? reeve::state::run(*clock, at()) : stop(*clock, at());
}

void Applier::finish(Item& done, ItemState next) {
    detach(done);
    set_state(done, next);
    done.facts.finished = at();
    for (auto& promise : done.facts.promises) {
        if (promise && !promise->finished) promise->finished = at();
    }
    done.wakes = Item::no_wakes();
    done.raises.clear();
    done.nobody_fits_since.reset();
    done.refusals.clear();
}

/// All but `created` and who had it last; what is known of it stays.
void Applier::begin_anew(Item& anew) {
    detach(anew);
    set_state(anew, ItemState::Queued);
    abi::Item& facts = anew.facts;
    if (facts.queue) --state_.queues_[*facts.queue].waiting;
    facts.queue.reset();
    facts.in_line_since.reset();
    facts.declines = facts.misses = facts.reassignments = 0;
    facts.outcome.reset();
    facts.finished.reset();
    facts.waiting = facts.waiting_here = facts.untouched = {{}, at()};
    facts.working = {};
    // What they were is kept for the rules, which make them anew from another beginning.
    for (auto& promise : facts.promises) {
        if (!promise) continue;
        promise->pauses.clear();
        promise->paused_since.reset();
        promise->finished.reset();
    }
    anew.lines.clear();
    anew.raises.clear();
    anew.boost = 0;
    anew.refusals.clear();
    anew.not_to = {};
    anew.to_line.reset();
    anew.accepted_at.reset();
    anew.assignments = 0;
    anew.ring = 0;
    anew.ring_since = at();
    anew.held_for = {};
    anew.nobody_fits_since.reset();
    anew.wakes = Item::no_wakes();
    enter(anew);
}

void Applier::operator()(const model::ItemCaptured& event) {
    CHECK(event.item == state_.next_item());
    Item& made = state_.items_.emplace_back();
    made.id = event.item;
    made.points = event.points;
    abi::Item& facts = made.facts;
    facts.work_type = event.work_type;
    facts.attributes = event.attributes;
    facts.id = std::to_string(event.item.number);
    facts.key = event.key;
    facts.source = event.source;
    facts.created = at();
    facts.waiting = facts.waiting_here = facts.untouched = {{}, at()};
    made.ring_since = at();
    facts.of_case = event.of_case;
    enter(made);
    if (event.key && event.source)
        state_.keys_.emplace(key_of(*event.source, *event.key), event.item);
}

void Applier::operator()(const model::ItemUpdated& event) {
    Item& changed = item(event.item);
    for (const model::AttributeValue& change : event.changes)
        changed.facts.attributes[change.attribute] = change.value;
    touch(changed);
}

void Applier::operator()(const model::ItemReclassified& event) {
    Item& changed = item(event.item);
    detach(changed);
    if (changed.facts.work_type != event.work_type) {
        changed.segment.reset();
        changed.lines.clear();
        changed.facts.promises = {};
    }
    changed.facts.work_type = event.work_type;
    changed.facts.attributes = event.attributes;
    changed.points = event.points;
    changed.facts.working = {};
    set_state(changed, ItemState::Queued);
    changed.to_line.reset();
    changed.wakes = Item::no_wakes();
    touch(changed);
}

void Applier::operator()(const model::ItemHeld& event) {
    Item& held = item(event.item);
    held.held_from = held.state;
    held.held_for = held.state == ItemState::Offered ? AgentId() : held.agent;
    detach(held);
    set_state(held, ItemState::Held);
    stop(held.facts.working, at());
    held.wake(Wake::Pause) = event.until.value_or(abi::kLastInstant);
    held.wake(Wake::Offer) = abi::kLastInstant;
    held.wake(Wake::Route) = abi::kLastInstant;
    touch(held);
}

/// Where it goes is said by the next event.
void Applier::operator()(const model::ItemResumed& event) {
    Item& resumed = item(event.item);
    resumed.wake(Wake::Pause) = abi::kLastInstant;
    set_state(resumed, ItemState::Queued);
    touch(resumed);
}

void Applier::operator()(const model::ItemCancelled& event) {
    touch(item(event.item));
    finish(item(event.item), ItemState::Cancelled);
}

void Applier::operator()(const model::ItemExpired& event) {
    touch(item(event.item));
    finish(item(event.item), ItemState::Expired);
}

void Applier::operator()(const model::ItemCompleted& event) {
    Item& done = item(event.item);
    touch(done);
    if (done.facts.queue) {
        Queue& queue = state_.queues_[*done.facts.queue];
        queue.handling_ms.push_back(event.handling_ms);
        if (queue.handling_ms.size() > 20) queue.handling_ms.pop_front();
        ++queue.finished_today;
        if (event.on_time) ++queue.on_time_today;
    }
    const AgentId by = done.agent;
    finish(done, ItemState::Completed);
    done.facts.outcome = event.outcome;
    if (!event.wrap_up_until) return;
    attach(done, by);
    set_state(done, ItemState::Wrapping);
    done.wake(Wake::WrapUp) = *event.wrap_up_until;
}

void Applier::operator()(const model::WrapUpEnded& event) {
    Item& done = item(event.item);
    detach(done);
    set_state(done, ItemState::Completed);
    done.wakes = Item::no_wakes();
}

void Applier::operator()(const model::ItemStartedOver& event) { begin_anew(item(event.item)); }

void Applier::operator()(const model::ItemReopened& event) { begin_anew(item(event.item)); }

void Applier::operator()(const model::ItemCommented& event) {
    Item& commented = item(event.item);
    ++commented.comments;
    touch(commented);
}

void Applier::operator()(const model::ItemLinked& event) {
    item(event.item).links.emplace_back(event.relation, event.other);
    item(event.other).links.emplace_back(event.relation, event.item);
}

}  // namespace reeve::state
