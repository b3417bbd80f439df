#include "compiler/check/literals.h"

#include "base/text.h"
#include "compiler/check/ranges.h"
#include "compiler/diagnostics/parse_messages.h"

#include <fmt/format.h>

namespace reeve::check {

using syntax::LiteralKind;
using syntax::TimeUnit;
using typed::Base;

namespace {

constexpr int kYearMin = 1900;
constexpr int kYearMax = 2200;

std::optional<std::int64_t> unit_milliseconds(TimeUnit unit) {
    switch (unit) {
        case TimeUnit::Second: return 1'000;
        case TimeUnit::Minute: return 60'000;
        case TimeUnit::Hour: return 3'600'000;
        case TimeUnit::Day: return 86'400'000;
        case TimeUnit::Week: return 7 * 86'400'000;
        default: return std::nullopt;
    }
}

std::string_view unit_word(TimeUnit unit) {
    switch (unit) {
        case TimeUnit::Second: return "second";
        case TimeUnit::Minute: return "minute";
        case TimeUnit::Hour: return "hour";
        case TimeUnit::Day: return "day";
        case TimeUnit::Week: return "week";
        case TimeUnit::Month: return "month";
        case TimeUnit::Year: return "year";
    }
    return "second";
}

bool is_step(const syntax::TimeSpanPart& part) {
    if (!unit_milliseconds(part.unit)) return true;
    return part.business && (part.unit == TimeUnit::Day || part.unit == TimeUnit::Week);
}

}  // namespace

std::optional<syntax::Literal> signed_literal(const syntax::Module& module, syntax::ExprId id) {
    bool negative = false;
    if (!id.valid()) return std::nullopt;
    const syntax::Expr* expr = &module.expr(id);
    while (expr->kind == syntax::ExprKind::Negate) {
        negative = !negative;
        expr = &module.expr(expr->args[0]);
    }
    if (expr->kind != syntax::ExprKind::Literal || !expr->literal) return std::nullopt;
    syntax::Literal literal = *expr->literal;
    if (!negative) return literal;
    switch (literal.kind) {
        case LiteralKind::Number:
        case LiteralKind::Percent:
        case LiteralKind::Money: literal.number = -literal.number; return literal;
        case LiteralKind::TimeSpan:
            for (syntax::TimeSpanPart& part : literal.time_span.parts) part.count = -part.count;
            return literal;
        default: return std::nullopt;
    }
}

std::optional<Decimal> milliseconds(const syntax::TimeSpan& time) {
    Decimal sum;
    for (const syntax::TimeSpanPart& part : time.parts) {
        if (is_step(part)) return std::nullopt;
        sum = sum + part.count * Decimal(*unit_milliseconds(part.unit));
    }
    return sum;
}

bool moves_dates(const syntax::TimeSpan& time) {
    for (const syntax::TimeSpanPart& part : time.parts) {
        if (part.business || part.unit < TimeUnit::Day || !part.count.is_whole()) return false;
    }
    return !time.parts.empty();
}

std::string grouped(Decimal value) {
    std::string text = value.to_string();
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::size_t first = text.front() == '-' ? 1 : 0;
    if (point - first < 5) return text;
    for (std::size_t at = point; at > first + 3; at -= 3) text.insert(at - 3, "_");
    return text;
}

std::string to_text(const syntax::TimeSpan& time) {
    std::string text;
    for (const syntax::TimeSpanPart& part : time.parts) {
        if (!text.empty()) text += ' ';
        text += fmt::format("{} {}{}{}", grouped(part.count), part.business ? "business " : "",
                            unit_word(part.unit), part.count == Decimal(1) ? "" : "s");
    }
    return text;
}

std::string to_text(const syntax::Literal& literal) {
    switch (literal.kind) {
        case LiteralKind::Number: return grouped(literal.number);
        case LiteralKind::Percent: return grouped(literal.number * Decimal(100)) + "%";
        case LiteralKind::Money: return grouped(literal.number) + " " + literal.currency;
        case LiteralKind::TimeSpan: return to_text(literal.time_span);
        case LiteralKind::Date: return literal.moment.date.to_string();
        case LiteralKind::Moment: return literal.moment.to_string();
        case LiteralKind::ZonedMoment: return "a moment";
        case LiteralKind::Time: return literal.moment.time.to_string();
        case LiteralKind::Text: return quote(literal.text);
        case LiteralKind::YesNo: return literal.truth ? "yes" : "no";
    }
    return {};
}

std::string zone_in_force(Context& ctx, typed::CalendarId calendar, Span span) {
    if (calendar.valid()) {
        const std::string& zone = ctx.program.calendars[calendar.index()].time_zone;
        if (!zone.empty()) return zone;
    }
    if (!ctx.program.business.time_zone.empty()) return ctx.program.business.time_zone;
    if (!ctx.zone_missed) {
        ctx.zone_missed = true;
        ctx.sink.report<messages::no_time_zone>(span).help(
            "say it once, `business Name { time zone \"Europe/Paris\" }`");
    }
    return "UTC";
}

namespace {

TypedLiteral numeric(typed::Type type, Decimal number) {
    TypedLiteral result;
    result.type = type;
    result.range = ranges::point(number);
    result.value.number = number;
    return result;
}

TypedLiteral plain(Base base) {
    TypedLiteral result;
    result.type.base = base;
    return result;
}

std::optional<TypedLiteral> money(Context& ctx, const syntax::Literal& literal, Span span) {
    typed::Type type;
    type.base = Base::Money;
    type.currency = find_currency(literal.currency);
    if (!type.currency) {
        std::vector<std::string_view> codes;
        for (const Currency& currency : all_currencies()) codes.push_back(currency.code);
        auto& report = ctx.sink.report<messages::unknown_currency>(span, literal.currency);
        report.note("currencies are the three capitals of ISO 4217");
        if (const auto near = nearest_word(literal.currency, codes))
            report.help(fmt::format("did you mean `{}`?", *near));
        return std::nullopt;
    }
    const int digits = type.currency->minor_digits;
    if (literal.number.decimals() > digits) {
        ctx.sink.report<messages::money_too_fine>(span, literal.currency, digits, to_text(literal))
            .note("money is exact in the smallest unit of its currency");
        return std::nullopt;
    }
    return numeric(type, literal.number);
}

std::optional<TypedLiteral> time_span(const syntax::Literal& literal) {
    if (literal.time_span.parts.empty()) return std::nullopt;
    typed::Type type;
    const auto ms = milliseconds(literal.time_span);
    if (!ms) {
        TypedLiteral step = plain(Base::CalendarStep);
        step.value.step = literal.time_span.parts;
        return step;
    }
    type.base = literal.time_span.parts.front().business ? Base::BusinessDuration : Base::Duration;
    return numeric(type, *ms);
}

bool check_year(Context& ctx, const syntax::Literal& literal, Span span) {
    const int year = literal.moment.date.year();
    if (year >= kYearMin && year <= kYearMax) return true;
    ctx.sink.report<messages::no_such_moment>(span, to_text(literal));
    return false;
}

}  // namespace

std::optional<TypedLiteral> check_literal(Context& ctx, const syntax::Literal& literal, Span span,
                                          typed::CalendarId calendar) {
    typed::Type type;
    switch (literal.kind) {
        case LiteralKind::Number: type.base = Base::Number; return numeric(type, literal.number);
        case LiteralKind::Percent: type.base = Base::Percent; return numeric(type, literal.number);
        case LiteralKind::Money: return money(ctx, literal, span);
        case LiteralKind::TimeSpan: return time_span(literal);
        case LiteralKind::Text: {
            TypedLiteral text = plain(Base::Text);
            text.value.text = literal.text;
            return text;
        }
        case LiteralKind::YesNo: {
            TypedLiteral truth = plain(Base::YesNo);
            truth.value.truth = literal.truth;
            return truth;
        }
        case LiteralKind::Time: {
            TypedLiteral time = plain(Base::Time);
            time.value.moment = literal.moment;
            return time;
        }
        case LiteralKind::Date:
        case LiteralKind::Moment: {
            if (!check_year(ctx, literal, span)) return std::nullopt;
            TypedLiteral moment =
                plain(literal.kind == LiteralKind::Date ? Base::Date : Base::Moment);
            moment.value.moment = literal.moment;
            if (literal.kind == LiteralKind::Moment)
                moment.value.zone = zone_in_force(ctx, calendar, span);
            return moment;
        }
        case LiteralKind::ZonedMoment: {
            TypedLiteral moment = plain(Base::Moment);
            moment.value.zoned = true;
            moment.value.instant = literal.instant;
            return moment;
        }
    }
    return std::nullopt;
}

std::string amount_text(const typed::Type& type, Decimal value) {
    switch (type.base) {
        case Base::Percent: return grouped(value * Decimal(100)) + "%";
        case Base::Money:
            return fmt::format("{} {}", grouped(value), type.currency ? type.currency->code : "");
        case Base::Duration:
        case Base::BusinessDuration: {
            const auto ms = value.round().to_int64();
            return ms ? reeve::to_string(Duration{*ms}) : grouped(value) + " milliseconds";
        }
        default: return grouped(value);
    }
}

std::string range_text(const typed::Type& type, const typed::Interval& range) {
    if (range.is_point()) return amount_text(type, range.low);
    return fmt::format("{} to {}", amount_text(type, range.low), amount_text(type, range.high));
}

}  // namespace reeve::check
