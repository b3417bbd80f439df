#pragma once

#include "runtime/abi/decision.h"

// Points as items are ordered by: 10^-18 of a point, exact.

namespace reeve::abi {

inline constexpr Points kPoint = 1'000'000'000'000'000'000;

/// Rounded half to even to 10^-18; amounts beyond 10^15 points stop there.
Points to_points(Decimal value);
/// Rounded half to even to 0.001, as points are shown.
Decimal shown(Points points);

}  // namespace reeve::abi
