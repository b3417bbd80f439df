#pragma once

#include "runtime/calendar/calendar.h"

#include <cstdio>
#include <string>

// Dates and times as people write them, for the tests of this folder.

namespace reeve::calendar::test {

inline Date date(const std::string& text) {
    int year = 0;
    int month = 0;
    int day = 0;
    std::sscanf(text.c_str(), "%d-%d-%d", &year, &month, &day);
    return *Date::from_ymd(year, month, day);
}

inline TimeOfDay time(const std::string& text) {
    int hour = 0;
    int minute = 0;
    std::sscanf(text.c_str(), "%d:%d", &hour, &minute);
    return {(hour * 60 + minute) * 60'000};
}

/// `2026-03-27 17:00` on the zone's wall clock.
inline Instant at(const TimeZone& zone, const std::string& text) {
    return zone.instant({date(text), time(text.substr(11))});
}
inline std::string text(const TimeZone& zone, Instant instant) {
    return zone.local(instant).to_string();
}

/// `08:30-12:00, 13:00-18:00`
inline std::vector<Window> hours(const std::string& text) {
    std::vector<Window> windows;
    for (std::size_t begin = 0; begin < text.size(); begin += 13)
        windows.push_back({time(text.substr(begin, 5)), time(text.substr(begin + 6, 5))});
    return windows;
}

inline std::int64_t minutes(Duration duration) { return duration.ms / 60'000; }

}  // namespace reeve::calendar::test
