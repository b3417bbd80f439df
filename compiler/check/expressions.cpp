#include "compiler/check/expressions.h"

#include "compiler/check/ranges.h"
#include "compiler/check/walker.h"

#include <fmt/format.h>

#include <algorithm>

// The checker of expressions as the rest of the checker sees it.

namespace reeve::check {

using typed::Base;
using typed::ExprId;

ExprId Expressions::value(const Scope& scope, syntax::ExprId expr) {
    return Walker(ctx_, scope).value(expr);
}

ExprId Expressions::known_value(const Scope& scope, syntax::ExprId expr) {
    return Walker(ctx_, scope).known_value(expr);
}

ExprId Expressions::value_for(const Scope& scope, syntax::ExprId expr, const Expected& expected) {
    return Walker(ctx_, scope).value_as(expr, expected);
}

namespace {

/// Reports that a value is of another type than `what`.
ExprId wrong_type(Walker& walker, ExprId id, const std::string& role, std::string_view what) {
    const Span span = walker.expr(id).span;
    walker.context().sink.report<messages::wrong_type>(span, role, what,
                                                       walker.describe(walker.type(id).required()));
    return walker.error(span);
}

}  // namespace

ExprId Expressions::number(const Scope& scope, syntax::ExprId expr, const std::string& role) {
    Walker walker(ctx_, scope);
    const ExprId id = walker.known_value(expr);
    const Base base = walker.type(id).base;
    if (base == Base::Error || base == Base::Number || base == Base::Ratio) return id;
    return wrong_type(walker, id, role, "a number");
}

ExprId Expressions::moment(const Scope& scope, syntax::ExprId expr, const std::string& role,
                           bool may_be_missing) {
    Walker walker(ctx_, scope);
    const ExprId id = may_be_missing ? walker.value(expr) : walker.known_value(expr);
    switch (walker.type(id).base) {
        case Base::Error:
        case Base::Moment: return id;
        case Base::Date: return walker.start_of_day(id);
        default: return wrong_type(walker, id, role, "a moment");
    }
}

ExprId Expressions::agent(const Scope& scope, syntax::ExprId expr, const std::string& role) {
    Walker walker(ctx_, scope);
    const ExprId id = walker.value(expr);
    const Base base = walker.type(id).base;
    if (base == Base::Error || base == Base::Agent) return id;
    return wrong_type(walker, id, role, "an agent");
}

CheckedCondition Expressions::condition(const Scope& scope, syntax::ExprId expr) {
    return Walker(ctx_, scope).condition(expr);
}

typed::Condition Expressions::line_condition(const Scope& scope, const syntax::Condition& condition,
                                             Knowledge* knowledge) {
    typed::Condition result;
    result.otherwise = condition.otherwise;
    result.span = condition.span;
    if (condition.because) result.because = condition.because->value;
    if (!condition.when.valid()) return result;
    CheckedCondition checked = this->condition(scope, condition.when);
    result.when = checked.expr;
    if (knowledge) *knowledge = std::move(checked.when_true);
    return result;
}

std::string Expressions::path(ExprId expr) const { return path_of(ctx_.program, expr); }

}  // namespace reeve::check
