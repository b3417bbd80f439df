#pragma once

#include "base/decimal.h"

#include <cstdint>

namespace reeve {

enum class TimeUnit : std::uint8_t { Second, Minute, Hour, Day, Week, Month, Year };

/// A part of a length of time or of a step on a calendar, as people say it: `4 business hours`.
struct TimeSpanPart {
    Decimal count;
    bool business = false;
    TimeUnit unit = TimeUnit::Second;
};

}  // namespace reeve
