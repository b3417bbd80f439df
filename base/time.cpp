#include "base/time.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace reeve {

namespace {

std::chrono::year_month_day calendar_day(Date date) {
    return std::chrono::sys_days(std::chrono::days(date.days));
}

struct Unit {
    std::uint64_t ms;
    std::string_view name;
};

constexpr std::array<Unit, 5> kUnits{{{86'400'000, "day"},
                                      {3'600'000, "hour"},
                                      {60'000, "minute"},
                                      {1'000, "second"},
                                      {1, "millisecond"}}};

}  // namespace

std::optional<Date> Date::from_ymd(int year, int month, int day) {
    if (year < -9999 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    std::chrono::year_month_day date(std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok()) return std::nullopt;
    auto days = std::chrono::sys_days(date).time_since_epoch().count();
    return Date{static_cast<std::int32_t>(days)};
}

int Date::year() const { return static_cast<int>(calendar_day(*this).year()); }

int Date::month() const {
    return static_cast<int>(static_cast<unsigned>(calendar_day(*this).month()));
}

int Date::day() const { return static_cast<int>(static_cast<unsigned>(calendar_day(*this).day())); }

int Date::weekday() const {
    std::chrono::weekday weekday{std::chrono::sys_days(std::chrono::days(days))};
    return static_cast<int>(weekday.iso_encoding()) - 1;
}

std::string Date::to_string() const {
    return fmt::format("{:04}-{:02}-{:02}", year(), month(), day());
}

std::string TimeOfDay::to_string() const {
    int seconds = ms / 1000;
    std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if (ms % 60'000 != 0) text += fmt::format(":{:02}", seconds % 60);
    if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
    return text;
}

std::string LocalMoment::to_string() const { return date.to_string() + " " + time.to_string(); }

std::string to_string(Duration duration) {
    if (duration.ms == 0) return "0 seconds";
    auto rest = static_cast<std::uint64_t>(duration.ms);
    if (duration.ms < 0) rest = 0 - rest;
    std::string text = duration.ms < 0 ? "-" : "";
    bool first = true;
    for (const Unit& unit : kUnits) {
        std::uint64_t count = rest / unit.ms;
        rest %= unit.ms;
        if (count == 0) continue;
        if (!first) text += " ";
        first = false;
        text += fmt::format("{} {}{}", count, unit.name, count == 1 ? "" : "s");
    }
    return text;
}

}  // namespace reeve
