#include "compiler/check/motion.h"

#include <algorithm>

namespace reeve::check {

using typed::Op;

namespace {

Movement troubled(Trouble trouble, Span span) { return {Motion::Irregular, trouble, span, {}}; }

Movement widest(const std::vector<Movement>& args) {
    Movement result;
    for (const Movement& arg : args) {
        if (arg.motion > result.motion) result = arg;
    }
    return result;
}

/// Sums, lengths between moments, smaller and larger of two: straight pieces stay straight pieces.
Movement sum(const typed::Expr& expr, const std::vector<Movement>& args) {
    Movement result = widest(args);
    if (result.motion == Motion::Now && args.size() > 1) result.motion = Motion::Linear;
    if (result.motion == Motion::Now && expr.type.base != typed::Base::Moment)
        result.motion = Motion::Linear;
    if (result.motion != Motion::Rising) return result;
    const auto moving = std::ranges::count_if(args, [](auto& a) { return has_slope(a.motion); });
    const bool shifted = expr.op == Op::AddDuration || expr.op == Op::SubtractDuration;
    if (args.size() == 1 || (shifted && moving == 1)) return result;
    return troubled(Trouble::Shape, expr.span);
}

/// A step on a calendar from a moment that moves is no straight line, but it never goes back.
Movement step(const typed::Expr& expr, const std::vector<Movement>& args) {
    Movement result = widest(args);
    if (!has_slope(result.motion)) return result;
    if (result.motion == Motion::Irregular) return result;
    if (has_slope(args.back().motion)) return troubled(Trouble::Shape, expr.span);
    result.motion = Motion::Rising;
    return result;
}

/// Open time is a clock where one end stands still and the other is `now`.
Movement open_elapsed(const typed::Expr& expr, const std::vector<Movement>& args) {
    Movement result = widest(args);
    if (result.motion == Motion::Now)
        result.motion = Motion::Linear;
    else if (has_slope(result.motion) && result.motion != Motion::Irregular)
        return troubled(Trouble::Shape, expr.span);
    return result;
}

/// Days of the calendar change at midnight.
Movement calendar_part(const typed::Expr& expr, const std::vector<Movement>& args) {
    Movement result = widest(args);
    if (result.motion == Motion::Rising) return troubled(Trouble::Shape, expr.span);
    if (result.motion == Motion::Now || result.motion == Motion::Linear)
        result.motion = expr.op == Op::TimeOf ? Motion::Linear : Motion::Steps;
    return result;
}

Movement opaque(const typed::Expr& expr, const std::vector<Movement>& args, Trouble trouble) {
    const Movement result = widest(args);
    if (!has_slope(result.motion) || result.motion == Motion::Irregular) return result;
    return troubled(trouble, expr.span);
}

Movement known_or_not(const std::vector<Movement>& args) {
    Movement result = widest(args);
    if (has_slope(result.motion) && result.motion != Motion::Irregular)
        result.motion = Motion::Steps;
    return result;
}

}  // namespace

/// Without recursion: a sum may have as many parts as a file has room for.
Movement Motions::visit(typed::ExprId root, const Arguments& arguments) {
    std::map<typed::ExprId, Movement> done;
    std::vector<typed::ExprId> open{root};
    while (!open.empty()) {
        const typed::ExprId id = open.back();
        const typed::Expr& expr = program_.expr(id);
        const std::size_t waiting = open.size();
        for (const typed::ExprId arg : expr.args) {
            if (!done.contains(arg)) open.push_back(arg);
        }
        if (open.size() != waiting) continue;
        open.pop_back();
        std::vector<Movement> args;
        for (const typed::ExprId arg : expr.args) args.push_back(done.at(arg));
        done.insert_or_assign(id, combine(expr, args, arguments));
    }
    return done.at(root);
}

Movement Motions::combine(const typed::Expr& expr, const std::vector<Movement>& args,
                          const Arguments& arguments) {
    switch (expr.op) {
        case Op::Parameter:
            return {expr.symbol < arguments.size() ? arguments[expr.symbol] : Motion::Still,
                    Trouble::None,
                    expr.span,
                    {}};
        case Op::Fact: return fact(expr);
        case Op::During:
        case Op::CalendarOpen: return {Motion::Steps, Trouble::None, expr.span, {}};
        case Op::IsKnown:
        case Op::IsMissing: return known_or_not(args);
        case Op::Equal:
        case Op::NotEqual:
        case Op::Less:
        case Op::LessEqual:
        case Op::Greater:
        case Op::GreaterEqual:
        case Op::Between:
        case Op::InSet: return compare(expr, args);
        case Op::If:
        case Op::OrElse:
        case Op::Known:
        case Op::Not:
        case Op::And:
        case Op::Or:
        case Op::Add:
        case Op::Subtract:
        case Op::Negate:
        case Op::Minimum:
        case Op::Maximum:
        case Op::Absolute:
        case Op::AddDuration:
        case Op::SubtractDuration:
        case Op::Elapsed:
        case Op::Hours:
        case Op::Minutes:
        case Op::Days: return sum(expr, args);
        case Op::Multiply: return product(expr, args);
        case Op::Divide:
        case Op::DivideOrMissing: return quotient(expr, args);
        case Op::Round:
        case Op::Floor:
        case Op::Ceiling: return opaque(expr, args, Trouble::Rounding);
        case Op::AddStep:
        case Op::SubtractStep:
        case Op::AddOpenTime:
        case Op::SubtractOpenTime: return step(expr, args);
        case Op::OpenElapsed: return open_elapsed(expr, args);
        case Op::DateOf:
        case Op::TimeOf:
        case Op::WeekdayOf:
        case Op::DayOf:
        case Op::MonthOf:
        case Op::YearOf: return calendar_part(expr, args);
        case Op::CallDefine:
        case Op::CallTable: return call(expr, args);
        default: return opaque(expr, args, Trouble::Shape);
    }
}

Movement Motions::fact(const typed::Expr& expr) const {
    const auto which = static_cast<typed::Fact>(expr.symbol);
    Motion motion = Motion::Linear;
    if (typed::info(which).kind == typed::FactKind::Stored)
        motion = Motion::Still;
    else if (which == typed::Fact::Now)
        motion = Motion::Now;
    else if (which == typed::Fact::Today || which == typed::Fact::Overdue)
        motion = Motion::Steps;
    else if (typed::info(which).kind == typed::FactKind::Queue)
        motion = Motion::Steps;
    return {motion, Trouble::None, expr.span, {}};
}

Movement Motions::compare(const typed::Expr& expr, const std::vector<Movement>& args) const {
    Movement result = widest(args);
    if (result.motion == Motion::Irregular || !has_slope(result.motion)) return result;
    for (std::size_t i = 1; i < args.size(); ++i) {
        if (has_slope(args[0].motion) && has_slope(args[i].motion))
            return troubled(Trouble::TwoClocks, expr.span);
    }
    result.motion = Motion::Steps;
    return result;
}

Movement Motions::product(const typed::Expr& expr, const std::vector<Movement>& args) const {
    Movement result = widest(args);
    if (result.motion == Motion::Irregular || !has_slope(result.motion)) return result;
    if (std::ranges::all_of(args, [](const Movement& arg) { return has_slope(arg.motion); }))
        return troubled(Trouble::Product, expr.span);
    // Money is rounded to its minor unit, which makes a staircase of a slope.
    if (expr.type.base == typed::Base::Money) return troubled(Trouble::Rounding, expr.span);
    result.motion = Motion::Linear;
    return result;
}

Movement Motions::quotient(const typed::Expr& expr, const std::vector<Movement>& args) const {
    Movement result = widest(args);
    if (result.motion == Motion::Irregular || !has_slope(result.motion)) return result;
    if (has_slope(args[1].motion))
        return troubled(Trouble::Divisor, program_.expr(expr.args[1]).span);
    if (expr.type.base == typed::Base::Money) return troubled(Trouble::Rounding, expr.span);
    result.motion = Motion::Linear;
    return result;
}

Movement Motions::call(const typed::Expr& expr, const std::vector<Movement>& args) {
    const Movement worst = widest(args);
    if (worst.motion == Motion::Irregular || worst.motion == Motion::Still) return worst;
    Arguments arguments;
    for (const Movement& arg : args) arguments.push_back(arg.motion);
    const bool is_table = expr.op == Op::CallTable;
    const auto key = std::pair(2 * expr.symbol + (is_table ? 1U : 0U), arguments);
    auto found = calls_.find(key);
    if (found == calls_.end()) {
        // Stands in for a definition that is defined by itself, which has been reported.
        calls_[key] = {};
        const Movement inner = is_table ? table(program_.tables[expr.symbol], arguments)
                                        : define(program_.defines[expr.symbol], arguments);
        found = calls_.insert_or_assign(key, inner).first;
    }
    Movement result = found->second;
    result.inside = result.span;
    result.span = expr.span;
    return result;
}

Movement Motions::define(const typed::Define& define, const Arguments& arguments) {
    return define.value.valid() ? visit(define.value, arguments) : Movement{};
}

/// Cells compare their column with fixed values, so a clock in a column makes steps.
Movement Motions::table(const typed::Table& table, const Arguments& arguments) {
    Movement result{Motion::Steps, Trouble::None, table.header.span, {}};
    for (const typed::Row& row : table.rows) {
        if (!row.result.valid()) continue;
        const Movement value = visit(row.result, arguments);
        if (value.motion > result.motion) result = value;
    }
    return result;
}

namespace {

diagnostics::Diagnostic& report(Context& ctx, const Movement& movement) {
    const Span at = movement.span;
    switch (movement.trouble) {
        case Trouble::Product:
            return ctx.sink.report<messages::moving_product>(at).help(
                "multiply by something that stands still, an attribute or a setting for "
                "example, or describe the shape with `curve of`");
        case Trouble::Divisor:
            return ctx.sink.report<messages::moving_divisor>(at).help(
                "divide by something that stands still, or describe the shape with "
                "`curve of`");
        case Trouble::Rounding:
            return ctx.sink.report<messages::rounded_clock>(at).help(
                "leave the rounding out, or say where the steps are: "
                "`add steps of age { 0 hours -> 0  1 hour -> 10 }`");
        case Trouble::TwoClocks:
            return ctx.sink.report<messages::moving_comparison>(at).help(
                "compare a clock with a fixed amount, `age > 2 hours`, or a moment with "
                "`now`, `now >= due - 1 hour`");
        default:
            return ctx.sink.report<messages::not_piecewise_linear>(at).help(
                "say it with `per … of`, `curve of` or `steps of` a clock, or with a "
                "condition that compares a clock with a fixed amount");
    }
}

}  // namespace

bool check_movement(Context& ctx, const Movement& movement) {
    if (movement.motion != Motion::Irregular) return true;
    report(ctx, movement).label(movement.inside, "this is what moves so");
    return false;
}

bool check_turns(Context& ctx, typed::ExprId condition) {
    return check_movement(ctx, Motions(ctx.program).of(condition));
}

}  // namespace reeve::check
