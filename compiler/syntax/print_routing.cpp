#include "compiler/syntax/outline.h"

// Queues, workbins, routes.

namespace reeve::syntax {

namespace {

void queue(const QueueDecl& decl, Outline& outline) {
    outline.head(decl.workbin ? "workbin" : "queue", decl.head);
    const Outline::Level level(outline);
    for (const auto& line : decl.lines) {
        switch (line.kind) {
            case QueueLineKind::Members:
                outline.line("members{}", outline.part("when", line.when));
                break;
            case QueueLineKind::Offer:
                outline.line("offer to {}{}", Outline::pick(line.pick),
                             Outline::part("answer within", line.time));
                break;
            case QueueLineKind::Assign:
                outline.line("assign to {}{}", Outline::pick(line.pick),
                             Outline::part("answer within", line.time));
                break;
            case QueueLineKind::NotAgainFor:
                outline.line("not again{}", Outline::part("for", line.time));
                break;
            case QueueLineKind::WrapUp:
                outline.line("wrap{}", Outline::part("up", line.time));
                break;
            case QueueLineKind::OpenIn: outline.line("open in {}", line.calendar.text); break;
            case QueueLineKind::Goal:
                outline.line("goal {}{}{}", line.share.to_string(),
                             Outline::part("within", line.goal),
                             Outline::part("in", line.calendar));
                break;
            case QueueLineKind::TakeAny: outline.line("take any"); break;
            case QueueLineKind::TakeNext: outline.line("take next"); break;
            case QueueLineKind::Supervisors:
                outline.line("supervisors {}", Outline::names(line.supervisors));
                break;
        }
    }
}

std::string destination(const Destination& destination) {
    if (!destination.split) return destination.queue.text;
    std::string text = "split {";
    for (const auto& part : destination.parts) {
        text += fmt::format("{}{} {}", text.back() == '{' ? "" : ", ", part.share.to_string(),
                            part.queue.text);
    }
    return text + "}";
}

std::string need(const Need& need, const Outline& outline) {
    if (need.kind == NeedKind::Condition) return "needs " + outline.expr(need.test);
    return fmt::format("needs skill {}{}", need.skill.text, outline.part("level", need.level));
}

std::string ring(const Ring& ring, const Outline& outline) {
    const auto time = Outline::part("for", ring.time);
    switch (ring.kind) {
        case RingKind::Agent: return "agent " + outline.expr(ring.agent) + time;
        case RingKind::Team: return "team " + ring.team.text + time;
        case RingKind::Anyone: return "anyone" + time;
    }
    return {};
}

std::string relaxation(const Relaxation& relaxation, const Outline& outline) {
    const auto condition = outline.condition(relaxation.condition);
    switch (relaxation.kind) {
        case RelaxKind::Need: return need(relaxation.need, outline) + condition;
        case RelaxKind::Drop: return "drop " + relaxation.drop.text + condition;
        case RelaxKind::To: return "to " + destination(relaxation.to) + condition;
    }
    return {};
}

void after(const RouteLine& line, Outline& outline) {
    outline.line("after {} waiting{}{}", Outline::time(line.after), line.here ? " here" : "",
                 Outline::part("in", line.calendar));
    const Outline::Level level(outline);
    for (const auto& one : line.relaxations) outline.line("{}", relaxation(one, outline));
}

void route(const RouteDecl& decl, Outline& outline) {
    outline.head("route", decl.head);
    const Outline::Level level(outline);
    for (const auto& line : decl.lines) {
        const auto condition = outline.condition(line.condition);
        switch (line.kind) {
            case RouteLineKind::To: outline.line("to {}{}", destination(line.to), condition); break;
            case RouteLineKind::Needs:
                outline.line("{}{}", need(line.need, outline), condition);
                break;
            case RouteLineKind::Never:
                outline.line("never {}{}", outline.expr(line.value), condition);
                break;
            case RouteLineKind::NotBefore:
                outline.line("not before {}{}", outline.expr(line.value), condition);
                break;
            case RouteLineKind::Rank: outline.line("rank {}", outline.expr(line.value)); break;
            case RouteLineKind::After: after(line, outline); break;
            case RouteLineKind::Ask: {
                std::string rings;
                for (const auto& one : line.rings)
                    rings += (rings.empty() ? "" : ", then ") + ring(one, outline);
                outline.line("ask {}{}", rings, condition);
                break;
            }
        }
    }
}

}  // namespace

void print_routing(const Decl& decl, Outline& outline) {
    if (const auto* one = std::get_if<QueueDecl>(&decl)) queue(*one, outline);
    if (const auto* one = std::get_if<RouteDecl>(&decl)) route(*one, outline);
}

}  // namespace reeve::syntax
