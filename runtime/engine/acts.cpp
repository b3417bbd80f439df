#include "runtime/engine/acts.h"

#include "runtime/engine/case_steps.h"
#include "runtime/engine/fits.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::engine {

using model::Act;
using model::RejectionCode;

Checked allowed(const Turn& turn, const state::Item& item, Act act) {
    if (item.facts.of_case) {
        if (Checked ok = allowed_in_case(turn, item, act); !ok) return ok;
        if (item.facts.of_case->is_whole()) return {};
    }
    if (model::allows(item.state, act)) return {};
    return turn.refuse(RejectionCode::WrongState,
                       fmt::format("the item is {}, and then `{}` is not possible",
                                   model::name_of(item.state), model::name_of(act)));
}

Checked hold(const Turn& turn, const state::Item& item, std::optional<Instant> until) {
    if (Checked ok = allowed(turn, item, Act::Hold); !ok) return ok;
    if (until && *until <= turn.now) return turn.refuse(RejectionCode::InThePast);
    turn.emit(model::ItemHeld{item.id, until});
    return {};
}

/// To whom it was with, where there is still room; else back into its queue.
Checked resume(const Turn& turn, const state::Item& item) {
    if (Checked ok = allowed(turn, item, Act::Resume); !ok) return ok;
    turn.emit(model::ItemResumed{item.id});
    if (item.held_for.valid()) {
        const state::Agent& agent = turn.state.agent(item.held_for);
        if (agent.signed_in() &&
            has_room(turn.program(), turn.state, agent, item.facts.work_type, item.points)) {
            hand_over(turn, item, agent, model::ItemAssigned::How::Resumed);
            return {};
        }
    }
    if (item.facts.queue)
        turn.emit(model::ItemQueued{item.id, *item.queue(), model::ItemQueued::How::Resumed});
    else
        send(turn, item);  // it was held before it was anywhere
    return {};
}

Checked cancel(const Turn& turn, const state::Item& item) {
    if (Checked ok = allowed(turn, item, Act::Cancel); !ok) return ok;
    turn.emit(model::ItemCancelled{item.id});
    return {};
}

Checked expire(const Turn& turn, const state::Item& item) {
    if (Checked ok = allowed(turn, item, Act::Expire); !ok) return ok;
    turn.emit(model::ItemExpired{item.id});
    return {};
}

namespace {

/// What the queue is measured by; without a goal, the promise.
bool is_on_time(const Turn& turn, const state::Item& item) {
    const abi::Queue* queue = turn.queue_of(item);
    if (queue == nullptr || !queue->goal) {
        const auto& due = item.facts.promises[static_cast<std::size_t>(abi::PromiseKind::Due)];
        return !due || turn.now < due->at;
    }
    const Instant from = item.facts.in_line_since.value_or(item.facts.created);
    const Instant by =
        turn.rules.plus(queue->goal->within.calendar, from, queue->goal->within.length);
    return (queue->goal->accepted ? item.accepted_at.value_or(turn.now) : turn.now) <= by;
}

Checked check_outcome(const Turn& turn, const state::Item& item,
                      std::optional<std::uint32_t> outcome) {
    const abi::ChoiceId outcomes = turn.type_of(item).outcomes;
    if (!outcomes.valid()) {
        if (outcome) return turn.refuse(RejectionCode::UnknownOutcome);
        return {};
    }
    const auto& values = turn.program().choices[outcomes.index()].values;
    if (outcome && *outcome < values.size()) return {};
    std::string names;
    for (const abi::Named& value : values)
        names += fmt::format("{}`{}`", names.empty() ? "" : ", ", value.name);
    return turn.refuse(outcome ? RejectionCode::UnknownOutcome : RejectionCode::OutcomeNeeded,
                       fmt::format("completing a `{}` asks for an outcome, one of {}",
                                   turn.type_of(item).named.name, names));
}

}  // namespace

Checked complete(const Turn& turn, const state::Item& item, std::optional<std::uint32_t> outcome) {
    if (Checked ok = allowed(turn, item, Act::Complete); !ok) return ok;
    if (Checked ok = check_outcome(turn, item, outcome); !ok) return ok;
    say_completed(turn, item, outcome);
    return {};
}

void say_completed(const Turn& turn, const state::Item& item,
                   std::optional<std::uint32_t> outcome) {
    model::ItemCompleted done{item.id, outcome};
    const abi::Queue* queue = turn.queue_of(item);
    const bool worked = item.state == ItemState::Assigned || item.state == ItemState::Parked;
    if (queue != nullptr && queue->wrap_up && queue->wrap_up->ms > 0 && worked)
        done.wrap_up_until = Instant{turn.now.ms + queue->wrap_up->ms};
    if (worked && item.facts.working.since)
        done.handling_ms = turn.now.ms - item.facts.working.since->ms;
    done.on_time = is_on_time(turn, item);
    turn.emit(std::move(done));
}

Checked start_over(const Turn& turn, const state::Item& item) {
    if (Checked ok = allowed(turn, item, Act::StartOver); !ok) return ok;
    turn.emit(model::ItemStartedOver{item.id});
    return {};
}

Checked reopen(const Turn& turn, const state::Item& item) {
    if (Checked ok = allowed(turn, item, Act::Reopen); !ok) return ok;
    turn.emit(model::ItemReopened{item.id});
    if (item.facts.of_case) reopen_parts(turn, item);
    return {};
}

Checked move(const Turn& turn, const state::Item& item, abi::QueueId queue,
             model::ItemQueued::How how) {
    if (Checked ok = allowed(turn, item, Act::Transfer); !ok) return ok;
    if (!queue.valid() || queue.index() >= turn.program().queues.size())
        return turn.refuse(RejectionCode::UnknownQueue);
    if (item.state == ItemState::Held) turn.emit(model::ItemResumed{item.id});
    turn.emit(model::ItemQueued{item.id, queue, how});
    return {};
}

Checked requeue(const Turn& turn, const state::Item& item, bool to_someone_else) {
    if (Checked ok = allowed(turn, item, Act::Requeue); !ok) return ok;
    if (!item.facts.queue)
        return turn.refuse(RejectionCode::UnknownQueue,
                           "the item came from no queue; transfer it to one");
    if (item.state == ItemState::Held) turn.emit(model::ItemResumed{item.id});
    model::ItemQueued queued{item.id, *item.queue(), model::ItemQueued::How::Requeued};
    queued.to_someone_else = to_someone_else;
    turn.emit(queued);
    return {};
}

void hand_over(const Turn& turn, const state::Item& item, const state::Agent& agent,
               model::ItemAssigned::How how) {
    for (const ItemId id : agent.items) {
        const state::Item& other = turn.state.item(id);
        if (other.state == ItemState::Assigned && id != item.id &&
            interrupts(turn.program(), agent, item.facts.work_type, other.facts.work_type))
            turn.emit(model::ItemParked{id, std::nullopt, true});
    }
    turn.emit(model::ItemAssigned{item.id, agent.id, how});
}

Checked assign(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    if (Checked ok = allowed(turn, item, Act::Assign); !ok) return ok;
    if (!agent.signed_in()) return turn.refuse(RejectionCode::NotAvailable);
    if (!meets_needs(turn, item, agent)) return turn.refuse(RejectionCode::DoesNotFit);
    if (is_kept_back(item, turn.now)) return turn.refuse(RejectionCode::NotYet);
    const bool has_it = item.agent == agent.id;
    if (has_it && item.state == ItemState::Assigned)
        return turn.refuse(RejectionCode::WrongState, "the item is with this agent already");
    if (!has_room(turn.program(), turn.state, agent, item.facts.work_type, item.points,
                  has_it ? item.id : ItemId()))
        return turn.refuse(RejectionCode::NoRoom);
    if (item.state == ItemState::Held) turn.emit(model::ItemResumed{item.id});
    hand_over(turn, item, agent, model::ItemAssigned::How::Appointed);
    return {};
}

}  // namespace reeve::engine
