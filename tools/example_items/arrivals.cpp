#include "tools/example_items/arrivals.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>

namespace reeve::example_items {

namespace {

std::size_t pick_index(std::span<const std::uint64_t> weights, Random& random) {
    std::uint64_t at = random.below(std::accumulate(weights.begin(), weights.end(), 0ULL));
    std::size_t index = 0;
    while (at >= weights[index]) at -= weights[index++];
    return index;
}

// Index: days before `last`.
std::vector<std::uint64_t> day_weights(const ArrivalProfile& profile, Date last) {
    std::vector<std::uint64_t> weights;
    std::uint64_t still_there = 1'000'000'000'000;
    for (int day = 0; day <= profile.days; ++day) {
        const int weekday = Date{last.days - day}.weekday();
        weights.push_back(still_there / 1000 *
                          static_cast<std::uint64_t>(profile.weekdays[std::size_t(weekday)]));
        still_there = still_there / 1000 * static_cast<std::uint64_t>(profile.stays_per_mille);
    }
    return weights;
}

}  // namespace

std::vector<Instant> arrivals(const ArrivalProfile& profile, const calendar::TimeZone& zone,
                              Instant at, std::size_t count, Random& random) {
    const Date last = zone.local(at).date;
    const std::vector<std::uint64_t> days = day_weights(profile, last);
    const std::vector<std::uint64_t> hours(profile.hours.begin(), profile.hours.end());
    std::vector<Instant> moments;
    while (moments.size() < count) {
        if (random.rarely(profile.burst.per_mille)) {
            const std::int64_t before =
                random.between(profile.burst.ends * 60, profile.burst.begins * 60);
            moments.push_back({at.ms - before * 1000});
            continue;
        }
        const auto day = static_cast<std::int32_t>(pick_index(days, random));
        const auto hour = static_cast<std::int64_t>(pick_index(hours, random));
        const std::int64_t second = hour * 3600 + random.between(0, 3599);
        const Instant moment = zone.instant(
            {Date{last.days - day}, TimeOfDay{static_cast<std::int32_t>(second * 1000)}});
        if (moment < at) moments.push_back(moment);
    }
    std::ranges::sort(moments);
    return moments;
}

}  // namespace reeve::example_items
