#include "compiler/check/ranges.h"

#include <algorithm>
#include <array>

namespace reeve::check::ranges {

namespace {

constexpr int kScaleMax = 200;

int sum_of_scales(int a, int b) {
    if (a == Interval::kAnyScale || b == Interval::kAnyScale) return Interval::kAnyScale;
    return a + b > kScaleMax ? Interval::kAnyScale : a + b;
}

Interval spanning(const std::array<Decimal, 4>& corners, int scale) {
    const auto [low, high] = std::ranges::minmax(corners);
    return {low, high, scale};
}

/// Division by a range that does not reach zero.
Interval divide_clear(const Interval& a, Decimal low, Decimal high) {
    return spanning({a.low / low, a.low / high, a.high / low, a.high / high}, Interval::kAnyScale);
}

}  // namespace

Interval point(Decimal value) { return {value, value, value.decimals()}; }

Decimal unit(int scale) {
    return scale == Interval::kAnyScale ? Decimal() : Decimal::scaled(1, -scale);
}

Interval add(const Interval& a, const Interval& b) {
    return {a.low + b.low, a.high + b.high, std::max(a.scale, b.scale)};
}

Interval subtract(const Interval& a, const Interval& b) {
    return {a.low - b.high, a.high - b.low, std::max(a.scale, b.scale)};
}

Interval multiply(const Interval& a, const Interval& b) {
    return spanning({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high},
                    sum_of_scales(a.scale, b.scale));
}

Interval divide(const Interval& a, const Interval& b, Decimal smallest) {
    std::optional<Interval> result;
    const Decimal above = std::max(b.low, smallest);
    if (b.high >= above) result = divide_clear(a, above, b.high);
    const Decimal below = std::min(b.high, -smallest);
    if (b.low <= below) {
        const Interval negative = divide_clear(a, b.low, below);
        result = result ? hull(*result, negative) : negative;
    }
    return result.value_or(Interval{Decimal(), Decimal(), Interval::kAnyScale});
}

Interval negate(const Interval& a) { return {-a.high, -a.low, a.scale}; }

Interval absolute(const Interval& a) {
    if (!a.low.is_negative()) return a;
    if (a.high.is_negative() || a.high.is_zero()) return negate(a);
    return {Decimal(), std::max(-a.low, a.high), a.scale};
}

Interval minimum(const Interval& a, const Interval& b) {
    return {std::min(a.low, b.low), std::min(a.high, b.high), std::max(a.scale, b.scale)};
}

Interval maximum(const Interval& a, const Interval& b) {
    return {std::max(a.low, b.low), std::max(a.high, b.high), std::max(a.scale, b.scale)};
}

Interval round(const Interval& a, int digits) {
    return {a.low.round(digits), a.high.round(digits), std::min(a.scale, std::max(digits, 0))};
}

Interval floor(const Interval& a) { return {a.low.floor(), a.high.floor(), 0}; }

Interval ceiling(const Interval& a) { return {a.low.ceiling(), a.high.ceiling(), 0}; }

Interval hull(const Interval& a, const Interval& b) {
    return {std::min(a.low, b.low), std::max(a.high, b.high), std::max(a.scale, b.scale)};
}

Interval narrow(const Interval& a, const Interval& b) {
    const Interval both{std::max(a.low, b.low), std::min(a.high, b.high),
                        std::min(a.scale, b.scale)};
    return both.low <= both.high ? both : a;
}

bool within(const Interval& inner, const Interval& outer) {
    return outer.low <= inner.low && inner.high <= outer.high;
}

bool representable(const Type& type, const Interval& range) {
    const bool exact = type.base == typed::Base::Money || type.base == typed::Base::Duration ||
                       type.base == typed::Base::BusinessDuration;
    const Decimal limit = Decimal::scaled(1, exact ? 30 : 3000);
    return -limit <= range.low && range.high <= limit;
}

bool excludes_zero(const Interval& a) { return Decimal() < a.low || a.high < Decimal(); }

}  // namespace reeve::check::ranges
