#include "compiler/parse/decl_builder.h"

// Escalations and watches.

namespace reeve::parse {

namespace {

void event(ValueBuilder& values, ReeveParser::EventContext* context, syntax::Trigger& trigger) {
    using enum syntax::TriggerKind;
    if (context->expr() != nullptr) trigger.condition = values.expr(context->expr());
    if (context->K_NOBODY() != nullptr) {
        trigger.kind = NobodyFits;
        trigger.time = values.within(context->within());
    } else if (context->NUMBER() != nullptr) {
        trigger.kind = DeclinedOrMissed;
        trigger.times = values.whole_number(context->NUMBER(), 1, 1'000);
        trigger.times_span = ValueBuilder::span(context->NUMBER());
        trigger.declined = !context->K_DECLINED().empty();
        trigger.missed = !context->K_MISSED().empty();
    } else {
        trigger.kind = context->K_CHANGES() != nullptr ? Changes : Event;
        trigger.name = values.name(context->name(0));
        if (context->K_AS() != nullptr) trigger.outcome = values.name(context->name(1));
    }
}

syntax::SharePromise share_promise(ReeveParser::PromiseContext* context) {
    if (context->K_START() != nullptr) return syntax::SharePromise::Start;
    if (context->K_TARGET() != nullptr) return syntax::SharePromise::Target;
    if (context->K_DUE() != nullptr) return syntax::SharePromise::Due;
    return syntax::SharePromise::Sla;
}

syntax::ClockKind clock(ReeveParser::TriggerContext* context) {
    if (context->K_UNTOUCHED() != nullptr) return syntax::ClockKind::Untouched;
    if (context->K_WORKING() != nullptr) return syntax::ClockKind::Working;
    return context->K_HERE() != nullptr ? syntax::ClockKind::WaitingHere
                                        : syntax::ClockKind::Waiting;
}

syntax::Trigger trigger(ValueBuilder& values, ReeveParser::TriggerContext* context) {
    using enum syntax::TriggerKind;
    syntax::Trigger trigger;
    trigger.span = values.span(context);
    if (context->whilePart() != nullptr)
        trigger.while_condition = values.expr(context->whilePart()->expr());
    if (context->within() != nullptr) trigger.time = values.within(context->within());
    if (context->event() != nullptr) {
        event(values, context->event(), trigger);
    } else if (context->PERCENT() != nullptr) {
        trigger.kind = ShareOfPromise;
        trigger.share = values.percent(context->PERCENT());
        trigger.share_span = ValueBuilder::span(context->PERCENT());
        trigger.promise = share_promise(context->promise());
    } else if (context->K_EVERY() != nullptr) {
        trigger.kind = Every;
        if (context->NUMBER() != nullptr) {
            trigger.times = values.whole_number(context->NUMBER(), 1, 1'000'000);
            trigger.times_span = ValueBuilder::span(context->NUMBER());
        }
    } else if (context->K_FOR() != nullptr) {
        trigger.kind = Clock;
        trigger.clock = clock(context);
    } else {
        trigger.kind = context->K_AT() != nullptr ? Moment : BeforeOrAfter;
        trigger.before = context->K_BEFORE() != nullptr;
        trigger.moment = values.additive(context->additive());
    }
    return trigger;
}

void notify(ValueBuilder& values, ReeveParser::ActionContext* context, syntax::Action& action) {
    using enum syntax::NotifyTarget;
    auto* target = context->notifyTarget();
    if (context->TEXT() != nullptr) action.text = values.text(context->TEXT());
    switch (target->start->getType()) {
        case ReeveParser::K_SUPERVISORS: action.target = Supervisors; break;
        case ReeveParser::K_ASSIGNEE: action.target = Assignee; break;
        case ReeveParser::K_OWNER: action.target = Owner; break;
        case ReeveParser::K_CUSTOMER: action.target = Customer; break;
        case ReeveParser::K_TEAM:
            action.target = Team;
            action.name = values.name(target->name());
            break;
        default:
            action.target = Address;
            action.address = values.text(target->TEXT());
            break;
    }
}

syntax::ActionKind action_kind(ReeveParser::ActionContext* context) {
    using enum syntax::ActionKind;
    switch (context->start->getType()) {
        case ReeveParser::K_RAISE: return RaisePriority;
        case ReeveParser::K_MOVE: return Move;
        case ReeveParser::K_ASSIGN: return Assign;
        case ReeveParser::K_REQUEUE: return Requeue;
        case ReeveParser::K_NOTIFY: return Notify;
        case ReeveParser::K_REMIND: return RemindAssignee;
        case ReeveParser::K_TELL: return TellSource;
        case ReeveParser::K_SET: return Set;
        case ReeveParser::K_RECLASSIFY: return Reclassify;
        case ReeveParser::K_HOLD: return Hold;
        case ReeveParser::K_COMPLETE: return Complete;
        case ReeveParser::K_EXPIRE: return Expire;
        case ReeveParser::K_CANCEL: return Cancel;
        case ReeveParser::K_START: return StartOver;
        default: return context->K_CASE() != nullptr ? OpenCase : OpenItem;
    }
}

syntax::Action action(ValueBuilder& values, ReeveParser::ActionContext* context) {
    syntax::Action action;
    action.span = values.span(context);
    action.kind = action_kind(context);
    action.name = values.name(context->name());
    action.time = optional_time_span(values, context->timeSpan());
    action.someone_else = context->K_SOMEONE() != nullptr;
    if (context->fields() != nullptr) action.fields = values.fields(context->fields());
    if (context->expr() != nullptr) action.value = values.expr(context->expr());
    if (context->additive() != nullptr) action.value = values.additive(context->additive());
    if (context->operand() != nullptr) action.value = values.operand(context->operand());
    if (action.kind == syntax::ActionKind::Notify) notify(values, context, action);
    return action;
}

syntax::Actions actions(ValueBuilder& values, ReeveParser::ActionsContext* context) {
    syntax::Actions actions;
    actions.span = values.span(context);
    for (auto* one : context->action()) actions.actions.push_back(action(values, one));
    actions.at_most_every = optional_time_span(values, context->timeSpan());
    return actions;
}

syntax::EscalateDecl escalate(ValueBuilder& values, ReeveParser::EscalateDeclContext* context) {
    syntax::EscalateDecl decl;
    const auto names = context->escalateHead()->name();
    decl.head = values.head(context, names.empty() ? nullptr : names.front(), nullptr);
    if (names.size() > 1) decl.calendar = values.name(names[1]);
    for (auto* line : context->escalateLine()) {
        if (!values.keep(line)) continue;
        decl.lines.push_back({trigger(values, line->trigger()), actions(values, line->actions()),
                              values.span(line)});
    }
    return decl;
}

syntax::Trigger watch_trigger(ValueBuilder& values, ReeveParser::WatchLineContext* context) {
    syntax::Trigger trigger;
    trigger.kind = syntax::TriggerKind::Watch;
    trigger.condition = values.expr(context->expr());
    if (context->within() != nullptr) trigger.time = values.within(context->within());
    if (context->whilePart() != nullptr)
        trigger.while_condition = values.expr(context->whilePart()->expr());
    const auto begin = ValueBuilder::span(context->K_WHEN());
    const auto colon = ValueBuilder::span(context->COLON());
    const auto last = values.tokens().at(context->COLON()->getSymbol()->getTokenIndex() - 1).span();
    trigger.span = colon.valid() ? begin.to(last) : begin;
    return trigger;
}

syntax::WatchDecl watch(ValueBuilder& values, ReeveParser::WatchDeclContext* context) {
    syntax::WatchDecl decl;
    decl.head = values.head(context, context->watchHead()->name(), nullptr);
    for (auto* line : context->watchLine()) {
        if (!values.keep(line)) continue;
        decl.lines.push_back(
            {watch_trigger(values, line), actions(values, line->actions()), values.span(line)});
    }
    return decl;
}

}  // namespace

std::optional<syntax::Decl> build_escalation_decl(ValueBuilder& values,
                                                  ReeveParser::DeclContext* context) {
    if (auto* decl = context->escalateDecl()) return escalate(values, decl);
    if (auto* decl = context->watchDecl()) return watch(values, decl);
    return std::nullopt;
}

}  // namespace reeve::parse
