#include "compiler/format/marker.h"

// Declarations about work, and of what happens later.

namespace reeve::format {

using namespace syntax;

void Marker::visit(const WorkTypeDecl& node) {
    declaration(node.head, LineKind::WorkType);
    attributes(node.attributes);
    if (!node.outcomes.empty()) line_at(node.outcomes.front().name.span, "outcomes");
    line_at(node.points_span, "counts");
    if (node.takes_about) line_at(node.takes_about->span, "takes");
    if (node.open) line_at(node.open->span, "open");
    for (const Name& name : node.show) line_before(name.span, "show");
    for (const Instruction& item : node.instructions) {
        line(word_before(item.text.span, "instructions"), LineKind::Instruction);
    }
    line_at(node.media_span, "media");
}

void Marker::visit(const SourceDecl& node) {
    declaration(node.head, LineKind::OtherDeclaration);
    for (const SourceLine& item : node.lines) line(item.span, LineKind::Other);
}

void Marker::visit(const IntakeDecl& node) {
    declaration(node.head, LineKind::OtherDeclaration);
    for (const IntakeLine& item : node.lines) line(item.span, LineKind::Intake);
}

void Marker::visit(const SlaDecl& node) {
    declaration(node.head, LineKind::Sla);
    for (const SlaLine& item : node.lines) {
        const bool promise =
            item.kind != SlaLineKind::CountingFrom && item.kind != SlaLineKind::Pause;
        line(item.span, promise ? LineKind::Promise : LineKind::Other);
    }
}

void Marker::visit(const SegmentDecl& node) {
    declaration(node.head, LineKind::Segment);
    segments(node.lines);
}

void Marker::segments(const std::vector<SegmentLine>& lines) {
    for (const SegmentLine& item : lines) {
        line(item.name.span, LineKind::SegmentLine);
        segments(item.lines);
    }
}

void Marker::visit(const PriorityDecl& node) {
    declaration(node.head, LineKind::Priority);
    for (const PriorityLine& item : node.lines) {
        const bool curve =
            item.kind == PriorityLineKind::AddCurve || item.kind == PriorityLineKind::AddSteps;
        const bool band = item.kind == PriorityLineKind::Band;
        line(item.span, curve ? LineKind::Curve : band ? LineKind::Band : LineKind::Term);
        for (const CurvePoint& point : item.points) line(point.span, LineKind::Point);
        if (item.up_to.valid()) limit_of_term(module_.expr(item.up_to).span);
    }
}

void Marker::limit_of_term(Span value) {
    std::uint32_t index = at(value);
    index = index == kNone ? kNone : previous(tokens_, index);
    while (is(index, "(")) index = previous(tokens_, index);
    const std::uint32_t up = index == kNone ? kNone : previous(tokens_, index);
    if (is(index, "to") && is(up, "up")) tokens_[up].cell = true;
}

void Marker::visit(const QueueDecl& node) {
    declaration(node.head, LineKind::Queue);
    for (const QueueLine& item : node.lines) line(item.span, LineKind::Other);
}

void Marker::visit(const RouteDecl& node) {
    declaration(node.head, LineKind::Route);
    for (const RouteLine& item : node.lines) {
        line(item.span, route_line(item.kind));
        shares(item.to);
        for (const Relaxation& relaxation : item.relaxations) shares(relaxation.to);
    }
}

LineKind Marker::route_line(RouteLineKind kind) {
    switch (kind) {
        case RouteLineKind::To: return LineKind::To;
        case RouteLineKind::Needs:
        case RouteLineKind::Never:
        case RouteLineKind::NotBefore: return LineKind::Need;
        case RouteLineKind::After: return LineKind::After;
        case RouteLineKind::Ask:
        case RouteLineKind::Rank: return LineKind::Other;
    }
    return LineKind::Other;
}

void Marker::shares(const Destination& destination) {
    for (const SplitPart& part : destination.parts) line(part.share_span, LineKind::Other);
}

void Marker::visit(const EscalateDecl& node) {
    declaration(node.head, LineKind::Escalate);
    escalations(node.lines);
}

void Marker::visit(const WatchDecl& node) {
    declaration(node.head, LineKind::Escalate);
    escalations(node.lines);
}

void Marker::escalations(const std::vector<EscalationLine>& lines) {
    for (const EscalationLine& item : lines) {
        line(item.span, LineKind::Escalation);
        const std::uint32_t index = at(item.span);
        if (index != kNone) tokens_[index].trigger = static_cast<std::uint8_t>(item.trigger.kind);
    }
}

void Marker::visit(const CasePlanDecl& node) {
    declaration(node.head, LineKind::OtherDeclaration);
    if (node.reference) line_at(node.reference->span, "reference");
    for (const Intent& intent : node.intents) line_before(intent.name.span, "intent");
    if (node.owner) line_at(node.owner->span, "owner");
    attributes(node.data);
    data_block(node.head.span);
    if (node.due) line_at(node.due->span, "due");
    line_before(node.band.span, "band");
    for (const StageDecl& stage : node.stages) {
        line(stage.head.keyword, LineKind::Other);
        modifiers(stage.modifiers);
    }
    for (const StepDecl& step : node.steps) plan_step(step);
    for (const MilestoneDecl& milestone : node.milestones) {
        line(milestone.head.keyword, LineKind::Milestone);
    }
    for (const EndsLine& ends : node.ends) {
        line(word_before(ends.span, "ends"), LineKind::Ends);
    }
}

void Marker::data_block(Span plan) {
    std::uint32_t depth = 0;
    for (std::uint32_t i = at(plan); i < tokens_.size() && tokens_[i].begin < plan.end; ++i) {
        if (tokens_[i].closes()) --depth;
        if (tokens_[i].opens()) ++depth;
        if (depth == 1 && tokens_[i].is("data") && is(next(tokens_, i), "{")) {
            line(i, LineKind::Other);
        }
    }
}

void Marker::plan_step(const StepDecl& step) {
    line(step.head.keyword, LineKind::Step);
    for (const FormField& field : step.form) attributes({field.attribute});
    const std::uint32_t queue = at(step.queue.span);
    const std::uint32_t in = queue == kNone ? kNone : previous(tokens_, queue);
    if (is(in, "in") && !is(previous(tokens_, in), "else")) break_before(in, Break::Firm);
    modifiers(step.modifiers);
}

void Marker::modifiers(const std::vector<Modifier>& list) {
    for (const Modifier& modifier : list) {
        std::uint32_t index = at(modifier.span);
        if (is(index, ",")) index = next(tokens_, index);
        if (index == kNone) continue;
        tokens_[index].wide = true;
        break_before(index, Break::Firm);
    }
}

void Marker::visit(const TestDecl& node) {
    declaration(node.head, LineKind::OtherDeclaration);
    for (const TestLine& item : node.lines) {
        line(item.span, LineKind::Other);
        for (const RosterAgent& agent : item.agents) roster_agent(agent);
    }
}

void Marker::roster_agent(const RosterAgent& agent) {
    line(agent.span, LineKind::Agent);
    for (const Name& team : agent.teams) line_before(team.span, "teams");
    for (const RosterSkill& skill : agent.skills) line_before(skill.span, "skills");
    line_before(agent.workload.span, "workload");
    line_before(agent.presence.span, "presence");
    for (const Field& field : agent.attributes) line(field.name.span, LineKind::Other);
}

void Marker::visit(const GuaranteeDecl& node) {
    declaration(node.head, LineKind::OtherDeclaration);
    for (const GuaranteeLine& item : node.lines) line(item.span, LineKind::Other);
}

}  // namespace reeve::format
