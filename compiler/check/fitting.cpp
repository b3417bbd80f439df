#include "compiler/check/walker.h"

#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>

// Values that go somewhere: into an attribute, a parameter, a limit.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Op;

namespace {

bool is_number(Base base) {
    return base == Base::Number || base == Base::Percent || base == Base::Ratio;
}

bool goes_with(const typed::Type& wanted, const typed::Type& given) {
    if (is_number(wanted.base) && is_number(given.base))
        return wanted.base == given.base || wanted.base == Base::Ratio || given.base == Base::Ratio;
    if (wanted.base != given.base) return false;
    switch (wanted.base) {
        case Base::Money: return wanted.currency == given.currency;
        case Base::Choice: return wanted.choice == given.choice;
        case Base::List: return wanted.element == given.element && wanted.choice == given.choice;
        case Base::BusinessDuration:
            return !wanted.calendar.valid() || !given.calendar.valid() ||
                   wanted.calendar == given.calendar;
        case Base::Record:
            return wanted.record == given.record && wanted.record_index == given.record_index &&
                   wanted.plan == given.plan;
        default: return true;
    }
}

std::string decimals_text(int scale) {
    if (scale == typed::Interval::kAnyScale) return "any number of decimals";
    return scale == 0 ? "no decimals" : counted(static_cast<std::size_t>(scale), "decimal");
}

void report_wrong_type(Walker& walker, const Expected& expected, ExprId id) {
    Context& ctx = walker.context();
    const typed::Expr given = walker.expr(id);
    const typed::Type& wanted = expected.type.type;
    auto& report = ctx.sink.report<messages::wrong_type>(given.span, expected.role,
                                                         walker.describe(wanted.required()),
                                                         walker.describe(given.type.required()));
    if (given.op != Op::Constant || given.type.base != Base::Number) return;
    std::string written;
    if (wanted.base == Base::Percent) written = grouped(given.value.number) + "%";
    if (wanted.base == Base::Money) written = amount_text(wanted, given.value.number);
    if (wanted.base == Base::Duration || wanted.base == Base::BusinessDuration)
        report.help(fmt::format("say of what, for example `{} {}hours`",
                                grouped(given.value.number),
                                wanted.base == Base::Duration ? "" : "business "));
    if (written.empty()) return;
    report.help(fmt::format("write `{}`", written));
    report.fix(fmt::format("write `{}`", written), given.span, written);
}

/// `24:00` closes opening hours and bounds what is compared; no moment has it as its time.
bool check_time(Walker& walker, const Expected& expected, ExprId id) {
    constexpr std::int32_t kDayMs = 24 * 60 * 60 * 1000;
    const typed::Expr& given = walker.expr(id);
    if (given.op != Op::Constant || given.value.missing || given.value.moment.time.ms < kDayMs)
        return true;
    const Span span = given.span;
    walker.context()
        .sink.report<messages::outside_range>(span, expected.role, "00:00 to 23:59:59", "24:00")
        .help("the beginning of a day is `00:00`; `24:00` only closes opening hours")
        .fix("write `00:00`", span, "00:00");
    return false;
}

/// Whether what is stored keeps its declared range and decimals.
bool check_stored(Walker& walker, const Expected& expected, const typed::Interval& range,
                  bool fixed, Span span) {
    Context& ctx = walker.context();
    const typed::DeclaredType& wanted = expected.type;
    typed::Type unit = wanted.type.required();
    if (unit.base == Base::List) unit.base = unit.element;
    if (wanted.declared_range && !ranges::within(range, wanted.range)) {
        auto& report = ctx.sink.report<messages::outside_range>(
            span, expected.role, range_text(unit, wanted.range), range_text(unit, range));
        if (!fixed) {
            const bool high = wanted.range.high < range.high;
            report.help(
                fmt::format("keep it within, for example `{}(…, {})`, or test it first on the line",
                            high ? "min" : "max",
                            amount_text(unit, high ? wanted.range.high : wanted.range.low)));
        }
        return false;
    }
    const int scale = wanted.range.scale;
    const bool declared_scale = scale < typed::default_interval(unit).scale;
    if (unit.base == Base::Money || range.scale <= scale || (!declared_scale && !fixed))
        return true;
    auto& report = ctx.sink.report<messages::too_many_decimals>(
        span, expected.role, decimals_text(scale), decimals_text(range.scale));
    report.help(scale == 0 ? "round it, `round(…)`"
                           : fmt::format("round it, `round(…, {})`", scale));
    return false;
}

}  // namespace

ExprId Walker::value_as(syntax::ExprId id, const Expected& expected) {
    if (!id.valid()) return error({});
    const typed::Type wanted = expected.type.type;
    Hint hint;
    hint.type = wanted.required();
    // A name beside a type that was not understood may be a value of it.
    const syntax::Expr& e = syntax_of(id);
    if (wanted.is_error() && e.kind == Kind::Name && find(e.name).kind == Found::Kind::None)
        return error(e.span);
    ExprId given = value(id, hint);
    if (failed({given}) || wanted.is_error())
        return failed({given}) ? given : error(expr(given).span);
    if (!wanted.optional) given = require_known({id, given});
    if (failed({given})) return given;
    if (wanted.base == Base::Moment && type(given).base == Base::Date) given = start_of_day(given);
    const Span span = expr(given).span;
    if (!goes_with(wanted, type(given))) {
        report_wrong_type(*this, expected, given);
        return error(span);
    }
    if (!expected.check_range) return given;
    if (wanted.base == Base::Time) return check_time(*this, expected, given) ? given : error(span);
    const bool fixed = expr(given).op == Op::Constant;
    if (wanted.base == Base::List && wanted.element == Base::Number && fixed) {
        for (const typed::Value& element : std::vector<typed::Value>(expr(given).value.elements))
            if (!check_stored(*this, expected, ranges::point(element.number), true, span))
                return error(span);
        return given;
    }
    if (!wanted.is_numeric()) return given;
    const typed::Interval range = expr(given).range;
    return check_stored(*this, expected, range, fixed, span) ? given : error(span);
}

}  // namespace reeve::check
