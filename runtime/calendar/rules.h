#pragma once

#include "base/time.h"

#include <cstdint>
#include <string>
#include <vector>

// What a calendar is made of.

namespace reeve::calendar {

/// From the opening moment, included, to the closing moment, excluded. `close` at or before `open`
/// is on the next day; 24:00 closes at midnight.
struct Window {
    TimeOfDay open;
    TimeOfDay close;
    friend bool operator==(const Window&, const Window&) = default;
};

/// A day that returns, or comes once.
struct HolidayRule {
    enum class Kind : std::uint8_t {
        Fixed,          // `date`
        Yearly,         // `day`, `month`; 29 february only in leap years
        Easter,         // `day` days after Western (Gregorian) Easter Sunday, perhaps negative
        WeekdayOfMonth  // the `ordinal`-th (1..5, -1: last) `weekday` (0: Monday) of `month`
    };
    Kind kind = Kind::Fixed;
    Date date;
    int day = 0;
    int month = 0;
    int ordinal = 0;
    int weekday = 0;
    /// Where the day falls on one of these weekdays, it is observed on the nearest `observed_on`
    /// (0: Monday) instead, before or after: within three days.
    std::vector<int> observed_when;
    int observed_on = -1;
    /// On these weekdays the rule says nothing: another one of the same day moves it then.
    std::vector<int> left_to_others;
};

/// Days with hours of their own, whatever the week and the holidays say.
struct ExtraDays {
    Date first;
    Date last;
    std::vector<Window> windows;  // none: closed
};

struct Rules {
    std::string time_zone;        // IANA name
    std::vector<Window> week[7];  // 0 is Monday; of a day in order, not overlapping
    std::vector<HolidayRule> holidays;
    std::vector<ExtraDays> extra_days;  // the last that names a day wins
};

/// Western Easter Sunday. Source: the anonymous Gregorian algorithm (Meeus, Jones and Butcher).
Date easter_sunday(int year);
/// The days that the rules make of a year, in order; what `observed_on` moves over New Year lies in
/// a neighbouring year.
std::vector<Date> holidays_of(const std::vector<HolidayRule>& rules, int year);
/// The days of a year on which the rule closes, in order; what was moved into the next or the
/// previous year included there.
std::vector<Date> holidays_in(const std::vector<HolidayRule>& rules, int year);

}  // namespace reeve::calendar
