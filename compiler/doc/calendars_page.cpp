#include "compiler/doc/sections.h"
#include "compiler/doc/week.h"
#include "runtime/calendar/rules.h"

#include <fmt/format.h>

#include <algorithm>

// The page of calendars and holidays.

namespace reeve::doc {

namespace {

constexpr int kDayMinutes = 24 * 60;
constexpr int kYears = 3;
constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};

int minutes(TimeOfDay time) { return time.ms / 60'000; }

std::string window_text(const typed::Window& window) {
    return fmt::format("{} to {}{}", window.open.to_string(), window.close.to_string(),
                       window.past_midnight ? " of the next day" : "");
}

std::string windows_text(const std::vector<typed::Window>& windows) {
    std::string text;
    for (const typed::Window& window : windows)
        text += (text.empty() ? "" : ", ") + window_text(window);
    return text.empty() ? "closed" : text;
}

Week week_of(const typed::Calendar& calendar) {
    Week week;
    week.title = "The week of " + calendar.header.display;
    for (std::size_t day = 0; day < 7; ++day) {
        week.description +=
            fmt::format("{} {}. ", kWeekdays[day], windows_text(calendar.week[day]));
        for (const typed::Window& window : calendar.week[day]) {
            const int open = minutes(window.open), close = minutes(window.close);
            if (!window.past_midnight) {
                week.days[day].push_back({open, close});
                continue;
            }
            week.days[day].push_back({open, kDayMinutes});
            if (close > 0) week.days[(day + 1) % 7].push_back({0, close});
        }
    }
    return week;
}

void write_week(Sheet& sheet, const typed::Calendar& calendar) {
    sheet.drawing(draw(week_of(calendar)));
    const auto table = sheet.table("Opening hours of an ordinary week", {"Day", "Open"});
    for (std::size_t day = 0; day < 7; ++day) {
        const auto row = sheet.html.open("tr");
        sheet.html.element("th", {{"scope", "row"}}, kWeekdays[day]);
        sheet.cell(windows_text(calendar.week[day]));
    }
}

void write_extra_days(Sheet& sheet, const typed::Calendar& calendar) {
    if (calendar.extra_days.empty()) return;
    const auto table = sheet.table("Days that differ; a later line beats an earlier one",
                                   {"From", "To", "Open", "Because"});
    for (const typed::ExtraDay& day : calendar.extra_days) {
        const auto row = sheet.html.open("tr");
        sheet.html.element("th", {{"scope", "row"}}, day.first.to_string());
        sheet.cell(day.last.to_string());
        sheet.cell(windows_text(day.windows));
        sheet.cell(day.because);
    }
}

void write_calendar(Sheet& sheet, const typed::Calendar& calendar) {
    const auto entry = sheet.entry(calendar.header, "calendar");
    {
        const auto list = sheet.html.open("dl", {{"class", "facts"}});
        sheet.fact("Time zone", calendar.time_zone);
        if (!calendar.holidays.empty()) {
            const auto fact = sheet.fact("Closed on");
            bool first = true;
            for (const std::uint32_t index : calendar.holidays) {
                if (!first) sheet.html.text(", ");
                first = false;
                sheet.name(sheet.program().holidays[index].header);
            }
        }
    }
    write_opening_hours(sheet, calendar);
    sheet.origin(calendar.header.span);
}

std::string ordinal_word(int ordinal) {
    constexpr std::string_view kWords[] = {"first", "second", "third", "fourth", "fifth"};
    if (ordinal < 0) return "last";
    return std::string(ordinal >= 1 && ordinal <= 5 ? kWords[ordinal - 1] : "");
}

std::string rule_text(const typed::HolidayRule& rule) {
    using enum typed::HolidayRule::Kind;
    std::string text;
    switch (rule.kind) {
        case Fixed: text = rule.date.to_string(); break;
        case Yearly: text = fmt::format("{} {}", rule.day, kMonths[rule.month - 1]); break;
        case Easter:
            text = rule.day == 0
                       ? "Easter Sunday"
                       : fmt::format("{} {} Easter Sunday",
                                     count_of(static_cast<std::size_t>(std::abs(rule.day)), "day"),
                                     rule.day < 0 ? "before" : "after");
            break;
        case WeekdayOfMonth:
            text = fmt::format("{} {} of {}", ordinal_word(rule.ordinal),
                               kWeekdays[static_cast<std::size_t>(rule.weekday)],
                               kMonths[rule.month - 1]);
            break;
    }
    if (rule.observed_on < 0) return text;
    text += fmt::format(", observed on {}", kWeekdays[static_cast<std::size_t>(rule.observed_on)]);
    std::vector<std::string> days;
    for (const int day : rule.observed_when)
        days.emplace_back(kWeekdays[static_cast<std::size_t>(day)]);
    return days.empty() ? text : fmt::format("{} when on {}", text, fmt::join(days, ", "));
}

calendar::HolidayRule calendar_rule(const typed::HolidayRule& rule) {
    calendar::HolidayRule made;
    switch (rule.kind) {
        case typed::HolidayRule::Kind::Fixed: made.kind = calendar::HolidayRule::Kind::Fixed; break;
        case typed::HolidayRule::Kind::Yearly:
            made.kind = calendar::HolidayRule::Kind::Yearly;
            break;
        case typed::HolidayRule::Kind::Easter:
            made.kind = calendar::HolidayRule::Kind::Easter;
            break;
        case typed::HolidayRule::Kind::WeekdayOfMonth:
            made.kind = calendar::HolidayRule::Kind::WeekdayOfMonth;
            break;
    }
    made.date = rule.date;
    made.day = rule.day;
    made.month = rule.month;
    made.ordinal = rule.ordinal;
    made.weekday = rule.weekday;
    made.observed_when = rule.observed_when;
    made.observed_on = rule.observed_on;
    return made;
}

std::string dates_in(const typed::HolidayRule& rule, int year) {
    std::string text;
    for (const Date date : calendar::holidays_in({calendar_rule(rule)}, year)) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ",
                            kWeekdays[static_cast<std::size_t>(date.weekday())], date.to_string());
    }
    return text;
}

void write_holiday_rows(Sheet& sheet, const typed::Holidays& holidays, int first_year) {
    for (const typed::HolidayRule& rule : holidays.rules) {
        const auto row = sheet.html.open("tr");
        sheet.html.element("th", {{"scope", "row"}},
                           rule.display.empty() ? rule_text(rule) : rule.display);
        sheet.cell(rule_text(rule));
        for (int year = first_year; first_year > 0 && year < first_year + kYears; ++year)
            sheet.cell(dates_in(rule, year));
    }
}

void write_holidays(Sheet& sheet, const typed::Holidays& holidays) {
    const auto entry = sheet.entry(holidays.header, "holidays");
    if (sheet.site().input.date) {
        const int year = sheet.site().input.date->year();
        const auto table = sheet.table(
            "Days that are closed", {"Day", "When", fmt::to_string(year), fmt::to_string(year + 1),
                                     fmt::to_string(year + 2)});
        write_holiday_rows(sheet, holidays, year);
    } else {
        const auto table = sheet.table("Days that are closed", {"Day", "When"});
        write_holiday_rows(sheet, holidays, 0);
    }
    sheet.origin(holidays.header.span);
}

}  // namespace

void write_opening_hours(Sheet& sheet, const typed::Calendar& calendar) {
    write_week(sheet, calendar);
    write_extra_days(sheet, calendar);
}

Page calendars_page(const Site& site) {
    Sheet sheet(site, "calendars.html", "Calendars and holidays");
    if (!sheet.program().calendars.empty()) {
        const auto section = sheet.section("calendars", "Calendars");
        for (const typed::Calendar& calendar : sheet.program().calendars)
            write_calendar(sheet, calendar);
    }
    if (!sheet.program().holidays.empty()) {
        const auto section = sheet.section("holidays", "Holidays");
        for (const typed::Holidays& holidays : sheet.program().holidays)
            write_holidays(sheet, holidays);
    }
    return sheet.finish();
}

}  // namespace reeve::doc
