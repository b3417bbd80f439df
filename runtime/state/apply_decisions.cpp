#include "runtime/state/applier.h"

#include <algorithm>

// What rules decided, as the events carry it.

namespace reeve::state {

void Applier::operator()(const model::SegmentDecided& event) {
    Item& decided = item(event.item);
    decided.segment = event.segment;
    decided.wake(Wake::Segment) = event.again;
}

void Applier::operator()(const model::PromisesMade& event) {
    item(event.item).facts.promises = event.promises;
}

void Applier::operator()(const model::PriorityMoved& event) {
    Item& moved = item(event.item);
    moved.band = event.band;
    moved.priority = event.value;
    moved.priority_since = at();
    moved.slopes = event.slopes;
    moved.wake(Wake::Priority) = event.again;
    std::erase_if(moved.raises, [&](const Raise& r) { return r.until && *r.until <= at(); });
}

void Applier::operator()(const model::PriorityRaised& event) {
    item(event.item).raises.push_back({event.points, event.until});
}

void Applier::operator()(const model::PriorityBoosted& event) {
    item(event.item).boost += event.points;
    touch(item(event.item));
}

void Applier::operator()(const model::RequirementsSet& event) {
    Item& routed = item(event.item);
    if (routed.route.ask != event.route.ask || routed.route.rings != event.route.rings) {
        routed.ring = 0;
        routed.ring_since = at();
    }
    routed.route = event.route;
    turn_waiting_clocks(routed);
}

void Applier::operator()(const model::RingBegun& event) {
    Item& asked = item(event.item);
    asked.ring = event.ring;
    asked.ring_since = at();
}

void Applier::operator()(const model::RouteScheduled& event) {
    Item& routed = item(event.item);
    routed.wake(Wake::Route) = event.again;
    turn_waiting_clocks(routed);
}

void Applier::operator()(const model::ItemRescheduled& event) {
    Item& routed = item(event.item);
    routed.not_before = event.not_before;
    turn_waiting_clocks(routed);
    touch(routed);
}

void Applier::operator()(const model::NobodyFits& event) {
    item(event.item).nobody_fits_since = event.nobody ? std::optional(at()) : std::nullopt;
}

namespace {

model::LineProgress& line_of(std::vector<model::LineProgress>& lines, std::uint32_t line) {
    if (lines.size() <= line) lines.resize(line + 1);
    return lines[line];
}

}  // namespace

void Applier::operator()(const model::LineFired& event) {
    line_of(item(event.item).lines, event.line) = event.progress;
}

void Applier::operator()(const model::LinesWaiting& event) {
    Item& waiting = item(event.item);
    for (const auto& line : event.lines) line_of(waiting.lines, line.line) = line.progress;
    waiting.wake(Wake::Lines) = event.again;
}

void Applier::operator()(const model::WatchMoved& event) {
    line_of(state_.queues_[event.queue.index()].watch_lines, event.line) = event.progress;
}

void Applier::operator()(const model::WatchScheduled& event) {
    state_.queues_[event.queue.index()].watch_again = event.again;
}

}  // namespace reeve::state
