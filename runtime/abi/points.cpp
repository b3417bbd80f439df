#include "runtime/abi/points.h"

#include <algorithm>

namespace reeve::abi {

Points to_points(Decimal value) {
    const Decimal most = Decimal::scaled(1, 15);
    value = std::clamp(value, -most, most);
    const Decimal whole = value.floor();
    const Decimal rest = ((value - whole) * Decimal::scaled(1, 18)).round();
    return Points{whole.to_int64().value_or(0)} * kPoint + rest.to_int64().value_or(0);
}

Decimal shown(Points points) {
    constexpr Points kStep = kPoint / 1000;
    Points steps = points / kStep;
    Points rest = points % kStep;
    if (rest < 0) {
        rest += kStep;
        --steps;
    }
    const bool up = rest * 2 > kStep || (rest * 2 == kStep && steps % 2 != 0);
    return Decimal::scaled(static_cast<std::int64_t>(steps + (up ? 1 : 0)), -3);
}

}  // namespace reeve::abi
