#include "runtime/engine/taking.h"

#include "runtime/engine/acts.h"
#include "runtime/engine/case_steps.h"
#include "runtime/engine/fits.h"
#include "runtime/order/walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::engine {

using model::RejectionCode;

namespace {

constexpr std::int64_t kMinute = 60'000;

Checked is_offered_to(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    if (item.agent == agent.id) return {};
    return turn.refuse(RejectionCode::NotOffered,
                       fmt::format("the item is not offered to `{}`", agent.facts.id));
}

Checked is_with(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    if (item.agent == agent.id) return {};
    return turn.refuse(RejectionCode::NotHolder,
                       fmt::format("the item is not with `{}`", agent.facts.id));
}

/// Says so where it is because of an earlier step of its case.
Checked does_not_fit(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    const abi::PlanPart* step = step_of(turn, item);
    if (step == nullptr) return turn.refuse(RejectionCode::DoesNotFit);
    const state::Case& of = *case_of(turn, item);
    for (const std::uint32_t other : step->never_who) {
        if (of.facts.parts[other].completed_by == agent.facts.id)
            return turn.refuse(
                RejectionCode::DoesNotFit,
                fmt::format("`{}` completed `{}` and may not do this step, too", agent.facts.id,
                            plan_of(turn, of).parts[other].named.name));
    }
    return turn.refuse(RejectionCode::DoesNotFit);
}

Checked may_take_from(const Turn& turn, abi::QueueId id, const state::Agent& agent) {
    if (!id.valid() || id.index() >= turn.program().queues.size())
        return turn.refuse(RejectionCode::UnknownQueue);
    if (!turn.queue_rules(id).workbin) return turn.refuse(RejectionCode::NotAWorkbin);
    if (!agent.signed_in()) return turn.refuse(RejectionCode::NotAvailable);
    if (!turn.state.queue(id).open) return turn.refuse(RejectionCode::Closed);
    return {};
}

/// The most urgent item of a workbin that the agent may take now.
std::optional<ItemId> first_for(const Turn& turn, abi::QueueId workbin, const state::Agent& agent) {
    std::optional<order::Rank> best;
    for (const std::uint32_t number : turn.waiting.classes_of(workbin)) {
        order::Walk walk(turn.waiting.order(), turn.waiting.classes()[number].index,
                         turn.waiting.positions());
        const auto found = walk.next([&](order::EntryId entry) {
            const state::Item& item = turn.state.item(turn.waiting.item_of(entry));
            return may_do(turn, item, agent) && in_ring(turn, item, agent) &&
                   !is_kept_back(item, turn.now) &&
                   has_room(turn.program(), turn.state, agent, item.facts.work_type, item.points);
        });
        if (found && (!best || found->rank < *best)) best = found->rank;
    }
    if (!best) return std::nullopt;
    return ItemId{best->id};
}

}  // namespace

std::pair<Instant, Instant> not_again(const Turn& turn, const state::Item& item) {
    std::int64_t ms = kMinute;
    const abi::Queue* queue = turn.queue_of(item);
    if (queue != nullptr && queue->not_again_for) ms = queue->not_again_for->ms;
    return {Instant{turn.now.ms + ms}, Instant{turn.now.ms + std::min(ms, kMinute)}};
}

Checked accept(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    if (Checked ok = is_offered_to(turn, item, agent); !ok) return ok;
    hand_over(turn, item, agent, model::ItemAssigned::How::Accepted);
    return {};
}

Checked decline(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    if (Checked ok = is_offered_to(turn, item, agent); !ok) return ok;
    const auto [again, alone] = not_again(turn, item);
    turn.emit(model::OfferDeclined{item.id, agent.id, again, alone});
    return {};
}

Checked park(const Turn& turn, const state::Item& item, const state::Agent& agent,
             std::optional<Instant> until) {
    if (Checked ok = is_with(turn, item, agent); !ok) return ok;
    if (until && *until <= turn.now) return turn.refuse(RejectionCode::InThePast);
    turn.emit(model::ItemParked{item.id, until, false});
    return {};
}

Checked take_up(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    if (Checked ok = is_with(turn, item, agent); !ok) return ok;
    if (!has_room(turn.program(), turn.state, agent, item.facts.work_type, item.points, item.id))
        return turn.refuse(RejectionCode::NoRoom);
    turn.emit(model::ItemTakenUp{item.id});
    return {};
}

Checked take(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    if (!item.facts.queue) return turn.refuse(RejectionCode::NotAWorkbin);
    if (Checked ok = may_take_from(turn, *item.queue(), agent); !ok) return ok;
    if (!may_do(turn, item, agent)) return does_not_fit(turn, item, agent);
    if (!in_ring(turn, item, agent))
        return turn.refuse(RejectionCode::DoesNotFit, "others are asked first for a while");
    if (is_kept_back(item, turn.now)) return turn.refuse(RejectionCode::NotYet);
    if (!has_room(turn.program(), turn.state, agent, item.facts.work_type, item.points))
        return turn.refuse(RejectionCode::NoRoom);
    if (!turn.queue_of(item)->take_any && first_for(turn, *item.queue(), agent) != item.id)
        return turn.refuse(RejectionCode::NotNext);
    hand_over(turn, item, agent, model::ItemAssigned::How::Taken);
    return {};
}

Checked take_next(const Turn& turn, abi::QueueId workbin, const state::Agent& agent,
                  ItemId& taken) {
    if (Checked ok = may_take_from(turn, workbin, agent); !ok) return ok;
    const auto first = first_for(turn, workbin, agent);
    if (!first) return turn.refuse(RejectionCode::NothingToTake);
    taken = *first;
    hand_over(turn, turn.state.item(taken), agent, model::ItemAssigned::How::Taken);
    return {};
}

Checked end_wrap_up(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    if (Checked ok = is_with(turn, item, agent); !ok) return ok;
    turn.emit(model::WrapUpEnded{item.id});
    return {};
}

}  // namespace reeve::engine
