#include "base/text.h"
#include "base/text_folding.h"
#include "compiler/eval/evaluator.h"

#include "compiler/eval/elsewhere.h"

#include <algorithm>

// Numbers, percents, money and lengths of time: decimals, each with the rounding of its unit.

namespace reeve::eval {

using typed::Base;
using typed::ExprId;
using typed::Op;

namespace {

/// Amounts are whole multiples of a smallest unit; numbers are not.
std::optional<int> digits_of(const typed::Type& type) {
    if (type.base == Base::Money) return type.currency->minor_digits;
    if (type.base == Base::Duration || type.base == Base::BusinessDuration) return 0;
    return std::nullopt;
}

Decimal rounded(const typed::Type& type, Decimal exact) {
    const auto digits = digits_of(type);
    return digits ? exact.round(*digits) : exact;
}

std::vector<Rate> joined(std::vector<Rate> a, const std::vector<Rate>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return merged(std::move(a));
}

Decimal ms_per(Op op) {
    return op == Op::Hours ? 3'600'000 : op == Op::Minutes ? 60'000 : 86'400'000;
}

}  // namespace

Moving Evaluator::arithmetic(const Expr& e, const Moving& a, const Moving& b) {
    const Decimal x = a.value.number();
    const Decimal y = b.value.number();
    switch (e.op) {
        case Op::Add: return {Value(x + y), joined(a.rates, b.rates)};
        case Op::Subtract: return {Value(x - y), joined(a.rates, negated(b.rates))};
        default: return scaled(e, a, b);
    }
}

Moving Evaluator::scaled(const Expr& e, const Moving& a, const Moving& b) const {
    const Decimal x = a.value.number();
    const Decimal y = b.value.number();
    const bool times = e.op == Op::Multiply;
    Moving result(Value(rounded(e.type, times ? x * y : x / y)));
    // The checker saw to it that only one side of a product moves, and no divisor.
    result.rates = times && a.rates.empty() ? b.rates : a.rates;
    const Decimal factor = times && a.rates.empty() ? x : y;
    for (Rate& rate : result.rates) {
        Decimal& scaled = times ? rate.numerator : rate.denominator;
        scaled = scaled * factor;
    }
    result.rates = merged(std::move(result.rates));
    return result;
}

Moving Evaluator::unary(ExprId id, const Expr& e) {
    const Moving arg = eval(e.args[0]);
    switch (e.op) {
        case Op::Negate: return {Value(-arg.value.number()), negated(arg.rates)};
        case Op::Absolute: {
            const bool negative = arg.value.number().is_negative();
            const ExprId inner = e.args[0];
            narrow_to_sign(
                [&](Instant t) { return value_at(inner, t).number().is_negative() == negative; },
                arg.value.number(), arg.rates);
            return negative ? Moving(Value(-arg.value.number()), negated(arg.rates)) : arg;
        }
        case Op::Round: {
            const int digits =
                e.args.size() > 1
                    ? static_cast<int>(value(e.args[1]).number().to_int64().value_or(0))
                    : 0;
            const Decimal whole = arg.value.number().round(digits);
            stay_until_next(id, whole, whole + Decimal::scaled(5, -digits - 1), arg);
            return Value(whole);
        }
        case Op::Floor: {
            const Decimal whole = arg.value.number().floor();
            stay_until_next(id, whole, whole + 1, arg);
            return Value(whole);
        }
        case Op::Ceiling: {
            const Decimal whole = arg.value.number().ceiling();
            stay_until_next(id, whole, whole, arg);
            return Value(whole);
        }
        case Op::Hours:
        case Op::Minutes:
        case Op::Days: {
            Moving result(Value(arg.value.number() / ms_per(e.op)), arg.rates);
            for (Rate& rate : result.rates) rate.denominator = rate.denominator * ms_per(e.op);
            return result;
        }
        case Op::Length:
            return Value(Decimal(static_cast<std::int64_t>(count_code_points(arg.value.text()))));
        case Op::Lower: return Value(to_lower(arg.value.text()));
        case Op::Upper: return Value(to_upper(arg.value.text()));
        default: return Value(Decimal(static_cast<std::int64_t>(arg.value.list().size())));
    }
}

/// A rounded value stands still until what it is made of reaches the next step.
void Evaluator::stay_until_next(ExprId id, Decimal whole, Decimal step, const Moving& arg) {
    narrow_to_sign([&](Instant t) { return value_at(id, t).number() == whole; },
                   arg.value.number() - step, arg.rates);
}

/// Where two lines cross, the other one takes over.
Moving Evaluator::extreme(const Expr& e) {
    const bool smallest = e.op == Op::Minimum;
    ExprId best_id = e.args[0];
    Moving best = eval(best_id);
    for (std::size_t i = 1; i < e.args.size(); ++i) {
        const ExprId other_id = e.args[i];
        Moving other = eval(other_id);
        const auto wins = [smallest](const Value& a, const Value& b) {
            return smallest ? a.number() < b.number() : a.number() > b.number();
        };
        const bool taken = wins(other.value, best.value);
        if (best.moves() || other.moves()) {
            const auto same = [&](Instant t) {
                return wins(value_at(other_id, t), value_at(best_id, t)) == taken;
            };
            narrow_to_sign(same, other.value.number() - best.value.number(),
                           joined(other.rates, negated(best.rates)));
        }
        if (!taken) continue;
        best = std::move(other);
        best_id = other_id;
    }
    return best;
}

}  // namespace reeve::eval
