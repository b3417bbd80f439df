#include "runtime/engine/acts.h"
#include "runtime/engine/fits.h"
#include "runtime/engine/steps.h"
#include "runtime/engine/taking.h"

#include <algorithm>

// Pauses and offers that end, and where an item goes.

namespace reeve::engine {

namespace {

/// The part that would be furthest behind its share of the day's items, this one included; the
/// first written of equal ones.
std::uint32_t choose_part(const Turn& turn, const state::Item& item) {
    const auto& parts = item.route.parts;
    if (parts.size() < 2) return 0;
    const auto found = turn.state.splits().find({item.facts.work_type, *item.route.to});
    const auto count = [&](std::size_t part) -> std::int64_t {
        if (found == turn.state.splits().end() || part >= found->second.size()) return 0;
        return found->second[part];
    };
    std::int64_t total = 1;
    for (std::size_t i = 0; i < parts.size(); ++i) total += count(i);
    std::uint32_t chosen = 0;
    Decimal furthest;
    for (std::uint32_t i = 0; i < parts.size(); ++i) {
        const Decimal behind = parts[i].share * Decimal(total) - Decimal(count(i));
        if (i > 0 && behind <= furthest) continue;
        chosen = i;
        furthest = behind;
    }
    return chosen;
}

bool is_there(const state::Item& item) {
    if (!item.facts.queue || !item.to_line) return false;
    return std::ranges::any_of(item.route.parts, [&](const abi::Route::Part& part) {
        return part.queue.index() == *item.facts.queue;
    });
}

bool sent(const Turn& turn, const state::Item& item) {
    const std::size_t before = turn.out.size();
    send(turn, item);
    return turn.out.size() != before;
}

void move_rings(const Turn& turn, const state::Item& item, Instant& again) {
    if (item.ring >= item.route.rings.size()) return;
    const abi::Ring& ring = item.route.rings[item.ring];
    if (ring.kind == abi::Ring::Kind::Anyone) return;
    const Instant end{item.ring_since.ms + ring.time.ms};
    if (end <= turn.now || !ring_has_anybody(turn, item, item.ring))
        turn.emit(model::RingBegun{item.id, item.ring + 1});
    else
        again = std::min(again, end);
}

bool notices_nobody(const Turn& turn, const state::Item& item) {
    return std::ranges::any_of(turn.type_of(item).escalation, [](const abi::EscalationLine& line) {
        return line.trigger.kind == abi::Trigger::Kind::NobodyFits;
    });
}

}  // namespace

void end_pause(const Turn& turn, const state::Item& item) {
    if (item.wake(Wake::Pause) > turn.now) return;
    if (item.state == ItemState::Held) {
        static_cast<void>(resume(turn, item));
    } else if (item.state == ItemState::Parked) {
        if (may_come_back(turn, turn.state.agent(item.agent), item))
            turn.emit(model::ItemTakenUp{item.id});
        else  // by the step for its agent, as soon as there is room
            turn.emit(model::ReturnAwaited{item.id});
    }
}

void end_offer(const Turn& turn, const state::Item& item) {
    if (item.state != ItemState::Offered || item.wake(Wake::Offer) > turn.now) return;
    const auto [again, alone] = not_again(turn, item);
    turn.emit(model::OfferMissed{item.id, item.agent, again, alone});
    const state::Agent& agent = turn.state.agent(item.agent);
    if (agent.misses_in_a_row + 1 >= 3 && agent.is(Presence::Available))
        turn.emit(model::PresenceSet{agent.id, static_cast<std::uint32_t>(Presence::Away)});
}

void send(const Turn& turn, const state::Item& item) {
    using How = model::ItemQueued::How;
    if (item.route.relaxed_to) {
        if (item.queue() != item.route.relaxed_to)
            turn.emit(model::ItemQueued{item.id, *item.route.relaxed_to, How::Routed});
        return;
    }
    if (!item.route.to || item.route.parts.empty() || is_there(item)) return;
    const std::uint32_t part = choose_part(turn, item);
    turn.emit(
        model::ItemQueued{item.id, item.route.parts[part].queue, How::Routed, item.route.to, part});
}

void look_at_route(const Turn& turn, const state::Item& item, bool reroute) {
    if (!model::is_waiting(item.state)) return;
    const bool relaxed = item.route.relaxed_to && item.placed_by_rules();
    if ((reroute || relaxed) && sent(turn, item)) return;
    Instant again = abi::kLastInstant;
    const std::size_t before = turn.out.size();
    move_rings(turn, item, again);
    if (turn.out.size() != before) return;
    const auto later = [&](std::optional<Instant> instant) {
        if (instant && *instant > turn.now) again = std::min(again, *instant);
    };
    later(item.not_before);
    later(item.route.not_before);
    for (const state::Refusal& refusal : item.refusals) {
        later(refusal.alone);
        later(refusal.again);
    }
    if (again != item.wake(Wake::Route)) turn.emit(model::RouteScheduled{item.id, again});
    if (!notices_nobody(turn, item)) return;
    const bool nobody =
        item.facts.queue && turn.state.queue(*item.queue()).open && !anybody_may(turn, item);
    if (nobody != item.nobody_fits_since.has_value()) turn.emit(model::NobodyFits{item.id, nobody});
}

}  // namespace reeve::engine
