#include "runtime/calendar/rules.h"

#include "base/check.h"

#include <algorithm>
#include <optional>

namespace reeve::calendar {

namespace {

constexpr int kWeekdays = 7;

Date weekday_of_month(const HolidayRule& rule, int year, bool& exists) {
    const auto first = Date::from_ymd(year, rule.month, 1);
    CHECK(first.has_value());
    const int to_weekday = (rule.weekday - first->weekday() + kWeekdays) % kWeekdays;
    Date day{first->days + to_weekday};
    if (rule.ordinal > 0) {
        day.days += kWeekdays * (rule.ordinal - 1);
        exists = day.month() == rule.month;
        return day;
    }
    while (Date{day.days + kWeekdays}.month() == rule.month) day.days += kWeekdays;
    return day;
}

/// The rule's own day in a year, before it moves.
std::optional<Date> day_of(const HolidayRule& rule, int year) {
    switch (rule.kind) {
        case HolidayRule::Kind::Fixed:
            if (rule.date.year() != year) return std::nullopt;
            return rule.date;
        case HolidayRule::Kind::Yearly: return Date::from_ymd(year, rule.month, rule.day);
        case HolidayRule::Kind::Easter: return Date{easter_sunday(year).days + rule.day};
        case HolidayRule::Kind::WeekdayOfMonth: {
            bool exists = true;
            const Date day = weekday_of_month(rule, year, exists);
            if (!exists) return std::nullopt;
            return day;
        }
    }
    return std::nullopt;
}

bool contains(const std::vector<int>& weekdays, int weekday) {
    return std::ranges::find(weekdays, weekday) != weekdays.end();
}

Date nearest(Date day, int weekday) {
    const int forward = (weekday - day.weekday() + kWeekdays) % kWeekdays;
    return {day.days + (forward > kWeekdays / 2 ? forward - kWeekdays : forward)};
}

void sort_out(std::vector<Date>& days) {
    std::ranges::sort(days);
    const auto repeated = std::ranges::unique(days);
    days.erase(repeated.begin(), repeated.end());
}

}  // namespace

Date easter_sunday(int year) {
    const int golden = year % 19;
    const int century = year / 100;
    const int in_century = year % 100;
    const int moon = (century + 8) / 25;
    const int correction = (century - moon + 1) / 3;
    const int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    const int weekday =
        (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    const int shift = (golden + 11 * epact + 22 * weekday) / 451;
    const int month_and_day = epact + weekday - 7 * shift + 114;
    const auto date = Date::from_ymd(year, month_and_day / 31, month_and_day % 31 + 1);
    CHECK(date.has_value());
    return *date;
}

std::vector<Date> holidays_of(const std::vector<HolidayRule>& rules, int year) {
    std::vector<Date> days;
    for (const HolidayRule& rule : rules) {
        const auto day = day_of(rule, year);
        if (!day) continue;
        const int weekday = day->weekday();
        if (rule.observed_on >= 0 && contains(rule.observed_when, weekday)) {
            days.push_back(nearest(*day, rule.observed_on));
        } else if (!contains(rule.left_to_others, weekday)) {
            days.push_back(*day);
        }
    }
    sort_out(days);
    return days;
}

std::vector<Date> holidays_in(const std::vector<HolidayRule>& rules, int year) {
    std::vector<Date> days;
    for (const int origin : {year - 1, year, year + 1}) {
        for (const Date day : holidays_of(rules, origin)) {
            if (day.year() == year) days.push_back(day);
        }
    }
    sort_out(days);
    return days;
}

}  // namespace reeve::calendar
