#include "compiler/codegen/values.h"

#include "compiler/eval/window.h"

#include <algorithm>

// Values that move, in binary64, with what bounds their distance from the exact ones.

namespace reeve::codegen {

using typed::ExprId;
using typed::Fact;
using Kind = Lowered::Kind;
using TOp = typed::Op;

namespace {}  // namespace

std::optional<Ref> Values::thousandths(const Lowered& value) {
    constexpr int kDigits = 3;
    if (value.kind != Kind::Integer || value.missing) return std::nullopt;
    Lowered scaled = value;
    if (scaled.scale < kDigits && !rescale(scaled, kDigits, scaled.denominator))
        return std::nullopt;
    Builder::Wide divisor = scaled.denominator;
    for (int i = kDigits; i < scaled.scale; ++i) divisor *= 10;
    const Builder::Range range = builder_.range(scaled.value);
    if (divisor == 1) return scaled.value;
    if (!fits({divisor, 2 * divisor})) {
        fail("rounding it needs more than 62 bits");
        return std::nullopt;
    }
    if (builder_.at(scaled.value).op == Op::Constant) {
        const Decimal exact = Decimal(builder_.at(scaled.value).integer) /
                              Decimal(static_cast<std::int64_t>(divisor));
        return builder_.constant(exact.round().to_int64().value_or(0));
    }
    return builder_.divide(scaled.value, static_cast<std::int64_t>(divisor),
                           {range.low / divisor - 1, range.high / divisor + 1});
}

std::optional<Lowered> Values::minus_one(const Lowered& value) {
    const Lowered less = combine(Op::Subtract, value, constant(Decimal(1)));
    return less ? std::optional(less) : std::nullopt;
}

std::optional<Ref> Values::scaled_thousandths(Ref thousandths, const Lowered& by) {
    const Builder::Range x = builder_.range(thousandths);
    const Builder::Range y = builder_.range(by.value);
    const auto [low, high] =
        std::minmax({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high});
    if (!fits({low, high})) return std::nullopt;
    Lowered product = integer(builder_.integer(Op::Multiply, thousandths, by.value, {low, high}),
                              by.scale + 3, by.denominator);
    return this->thousandths(product);
}

namespace {

Ref magnitude(Builder& builder, Ref value) {
    const Ref negative = builder.real(Op::RealSubtract, builder.real(0.0), value);
    return builder.real(Op::RealMaximum, value, negative);
}

/// Between which numbers `a op b` lies; anywhere, where that is not worked out.
void set_bounds(TOp op, const Real& a, const Real& b, Real& result) {
    const auto is_finite = [](const Real& x) {
        return std::isfinite(x.low) && std::isfinite(x.high);
    };
    const double products[] = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
    result.low = -std::numeric_limits<double>::infinity();
    result.high = std::numeric_limits<double>::infinity();
    switch (op) {
        case TOp::Add:
            result.low = a.low + b.low;
            result.high = a.high + b.high;
            return;
        case TOp::Subtract:
            result.low = a.low - b.high;
            result.high = a.high - b.low;
            return;
        case TOp::Multiply:
            if (!is_finite(a) || !is_finite(b)) return;
            result.low = *std::ranges::min_element(products);
            result.high = *std::ranges::max_element(products);
            return;
        case TOp::Minimum:
            result.low = std::min(a.low, b.low);
            result.high = std::min(a.high, b.high);
            return;
        case TOp::Maximum:
            result.low = std::max(a.low, b.low);
            result.high = std::max(a.high, b.high);
            return;
        default: return;
    }
}

Real combined(Builder& builder, TOp op, const Real& a, const Real& b) {
    Real result;
    // What moves by two clocks has two slopes, each rounded; else only one of both moves.
    const bool sum = op == TOp::Add || op == TOp::Subtract;
    const Ref still = builder.real(0.0);
    if (sum && (a.run == still || b.run == still))
        result.run = a.run == still ? b.run : a.run;
    else
        result.run = builder.real(sum ? Op::RealAdd : Op::RealMaximum, a.run, b.run);
    result.is_tight = a.is_tight && b.is_tight && op == TOp::Multiply;
    set_bounds(op, a, b, result);
    const auto both = [&](Op value, Op size, Ref other_size) {
        result.value = builder.real(value, a.value, b.value);
        result.size = builder.real(size, a.size, other_size);
    };
    result.size_max = std::max(a.size_max, b.size_max);
    switch (op) {
        case TOp::Add:
        case TOp::Subtract:
            both(op == TOp::Add ? Op::RealAdd : Op::RealSubtract, Op::RealAdd, b.size);
            result.size_max = a.size_max + b.size_max;
            break;
        case TOp::Multiply:
            both(Op::RealMultiply, Op::RealMultiply, b.size);
            // Zero times what has no bound is no number, and no bound.
            result.size_max = a.size_max * b.size_max;
            break;
        case TOp::Divide:
            both(Op::RealDivide, Op::RealDivide, magnitude(builder, b.value));
            result.size_max = std::numeric_limits<double>::infinity();
            break;
        case TOp::Minimum: both(Op::RealMinimum, Op::RealMaximum, b.size); break;
        default: both(Op::RealMaximum, Op::RealMaximum, b.size);
    }
    return result;
}

}  // namespace

std::optional<Real> Values::real_of(const Lowered& value) {
    if (value.missing) return std::nullopt;
    const Ref none = builder_.real(0.0);
    if (value.kind == Kind::Share) {
        // It moves for as long as it has been used, which may be many times what was promised.
        const Ref used = builder_.real(Op::ToReal, value.value);
        const Ref share =
            builder_.real(Op::RealDivide, used, builder_.real(Op::ToReal, value.total));
        const auto most = static_cast<double>(builder_.range(value.value).high);
        return Real{share, share, used, 0, most, most, true};
    }
    if (value.kind != Kind::Integer) return std::nullopt;
    double divisor = static_cast<double>(value.denominator);
    for (int i = 0; i < value.scale; ++i) divisor *= 10;
    Ref real = builder_.real(Op::ToReal, value.value);
    if (divisor != 1) real = builder_.real(Op::RealMultiply, real, builder_.real(1 / divisor));
    const Builder::Range range = builder_.range(value.value);
    const Ref size = range.low >= 0 ? real : magnitude(builder_, real);
    const double low = static_cast<double>(range.low) / divisor;
    const double high = static_cast<double>(range.high) / divisor;
    return Real{real, size, none, low, high, std::max(std::abs(low), std::abs(high)), true};
}

std::optional<Real> Values::real(ExprId id) {
    const typed::Expr& e = program_.expr(id);
    // Since when a value moves along its line is known of clocks; of other moments only that it is
    // no longer than calendars reach back.
    const bool is_clock = e.op == TOp::Fact && e.args.empty();
    const auto since_always = [this](Real value) {
        const Ref first = builder_.constant(eval::kFirstInstant.ms);
        const Builder::Range range{0, eval::kLastInstant.ms - eval::kFirstInstant.ms};
        value.run = builder_.real(Op::ToReal, builder_.integer(Op::Subtract, now(), first, range));
        return value;
    };
    switch (e.op) {
        case TOp::Add:
        case TOp::Subtract:
        case TOp::Multiply:
        case TOp::Divide:
        case TOp::Negate:
        case TOp::Absolute:
        case TOp::Minimum:
        case TOp::Maximum:
        case TOp::Hours:
        case TOp::Minutes:
        case TOp::Days: return real_sum(e);
        case TOp::If: {
            const Lowered condition = lower(e.args[0]);
            const auto a = real(e.args[1]);
            const auto b = real(e.args[2]);
            if (!condition || !a || !b) return std::nullopt;
            return Real{builder_.select(condition.value, a->value, b->value),
                        builder_.real(Op::RealMaximum, a->size, b->size),
                        builder_.real(Op::RealMaximum, a->run, b->run),
                        std::min(a->low, b->low),
                        std::max(a->high, b->high),
                        std::max(a->size_max, b->size_max)};
        }
        default: break;
    }
    const Lowered value = lower(id);
    if (!value) return std::nullopt;
    auto result = real_of(value);
    if (!result || value.kind == Kind::Share) return result;
    const Reads reads = reads_of(program_, id);
    if (!reads.item && !reads.time) return result;
    if (is_clock && value.denominator == 1) {
        result->run = result->size;
        return result;
    }
    return since_always(*result);
}

std::optional<Real> Values::real_sum(const typed::Expr& e) {
    std::vector<Real> args;
    for (const ExprId arg : e.args) {
        const auto value = real(arg);
        if (!value) return std::nullopt;
        args.push_back(*value);
    }
    const auto over = [&](double divisor) {
        const Ref by = builder_.real(1 / divisor);
        return Real{builder_.real(Op::RealMultiply, args[0].value, by),
                    builder_.real(Op::RealMultiply, args[0].size, by),
                    args[0].run,
                    args[0].low / divisor,
                    args[0].high / divisor,
                    args[0].size_max / divisor,
                    args[0].is_tight};
    };
    Real result = args[0];
    switch (e.op) {
        case TOp::Hours: return over(3'600'000);
        case TOp::Minutes: return over(60'000);
        case TOp::Days: return over(86'400'000);
        case TOp::Negate:
            result.value = builder_.real(Op::RealSubtract, builder_.real(0.0), result.value);
            std::swap(result.low, result.high);
            result.low = -result.low;
            result.high = -result.high;
            return result;
        case TOp::Absolute:
            result.value = magnitude(builder_, result.value);
            result.high = result.magnitude_max();
            result.low = 0;
            return result;
        default: break;
    }
    // Money and lengths of time are rounded when they are multiplied; a straight line is not.
    const bool product = e.op == TOp::Multiply || e.op == TOp::Divide;
    if (product && e.type.base != typed::Base::Number && e.type.base != typed::Base::Percent &&
        e.type.base != typed::Base::Ratio) {
        fail("a length of time is rounded");
        return std::nullopt;
    }
    for (std::size_t i = 1; i < args.size(); ++i)
        result = combined(builder_, e.op, result, args[i]);
    return result;
}

}  // namespace reeve::codegen
