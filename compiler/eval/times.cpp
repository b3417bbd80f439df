#include "compiler/eval/evaluator.h"

#include "compiler/eval/elsewhere.h"

#include <algorithm>

// Moments and dates: moved, taken apart, and the time between two of them.

namespace reeve::eval {

using typed::Base;
using typed::ExprId;
using typed::Op;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

Instant bounded(std::int64_t ms) { return {std::clamp(ms, kFirstInstant.ms, kLastInstant.ms)}; }

std::int64_t whole(const Value& value) { return value.number().round().to_int64().value_or(0); }

}  // namespace

Instant plus_time(const Context& context, const typed::TimeAmount& time, Instant from, bool back) {
    if (time.span.kind() == syntax::TimeSpanKind::CalendarStep)
        return plus_step(context.calendars, time.calendar, from, time.span.parts, back);
    const std::int64_t ms = time.span.duration().ms * (back ? -1 : 1);
    if (time.span.kind() == syntax::TimeSpanKind::Duration) return bounded(from.ms + ms);
    return context.calendars.at(time.calendar).plus(from, {ms});
}

Moving Evaluator::move_moment(const Expr& e) {
    const Moving from = eval(e.args[0]);
    const Moving by = eval(e.args[1]);
    Moving result;
    switch (e.op) {
        case Op::AddDuration:
        case Op::SubtractDuration: {
            const bool plus = e.op == Op::AddDuration;
            const std::int64_t ms = whole(by.value);
            result.value = bounded(from.value.moment().ms + (plus ? ms : -ms));
            result.rates = from.rates;
            for (const Rate& rate : plus ? by.rates : negated(by.rates))
                result.rates.push_back(rate);
            result.rates = merged(std::move(result.rates));
            result.rising = from.rising;
            return result;
        }
        case Op::AddDays: return Value(calendar::plus_days(from.value.date(), whole(by.value)));
        case Op::SubtractDays:
            return Value(calendar::plus_days(from.value.date(), -whole(by.value)));
        case Op::AddOpenTime:
        case Op::SubtractOpenTime: {
            const std::int64_t ms = whole(by.value);
            result.value = context_.calendars.at(e.calendar)
                               .plus(from.value.moment(), {e.op == Op::AddOpenTime ? ms : -ms});
            break;
        }
        default: {
            const bool back = e.op == Op::SubtractStep;
            const auto& parts = by.value.step().parts;
            if (e.type.base == Base::Date)
                result.value =
                    plus_step(context_.calendars, e.calendar, from.value.date(), parts, back);
            else
                result.value =
                    plus_step(context_.calendars, e.calendar, from.value.moment(), parts, back);
        }
    }
    result.rising = from.moves();
    return result;
}

Moving Evaluator::elapsed(const Expr& e) {
    const Moving from = eval(e.args[0]);
    const Moving to = eval(e.args[1]);
    const Instant begin = from.value.moment();
    const Instant end = to.value.moment();
    Moving result;
    if (e.op == Op::Elapsed) {
        result.value = Decimal(end.ms - begin.ms);
        result.rates = to.rates;
        for (const Rate& rate : negated(from.rates)) result.rates.push_back(rate);
        result.rates = merged(std::move(result.rates));
        return result;
    }
    result.value = Decimal(context_.calendars.at(e.calendar).open_time(begin, end).ms);
    // Open time is a clock where one end is `now` and the other one stands still.
    if (to.moves()) result.rates.push_back({e.calendar, 1, 1});
    if (from.moves()) result.rates.push_back({e.calendar, -1, 1});
    result.rates = merged(std::move(result.rates));
    return result;
}

Moving Evaluator::calendar_part(ExprId id, const Expr& e) {
    const Moving arg = eval(e.args[0]);
    if (e.op == Op::DaysBetween) {
        const Date to = value(e.args[1]).date();
        return Value(Decimal(to.days - arg.value.date().days));
    }
    const calendar::TimeZone& zone = context_.calendars.zone(e.calendar);
    if (e.op == Op::StartOfDay) return Value(zone.start_of_day(arg.value.date()));
    const bool is_date = context_.program.expr(e.args[0]).type.base == Base::Date;
    LocalMoment local;
    if (is_date)
        local.date = arg.value.date();
    else
        local = zone.local(arg.value.moment());
    if (e.op == Op::TimeOf) {
        Moving result(Value(local.time), arg.rates);
        if (!arg.moves()) return result;
        // A straight line until midnight, or until the clocks are put forward or back.
        const std::int64_t ahead = zone.offset(arg.value.moment()).ms;
        const auto same = [&](Instant t) {
            const Instant there = value_at(e.args[0], t).moment();
            return zone.local(there).date == local.date && zone.offset(there).ms == ahead;
        };
        const std::int64_t midnight = now_.ms + kDayMs - local.time.ms;
        const Instant guesses[] = {
            {midnight - 1}, {midnight}, {midnight - kDayMs - 1}, {midnight - kDayMs}};
        narrow(same, guesses);
        return result;
    }
    if (arg.moves()) {
        const auto same = [&](Instant t) { return value_at(id, t) == value_at(id, now_); };
        const std::int64_t midnight = now_.ms + kDayMs - local.time.ms;
        const Instant guesses[] = {
            {midnight - 1}, {midnight}, {midnight - kDayMs - 1}, {midnight - kDayMs}};
        narrow(same, guesses);
    }
    switch (e.op) {
        case Op::DateOf: return Value(local.date);
        case Op::WeekdayOf:
            return Value(ChoiceValue{static_cast<std::uint32_t>(local.date.weekday())});
        case Op::DayOf: return Value(Decimal(local.date.day()));
        case Op::MonthOf: return Value(Decimal(local.date.month()));
        default: return Value(Decimal(local.date.year()));
    }
}

}  // namespace reeve::eval
