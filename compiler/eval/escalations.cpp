#include "compiler/eval/escalations.h"

#include "compiler/eval/promises.h"
#include "compiler/eval/routes.h"

namespace reeve::eval {

using typed::Trigger;

namespace {

const ClockRuns& runs_of(const Item& item, typed::Clock clock) {
    switch (clock) {
        case typed::Clock::Waiting: return item.waiting;
        case typed::Clock::WaitingHere: return item.waiting_here;
        case typed::Clock::Working: return item.working;
        default: return item.untouched;
    }
}

std::optional<Instant> of_promise(const Context& context, const Trigger& trigger) {
    const std::size_t kind = trigger.promise == Trigger::Promise::Start    ? 0
                             : trigger.promise == Trigger::Promise::Target ? 1
                                                                           : 2;
    const auto& promise = context.derived.promises[kind];
    // Lines about `start` rest once somebody has accepted.
    if (!promise || (kind == 0 && context.item->assignee)) return std::nullopt;
    return instant_of_share(context, *promise, trigger.share);
}

/// The first time counts from when `while` began to hold, as far as that is a matter of time.
std::optional<Instant> next_of_series(const Context& context, const Trigger& trigger, Instant now) {
    Window window;
    Evaluator evaluator(context, now, &window);
    if (!evaluator.holds(trigger.while_condition)) return std::nullopt;
    const Instant begin = window.since == kFirstInstant ? context.item->created : window.since;
    Instant at = begin;
    std::int64_t count = 0;
    do {
        const Instant next = plus_time(context, trigger.time, at, false);
        if (next <= at) return std::nullopt;
        at = next;
        if (trigger.times && ++count > *trigger.times) return std::nullopt;
    } while (at <= now);
    return at;
}

std::optional<Instant> instant_of(const Context& context, const Trigger& trigger, Instant now) {
    Evaluator evaluator(context, now, nullptr);
    switch (trigger.kind) {
        case Trigger::Kind::ShareOfPromise: return of_promise(context, trigger);
        case Trigger::Kind::Moment:
        case Trigger::Kind::BeforeOrAfter: {
            const Value moment = evaluator.value(trigger.moment);
            if (moment.is_missing()) return std::nullopt;
            if (trigger.kind == Trigger::Kind::Moment) return moment.moment();
            return plus_time(context, trigger.time, moment.moment(), trigger.before);
        }
        case Trigger::Kind::Clock:
            return instant_of_length(context, runs_of(*context.item, trigger.clock),
                                     trigger.time.calendar, trigger.time.span.duration());
        case Trigger::Kind::Every: return next_of_series(context, trigger, now);
        default: return std::nullopt;
    }
}

}  // namespace

std::vector<Threshold> evaluate_thresholds(const Context& context,
                                           const typed::Escalation& escalation, Instant now,
                                           Window* window) {
    std::vector<Threshold> thresholds;
    for (std::uint32_t i = 0; i < escalation.lines.size(); ++i) {
        const Trigger& trigger = escalation.lines[i].trigger;
        Threshold threshold;
        threshold.line = i;
        Evaluator evaluator(context, now, window);
        threshold.while_holds = evaluator.holds(trigger.while_condition);
        if (!context.item->finished) threshold.at = instant_of(context, trigger, now);
        threshold.reached = threshold.at && *threshold.at <= now;
        thresholds.push_back(threshold);
    }
    return thresholds;
}

}  // namespace reeve::eval
