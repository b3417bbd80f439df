#pragma once

#include "runtime/calendar/calendar.h"

#include <cstddef>
#include <map>
#include <utility>

// How a calendar is made of its rules; for the sources of this folder only.

namespace reeve::calendar {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;
constexpr std::int32_t kFirstDay = -25'567;  // 1900-01-01
constexpr std::int32_t kLastDay = 84'370;    // 2200-12-31
constexpr std::size_t kDays = kLastDay - kFirstDay + 1;

/// Midnight UTC of the calendar's day with that index.
constexpr std::int64_t midnight_of(std::int64_t day) { return (day + kFirstDay) * kDayMs; }

class Calendar::Builder {
public:
    Builder(Calendar& calendar, const Rules& rules);
    void run();

private:
    /// Milliseconds from midnight of the day, on the wall clock or in UTC.
    struct Stretch {
        std::int64_t open;
        std::int64_t close;
        friend auto operator<=>(const Stretch&, const Stretch&) = default;
    };
    using Hours = std::vector<Stretch>;

    void choose_hours();
    void choose_holidays();
    void choose(Date first, Date last, std::uint32_t hours);
    std::uint32_t hours_of(const std::vector<Window>& windows);
    void lay_out();
    std::uint32_t pattern_of(std::uint32_t hours, std::int64_t midnight, std::int64_t last_close);
    std::uint32_t shared_pattern(std::uint32_t hours);
    std::uint32_t own_pattern(const Hours& hours, std::int64_t midnight, std::int64_t last_close);
    std::uint32_t add(const std::vector<Stretch>& stretches);
    void set_limits();

    Calendar& calendar_;
    const Rules& rules_;
    std::vector<Hours> hours_;  // the first is closed all day
    std::map<Hours, std::uint32_t> index_of_hours_;
    std::vector<std::uint32_t> pattern_of_hours_;  // with the offset of `steady_`
    std::map<std::pair<std::uint32_t, std::int64_t>, std::uint32_t> shared_;
    TimeZone::Steady steady_;
};

}  // namespace reeve::calendar
