#include "runtime/engine/decide.h"

#include "runtime/engine/case_steps.h"
#include "runtime/engine/pieces.h"

#include <algorithm>

namespace reeve::engine {

namespace {

void say_segment(const Turn& turn, const state::Item& item, const abi::Decision& decision) {
    const Instant again = std::min(decision.segment_until, decision.promises_until);
    if (item.segment == decision.segment && item.wake(Wake::Segment) == again) return;
    turn.emit(model::SegmentDecided{item.id, decision.segment, again});
}

void say_route(const Turn& turn, const state::Item& item, abi::Decision& decision) {
    // The instant is kept apart, so that it does not make another route of the same one.
    decision.route.until = abi::kLastInstant;
    if (item.route == decision.route) return;
    turn.emit(model::RequirementsSet{item.id, std::move(decision.route)});
}

void say_priority(const Turn& turn, const state::Item& item, const abi::Decision& decision,
                  Instant route_until) {
    const Piece piece = effective_piece(turn.rules, decision.priority, item, turn.now);
    // One instant serves both: what asks for the priority also asks for the route.
    const Instant again = std::min({piece.until, decision.band_until, route_until});
    if (item.band == decision.band && item.slopes == piece.slopes &&
        item.wake(Wake::Priority) == again && turn.waiting.priority(item) == piece.value)
        return;
    turn.emit(model::PriorityMoved{item.id, decision.band, piece.value, piece.slopes, again});
}

}  // namespace

void decide(const Turn& turn, const state::Item& item, abi::Parts::Promises promises) {
    abi::Decision decision;
    abi::Parts parts;
    parts.promises = promises;
    parts.thresholds = false;
    if (item.facts.of_case)
        decide_in_case(turn, item, parts, decision);
    else
        turn.rules.decide(item.facts, turn.house, turn.now, parts, decision);
    const Instant route_until = decision.route.until;
    say_segment(turn, item, decision);
    if (item.facts.promises != decision.promises)
        turn.emit(model::PromisesMade{item.id, decision.promises});
    say_route(turn, item, decision);
    say_priority(turn, item, decision, route_until);
}

}  // namespace reeve::engine
