#include "compiler/eval/promises.h"

#include <algorithm>

namespace reeve::eval {

using typed::PromiseLine;

namespace {

constexpr PromiseKind kKinds[] = {PromiseKind::Start, PromiseKind::Target, PromiseKind::Due};

/// Milliseconds of the promise's clock between two instants.
std::int64_t ran(const Context& context, const Promise& promise, Instant from, Instant to) {
    return Evaluator::position(context, promise.calendar, to) -
           Evaluator::position(context, promise.calendar, from);
}

/// Of that, what pauses took away until an instant.
std::int64_t paused(const Context& context, const Promise& promise, Instant until) {
    std::int64_t total = 0;
    for (const ClockRuns::Run& pause : promise.pauses) {
        if (pause.from < until)
            total += ran(context, promise, pause.from, std::min(pause.to, until));
    }
    return total;
}

/// The instant after a stretch of the promise's clock.
Instant after(const Context& context, const Promise& promise, Instant from, std::int64_t ms) {
    if (!promise.calendar.valid()) return {from.ms + ms};
    const calendar::Calendar& calendar = context.calendars.at(promise.calendar);
    return calendar.first_with({calendar.open_time(from).ms + ms});
}

/// A pause that is over: as much of the promised time is left as when it began. What is overdue
/// stays so.
void end_pause(const Context& context, const typed::Sla& sla, PromiseKind kind, Promise& promise,
               const ClockRuns::Run& pause) {
    promise.pauses.push_back(pause);
    if (lines_of(sla, kind)[promise.line].kind == PromiseLine::Kind::At) return;
    if (promise.at <= pause.from) return;
    promise.at = after(context, promise, pause.to,
                       ran(context, promise, std::max(pause.from, promise.begin), promise.at));
}

/// Where the promise's clock stands still: since when.
std::optional<Instant> stands_since(const Promise& promise) {
    if (promise.finished && promise.paused_since)
        return std::min(*promise.finished, *promise.paused_since);
    return promise.finished ? promise.finished : promise.paused_since;
}

}  // namespace

const std::vector<PromiseLine>& lines_of(const typed::Sla& sla, PromiseKind kind) {
    switch (kind) {
        case PromiseKind::Start: return sla.start;
        case PromiseKind::Target: return sla.target;
        default: return sla.due;
    }
}

Promise make_promise(Evaluator& evaluator, const Context& context, const typed::Sla& sla,
                     const PromiseLine& line, Instant begin) {
    Promise promise;
    promise.begin = begin;
    promise.calendar = line.within.calendar;
    switch (line.kind) {
        case PromiseLine::Kind::At:
            promise.calendar = sla.calendar;
            promise.at = evaluator.value(line.at).moment();
            break;
        case PromiseLine::Kind::EndOf: {
            std::int64_t days = 0;
            for (const syntax::TimeSpanPart& part : line.within.span.parts)
                days += part.count.to_int64().value_or(0);
            promise.at =
                context.calendars.at(line.within.calendar).end_of_business_day(begin, days);
            break;
        }
        default: promise.at = plus_time(context, line.within, begin, false);
    }
    return promise;
}

namespace {

/// What `counting from` says; nothing where it says nothing.
std::optional<Instant> counting_from(Evaluator& evaluator, const typed::Sla& sla) {
    if (!sla.counting_from.valid()) return std::nullopt;
    const Value from = evaluator.value(sla.counting_from);
    return from.is_missing() ? std::nullopt : std::optional(from.moment());
}

std::optional<Promise> make_one(Evaluator& evaluator, const Context& context, const typed::Sla& sla,
                                PromiseKind kind, Instant begin) {
    const auto& lines = lines_of(sla, kind);
    const auto line = std::ranges::find_if(lines, [&](const PromiseLine& candidate) {
        return evaluator.holds(candidate.condition.when);
    });
    if (line == lines.end()) return std::nullopt;
    if (context.trace != nullptr) context.trace->used(&*line);
    Promise promise = make_promise(evaluator, context, sla, *line, begin);
    promise.line = static_cast<std::uint32_t>(line - lines.begin());
    promise.counted_from = counting_from(evaluator, sla);
    return promise;
}

bool is_paused(const Context& context, const typed::Sla& sla, Evaluator& evaluator) {
    const auto pause = std::ranges::find_if(
        sla.pauses, [&](const typed::Condition& line) { return evaluator.holds(line.when); });
    if (pause == sla.pauses.end()) return false;
    if (context.trace != nullptr) context.trace->used(&*pause);
    return true;
}

}  // namespace

std::array<std::optional<Promise>, 3> make_promises(const Context& context, Instant now) {
    std::array<std::optional<Promise>, 3> promises;
    const auto& sla = context.program.work_type(context.item->work_type).sla;
    if (!sla) return promises;
    Evaluator evaluator(context, now, nullptr);
    const Instant begin = counting_from(evaluator, *sla).value_or(context.item->created);
    for (const PromiseKind kind : kKinds)
        promises[static_cast<std::size_t>(kind)] = make_one(evaluator, context, *sla, kind, begin);
    return promises;
}

std::array<std::optional<Promise>, 3> remake_promises(const Context& context, Begin begin,
                                                      Instant now) {
    std::array<std::optional<Promise>, 3> promises;
    const auto& sla = context.program.work_type(context.item->work_type).sla;
    if (!sla) return promises;
    const auto& old = context.item->promises;
    const auto some = std::ranges::find_if(old, &std::optional<Promise>::has_value);
    if (some == old.end()) {
        promises = make_promises(context, now);
        return promises;
    }
    Evaluator evaluator(context, now, nullptr);
    const auto from = counting_from(evaluator, *sla);
    Instant start = begin == Begin::Anew ? now : (*some)->begin;
    if (from && from != (*some)->counted_from) start = *from;
    if (!from && (*some)->counted_from && begin == Begin::Same) start = context.item->created;
    for (const PromiseKind kind : kKinds) {
        auto& promise = promises[static_cast<std::size_t>(kind)];
        promise = make_one(evaluator, context, *sla, kind, start);
        if (!promise || begin == Begin::Anew) continue;
        for (const ClockRuns::Run& pause : (*some)->pauses)
            end_pause(context, *sla, kind, *promise, pause);
        promise->paused_since = (*some)->paused_since;
        promise->finished = (*some)->finished;
    }
    return promises;
}

void turn_pauses(const Context& context, Instant now, Window* window,
                 std::array<std::optional<Promise>, 3>& promises) {
    const auto& sla = context.program.work_type(context.item->work_type).sla;
    if (!sla || context.item->finished) return;
    Evaluator evaluator(context, now, window);
    const bool pauses = is_paused(context, *sla, evaluator);
    for (const PromiseKind kind : kKinds) {
        auto& promise = promises[static_cast<std::size_t>(kind)];
        if (!promise || promise->finished || pauses == promise->paused_since.has_value()) continue;
        if (pauses) {
            promise->paused_since = now;
            continue;
        }
        const ClockRuns::Run pause{*promise->paused_since, now};
        promise->paused_since.reset();
        end_pause(context, *sla, kind, *promise, pause);
    }
}

void apply_pauses(const Context& context, Instant now, Window* window,
                  std::array<std::optional<Promise>, 3>& promises) {
    const auto& sla = context.program.work_type(context.item->work_type).sla;
    if (!sla) return;
    Evaluator evaluator(context, now, window);
    const bool pauses = is_paused(context, *sla, evaluator);
    for (std::optional<Promise>& promise : promises) {
        if (!promise) continue;
        if (context.item->finished && !promise->finished)
            promise->finished = context.item->finished;
        if (pauses && !promise->paused_since && !promise->finished) promise->paused_since = now;
    }
}

std::array<std::optional<PromiseAnswer>, 3> answer_promises(const Context& context,
                                                            const typed::Sla& sla, Instant now) {
    std::array<std::optional<PromiseAnswer>, 3> answers;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto& promise = context.derived.promises[i];
        if (!promise) continue;
        PromiseAnswer& to = answers[i].emplace();
        to.promise = *promise;
        to.used = promise_used(context, *promise, now, nullptr).value.number();
        to.left = promise_left(context, *promise, sla.calendar, now, nullptr).value.number();
        to.passed = !context.item->finished && now >= promise->at;
    }
    return answers;
}

Moving promise_used(const Context& context, const Promise& promise, Instant now, Window* window) {
    const std::optional<Instant> stands = stands_since(promise);
    const Instant here = stands.value_or(now);
    const auto narrow = [window](Instant since, Instant until) {
        if (window != nullptr) window->narrow({since, until});
    };
    const std::int64_t total =
        ran(context, promise, promise.begin, promise.at) - paused(context, promise, promise.at);
    if (total <= 0) {
        const bool over = here >= promise.at;
        if (!stands && over) narrow(promise.at, kLastInstant);
        if (!stands && !over) narrow(kFirstInstant, promise.at);
        return Value(Decimal(over ? 1 : 0));
    }
    const std::int64_t used =
        ran(context, promise, promise.begin, here) - paused(context, promise, here);
    if (here < promise.begin || used < 0) {
        if (!stands) narrow(kFirstInstant, promise.begin);
        return Value(Decimal());
    }
    Moving result(Value(Decimal(used) / Decimal(total)));
    if (stands) {
        narrow(*stands, kLastInstant);
        return result;
    }
    result.rates.push_back({promise.calendar, 1, Decimal(total)});
    narrow(promise.pauses.empty() ? promise.begin : promise.pauses.back().to, kLastInstant);
    return result;
}

Moving promise_left(const Context& context, const Promise& promise, typed::CalendarId calendar,
                    Instant now, Window* window) {
    const std::optional<Instant> stands = stands_since(promise);
    const Instant here = stands.value_or(now);
    const std::int64_t left = Evaluator::position(context, calendar, promise.at) -
                              Evaluator::position(context, calendar, here);
    if (!stands) return {Value(Decimal(left)), {Rate{calendar, -1, 1}}};
    if (window != nullptr) window->narrow({*stands, kLastInstant});
    return Value(Decimal(left));
}

std::optional<Instant> instant_of_share(const Context& context, const Promise& promise,
                                        Decimal share) {
    if (stands_since(promise)) return std::nullopt;
    const std::int64_t total =
        ran(context, promise, promise.begin, promise.at) - paused(context, promise, promise.at);
    // Where there is nothing to measure, the share jumps from 0 to all at the moment promised.
    if (total <= 0) {
        if (share <= Decimal(0)) return promise.begin;
        return share <= Decimal(1) ? std::optional(promise.at) : std::nullopt;
    }
    if (share == Decimal(1)) return promise.at;
    std::int64_t left = (share * Decimal(total)).ceiling().to_int64().value_or(0);
    Instant from = promise.begin;
    for (const ClockRuns::Run& pause : promise.pauses) {
        const std::int64_t until_pause = ran(context, promise, from, pause.from);
        if (left <= until_pause) break;
        left -= std::max<std::int64_t>(until_pause, 0);
        from = std::max(from, pause.to);
    }
    return after(context, promise, from, left);
}

}  // namespace reeve::eval
