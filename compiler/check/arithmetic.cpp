#include "compiler/check/walker.h"

#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>

// `+ - * /`: like with like, exact, within what decimals can say.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Op;

namespace {

bool is_number(Base base) {
    return base == Base::Number || base == Base::Percent || base == Base::Ratio;
}

/// Number with ratio is a number, percent with ratio a percent.
Base sum_of(Base a, Base b) { return a == Base::Ratio ? b : a; }

Base product_of(Base a, Base b) {
    if (a == b) return a;
    return Base::Ratio;
}

bool is_amount(Base base) {
    return base == Base::Money || base == Base::Duration || base == Base::BusinessDuration;
}

/// Decimals of an amount that is kept exact; nothing for numbers.
int exact_digits(const typed::Type& type) {
    return type.base == Base::Money ? type.currency->minor_digits : 0;
}

}  // namespace

ExprId Walker::numeric_result(Op op, typed::Type type, typed::Interval range, Span span,
                              std::vector<ExprId> args) {
    if (!ranges::representable(type, range)) {
        const Decimal largest = std::max(range.low.abs(), range.high.abs());
        int digits = 0;
        for (Decimal at = largest; Decimal(10) <= at && digits < 7000; at = at / Decimal(10))
            ++digits;
        ctx_.sink.report<messages::result_too_large>(span, fmt::format("10^{}", digits))
            .note(is_amount(type.base) ? "money and time are exact up to 10^30"
                                       : "numbers are kept up to 10^3000")
            .help("declare smaller ranges for what it is made of, for example `number 0..1_000`");
        return error(span);
    }
    const ExprId id = make(op, type, span, std::move(args));
    ctx_.program.expr(id).range = range;
    return id;
}

ExprId Walker::sum(syntax::ExprId id, const Hint& hint) {
    // Thousands of terms may be added; the tree leans to the left and is walked, not recursed.
    std::vector<syntax::ExprId> operations;
    syntax::ExprId at = id;
    while (syntax_of(at).kind == Kind::Add || syntax_of(at).kind == Kind::Subtract) {
        operations.push_back(at);
        at = syntax_of(at).args[0];
    }
    Operand left{at, value(at, hint)};
    bool failed_before = failed({left.expr});
    for (std::size_t i = operations.size(); i-- > 0;) {
        const syntax::Expr& e = syntax_of(operations[i]);
        Operand right{e.args[1], value(e.args[1], hint)};
        failed_before = failed_before || failed({right.expr});
        if (failed_before) continue;
        left = {operations[i], add(e, left, right, e.span)};
        failed_before = failed({left.expr});
    }
    return failed_before ? error(syntax_of(id).span) : left.expr;
}

ExprId Walker::add(const syntax::Expr& e, Operand left, Operand right, Span span) {
    left.expr = require_known(left);
    right.expr = require_known(right);
    if (failed({left.expr, right.expr})) return error(span);
    const typed::Type a = type(left.expr);
    const typed::Type b = type(right.expr);
    if (a.base == Base::Moment) return move_moment(e, left, right, span);
    if (a.base == Base::Date) return move_date(e, left, right, span);
    const bool numbers = is_number(a.base) && is_number(b.base) &&
                         (a.base == b.base || a.base == Base::Ratio || b.base == Base::Ratio);
    bool amounts = a.base == b.base && is_amount(a.base);
    if (amounts && a.base == Base::Money) amounts = a.currency == b.currency;
    if (amounts && a.base == Base::BusinessDuration)
        amounts = !a.calendar.valid() || !b.calendar.valid() || a.calendar == b.calendar;
    if (!numbers && !amounts) {
        report_not_addable(e, left, right);
        return error(span);
    }
    typed::Type result = a;
    if (numbers) result.base = sum_of(a.base, b.base);
    if (!result.calendar.valid()) result.calendar = b.calendar;
    const typed::Interval& x = expr(left.expr).range;
    const typed::Interval& y = expr(right.expr).range;
    const bool plus = e.kind == Kind::Add;
    const typed::Interval range = plus ? ranges::add(x, y) : ranges::subtract(x, y);
    return numeric_result(plus ? Op::Add : Op::Subtract, result, range, span,
                          {left.expr, right.expr});
}

void Walker::report_not_addable(const syntax::Expr& e, const Operand& left, const Operand& right) {
    const typed::Type a = type(left.expr);
    const typed::Type b = type(right.expr);
    const bool plus = e.kind == Kind::Add;
    const bool numeric = a.is_numeric() && b.is_numeric();
    const bool percent = is_number(a.base) && is_number(b.base);
    const bool currencies = a.base == Base::Money && b.base == Base::Money;
    const bool times = (a.base == Base::Duration && b.base == Base::BusinessDuration) ||
                       (b.base == Base::Duration && a.base == Base::BusinessDuration);
    const bool calendars = a.base == Base::BusinessDuration && b.base == Base::BusinessDuration;
    if (currencies || times || calendars) {
        report_unlike(left, right, e.operator_span);
        return;
    }
    if (percent) {
        const auto word = [](Base base) { return base == Base::Percent ? "percentage" : "number"; };
        auto& report = ctx_.sink.report<messages::number_with_percent>(
            expr(right.expr).span, word(b.base), plus ? "added to" : "taken from", word(a.base));
        report.label(expr(left.expr).span, describe(a));
        report.note("a percentage is a number that is written with `%`; the two are kept apart");
        return;
    }
    const Span span = e.operator_span.valid() ? e.operator_span : e.span;
    auto& report =
        plus ? ctx_.sink.report<messages::not_addable>(span, describe(a), describe(b))
             : ctx_.sink.report<messages::not_subtractable>(span, describe(a), describe(b));
    report.label(expr(left.expr).span, describe(a)).label(expr(right.expr).span, describe(b));
    if (numeric && expr(right.expr).op == Op::Constant && b.base == Base::Number &&
        a.base == Base::Money) {
        const std::string written = amount_text(a, expr(right.expr).value.number);
        report.help(fmt::format("write `{}`", written));
        report.fix(fmt::format("write `{}`", written), expr(right.expr).span, written);
    }
    if (plus && (b.base == Base::Moment || b.base == Base::Date))
        report.help("write the moment first: `now + 2 hours`");
    if (a.base == Base::Text && b.base == Base::Text)
        report.note("texts are not joined in rules; write `{name}` inside a text");
}

ExprId Walker::product(syntax::ExprId id, const Hint& hint) {
    std::vector<syntax::ExprId> operations;
    syntax::ExprId at = id;
    while (syntax_of(at).kind == Kind::Multiply || syntax_of(at).kind == Kind::Divide) {
        operations.push_back(at);
        at = syntax_of(at).args[0];
    }
    (void)hint;
    Operand left{at, value(at)};
    bool failed_before = failed({left.expr});
    for (std::size_t i = operations.size(); i-- > 0;) {
        const syntax::Expr& e = syntax_of(operations[i]);
        Operand right{e.args[1], value(e.args[1])};
        failed_before = failed_before || failed({right.expr});
        if (failed_before) continue;
        const bool times = e.kind == Kind::Multiply;
        left = {operations[i],
                times ? multiply(e, left, right, e.span) : divide(e, left, right, e.span)};
        failed_before = failed({left.expr});
    }
    return failed_before ? error(syntax_of(id).span) : left.expr;
}

ExprId Walker::multiply(const syntax::Expr& e, Operand left, Operand right, Span span) {
    left.expr = require_known(left);
    right.expr = require_known(right);
    if (failed({left.expr, right.expr})) return error(span);
    const typed::Type a = type(left.expr);
    const typed::Type b = type(right.expr);
    const bool numbers = is_number(a.base) && is_number(b.base);
    const bool scaled =
        (is_number(a.base) && is_amount(b.base)) || (is_number(b.base) && is_amount(a.base));
    if (!numbers && !scaled) {
        ctx_.sink
            .report<messages::not_multipliable>(e.operator_span.valid() ? e.operator_span : span,
                                                describe(a), describe(b))
            .label(expr(left.expr).span, describe(a))
            .label(expr(right.expr).span, describe(b))
            .note("one side of `*` is a number or a percentage");
        return error(span);
    }
    typed::Type result = is_amount(a.base) ? a : b;
    if (numbers) result.base = product_of(a.base, b.base);
    typed::Interval range = ranges::multiply(expr(left.expr).range, expr(right.expr).range);
    // An amount times a number is rounded to the smallest unit.
    if (scaled) range = ranges::round(range, exact_digits(result));
    return numeric_result(Op::Multiply, result, range, span, {left.expr, right.expr});
}

std::optional<Decimal> Walker::smallest_divisor(ExprId divisor) const {
    constexpr int kDepthMax = 32;
    ExprId at = divisor;
    Decimal factor = 1;
    // The least magnitude of a quotient is the least of its upper side by the largest of its lower.
    for (int depth = 0; depth < kDepthMax; ++depth) {
        const typed::Expr& e = expr(at);
        if (ranges::excludes_zero(e.range))
            return factor * std::min(e.range.low.abs(), e.range.high.abs());
        if (e.range.scale != typed::Interval::kAnyScale)
            return factor * ranges::unit(e.range.scale);
        if (e.op != Op::Divide && e.op != Op::DivideOrMissing) return std::nullopt;
        const typed::Interval& lower = expr(e.args[1]).range;
        const Decimal largest = std::max(lower.low.abs(), lower.high.abs());
        if (largest.is_zero()) return std::nullopt;
        factor = factor / largest;
        at = e.args[0];
    }
    return std::nullopt;
}

ExprId Walker::divide(const syntax::Expr& e, Operand left, Operand right, Span span) {
    left.expr = require_known(left);
    right.expr = require_known(right);
    if (failed({left.expr, right.expr})) return error(span);
    const typed::Type a = type(left.expr);
    const typed::Type b = type(right.expr);
    bool like = a.base == b.base && a.is_numeric();
    if (like && a.base == Base::Money) like = a.currency == b.currency;
    if (like && a.base == Base::BusinessDuration)
        like = !a.calendar.valid() || !b.calendar.valid() || a.calendar == b.calendar;
    if (is_number(a.base) && b.base == Base::Ratio) like = true;
    const bool by_number = a.is_numeric() && (b.base == Base::Number || b.base == Base::Ratio);
    if (!like && !by_number) {
        auto& report = ctx_.sink.report<messages::not_divisible>(
            e.operator_span.valid() ? e.operator_span : span, describe(a), describe(b));
        report.label(expr(left.expr).span, describe(a)).label(expr(right.expr).span, describe(b));
        report.note(
            "what stands after `/` is a number, or of the same kind as what stands before it");
        return error(span);
    }
    const typed::Interval divisor = expr(right.expr).range;
    if (divisor.is_point() && divisor.low.is_zero()) {
        ctx_.sink.report<messages::divided_by_zero>(expr(right.expr).span);
        return error(span);
    }
    const auto smallest = smallest_divisor(right.expr);
    if (!smallest || *smallest < Decimal::scaled(1, -3000)) {
        ctx_.sink.report<messages::divisor_too_small>(expr(right.expr).span)
            .note(
                "a quotient can have any number of decimals, and what is divided by next to "
                "nothing is next to endless")
            .help(fmt::format("round it first, `round({}, 6)`",
                              source_text(*scope_.module, right.syntax).value_or("…")));
        return error(span);
    }
    typed::Type result = a;
    if (like) {
        result = {};
        result.base = Base::Ratio;
    }
    typed::Interval range = ranges::divide(expr(left.expr).range, divisor, *smallest);
    if (is_amount(result.base)) range = ranges::round(range, exact_digits(result));
    const std::string path = this->path(right.expr);
    const bool certain = ranges::excludes_zero(divisor) || (!path.empty() && known_.nonzero(path));
    result.optional = !certain;
    return numeric_result(certain ? Op::Divide : Op::DivideOrMissing, result, range, span,
                          {left.expr, right.expr});
}

}  // namespace reeve::check
