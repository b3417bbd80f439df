#pragma once

#include "runtime/calendar/time_zone.h"
#include "tools/example_items/random.h"

#include <array>
#include <cstddef>
#include <vector>

namespace reeve::example_items {

/// Something that made many people write at once; the minutes count back from the backlog.
struct Burst {
    int per_mille = 0;  // of all items
    int begins = 0;
    int ends = 0;
};

/// When work arrives, and how much of it is still there.
struct ArrivalProfile {
    /// How far back the oldest items go.
    int days;
    /// Of a thousand items so many are still there a day later.
    int stays_per_mille;
    /// From Monday.
    std::array<int, 7> weekdays;
    /// From midnight, on the wall clock.
    std::array<int, 24> hours;
    Burst burst = {};
};

/// So many moments before `at`, the earliest first.
std::vector<Instant> arrivals(const ArrivalProfile& profile, const calendar::TimeZone& zone,
                              Instant at, std::size_t count, Random& random);

}  // namespace reeve::example_items
