#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Points and lengths of time without time zones; the calendar library knows about zones.

namespace reeve {

/// A length of time in milliseconds; may be negative.
struct Duration {
    std::int64_t ms = 0;
    friend constexpr auto operator<=>(Duration, Duration) = default;
};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds (POSIX).
struct Instant {
    std::int64_t ms = 0;
    friend constexpr auto operator<=>(Instant, Instant) = default;
};

/// A day of the proleptic Gregorian calendar: days since 1970-01-01.
struct Date {
    std::int32_t days = 0;

    /// Nothing where there is no such day (`2026-02-30`). Months 1..12, days 1..31.
    static std::optional<Date> from_ymd(int year, int month, int day);
    [[nodiscard]] int year() const;
    [[nodiscard]] int month() const;
    [[nodiscard]] int day() const;
    /// 0 is Monday, 6 is Sunday (ISO 8601 order).
    [[nodiscard]] int weekday() const;
    /// `2026-03-02`
    [[nodiscard]] std::string to_string() const;

    friend constexpr auto operator<=>(Date, Date) = default;
};

/// Milliseconds since local midnight, 0 to 86,400,000 (24:00, which only closes windows).
struct TimeOfDay {
    std::int32_t ms = 0;
    /// `08:30`, `08:30:15`
    [[nodiscard]] std::string to_string() const;
    friend constexpr auto operator<=>(TimeOfDay, TimeOfDay) = default;
};

/// A date and time on a wall clock, in a zone that the context gives.
struct LocalMoment {
    Date date;
    TimeOfDay time;
    [[nodiscard]] std::string to_string() const;  // `2026-03-02 10:00`
    friend constexpr auto operator<=>(LocalMoment, LocalMoment) = default;
};

/// `1 hour 30 minutes`, `500 milliseconds`, `2 days`: how people would say it.
std::string to_string(Duration duration);

}  // namespace reeve
