#include "compiler/bind/decide.h"

#include "compiler/eval/escalations.h"
#include "compiler/eval/priorities.h"
#include "compiler/eval/promises.h"
#include "compiler/eval/routes.h"
#include "compiler/eval/segments.h"
#include "runtime/abi/points.h"

#include <algorithm>

namespace reeve::bind {

namespace {

std::array<std::optional<abi::Promise>, 3> promises_of(const eval::Context& context,
                                                       abi::Parts::Promises how, Instant now) {
    switch (how) {
        case abi::Parts::Promises::Keep:
            // Every item has one of these; who has none has not been promised anything yet.
            if (context.item->promises[static_cast<std::size_t>(abi::PromiseKind::Due)])
                return context.item->promises;
            [[fallthrough]];
        case abi::Parts::Promises::Make:
            return eval::remake_promises(context, eval::Begin::Same, now);
        case abi::Parts::Promises::StartOver: break;
    }
    return eval::remake_promises(context, eval::Begin::Anew, now);
}

std::vector<abi::Ring> rings_of(const eval::Context& context, const typed::Route::Ask& ask,
                                Instant now) {
    std::vector<abi::Ring> rings;
    eval::Evaluator evaluator(context, now, nullptr);
    for (const typed::Ring& ring : ask.rings) {
        abi::Ring& to = rings.emplace_back();
        to.kind = static_cast<abi::Ring::Kind>(ring.kind);
        to.team = ring.team;
        to.time = ring.time;
        if (ring.kind != typed::Ring::Kind::Agent) continue;
        const abi::Value agent = evaluator.value(ring.agent);
        if (!agent.is_missing()) to.agent = agent.reference().id;
    }
    return rings;
}

void add_needs(const eval::RouteAnswer& answer, abi::Route& route) {
    for (const eval::NeedAnswer& need : answer.needs) {
        if (need.skill.valid())
            route.needs.push_back({need.skill, need.level});
        else
            route.tests.push_back(need.test);
    }
    std::ranges::sort(route.needs);
}

void add_never(const eval::Context& context, const typed::Route& rules,
               const eval::RouteAnswer& answer, Instant now, abi::Route& route) {
    eval::Evaluator evaluator(context, now, nullptr);
    for (const std::uint32_t number : answer.never) {
        const typed::Route::Never& line = rules.never[number];
        if (line.test.valid()) route.never_tests.push_back(line.test);
        if (!line.agent.valid()) continue;
        const abi::Value agent = evaluator.value(line.agent);
        if (!agent.is_missing()) route.never.push_back(agent.reference().id);
    }
}

}  // namespace

abi::Route to_route(const eval::Context& context, const typed::Route& rules,
                    const eval::RouteAnswer& answer, Instant now) {
    abi::Route route;
    route.to = answer.to.line;
    if (answer.to.line) {
        const typed::Destination& destination = rules.to[*answer.to.line].destination;
        for (const typed::Destination::Part& part : destination.parts)
            route.parts.push_back({part.share, part.queue});
        if (answer.destination != &destination) route.relaxed_to = answer.queue;
    } else if (answer.destination != nullptr) {
        route.relaxed_to = answer.queue;
    }
    add_needs(answer, route);
    add_never(context, rules, answer, now, route);
    route.ask = answer.ask;
    if (answer.ask) route.rings = rings_of(context, rules.asks[*answer.ask], now);
    route.not_before = answer.not_before;
    route.until = answer.window.until;
    return route;
}

abi::PriorityLine to_line(const typed::Priority& rules, const eval::PriorityAnswer& answer) {
    abi::PriorityLine line;
    line.value = abi::to_points(answer.before_limit);
    for (const eval::Slope& slope : answer.slopes)
        line.slopes.push_back({slope.clock, abi::to_points(slope.per_ms)});
    std::erase_if(line.slopes, [](const auto& slope) { return slope.per_ms == 0; });
    std::ranges::sort(line.slopes, {}, [](const abi::PriorityLine::Slope& slope) {
        return slope.clock.valid() ? slope.clock.index() + 1 : 0;
    });
    if (rules.limit) {
        line.low = abi::to_points(rules.limit->low);
        line.high = abi::to_points(rules.limit->high);
    }
    line.until = answer.window.until;
    return line;
}

namespace {

/// What compiled rules say of who may do it, where time brings no steps, rings or moments of its
/// own.
std::optional<abi::Route> compiled_route(const eval::Context& context, const typed::Route& rules,
                                         const std::optional<batch::ItemAnswer::Route>& answer,
                                         Instant now) {
    if (!answer || answer->ask || !rules.relaxations.empty() || !rules.not_before.empty())
        return std::nullopt;
    eval::RouteAnswer said;
    said.to.line = answer->to;
    if (answer->to) said.destination = &rules.to[*answer->to].destination;
    for (const abi::Need& need : answer->needs)
        said.needs.push_back({need.skill, need.level, {}, {}});
    for (const std::uint32_t line : answer->need_tests)
        said.needs.push_back({{}, 0, rules.needs[line].test, {}});
    said.never = answer->never;
    said.window.until = answer->until;
    return to_route(context, rules, said, now);
}

/// A total that the limit holds still moves on once it is raised: how, the total alone says.
bool is_cut(const abi::PriorityLine& line) {
    return (line.low && line.value < *line.low) || (line.high && line.value > *line.high);
}

void decide_priority(const eval::Context& context, const typed::WorkType& type, Instant now,
                     batch::ItemAnswer& said, abi::Decision& decision) {
    decision.priority = {};
    if (!type.priority) return;
    decision.priority =
        said.priority
            ? std::move(*said.priority)
            : to_line(*type.priority, eval::evaluate_priority(context, *type.priority, now));
    if (is_cut(decision.priority))
        decision.priority =
            to_line(*type.priority, eval::evaluate_before_limit(context, *type.priority, now));
}

void decide_route(const eval::Context& context, const typed::WorkType& type, Instant now,
                  const batch::ItemAnswer& said, abi::Decision& decision) {
    decision.route = {};
    if (!type.route) return;
    auto route = compiled_route(context, *type.route, said.route, now);
    decision.route = route
                         ? std::move(*route)
                         : to_route(context, *type.route,
                                    eval::evaluate_route(context, *type.route, {.now = now}), now);
}

void decide_band(const eval::Context& context, Instant now, const batch::ItemAnswer& said,
                 abi::Decision& decision) {
    if (said.band && said.band->value) {
        decision.band = *said.band->value;
        decision.band_until = said.band->until;
        return;
    }
    const eval::BandAnswer band =
        eval::find_band(context, context.program.work_type(context.item->work_type).priority, now);
    decision.band = band.value.value_or(0);
    decision.band_until = band.line.window.until;
}

}  // namespace

void decide(eval::Context context, Instant now, abi::Parts parts, abi::Decision& decision,
            const batch::ItemRules* compiled) {
    const typed::WorkType& type = context.program.work_type(context.item->work_type);
    const eval::SegmentAnswer segment = eval::find_segment(context, now);
    context.derived.segment = segment.value;
    context.derived.segment_window = segment.line.window;
    decision.segment = segment.value;
    decision.segment_until = segment.line.window.until;

    decision.promises_until = abi::kLastInstant;
    decision.promises = {};
    if (type.sla) {
        abi::Window window;
        decision.promises = promises_of(context, parts.promises, now);
        eval::turn_pauses(context, now, &window, decision.promises);
        decision.promises_until = window.until;
    }
    context.derived.promises = decision.promises;

    batch::ItemAnswer said;
    if (compiled != nullptr && (parts.priority || parts.route))
        said = compiled->answer(*context.item, decision.promises, context.house, now);
    decide_band(context, now, said, decision);
    if (parts.priority) decide_priority(context, type, now, said, decision);
    if (parts.route) decide_route(context, type, now, said, decision);
    if (!parts.thresholds) return;
    decision.thresholds.clear();
    if (!type.escalation) return;
    for (const eval::Threshold& threshold :
         eval::evaluate_thresholds(context, *type.escalation, now, nullptr))
        decision.thresholds.push_back({threshold.line, threshold.at});
}

eval::BandAnswer find_band_of(const eval::Context& context, const typed::Plan& plan, Instant now) {
    eval::BandAnswer band = eval::find_band(context, plan.priority, now);
    if (!band.line.line && plan.band) band.value = plan.band;
    return band;
}

void decide_case(eval::Context context, const typed::Plan& plan, Instant now, abi::Parts parts,
                 abi::Decision& decision) {
    decision.promises = context.item->promises;
    context.derived.promises = decision.promises;
    const eval::BandAnswer band = find_band_of(context, plan, now);
    decision.band = band.value.value_or(0);
    decision.band_until = band.line.window.until;
    if (parts.priority) {
        decision.priority = {};
        if (plan.priority)
            decision.priority =
                to_line(*plan.priority, eval::evaluate_priority(context, *plan.priority, now));
    }
    if (!parts.thresholds) return;
    decision.thresholds.clear();
    if (!plan.escalation) return;
    for (const eval::Threshold& threshold :
         eval::evaluate_thresholds(context, *plan.escalation, now, nullptr))
        decision.thresholds.push_back({threshold.line, threshold.at});
}

void decide_nothing(const abi::Item& item, abi::Decision& decision) {
    decision = {};
    decision.promises = item.promises;
    decision.promises_until = abi::kLastInstant;
}

}  // namespace reeve::bind
