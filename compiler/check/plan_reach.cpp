#include "base/check.h"
#include "compiler/check/plan_order.h"

#include <algorithm>

namespace reeve::check {

using syntax::PlanPartKind;
namespace states = part_states;

/// What a stuck event waits for: another stuck event, or something that never comes.
struct PlanReach::Edge {
    enum class Kind : std::uint8_t { Waits, Inherits, OwnStage, NeverSkipped };
    Kind kind = Kind::Inherits;
    Event on;
    PartTest test;
    Trouble::Why why = Trouble::Why::Condition;
    source::Span span;
};

PlanReach::PlanReach(const PlanOutline& plan)
    : plan_(plan),
      happened_(plan.parts.size() * 2),
      unsettled_(plan.parts.size()),
      dependents_(plan.parts.size()) {
    connect();
    for (std::uint32_t part = 0; part < plan_.parts.size(); ++part) again_.push_back(part);
    while (!again_.empty()) {
        const std::uint32_t part = again_.front();
        again_.pop_front();
        if (!can({part, false}) && startable(part)) happen({part, false});
        if (!can({part, true}) && can({part, false}) && finishable(part)) happen({part, true});
    }
}

/// Who has to be looked at again when something happens to a part.
void PlanReach::connect() {
    for (std::uint32_t part = 0; part < plan_.parts.size(); ++part) {
        const PlanNode& node = plan_.parts[part];
        for (const PartTest& test : node.start.tests()) dependents_[test.part].push_back(part);
        for (const PartTest& test : node.finish.tests()) dependents_[test.part].push_back(part);
        if (node.previous != PlanNode::kNone) dependents_[node.previous].push_back(part);
        if (node.parent == PlanNode::kNone) continue;
        dependents_[node.parent].push_back(part);
        dependents_[part].push_back(node.parent);
        if (node.required) ++unsettled_[node.parent];
    }
}

void PlanReach::happen(Event event) {
    const PlanNode& node = plan_.parts[event.part];
    happened_[number(event)] = true;
    order_.push_back(event);
    // A part that may be skipped is settled when it would start, any other when it is done.
    if (node.parent != PlanNode::kNone && node.required && event.done != node.skippable)
        --unsettled_[node.parent];
    const auto& dependents = dependents_[event.part];
    again_.insert(again_.end(), dependents.begin(), dependents.end());
}

bool PlanReach::settled(std::uint32_t part) const {
    return can({part, !plan_.parts[part].skippable});
}

bool PlanReach::skip_declared(std::uint32_t part) const {
    for (std::uint32_t at = part; at != PlanNode::kNone; at = plan_.parts[at].parent) {
        if (plan_.parts[at].skippable) return true;
    }
    return false;
}

bool PlanReach::skip_possible(std::uint32_t part) const {
    for (std::uint32_t at = part; at != PlanNode::kNone; at = plan_.parts[at].parent) {
        if (plan_.parts[at].skippable && can({at, false})) return true;
    }
    return false;
}

bool PlanReach::test_possible(const PartTest& test, std::uint32_t for_part) const {
    // While a part may start, its stages are active.
    if (plan_.inside(for_part, test.part)) return (test.states & states::kActive) != 0;
    if ((test.states & states::kNotStarted) != 0) return true;
    if ((test.states & (states::kActive | states::kCancelled)) != 0 && can({test.part, false}))
        return true;
    if ((test.states & states::kDone) != 0 && can({test.part, true})) return true;
    return (test.states & states::kSkipped) != 0 && skip_possible(test.part);
}

bool PlanReach::startable(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    if (node.parent != PlanNode::kNone && !can({node.parent, false})) return false;
    if (node.previous != PlanNode::kNone && !settled(node.previous)) return false;
    return node.start.possible([&](const PartTest& test) { return test_possible(test, part); });
}

bool PlanReach::finishable(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    if (node.kind == PlanPartKind::Stage) return unsettled_[part] == 0;
    if (node.finishes_anyway) return true;
    // A milestone may speak of the stage it stands in, and so may a wait of what goes on around it.
    return node.finish.possible([&](const PartTest& test) {
        const bool own_stage = node.kind == PlanPartKind::Step && plan_.inside(part, test.part);
        return test_possible(test, own_stage ? part : test.part);
    });
}

PlanReach::Edge PlanReach::inherit(Event from) const {
    Edge edge;
    edge.on = from;
    return edge;
}

/// For a part that has to be settled first.
PlanReach::Edge PlanReach::wait_for(std::uint32_t part, Trouble::Why why, source::Span span) const {
    Edge edge;
    edge.kind = Edge::Kind::Waits;
    edge.on = {part, !plan_.parts[part].skippable};
    edge.why = why;
    edge.span = span;
    return edge;
}

PlanReach::Edge PlanReach::reason_of_test(Event stuck, const PartTest& test) const {
    Edge edge;
    edge.test = test;
    edge.span = test.span;
    if (plan_.inside(stuck.part, test.part) &&
        plan_.parts[stuck.part].kind != PlanPartKind::Milestone) {
        edge.kind = Edge::Kind::OwnStage;
    } else if ((test.states & states::kDone) != 0) {
        edge.kind = Edge::Kind::Waits;
        edge.on = {test.part, true};
    } else if (test.states == states::kSkipped && !skip_declared(test.part)) {
        edge.kind = Edge::Kind::NeverSkipped;
    } else {
        edge.kind = Edge::Kind::Waits;
        edge.on = {test.part, false};
    }
    return edge;
}

PlanReach::Edge PlanReach::reason_not_started(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    if (node.parent != PlanNode::kNone && !can({node.parent, false})) {
        return inherit({node.parent, false});
    }
    if (node.previous != PlanNode::kNone && !settled(node.previous)) {
        return wait_for(node.previous, Trouble::Why::InOrder, node.head->name.span);
    }
    const PartTest* test =
        node.start.first_impossible([&](const PartTest& t) { return test_possible(t, part); });
    CHECK(test != nullptr);
    return reason_of_test({part, false}, *test);
}

PlanReach::Edge PlanReach::reason_not_done(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    if (!can({part, false})) return inherit({part, false});
    if (node.kind == PlanPartKind::Stage) {
        for (const std::uint32_t child : node.children) {
            const PlanNode& inner = plan_.parts[child];
            if (!inner.required || settled(child)) continue;
            return wait_for(child, Trouble::Why::Inside, inner.head->name.span);
        }
    }
    const PartTest* test = node.finish.first_impossible([&](const PartTest& t) {
        const bool own_stage = node.kind == PlanPartKind::Step && plan_.inside(part, t.part);
        return test_possible(t, own_stage ? part : t.part);
    });
    CHECK(test != nullptr);
    return reason_of_test({part, true}, *test);
}

PlanReach::Edge PlanReach::reason(Event stuck) const {
    return stuck.done ? reason_not_done(stuck.part) : reason_not_started(stuck.part);
}

std::vector<PlanReach::Trouble> PlanReach::troubles() const {
    std::vector<Trouble> result;
    std::vector<bool> seen(happened_.size());
    for (std::size_t first = 0; first < happened_.size(); ++first) {
        if (happened_[first] || seen[first]) continue;
        if (auto trouble = follow(first, seen)) result.push_back(std::move(*trouble));
    }
    return result;
}

/// Every stuck event names one that it waits for; following these leads to a root of trouble, seen
/// before or new.
std::optional<PlanReach::Trouble> PlanReach::follow(std::size_t first,
                                                    std::vector<bool>& seen) const {
    std::vector<std::pair<std::size_t, Edge>> path;
    std::map<std::size_t, std::size_t> place_on_path;
    std::size_t at = first;
    while (!seen[at]) {
        seen[at] = true;
        place_on_path.emplace(at, path.size());
        const Edge edge = reason(event(at));
        if (edge.kind == Edge::Kind::OwnStage)
            return Trouble{Trouble::Kind::OwnStage, event(at).part, edge.test, {}};
        if (edge.kind == Edge::Kind::NeverSkipped) {
            return Trouble{Trouble::Kind::NeverSkipped, event(at).part, edge.test, {}};
        }
        path.emplace_back(at, edge);
        at = number(edge.on);
    }
    const auto start = place_on_path.find(at);
    if (start == place_on_path.end()) return std::nullopt;
    Trouble ring;
    ring.part = event(at).part;
    for (std::size_t i = start->second; i < path.size(); ++i) {
        const auto& [from, edge] = path[i];
        if (edge.kind != Edge::Kind::Waits) continue;
        ring.ring.push_back({event(from).part, edge.on.part, edge.why, edge.span});
        ring.part = std::min(ring.part, event(from).part);
    }
    return ring;
}

const PartTest* PlanReach::never_skipped(const PartCondition& condition) const {
    return condition.first_impossible([&](const PartTest& test) {
        return test.states != states::kSkipped || skip_declared(test.part);
    });
}

}  // namespace reeve::check
