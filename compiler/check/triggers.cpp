#include "base/text.h"
#include "compiler/check/escalations.h"
#include "compiler/check/motion.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace reeve::check {

namespace {

using Event = typed::Trigger::Event;
using Promise = typed::Trigger::Promise;

struct EventWord {
    std::string_view word;
    Event event;
    bool of_cases;  // whether it happens to cases, too
};
constexpr auto kEvents = std::to_array<EventWord>({
    {"created", Event::Created, true},
    {"queued", Event::Queued, false},
    {"accepted", Event::Accepted, false},
    {"declined", Event::Declined, false},
    {"missed", Event::Missed, false},
    {"parked", Event::Parked, false},
    {"held", Event::Held, false},
    {"resumed", Event::Resumed, false},
    {"completed", Event::Completed, true},
    {"cancelled", Event::Cancelled, true},
    {"expired", Event::Expired, true},
    {"reopened", Event::Reopened, true},
});

std::string_view word(Promise promise) {
    switch (promise) {
        case Promise::Start: return "start";
        case Promise::Target: return "target";
        default: return "due";
    }
}

/// One line's trigger.
class TriggerCheck {
public:
    TriggerCheck(Context& ctx, const Subject& subject, const Scope& scope,
                 const syntax::Trigger& written)
        : ctx_(ctx), subject_(subject), scope_(scope), written_(written), expressions_(ctx) {}

    typed::Trigger run(Knowledge& knowledge) {
        switch (written_.kind) {
            case syntax::TriggerKind::ShareOfPromise: share(); break;
            case syntax::TriggerKind::Moment: moment(); break;
            case syntax::TriggerKind::BeforeOrAfter: before_or_after(); break;
            case syntax::TriggerKind::Clock: clock(); break;
            case syntax::TriggerKind::Every: every(); break;
            case syntax::TriggerKind::NobodyFits: nobody_fits(); break;
            case syntax::TriggerKind::DeclinedOrMissed: declined_or_missed(); break;
            case syntax::TriggerKind::Changes: changes(); break;
            case syntax::TriggerKind::Event: event(knowledge); break;
            case syntax::TriggerKind::Watch: break;
        }
        trigger_.condition = condition(written_.condition, knowledge);
        trigger_.while_condition = condition(written_.while_condition, knowledge);
        check_turns(ctx_, trigger_.while_condition);
        return std::move(trigger_);
    }

private:
    typed::ExprId condition(syntax::ExprId expr, Knowledge& knowledge) {
        if (!expr.valid()) return {};
        const CheckedCondition checked = expressions_.condition(scope_.with(knowledge), expr);
        knowledge = knowledge.and_also(checked.when_true);
        return checked.expr;
    }

    void share() {
        trigger_.kind = typed::Trigger::Kind::ShareOfPromise;
        trigger_.share = written_.share;
        if (written_.promise == syntax::SharePromise::Start) trigger_.promise = Promise::Start;
        if (written_.promise == syntax::SharePromise::Target) trigger_.promise = Promise::Target;
        if (written_.share <= Decimal(0)) {
            ctx_.sink.report<messages::share_not_positive>(written_.share_span)
                .help("write `when created` for the very beginning");
        }
        check_promised(trigger_.promise);
    }

    void check_promised(Promise promise) {
        if (is_promised(promise)) return;
        const std::string& name = name_of(ctx_, subject_);
        auto& report =
            ctx_.sink.report<messages::promise_not_made>(written_.share_span, name, word(promise));
        if (subject_.plan.valid())
            report.help("write `due within …` in the plan; a case has no other promise");
        else
            report.help(fmt::format("write `{} within …` in `sla for {}`", word(promise), name));
    }

    bool is_promised(Promise promise) const {
        if (const auto* plan = plan_decl(ctx_, subject_))
            return promise == Promise::Due && plan->due.has_value();
        const auto& sla = ctx_.program.work_type(subject_.item).sla;
        if (!sla) return false;
        if (promise == Promise::Start) return !sla->start.empty();
        if (promise == Promise::Target) return !sla->target.empty();
        return !sla->due.empty();
    }

    void moment() {
        trigger_.kind = typed::Trigger::Kind::Moment;
        trigger_.moment = still_moment();
    }

    /// A line whose moment is missing waits until there is one.
    typed::ExprId still_moment() {
        const typed::ExprId moment =
            expressions_.moment(scope_, written_.moment, "the moment of a line", true);
        if (!has_slope(Motions(ctx_.program).of(moment).motion)) return moment;
        ctx_.sink.report<messages::moving_moment>(ctx_.program.expr(moment).span)
            .help("name a moment that stands still, `2 hours after created` for example");
        return moment;
    }

    void before_or_after() {
        trigger_.kind = typed::Trigger::Kind::BeforeOrAfter;
        trigger_.before = written_.before;
        trigger_.moment = still_moment();
        if (!written_.time) return;
        check_positive(ctx_, written_.time->time, "the distance");
        trigger_.time =
            resolve_within(ctx_, written_.time->time, written_.time->calendar, scope_.calendar);
    }

    void clock() {
        trigger_.kind = typed::Trigger::Kind::Clock;
        constexpr std::array kClocks = {typed::Clock::Untouched, typed::Clock::Waiting,
                                        typed::Clock::WaitingHere, typed::Clock::Working};
        constexpr std::array<std::string_view, 4> kWords = {"untouched", "waiting", "waiting here",
                                                            "working"};
        const auto index = static_cast<std::size_t>(written_.clock);
        trigger_.clock = kClocks[index];
        if (subject_.plan.valid() && trigger_.clock != typed::Clock::Untouched)
            not_for_cases(fmt::format("{} for", kWords[index]));
        if (written_.time)
            trigger_.time = check_clock_time(ctx_, *written_.time, scope_.calendar, kWords[index]);
    }

    void every() {
        trigger_.kind = typed::Trigger::Kind::Every;
        if (written_.time) {
            check_positive(ctx_, written_.time->time, "the time between two repetitions");
            trigger_.time =
                resolve_within(ctx_, written_.time->time, written_.time->calendar, scope_.calendar);
        }
        trigger_.times = times();
    }

    void nobody_fits() {
        trigger_.kind = typed::Trigger::Kind::NobodyFits;
        if (subject_.plan.valid()) not_for_cases("nobody fits for");
        if (written_.time)
            trigger_.time = check_clock_time(ctx_, *written_.time, scope_.calendar, "nobody fits");
    }

    void declined_or_missed() {
        trigger_.kind = typed::Trigger::Kind::DeclinedOrMissed;
        trigger_.declined = written_.declined;
        trigger_.missed = written_.missed;
        if (subject_.plan.valid()) not_for_cases("declined or missed");
        trigger_.times = times();
    }

    [[nodiscard]] std::optional<std::int64_t> times() const {
        if (!written_.times) return std::nullopt;
        return written_.times->to_int64();
    }

    void changes() {
        trigger_.kind = typed::Trigger::Kind::AttributeChanges;
        if (!written_.name.valid()) return;
        const sema::SymbolId symbol =
            ctx_.look_up(sema::Space::Attribute, written_.name, subject_.symbol);
        if (symbol.valid()) {
            if (ctx_.index_of.contains(symbol)) trigger_.attribute = ctx_.index(symbol);
            return;
        }
        const bool has_segments =
            subject_.item.valid() && ctx_.program.work_type(subject_.item).segments.valid();
        if (written_.name.text == "segment" && has_segments) {
            trigger_.kind = typed::Trigger::Kind::SegmentChanges;
            return;
        }
        unknown_change(has_segments);
    }

    void unknown_change(bool has_segments) {
        const std::string& name = written_.name.text;
        if (typed::find_fact(name) == nullptr) {
            auto names = ctx_.symbols.names(sema::Space::Attribute, subject_.symbol);
            if (has_segments) names.push_back("segment");
            report_unknown(ctx_, sema::Space::Attribute, written_.name, names);
            return;
        }
        auto& report = ctx_.sink.report<messages::fact_in_changes>(written_.name.span, name);
        if (name == "segment")
            report.help(fmt::format("`{}` has no segments", name_of(ctx_, subject_)));
        else
            report.help(
                "name an attribute or `segment`, or an event such as `accepted` or "
                "`queued`");
    }

    void event(Knowledge& knowledge) {
        trigger_.kind = typed::Trigger::Kind::Event;
        if (!written_.name.valid()) return;
        const auto found = std::ranges::find(kEvents, written_.name.text, &EventWord::word);
        if (found == kEvents.end()) {
            unknown_event();
            return;
        }
        trigger_.event = found->event;
        if (subject_.plan.valid() && !found->of_cases) not_for_cases(found->word);
        if (found->event == Event::Completed && outcomes_of(ctx_, subject_).valid())
            knowledge.present.insert("outcome");
        if (written_.outcome.valid()) outcome();
    }

    void unknown_event() {
        const syntax::Name& name = written_.name;
        std::vector<std::string_view> words;
        for (const EventWord& event : kEvents) words.push_back(event.word);
        auto& report = ctx_.sink.report<messages::unknown_event>(name.span, name.text);
        if (ctx_.symbols.find(sema::Space::Attribute, name.text, subject_.symbol).valid()) {
            report.fix(fmt::format("write `{} changes`", name.text), name.span.after(), " changes")
                .help(fmt::format("write `when {} changes`", name.text));
            return;
        }
        if (const auto near = nearest_word(name.text, words)) {
            report.help(fmt::format("did you mean `{}`?", *near))
                .fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
            return;
        }
        report.help(
            "events are `created`, `queued`, `accepted`, `declined`, `missed`, `parked`, "
            "`held`, `resumed`, `completed`, `cancelled`, `expired`, `reopened` and "
            "`… changes`");
    }

    void outcome() {
        if (trigger_.event != Event::Completed) {
            ctx_.sink
                .report<messages::event_without_outcome>(written_.outcome.span, written_.name.text)
                .help("only `completed` has an outcome: `when completed as …`");
            return;
        }
        trigger_.outcome = check_outcome(ctx_, subject_, written_.outcome);
    }

    void not_for_cases(std::string_view what) {
        ctx_.sink.report<messages::not_for_cases>(written_.span, what)
            .help(
                "a case has no queue and no assignee; write the line in the `escalate` of the "
                "work type that its step opens");
    }

    Context& ctx_;
    const Subject& subject_;
    const Scope& scope_;
    const syntax::Trigger& written_;
    Expressions expressions_;
    typed::Trigger trigger_;
};

}  // namespace

typed::Trigger check_trigger(Context& ctx, const Subject& subject, const Scope& scope,
                             const syntax::Trigger& trigger, Knowledge& knowledge) {
    return TriggerCheck(ctx, subject, scope, trigger).run(knowledge);
}

}  // namespace reeve::check
