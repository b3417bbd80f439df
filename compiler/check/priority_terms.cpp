#include "compiler/check/priority_terms.h"

#include "compiler/check/choice_steps.h"
#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::check {

namespace {

std::string_view words(syntax::PriorityLineKind kind) {
    return kind == syntax::PriorityLineKind::AddCurve ? "curve of" : "steps of";
}

std::string_view unit_word(syntax::TimeUnit unit) {
    constexpr std::string_view kWords[] = {"second", "minute", "hour", "day",
                                           "week",   "month",  "year"};
    return kWords[static_cast<std::size_t>(unit)];
}

/// Milliseconds; nothing for units whose length differs from one to the next.
std::optional<std::int64_t> length_of(syntax::TimeUnit unit) {
    constexpr std::int64_t kHour = 3'600'000;
    switch (unit) {
        case syntax::TimeUnit::Second: return 1'000;
        case syntax::TimeUnit::Minute: return 60'000;
        case syntax::TimeUnit::Hour: return kHour;
        case syntax::TimeUnit::Day: return 24 * kHour;
        case syntax::TimeUnit::Week: return 7 * 24 * kHour;
        default: return std::nullopt;
    }
}

}  // namespace

void PriorityTerms::check(const Scope& scope, const syntax::PriorityLine& line,
                          typed::PriorityLine& term) {
    switch (line.kind) {
        case syntax::PriorityLineKind::AddPer: per_unit(scope, line, term); break;
        case syntax::PriorityLineKind::AddCurve:
        case syntax::PriorityLineKind::AddSteps: shape(scope, line, term); break;
        default: plain(scope, line, term); break;
    }
    if (line.up_to.valid()) cap(scope, line, term);
    if (!term.moves && term.term.scale > 3) term.term = ranges::round(term.term, 3);
}

typed::ExprId PriorityTerms::points(const Scope& scope, syntax::ExprId expr,
                                    const std::string& role) {
    const typed::ExprId value = expressions_.number(scope, expr, role);
    check_movement(ctx_, motions_.of(value));
    return value;
}

void PriorityTerms::plain(const Scope& scope, const syntax::PriorityLine& line,
                          typed::PriorityLine& term) {
    term.value = points(scope, line.value, "the value of a line");
    term.moves = has_slope(term.value);
    if (!is_error(term.value)) term.term = ctx_.program.expr(term.value).range;
}

void PriorityTerms::per_unit(const Scope& scope, const syntax::PriorityLine& line,
                             typed::PriorityLine& term) {
    term.kind = typed::PriorityLine::Kind::AddPer;
    term.value = points(scope, line.value, "the value of a unit");
    term.subject = expressions_.known_value(scope, line.subject);
    if (is_error(term.subject)) return;
    if (!check_movement(ctx_, motions_.of(term.subject))) return;
    const auto unit = this->unit(scope, line.per, ctx_.program.expr(term.subject).type);
    if (has_slope(term.value) && has_slope(term.subject)) {
        ctx_.sink.report<messages::moving_product>(ctx_.program.expr(term.value).span)
            .label(ctx_.program.expr(term.subject).span, "this moves with time, too")
            .help("give a number of points that stands still");
        return;
    }
    term.moves = has_slope(term.value) || has_slope(term.subject);
    if (!unit || is_error(term.value)) return;
    term.unit = *unit;
    term.term = ranges::divide(ranges::multiply(ctx_.program.expr(term.value).range,
                                                ctx_.program.expr(term.subject).range),
                               ranges::point(*unit), *unit);
}

std::optional<Decimal> PriorityTerms::unit(const Scope& scope, const syntax::PerUnit& per,
                                           const typed::Type& subject) {
    if (per.unit) return unit_of_time(per, subject);
    if (!subject.is_numeric()) {
        ctx_.sink
            .report<messages::unit_does_not_fit>(per.span, typed::describe(subject, ctx_.program))
            .help("`per … of` counts numbers, percentages, money and time");
        return std::nullopt;
    }
    const auto unit = literal(scope, per.literal, subject, "the unit");
    if (!unit) return unit;
    if (*unit > Decimal(0)) return unit;
    ctx_.sink.report<messages::unit_not_positive>(per.span).help(
        "write a unit above zero; for points that fall, write a negative number of points");
    return std::nullopt;
}

std::optional<Decimal> PriorityTerms::unit_of_time(const syntax::PerUnit& per,
                                                   const typed::Type& subject) {
    const bool open_time = subject.base == typed::Base::BusinessDuration;
    if ((subject.base != typed::Base::Duration && !open_time) || (per.business && !open_time)) {
        auto& report = ctx_.sink.report<messages::unit_does_not_fit>(
            per.span, typed::describe(subject, ctx_.program));
        if (subject.base == typed::Base::Duration)
            report.help("count open time, `age in Office` for example, or leave `business` out");
        else
            report.help(subject.base == typed::Base::Money
                            ? fmt::format("write how much counts once, `per 1_000 {}`",
                                          subject.currency ? subject.currency->code : "EUR")
                            : "write how much counts once, `per 10` for example");
        return std::nullopt;
    }
    const bool is_day = *per.unit == syntax::TimeUnit::Day || *per.unit == syntax::TimeUnit::Week;
    const auto length = length_of(*per.unit);
    if (length && !(is_day && open_time)) return Decimal(*length);
    ctx_.sink
        .report<messages::unit_without_length>(
            per.span, fmt::format("{}{}", open_time ? "business " : "", unit_word(*per.unit)))
        .help(open_time ? "count open hours, `per 8 business hours of …`"
                        : "count days, `per 30 days of …`");
    return std::nullopt;
}

std::optional<Decimal> PriorityTerms::literal(const Scope& scope, syntax::ExprId expr,
                                              const typed::Type& type, const std::string& role) {
    Expected expected;
    expected.type.type = type.required();
    expected.type.range = typed::default_interval(type);
    expected.role = role;
    expected.check_range = false;
    if (is_error(expressions_.value_for(scope, expr, expected))) return std::nullopt;
    return literal_amount(*scope.module, expr);
}

/// `curve of` and `steps of`.
void PriorityTerms::shape(const Scope& scope, const syntax::PriorityLine& line,
                          typed::PriorityLine& term) {
    const bool curve = line.kind == syntax::PriorityLineKind::AddCurve;
    term.kind = curve ? typed::PriorityLine::Kind::AddCurve : typed::PriorityLine::Kind::AddSteps;
    term.subject = expressions_.known_value(scope, line.subject);
    if (is_error(term.subject)) return;
    const typed::Expr& subject = ctx_.program.expr(term.subject);
    const typed::Type type = subject.type;
    if (!check_movement(ctx_, motions_.of(term.subject))) return;
    if (!curve && type.base == typed::Base::Choice) {
        term.kind = typed::PriorityLine::Kind::AddChoiceSteps;
        check_choice_steps(ctx_, scope, line, term);
        return;
    }
    if (!type.is_numeric()) {
        auto& report = ctx_.sink.report<messages::shape_of_no_amount>(
            subject.span, words(line.kind), typed::describe(type, ctx_.program));
        if (type.base == typed::Base::Moment)
            report.help("write how far it is away, `curve of (now to due)` for example");
        else if (type.base == typed::Base::Choice)
            report.help("write `steps of`, which has a value for each choice");
        else
            report.help("write lines with conditions, `add 10 when …`");
        return;
    }
    amounts(scope, line, term);
    term.moves = curve && has_slope(term.subject);
}

std::optional<Decimal> PriorityTerms::point_value(const Scope& scope,
                                                  const syntax::CurvePoint& point) {
    const typed::ExprId value = expressions_.number(scope, point.value, "the value of a point");
    if (is_error(value)) return std::nullopt;
    return literal_amount(*scope.module, point.value);
}

void PriorityTerms::amounts(const Scope& scope, const syntax::PriorityLine& line,
                            typed::PriorityLine& term) {
    const typed::Type type = ctx_.program.expr(term.subject).type;
    const syntax::CurvePoint* before = nullptr;
    bool complete = true;
    for (const syntax::CurvePoint& point : line.points) {
        const auto value = point_value(scope, point);
        if (point.otherwise) {
            ctx_.sink.report<messages::otherwise_among_amounts>(point.span)
                .help(
                    "the last value holds for everything after its point, the first for "
                    "everything before");
            complete = false;
            continue;
        }
        const auto at = literal(scope, point.at, type, "the place of a point");
        if (!at || !value) {
            complete = false;
            // Who takes the unit of the first point wrong, does so with all.
            if (!at) break;
            continue;
        }
        if (!term.points.empty() && complete && *at <= term.points.back().at) {
            ctx_.sink.report<messages::points_do_not_rise>(scope.module->expr(point.at).span)
                .label(scope.module->expr(before->at).span, "this comes before it")
                .help("write the points in order, each place once");
            complete = false;
        }
        before = &point;
        term.points.push_back({*at, *value, point.span});
    }
    const bool curve = line.kind == syntax::PriorityLineKind::AddCurve;
    const std::size_t needed = curve ? 2 : 1;
    if (complete && line.points.size() < needed)
        ctx_.sink
            .report<messages::too_few_points>(line.points_span, words(line.kind),
                                              curve ? "two points" : "one point")
            .help(curve ? "write at least two points, `0 hours -> 0  8 hours -> 100` for example"
                        : "write at least one point, `1 hour -> 10` for example");
    if (term.points.empty()) return;
    term.term = ranges::point(term.points.front().value);
    for (const auto& point : term.points)
        term.term = ranges::hull(term.term, ranges::point(point.value));
    if (curve) term.term.scale = typed::Interval::kAnyScale;
}

/// `up to n` stops the term at n on whichever side of zero n is.
void PriorityTerms::cap(const Scope& scope, const syntax::PriorityLine& line,
                        typed::PriorityLine& term) {
    term.up_to = expressions_.number(scope, line.up_to, "the most a line may add");
    if (is_error(term.up_to)) return;
    const typed::Expr& cap = ctx_.program.expr(term.up_to);
    if (has_slope(term.up_to)) {
        ctx_.sink.report<messages::cap_moves>(cap.span).help(
            "name a number that stands still, `up to 200` for example");
        return;
    }
    const typed::Interval most = cap.range;
    const bool below = most.high < Decimal(0);
    if ((below && term.term.low >= Decimal(0) && term.term.high > Decimal(0)) ||
        (most.low > Decimal(0) && term.term.high <= Decimal(0) && term.term.low < Decimal(0))) {
        ctx_.sink.report<messages::cap_on_other_side>(cap.span).help(
            below ? "write it without the sign" : "write it with a minus, as the points");
        return;
    }
    if (most.low >= Decimal(0))
        term.term = ranges::minimum(term.term, most);
    else if (below)
        term.term = ranges::maximum(term.term, most);
}

}  // namespace reeve::check
