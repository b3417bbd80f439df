#include "compiler/parse/decl_builder.h"

// Queues, workbins, routes.

namespace reeve::parse {

std::optional<syntax::TimeSpan> optional_time_span(ValueBuilder& values,
                                                   ReeveParser::TimeSpanContext* context) {
    if (!complete(context)) return std::nullopt;
    return values.time_span(context);
}

namespace {

syntax::QueueLine queue_line(ValueBuilder& values, ReeveParser::QueueLineContext* context) {
    using enum syntax::QueueLineKind;
    syntax::QueueLine line;
    line.span = values.span(context);
    line.time = optional_time_span(values, context->timeSpan());
    switch (context->start->getType()) {
        case ReeveParser::K_MEMBERS:
            line.kind = Members;
            line.when = values.expr(context->expr());
            break;
        case ReeveParser::K_OFFER:
        case ReeveParser::K_ASSIGN:
            line.kind = context->K_OFFER() != nullptr ? Offer : Assign;
            line.pick = values.agent_pick(context->agentPick());
            break;
        case ReeveParser::K_NOT: line.kind = NotAgainFor; break;
        case ReeveParser::K_WRAP: line.kind = WrapUp; break;
        case ReeveParser::K_OPEN:
            line.kind = OpenIn;
            line.calendar = values.name(context->name(0));
            break;
        case ReeveParser::K_GOAL: {
            line.kind = Goal;
            line.share = values.percent(context->PERCENT());
            line.share_span = ValueBuilder::span(context->PERCENT());
            const auto within = values.within(context->within());
            line.goal = within.time;
            line.calendar = within.calendar;
            break;
        }
        case ReeveParser::K_SUPERVISORS:
            line.kind = Supervisors;
            line.supervisors = values.names(context->name());
            break;
        default: line.kind = context->K_ANY() != nullptr ? TakeAny : TakeNext; break;
    }
    return line;
}

syntax::QueueDecl queue(ValueBuilder& values, ReeveParser::QueueDeclContext* context) {
    syntax::QueueDecl decl;
    decl.head = values.head(context, context->queueHead()->name(), context->queueHead()->display());
    for (auto* line : context->queueLine()) {
        if (values.keep(line)) decl.lines.push_back(queue_line(values, line));
    }
    return decl;
}

syntax::QueueDecl workbin(ValueBuilder& values, ReeveParser::WorkbinDeclContext* context) {
    syntax::QueueDecl decl;
    decl.workbin = true;
    decl.head =
        values.head(context, context->workbinHead()->name(), context->workbinHead()->display());
    for (auto* line : context->queueLine()) {
        if (values.keep(line)) decl.lines.push_back(queue_line(values, line));
    }
    return decl;
}

syntax::Destination destination(ValueBuilder& values, ReeveParser::DestinationContext* context) {
    syntax::Destination destination;
    destination.span = values.span(context);
    destination.queue = values.name(context->name());
    destination.split = context->K_SPLIT() != nullptr && context->LBRACE() != nullptr;
    for (auto* part : context->splitPart()) {
        destination.parts.push_back({values.percent(part->PERCENT()),
                                     ValueBuilder::span(part->PERCENT()),
                                     values.name(part->name())});
    }
    return destination;
}

syntax::Need need(ValueBuilder& values, ReeveParser::NeedContext* context) {
    syntax::Need need;
    need.span = values.span(context);
    need.condition = values.condition(context->optionalCondition());
    if (context->K_LEVEL() != nullptr) {
        need.skill = values.name(context->name());
        need.level = values.additive(context->additive());
        return need;
    }
    // A bare name is a skill.
    const auto test = values.expr(context->expr());
    const auto& expr = values.module().expr(test);
    if (expr.kind == syntax::ExprKind::Name && !expr.parenthesized) {
        need.skill = expr.name;
    } else {
        need.kind = syntax::NeedKind::Condition;
        need.test = test;
    }
    return need;
}

syntax::Ring ring(ValueBuilder& values, ReeveParser::RingContext* context) {
    syntax::Ring ring;
    ring.span = values.span(context);
    ring.time = optional_time_span(values, context->timeSpan());
    if (context->K_AGENTS() != nullptr) {
        ring.kind = syntax::RingKind::Team;
        ring.team = values.name(context->name());
    } else if (context->additive() != nullptr) {
        ring.kind = syntax::RingKind::Agent;
        ring.agent = values.additive(context->additive());
    }
    return ring;
}

syntax::Relaxation relaxation(ValueBuilder& values, ReeveParser::RelaxationContext* context) {
    using enum syntax::RelaxKind;
    syntax::Relaxation relaxation;
    relaxation.span = values.span(context);
    if (context->need() != nullptr) {
        relaxation.kind = Need;
        relaxation.need = need(values, context->need());
        relaxation.condition = relaxation.need.condition;
        return relaxation;
    }
    relaxation.condition = values.condition(context->optionalCondition());
    if (context->K_DROP() != nullptr) {
        relaxation.kind = Drop;
        relaxation.drop = values.name(context->name());
    } else {
        relaxation.kind = To;
        relaxation.to = destination(values, context->destination());
    }
    return relaxation;
}

syntax::RouteLine route_line(ValueBuilder& values, ReeveParser::RouteLineContext* context) {
    using enum syntax::RouteLineKind;
    syntax::RouteLine line;
    line.span = values.span(context);
    if (context->condition() != nullptr) line.condition = values.condition(context->condition());
    if (context->optionalCondition() != nullptr)
        line.condition = values.condition(context->optionalCondition());
    switch (context->start->getType()) {
        case ReeveParser::K_TO:
            line.kind = To;
            line.to = destination(values, context->destination());
            break;
        case ReeveParser::K_NEEDS:
            line.kind = Needs;
            line.need = need(values, context->need());
            line.condition = line.need.condition;
            break;
        case ReeveParser::K_NEVER:
            line.kind = Never;
            line.value = values.expr(context->expr());
            break;
        case ReeveParser::K_ASK:
            line.kind = Ask;
            for (auto* one : context->ring()) line.rings.push_back(ring(values, one));
            break;
        case ReeveParser::K_AFTER:
            line.kind = After;
            line.after = values.time_span(context->timeSpan());
            line.here = context->K_HERE() != nullptr;
            line.calendar = values.name(context->name());
            for (auto* one : context->relaxation())
                line.relaxations.push_back(relaxation(values, one));
            break;
        case ReeveParser::K_NOT:
            line.kind = NotBefore;
            line.value = values.operand(context->operand());
            break;
        default:
            line.kind = Rank;
            line.value = values.expr(context->expr());
            break;
    }
    return line;
}

syntax::RouteDecl route(ValueBuilder& values, ReeveParser::RouteDeclContext* context) {
    syntax::RouteDecl decl;
    decl.head = values.head(context, context->routeHead()->name(), nullptr);
    for (auto* line : context->routeLine()) {
        if (values.keep(line)) decl.lines.push_back(route_line(values, line));
    }
    return decl;
}

}  // namespace

std::optional<syntax::Decl> build_routing_decl(ValueBuilder& values,
                                               ReeveParser::DeclContext* context) {
    if (auto* decl = context->queueDecl()) return queue(values, decl);
    if (auto* decl = context->workbinDecl()) return workbin(values, decl);
    if (auto* decl = context->routeDecl()) return route(values, decl);
    return std::nullopt;
}

}  // namespace reeve::parse
