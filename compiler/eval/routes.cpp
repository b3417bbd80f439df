#include "compiler/eval/routes.h"

#include <algorithm>

namespace reeve::eval {

namespace {

class Routing {
public:
    Routing(Context& context, const typed::Route& route, const Question& question, bool windows)
        : context_(context),
          route_(route),
          question_(question),
          windows_(windows),
          evaluator_(context, question.now, windows ? &answer_.window : nullptr) {}

    RouteAnswer run() {
        destination();
        for (const typed::Need& need : route_.needs) add(need);
        for (std::uint32_t i = 0; i < route_.never.size(); ++i) {
            if (!evaluator_.holds(route_.never[i].condition.when)) continue;
            used(&route_.never[i]);
            answer_.never.push_back(i);
        }
        rings();
        not_before();
        relax();
        return std::move(answer_);
    }

private:
    void used(const void* line) const {
        if (context_.trace != nullptr) context_.trace->used(line);
    }

    void destination() {
        Evaluator evaluator(context_, question_.now, windows_ ? &answer_.to.window : nullptr);
        for (std::uint32_t i = 0; i < route_.to.size() && !answer_.to.line; ++i) {
            const typed::Route::To& to = route_.to[i];
            context_.queue = to.destination.parts.front().queue;
            if (evaluator.holds(to.condition.when)) {
                used(&to);
                answer_.to.line = i;
                answer_.queue = choose(to.destination);
            }
        }
        answer_.window.narrow(answer_.to.window);
    }

    /// Without a count of the day a split goes to its largest part, the first of equal ones.
    [[nodiscard]] typed::QueueId choose(const typed::Destination& destination) {
        answer_.destination = &destination;
        if (destination.parts.size() == 1) return destination.parts.front().queue;
        answer_.splits.push_back(&destination);
        if (question_.choose_split) {
            const std::size_t part = question_.choose_split(destination);
            return destination.parts[part].queue;
        }
        return std::ranges::max_element(destination.parts, {}, &typed::Destination::Part::share)
            ->queue;
    }

    void add(const typed::Need& need) {
        if (!evaluator_.holds(need.condition.when)) return;
        used(&need);
        NeedAnswer answer{need.skill, 0, need.test, need.span};
        if (need.level.valid())
            answer.level = evaluator_.value(need.level).number().to_int64().value_or(0);
        const auto same = std::ranges::find(answer_.needs, need.skill, &NeedAnswer::skill);
        if (!need.skill.valid() || same == answer_.needs.end())
            answer_.needs.push_back(answer);
        else if (answer.level > same->level)
            *same = answer;
    }

    /// Each ring counts from when the one before it ends, the first from joining the queue.
    void rings() {
        const auto ask = std::ranges::find_if(route_.asks, [&](const typed::Route::Ask& line) {
            return evaluator_.holds(line.condition.when);
        });
        if (ask == route_.asks.end()) return;
        used(&*ask);
        answer_.ask = static_cast<std::uint32_t>(ask - route_.asks.begin());
        Instant end = context_.item->in_line_since.value_or(context_.item->created);
        for (std::uint32_t i = 0; i < ask->rings.size(); ++i) {
            const Instant begin = end;
            const bool last = ask->rings[i].time.ms == 0;
            if (!last) end.ms += ask->rings[i].time.ms;
            if (!last && question_.now >= end) continue;
            answer_.ring = i;
            evaluator_.narrow({begin, last ? kLastInstant : end});
            return;
        }
        evaluator_.narrow({end, kLastInstant});
    }

    void not_before() {
        for (const typed::Route::NotBefore& line : route_.not_before) {
            if (!evaluator_.holds(line.condition.when)) continue;
            const Value moment = evaluator_.value(line.moment);
            if (moment.is_missing()) continue;
            used(&line);
            answer_.not_before =
                std::max(answer_.not_before.value_or(kFirstInstant), moment.moment());
            evaluator_.narrow(question_.now < moment.moment()
                                  ? Window{kFirstInstant, moment.moment()}
                                  : Window{moment.moment(), kLastInstant});
        }
    }

    void relax() {
        for (std::uint32_t i = 0; i < route_.relaxations.size(); ++i) {
            const typed::RelaxationStep& step = route_.relaxations[i];
            const Item& item = *context_.item;
            const ClockRuns& clock = step.here ? item.waiting_here : item.waiting;
            const auto at =
                instant_of_length(context_, clock, step.after.calendar, step.after.span.duration());
            if (!at) continue;
            if (question_.now < *at) {
                evaluator_.narrow({kFirstInstant, *at});
                continue;
            }
            evaluator_.narrow({*at, kLastInstant});
            answer_.relaxed.push_back(i);
            for (const typed::Relaxation& relaxation : step.relaxations) apply(relaxation);
        }
    }

    void apply(const typed::Relaxation& relaxation) {
        if (!evaluator_.holds(relaxation.condition.when)) return;
        const bool need = relaxation.kind == typed::Relaxation::Kind::Need;
        if (need && !evaluator_.holds(relaxation.need.condition.when)) return;
        used(&relaxation);
        const auto forget = [&](typed::SkillId skill) {
            if (skill.valid())
                std::erase_if(answer_.needs, [&](const NeedAnswer& n) { return n.skill == skill; });
        };
        switch (relaxation.kind) {
            case typed::Relaxation::Kind::Drop: forget(relaxation.drop); break;
            case typed::Relaxation::Kind::To: answer_.queue = choose(relaxation.to); break;
            default:
                // A `needs` for a skill replaces that skill's earlier lines, where it holds.
                forget(relaxation.need.skill);
                add(relaxation.need);
        }
    }

    Context& context_;
    const typed::Route& route_;
    const Question& question_;
    bool windows_;
    RouteAnswer answer_;
    Evaluator evaluator_;
};

}  // namespace

std::optional<Instant> instant_of_length(const Context& context, const ClockRuns& runs,
                                         typed::CalendarId calendar, Duration length) {
    const auto position = [&](Instant instant) {
        return Evaluator::position(context, calendar, instant);
    };
    const auto after = [&](Instant from, std::int64_t ms) {
        if (!calendar.valid()) return Instant{from.ms + ms};
        return context.calendars.at(calendar).first_with({position(from) + ms});
    };
    std::int64_t left = length.ms;
    for (const ClockRuns::Run& run : runs.past) {
        const std::int64_t ran = position(run.to) - position(run.from);
        if (left <= ran) return after(run.from, left);
        left -= ran;
    }
    if (!runs.since) return std::nullopt;
    return after(*runs.since, left);
}

RouteAnswer evaluate_route(Context context, const typed::Route& route, const Question& question) {
    return Routing(context, route, question, true).run();
}

RouteAnswer evaluate_route_now(Context context, const typed::Route& route,
                               const Question& question) {
    return Routing(context, route, question, false).run();
}

}  // namespace reeve::eval
