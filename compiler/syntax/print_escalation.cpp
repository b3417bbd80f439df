#include "compiler/syntax/outline.h"

#include <array>

// Escalations and watches.

namespace reeve::syntax {

namespace {

std::string times(std::string_view word, const std::optional<Decimal>& times) {
    return times ? fmt::format(" {} {} times", word, times->to_string()) : std::string();
}

std::string trigger(const Trigger& trigger, const Outline& outline) {
    static constexpr std::array<std::string_view, 4> kPromises{"sla", "start", "target", "due"};
    static constexpr std::array<std::string_view, 4> kClocks{"untouched", "waiting", "waiting here",
                                                             "working"};
    const auto time = trigger.time ? Outline::within(*trigger.time) : std::string();
    const auto when = outline.part("and", trigger.condition);
    switch (trigger.kind) {
        case TriggerKind::ShareOfPromise:
            return fmt::format("at {} of {}", trigger.share.to_string(),
                               kPromises[static_cast<std::size_t>(trigger.promise)]);
        case TriggerKind::Moment: return "at " + outline.expr(trigger.moment);
        case TriggerKind::BeforeOrAfter:
            return fmt::format("{} {} {}", time, trigger.before ? "before" : "after",
                               outline.expr(trigger.moment));
        case TriggerKind::Clock:
            return fmt::format("{} for {}", kClocks[static_cast<std::size_t>(trigger.clock)], time);
        case TriggerKind::Every:
            return fmt::format("every {}{}", time, times("up to", trigger.times));
        case TriggerKind::NobodyFits: return "nobody fits for " + time;
        case TriggerKind::DeclinedOrMissed:
            return fmt::format("{}{}{}{}", trigger.declined ? "declined" : "",
                               trigger.missed ? " missed" : "", times("after", trigger.times),
                               when);
        case TriggerKind::Changes: return fmt::format("{} changes{}", trigger.name.text, when);
        case TriggerKind::Event:
            return fmt::format("event {}{}{}", trigger.name.text,
                               Outline::part("as", trigger.outcome), when);
        case TriggerKind::Watch:
            return fmt::format("when {}{}", outline.expr(trigger.condition),
                               time.empty() ? "" : " for " + time);
    }
    return {};
}

std::string notify_target(const Action& action) {
    switch (action.target) {
        case NotifyTarget::Supervisors: return " supervisors";
        case NotifyTarget::Assignee: return " assignee";
        case NotifyTarget::Owner: return " owner";
        case NotifyTarget::Customer: return " customer";
        case NotifyTarget::Team: return " team " + action.name.text;
        case NotifyTarget::Address: return Outline::part("address", action.address);
    }
    return {};
}

std::string action(const Action& action, const Outline& outline) {
    static constexpr std::array<std::string_view, 16> kKinds{
        "raise priority", "move",       "assign",     "requeue",  "notify",   "remind assignee",
        "tell source",    "set",        "reclassify", "hold",     "complete", "expire",
        "cancel",         "start over", "open",       "open case"};
    std::string text(kKinds[static_cast<std::size_t>(action.kind)]);
    if (action.kind == ActionKind::Notify) {
        text += notify_target(action);
    } else {
        text += Outline::part("", action.name);
    }
    if (action.kind == ActionKind::Set && !action.value.valid()) text += " missing";
    text += outline.part("value", action.value) + Outline::part("for", action.time) +
            Outline::part("", action.text);
    if (action.someone_else) text += " to someone else";
    if (action.fields) text += " " + outline.fields(*action.fields);
    return text;
}

void lines(const std::vector<EscalationLine>& lines, Outline& outline) {
    for (const auto& line : lines) {
        outline.line("{}{}", trigger(line.trigger, outline),
                     outline.part("while", line.trigger.while_condition));
        const Outline::Level level(outline);
        for (const auto& one : line.actions.actions) outline.line("{}", action(one, outline));
        if (line.actions.at_most_every)
            outline.line("at most every {}", Outline::time(*line.actions.at_most_every));
    }
}

}  // namespace

void print_escalation(const Decl& decl, Outline& outline) {
    if (const auto* escalate = std::get_if<EscalateDecl>(&decl)) {
        outline.head("escalate", escalate->head);
        const Outline::Level level(outline);
        if (escalate->calendar.valid()) outline.line("in {}", escalate->calendar.text);
        lines(escalate->lines, outline);
    } else if (const auto* watch = std::get_if<WatchDecl>(&decl)) {
        outline.head("watch", watch->head);
        const Outline::Level level(outline);
        lines(watch->lines, outline);
    }
}

}  // namespace reeve::syntax
