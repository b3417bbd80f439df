#include "compiler/check/walker.h"

#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>

// Moments and dates: moved by time, and the time between two of them.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Op;

namespace {

bool has_business_units(const typed::Value& value) {
    return std::ranges::any_of(value.step, &syntax::TimeSpanPart::business);
}

}  // namespace

typed::CalendarId Walker::needed_calendar(Span span, const std::string& what) {
    const typed::CalendarId calendar = calendar_in_force();
    if (named_calendar_.valid()) calendar_used_ = true;
    if (!calendar.valid()) {
        ctx_.sink.report<messages::unit_needs_calendar>(span, what)
            .help(fmt::format("name one, `{} in Office`, or give the business a calendar", what));
    }
    return calendar;
}

ExprId Walker::move_moment(const syntax::Expr& e, Operand left, Operand right, Span span) {
    const bool plus = e.kind == Kind::Add;
    const typed::Type amount = type(right.expr);
    typed::Type moment;
    moment.base = Base::Moment;
    const auto moved = [&](Op forward, Op back, typed::CalendarId calendar) {
        const ExprId id = make(plus ? forward : back, moment, span, {left.expr, right.expr});
        ctx_.program.expr(id).calendar = calendar;
        return id;
    };
    const std::string what = source_text(*scope_.module, right.syntax).value_or("it");
    switch (amount.base) {
        case Base::Duration: return moved(Op::AddDuration, Op::SubtractDuration, {});
        case Base::BusinessDuration: {
            const typed::CalendarId calendar = amount.calendar.valid()
                                                   ? amount.calendar
                                                   : needed_calendar(expr(right.expr).span, what);
            if (!calendar.valid()) return error(span);
            return moved(Op::AddOpenTime, Op::SubtractOpenTime, calendar);
        }
        case Base::CalendarStep: {
            // Months need to know where midnight is, business days also which days are open.
            const bool business = has_business_units(expr(right.expr).value);
            const typed::CalendarId calendar =
                business ? needed_calendar(expr(right.expr).span, what) : calendar_in_force();
            if (business && !calendar.valid()) return error(span);
            if (!business) {
                zone_in_force(ctx_, calendar, expr(right.expr).span);
                if (named_calendar_.valid()) calendar_used_ = true;
            }
            return moved(Op::AddStep, Op::SubtractStep, calendar);
        }
        default: break;
    }
    if (!plus && (amount.base == Base::Moment || amount.base == Base::Date)) {
        auto& report = ctx_.sink.report<messages::moments_subtracted>(span, "moments");
        const auto from = source_text(*scope_.module, right.syntax);
        const auto to = source_text(*scope_.module, left.syntax);
        if (from && to) report.help(fmt::format("write `({} to {})`", *from, *to));
        return error(span);
    }
    report_not_addable(e, left, right);
    return error(span);
}

ExprId Walker::move_date(const syntax::Expr& e, Operand left, Operand right, Span span) {
    const bool plus = e.kind == Kind::Add;
    const typed::Type amount = type(right.expr);
    typed::Type date;
    date.base = Base::Date;
    const typed::Expr& by = expr(right.expr);
    const bool is_constant = by.op == Op::Constant;
    if (amount.base == Base::CalendarStep && is_constant) {
        const bool business = has_business_units(by.value);
        const std::string what = source_text(*scope_.module, right.syntax).value_or("it");
        const typed::CalendarId calendar =
            business ? needed_calendar(by.span, what) : typed::CalendarId();
        if (business && !calendar.valid()) return error(span);
        const ExprId id =
            make(plus ? Op::AddStep : Op::SubtractStep, date, span, {left.expr, right.expr});
        ctx_.program.expr(id).calendar = calendar;
        return id;
    }
    const Decimal day = 86'400'000;
    const bool whole_days =
        amount.base == Base::Duration && is_constant && (by.value.number / day).is_whole();
    if (whole_days) {
        typed::Type number;
        number.base = Base::Number;
        typed::Value days;
        days.number = by.value.number / day;
        const Span at = by.span;
        const ExprId count = constant(number, std::move(days), at);
        return make(plus ? Op::AddDays : Op::SubtractDays, date, span, {left.expr, count});
    }
    if (!plus && (amount.base == Base::Date || amount.base == Base::Moment)) {
        auto& report = ctx_.sink.report<messages::moments_subtracted>(span, "dates");
        const auto from = source_text(*scope_.module, right.syntax);
        const auto to = source_text(*scope_.module, left.syntax);
        if (from && to) report.help(fmt::format("write `days from {} to {}`", *from, *to));
        return error(span);
    }
    const Span at = by.span;
    auto& report = ctx_.sink.report<messages::date_moves_by_days>(at, describe(amount));
    report.label(expr(left.expr).span, "a date");
    if (amount.base == Base::Number && is_constant && expr(right.expr).value.number.is_whole()) {
        const std::string written = grouped(expr(right.expr).value.number) + " days";
        report.help(fmt::format("write `{}`", written));
        report.fix(fmt::format("write `{}`", written), at, written);
    }
    return error(span);
}

ExprId Walker::from_to(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    Operand from{e.args[0], value(e.args[0])};
    Operand to{e.args[1], value(e.args[1])};
    from.expr = require_known(from);
    to.expr = require_known(to);
    if (failed({from.expr, to.expr})) return error(e.span);
    for (Operand* side : {&from, &to}) {
        const typed::Type type = this->type(side->expr);
        if (type.base == Base::Date) side->expr = start_of_day(side->expr);
        if (type.base == Base::Date || type.base == Base::Moment) continue;
        ctx_.sink.report<messages::wrong_argument>(expr(side->expr).span, "… to …", "two moments",
                                                   describe(type));
        return error(e.span);
    }
    typed::CalendarId calendar = named_calendar_;
    if (e.name.valid()) {
        calendar = ctx_.calendar(e.name);
        if (!calendar.valid()) return error(e.span);
    } else if (calendar.valid()) {
        calendar_used_ = true;
    }
    typed::Type type;
    type.base = calendar.valid() ? Base::BusinessDuration : Base::Duration;
    type.calendar = calendar;
    const ExprId between =
        make(calendar.valid() ? Op::OpenElapsed : Op::Elapsed, type, e.span, {from.expr, to.expr});
    ctx_.program.expr(between).calendar = calendar;
    ctx_.program.expr(between).range = typed::default_interval(type);
    return between;
}

ExprId Walker::days_from_to(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    std::vector<ExprId> args;
    for (syntax::ExprId arg : e.args) {
        const ExprId date = known_value(arg);
        if (failed({date})) return error(e.span);
        const typed::Type type = this->type(date);
        if (type.base != Base::Date) {
            auto& report = ctx_.sink.report<messages::wrong_argument>(
                expr(date).span, "days from … to …", "two dates", describe(type));
            if (type.base == Base::Moment) {
                report.help(fmt::format("take its date, `date of {}`",
                                        source_text(*scope_.module, arg).value_or("…")));
                report.fix("take its date", expr(date).span.before(), "date of ");
            }
            return error(e.span);
        }
        args.push_back(date);
    }
    typed::Type number;
    number.base = Base::Number;
    // From 1900 to 2200 there are fewer than 110,000 days.
    const typed::Interval range{Decimal(-110'000), Decimal(110'000), 0};
    return numeric_result(Op::DaysBetween, number, range, e.span, std::move(args));
}

}  // namespace reeve::check
