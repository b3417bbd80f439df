#pragma once

#include "compiler/typed/type.h"

#include <optional>

// Arithmetic on ranges. Bounds are computed with the same rounded operations as values; these never
// decrease where their arguments grow, so the bounds hold for the rounded results too.

namespace reeve::check::ranges {

using typed::Interval;
using typed::Type;

Interval point(Decimal value);
/// 10^-scale, the smallest step between two values; zero where any decimals may be.
Decimal unit(int scale);

Interval add(const Interval& a, const Interval& b);
Interval subtract(const Interval& a, const Interval& b);
Interval multiply(const Interval& a, const Interval& b);
/// `smallest` is the least magnitude above zero that the divisor can have; values of `b` nearer to
/// zero are left out.
Interval divide(const Interval& a, const Interval& b, Decimal smallest);
Interval negate(const Interval& a);
Interval absolute(const Interval& a);
Interval minimum(const Interval& a, const Interval& b);
Interval maximum(const Interval& a, const Interval& b);
Interval round(const Interval& a, int digits);
Interval floor(const Interval& a);
Interval ceiling(const Interval& a);
/// Everything in one or the other.
Interval hull(const Interval& a, const Interval& b);
/// What is in both; `a` where nothing is.
Interval narrow(const Interval& a, const Interval& b);
/// Whether everything in `inner` is in `outer`, decimals aside.
bool within(const Interval& inner, const Interval& outer);

/// Whether values of that type may be so large: numbers to 10^3000, so that two of them can always
/// be multiplied or divided; money and time to 10^30, so that they stay exact.
bool representable(const Type& type, const Interval& range);

/// Whether zero is surely not in it.
bool excludes_zero(const Interval& a);

}  // namespace reeve::check::ranges
