#pragma once

#include "compiler/check/motion.h"
#include "compiler/check/rules.h"

namespace reeve::check {

/// Checks what stands after `add`: the term of one line of a priority.
class PriorityTerms {
public:
    PriorityTerms(Context& ctx, Motions& motions)
        : ctx_(ctx), expressions_(ctx), motions_(motions) {}

    /// Fills all of `term` but its condition; `scope` knows what the condition makes sure.
    void check(const Scope& scope, const syntax::PriorityLine& line, typed::PriorityLine& term);
    /// A number of points that is never missing and made of straight pieces.
    typed::ExprId points(const Scope& scope, syntax::ExprId expr, const std::string& role);

private:
    void plain(const Scope& scope, const syntax::PriorityLine& line, typed::PriorityLine& term);
    void per_unit(const Scope& scope, const syntax::PriorityLine& line, typed::PriorityLine& term);
    void shape(const Scope& scope, const syntax::PriorityLine& line, typed::PriorityLine& term);
    void amounts(const Scope& scope, const syntax::PriorityLine& line, typed::PriorityLine& term);
    void cap(const Scope& scope, const syntax::PriorityLine& line, typed::PriorityLine& term);

    std::optional<Decimal> unit(const Scope& scope, const syntax::PerUnit& per,
                                const typed::Type& subject);
    std::optional<Decimal> unit_of_time(const syntax::PerUnit& per, const typed::Type& subject);
    std::optional<Decimal> literal(const Scope& scope, syntax::ExprId expr, const typed::Type& type,
                                   const std::string& role);
    std::optional<Decimal> point_value(const Scope& scope, const syntax::CurvePoint& point);
    bool is_error(typed::ExprId expr) const {
        return !expr.valid() || ctx_.program.expr(expr).type.is_error();
    }
    bool has_slope(typed::ExprId expr) { return check::has_slope(motions_.of(expr).motion); }

    Context& ctx_;
    Expressions expressions_;
    Motions& motions_;
};

}  // namespace reeve::check
