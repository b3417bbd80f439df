#include "runtime/calendar/calendar.h"

#include "runtime/calendar/test_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace reeve::calendar {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kMinute = 60'000;

/// Monday to Friday in two windows, Saturday in the morning.
Rules office(const std::string& zone = "Europe/Paris") {
    Rules rules;
    rules.time_zone = zone;
    for (int day = 0; day < 5; ++day) rules.week[day] = test::hours("08:30-12:00, 13:00-18:00");
    rules.week[5] = test::hours("09:00-12:00");
    return rules;
}

Rules every_day(const std::string& zone, const std::string& hours) {
    Rules rules;
    rules.time_zone = zone;
    for (auto& day : rules.week) day = test::hours(hours);
    return rules;
}

/// Questions and answers on the wall clock.
class Asked {
public:
    explicit Asked(const Rules& rules) : calendar(rules) {}

    [[nodiscard]] Instant at(const std::string& moment) const {
        return test::at(calendar.zone(), moment);
    }
    [[nodiscard]] std::string text(Instant instant) const {
        return test::text(calendar.zone(), instant);
    }
    [[nodiscard]] bool open(const std::string& moment) const {
        return calendar.is_open(at(moment));
    }
    [[nodiscard]] std::int64_t minutes(const std::string& from, const std::string& to) const {
        return test::minutes(calendar.open_time(at(from), at(to)));
    }
    [[nodiscard]] std::string plus(const std::string& from, std::int64_t ms) const {
        return text(calendar.plus(at(from), {ms}));
    }
    [[nodiscard]] std::string days(const std::string& from, std::int64_t count) const {
        return text(calendar.plus_business_days(at(from), count));
    }
    [[nodiscard]] std::string end_of(const std::string& from, std::int64_t count) const {
        return text(calendar.end_of_business_day(at(from), count));
    }
    [[nodiscard]] std::string date(const std::string& from, std::int64_t count) const {
        return calendar.plus_business_days(test::date(from), count).to_string();
    }
    [[nodiscard]] bool business_day(const std::string& day) const {
        return calendar.is_business_day(test::date(day));
    }
    [[nodiscard]] std::string next(const std::string& from) const {
        const auto change = calendar.next_change(at(from));
        return change ? text(*change) : "never";
    }
    [[nodiscard]] std::string last(const std::string& from) const {
        const auto change = calendar.last_change(at(from));
        return change ? text(*change) : "never";
    }
    [[nodiscard]] std::vector<std::string> openings(const std::string& first,
                                                    const std::string& last) const {
        std::vector<std::string> texts;
        for (const auto& opening : calendar.openings(test::date(first), test::date(last)))
            texts.push_back(text(opening.open) + " to " + text(opening.close));
        return texts;
    }

    Calendar calendar;
};

TEST(Calendar, opens_and_closes_at_the_minute) {
    const Asked office_hours{office()};
    EXPECT_FALSE(office_hours.open("2026-03-02 08:29"));
    EXPECT_TRUE(office_hours.open("2026-03-02 08:30"));
    EXPECT_TRUE(office_hours.open("2026-03-02 11:59"));
    EXPECT_FALSE(office_hours.open("2026-03-02 12:00"));
    EXPECT_FALSE(office_hours.open("2026-03-01 10:00"));
    EXPECT_EQ(office_hours.next("2026-03-02 08:30"), "2026-03-02 12:00");
    EXPECT_EQ(office_hours.next("2026-03-02 12:00"), "2026-03-02 13:00");
    EXPECT_EQ(office_hours.last("2026-03-02 08:30"), "2026-03-02 08:30");
    EXPECT_EQ(office_hours.last("2026-03-02 08:29"), "2026-02-28 12:00");
    EXPECT_THAT(
        office_hours.openings("2026-02-27", "2026-03-01"),
        ElementsAre("2026-02-27 08:30 to 2026-02-27 12:00", "2026-02-27 13:00 to 2026-02-27 18:00",
                    "2026-02-28 09:00 to 2026-02-28 12:00"));
}

TEST(Calendar, counts_and_adds_open_time) {
    const Asked asked{office()};
    EXPECT_EQ(asked.minutes("2026-03-02 00:00", "2026-03-03 00:00"), 510);
    EXPECT_EQ(asked.minutes("2026-03-03 00:00", "2026-03-02 00:00"), -510);
    EXPECT_EQ(asked.minutes("2026-03-02 11:30", "2026-03-02 13:30"), 60);
    EXPECT_EQ(asked.plus("2026-03-02 17:00", 4 * kHour), "2026-03-03 11:30");
    EXPECT_EQ(asked.plus("2026-03-02 11:00", kHour), "2026-03-02 12:00");
    EXPECT_EQ(asked.plus("2026-03-02 11:00", kHour + 1), "2026-03-02 13:00:00.001");
    EXPECT_EQ(asked.plus("2026-03-01 10:00", 0), "2026-03-01 10:00");
    EXPECT_EQ(asked.plus("2026-03-02 14:00", -kHour), "2026-03-02 13:00");
    EXPECT_EQ(asked.plus("2026-03-02 14:00", -2 * kHour), "2026-03-02 11:00");
    EXPECT_EQ(asked.plus("2026-03-02 08:30", -3 * kHour), "2026-02-28 09:00");
}

TEST(Calendar, own_hours_beat_holidays_and_holidays_beat_weekdays) {
    Rules rules = office();
    HolidayRule may_day;
    may_day.kind = HolidayRule::Kind::Yearly;
    may_day.day = 1;
    may_day.month = 5;
    rules.holidays.push_back(may_day);
    rules.extra_days.push_back(
        {test::date("2026-05-01"), test::date("2026-05-01"), test::hours("10:00-11:00")});
    rules.extra_days.push_back({test::date("2026-12-20"), test::date("2027-01-03"), {}});
    rules.extra_days.push_back(
        {test::date("2026-12-31"), test::date("2026-12-31"), test::hours("08:30-12:00")});
    const Asked asked{rules};
    EXPECT_FALSE(asked.business_day("2025-05-01"));
    EXPECT_TRUE(asked.business_day("2025-05-02"));
    EXPECT_THAT(asked.openings("2026-05-01", "2026-05-01"),
                ElementsAre("2026-05-01 10:00 to 2026-05-01 11:00"));
    EXPECT_THAT(asked.openings("2026-12-20", "2027-01-03"),
                ElementsAre("2026-12-31 08:30 to 2026-12-31 12:00"));
    EXPECT_EQ(asked.date("2026-12-19", 1), "2026-12-31");
    EXPECT_EQ(asked.date("2026-12-19", 2), "2027-01-04");
}

TEST(BusinessDays, keep_the_local_time) {
    const Asked asked{office()};
    EXPECT_EQ(asked.days("2026-03-02 10:00", 3), "2026-03-05 10:00");
    EXPECT_EQ(asked.days("2026-03-05 10:00", 3), "2026-03-09 10:00");
    EXPECT_EQ(asked.days("2026-03-09 10:00", -3), "2026-03-05 10:00");
    EXPECT_EQ(asked.end_of("2026-03-02 10:00", 3), "2026-03-05 18:00");
    EXPECT_EQ(asked.end_of("2026-03-02 10:00", 0), "2026-03-02 18:00");
    EXPECT_EQ(asked.end_of("2026-03-02 10:00", -2), "2026-02-27 18:00");
    // Over the change of the clock as well.
    EXPECT_EQ(asked.days("2026-03-27 10:00", 2), "2026-03-30 10:00");
}

TEST(BusinessDays, begin_at_the_next_opening) {
    const Asked asked{office()};
    EXPECT_EQ(asked.days("2026-03-02 07:00", 1), "2026-03-03 08:30");
    EXPECT_EQ(asked.days("2026-03-02 12:30", 1), "2026-03-03 13:00");
    EXPECT_EQ(asked.days("2026-03-02 18:00", 1), "2026-03-04 08:30");
    // Saturday afternoon counts as Monday's opening.
    EXPECT_EQ(asked.days("2026-02-28 15:00", 1), "2026-03-03 08:30");
    EXPECT_EQ(asked.days("2026-02-28 15:00", 0), "2026-03-02 08:30");
    EXPECT_EQ(asked.days("2026-03-02 09:00", 0), "2026-03-02 09:00");
    EXPECT_EQ(asked.end_of("2026-02-28 15:00", 0), "2026-03-02 18:00");
}

TEST(BusinessDays, backwards_begin_at_the_closing_before) {
    const Asked asked{office()};
    EXPECT_EQ(asked.days("2026-03-03 12:30", -1), "2026-03-02 12:00");
    EXPECT_EQ(asked.days("2026-03-03 07:00", -1), "2026-02-28 12:00");
    EXPECT_EQ(asked.days("2026-03-03 20:00", -1), "2026-03-02 18:00");
    EXPECT_EQ(asked.days("2026-03-03 08:30", -1), "2026-03-02 08:30");
    EXPECT_EQ(asked.days("2026-03-03 18:00", -1), "2026-03-02 18:00");
    EXPECT_EQ(asked.end_of("2026-03-01 09:00", -1), "2026-02-27 18:00");
}

TEST(BusinessDays, move_into_the_hours_of_the_day_they_come_to) {
    const Asked asked{office()};
    // Friday to Saturday: before its opening, after its closing.
    EXPECT_EQ(asked.days("2026-03-06 08:45", 1), "2026-03-07 09:00");
    EXPECT_EQ(asked.days("2026-03-06 17:00", 1), "2026-03-07 12:00");
    EXPECT_EQ(asked.days("2026-03-09 08:45", -1), "2026-03-07 09:00");
    EXPECT_EQ(asked.days("2026-03-09 17:00", -1), "2026-03-07 12:00");
    Rules rules = office();
    rules.week[5] = test::hours("09:00-19:00");
    const Asked long_saturday{rules};
    EXPECT_EQ(long_saturday.days("2026-03-07 12:30", 1), "2026-03-09 13:00");
    EXPECT_EQ(long_saturday.days("2026-03-07 12:30", -1), "2026-03-06 12:00");
    EXPECT_EQ(long_saturday.days("2026-03-07 18:30", 1), "2026-03-09 18:00");
}

TEST(BusinessDays, of_dates_count_what_comes_after) {
    const Asked asked{office()};
    EXPECT_EQ(asked.date("2026-03-01", 1), "2026-03-02");
    EXPECT_EQ(asked.date("2026-03-02", 1), "2026-03-03");
    EXPECT_EQ(asked.date("2026-02-28", 1), "2026-03-02");
    EXPECT_EQ(asked.date("2026-03-01", -1), "2026-02-28");
    EXPECT_EQ(asked.date("2026-03-02", -1), "2026-02-28");
    EXPECT_EQ(asked.date("2026-03-01", 0), "2026-03-01");
}

TEST(PastMidnight, a_window_belongs_to_the_day_on_which_it_opens) {
    Rules rules;
    rules.time_zone = "Europe/Paris";
    for (const int day : {0, 1, 4}) rules.week[day] = test::hours("22:00-06:00");
    const Asked asked{rules};
    EXPECT_TRUE(asked.open("2026-03-03 05:59"));
    EXPECT_FALSE(asked.open("2026-03-02 05:59"));
    EXPECT_TRUE(asked.open("2026-03-07 01:00"));
    EXPECT_FALSE(asked.business_day("2026-03-07"));
    // One in the morning of Tuesday is Monday's night; the next nights are Tuesday's and Friday's.
    EXPECT_EQ(asked.days("2026-03-03 01:00", 1), "2026-03-04 01:00");
    EXPECT_EQ(asked.days("2026-03-03 01:00", 2), "2026-03-07 01:00");
    EXPECT_EQ(asked.end_of("2026-03-03 01:00", 2), "2026-03-07 06:00");
    EXPECT_EQ(asked.days("2026-03-07 01:00", -2), "2026-03-03 01:00");
}

TEST(PastMidnight, windows_that_touch_are_one_opening) {
    const Asked always{every_day("Europe/Paris", "00:00-24:00")};
    EXPECT_EQ(always.next("2026-03-02 10:00"), "2201-01-01 00:00");
    EXPECT_EQ(always.last("2026-03-02 10:00"), "1900-01-01 00:00");
    EXPECT_EQ(always.next("2201-01-01 00:00"), "never");
    EXPECT_EQ(always.last("1899-12-31 00:00"), "never");
    Rules rules = every_day("UTC", "00:00-24:00");
    rules.extra_days.push_back({test::date("2030-01-01"), test::date("2030-01-01"), {}});
    const Asked but_one{rules};
    EXPECT_EQ(but_one.next("1950-03-02 10:00"), "2030-01-01 00:00");
    EXPECT_EQ(but_one.last("2150-03-02 10:00"), "2030-01-02 00:00");
    const Asked nights{every_day("UTC", "00:00-06:00, 22:00-24:00")};
    EXPECT_EQ(nights.next("2026-03-02 23:00"), "2026-03-03 06:00");
    EXPECT_EQ(nights.last("2026-03-03 01:00"), "2026-03-02 22:00");
    EXPECT_EQ(nights.days("2026-03-02 23:00", 1), "2026-03-03 23:00");
}

TEST(PastMidnight, time_that_two_days_open_counts_once) {
    Rules rules = every_day("UTC", "04:00-12:00");
    rules.extra_days.push_back(
        {test::date("2026-03-02"), test::date("2026-03-02"), test::hours("20:00-05:00")});
    rules.extra_days.push_back(
        {test::date("2026-03-04"), test::date("2026-03-04"), test::hours("20:00-13:00")});
    const Asked asked{rules};
    EXPECT_EQ(asked.minutes("2026-03-02 12:00", "2026-03-03 12:00"), 16 * 60);
    EXPECT_EQ(asked.next("2026-03-03 04:30"), "2026-03-03 12:00");
    EXPECT_THAT(asked.openings("2026-03-03", "2026-03-03"),
                ElementsAre("2026-03-03 05:00 to 2026-03-03 12:00"));
    // The night of the 4th swallows the whole of the 5th.
    EXPECT_FALSE(asked.business_day("2026-03-05"));
    EXPECT_EQ(asked.minutes("2026-03-04 00:00", "2026-03-06 00:00"), 17 * 60);
    EXPECT_EQ(asked.end_of("2026-03-05 10:00", 0), "2026-03-05 13:00");
}

TEST(ClockChange, open_time_is_real_time) {
    const Asked asked{every_day("Europe/Paris", "01:00-04:00")};
    EXPECT_EQ(asked.minutes("2026-03-28 00:00", "2026-03-29 00:00"), 180);
    EXPECT_EQ(asked.minutes("2026-03-29 00:00", "2026-03-30 00:00"), 120);
    EXPECT_EQ(asked.minutes("2026-10-25 00:00", "2026-10-26 00:00"), 240);
    EXPECT_EQ(asked.plus("2026-03-29 01:30", kHour), "2026-03-29 03:30");
    EXPECT_EQ(asked.days("2026-03-28 02:30", 1), "2026-03-29 03:00");
    EXPECT_EQ(asked.days("2026-03-30 02:30", -1), "2026-03-29 03:00");
    const Asked office_day{every_day("America/New_York", "00:00-24:00")};
    EXPECT_EQ(office_day.minutes("2026-03-08 00:00", "2026-03-09 00:00"), 23 * 60);
    EXPECT_EQ(office_day.minutes("2026-11-01 00:00", "2026-11-02 00:00"), 25 * 60);
    const Asked lord_howe{every_day("Australia/Lord_Howe", "00:00-24:00")};
    EXPECT_EQ(lord_howe.minutes("2026-10-04 00:00", "2026-10-05 00:00"), 23 * 60 + 30);
}

TEST(ClockChange, a_window_inside_the_gap_vanishes) {
    const Asked asked{every_day("Europe/Paris", "02:00-03:00")};
    EXPECT_FALSE(asked.business_day("2026-03-29"));
    EXPECT_TRUE(asked.business_day("2026-03-28"));
    EXPECT_THAT(asked.openings("2026-03-29", "2026-03-29"), IsEmpty());
    EXPECT_EQ(asked.days("2026-03-28 02:30", 1), "2026-03-30 02:30");
    const Asked begins{every_day("Europe/Paris", "02:30-05:00")};
    EXPECT_THAT(begins.openings("2026-03-29", "2026-03-29"),
                ElementsAre("2026-03-29 03:00 to 2026-03-29 05:00"));
}

TEST(ClockChange, of_a_time_that_occurs_twice_the_first_is_meant) {
    const Asked asked{every_day("Europe/Paris", "02:00-02:30, 02:45-03:00")};
    const Instant first = asked.at("2026-10-25 02:00");
    const auto openings =
        asked.calendar.openings(test::date("2026-10-25"), test::date("2026-10-25"));
    ASSERT_EQ(openings.size(), 2U);
    EXPECT_EQ(openings[0].open, first);
    EXPECT_EQ(openings[0].close.ms, first.ms + 30 * kMinute);
    EXPECT_EQ(openings[1].open.ms, first.ms + 45 * kMinute);
    EXPECT_EQ(openings[1].close.ms, first.ms + 2 * kHour);
    // The second time it is a quarter past two, the second window is still open.
    EXPECT_TRUE(asked.calendar.is_open({first.ms + kHour + 15 * kMinute}));
}

TEST(ClockChange, a_day_that_a_country_leaves_out_has_no_hours) {
    const Asked asked{every_day("Pacific/Apia", "09:00-17:00")};
    EXPECT_TRUE(asked.business_day("2011-12-29"));
    EXPECT_FALSE(asked.business_day("2011-12-30"));
    EXPECT_EQ(asked.days("2011-12-29 10:00", 1), "2011-12-31 10:00");
    EXPECT_EQ(asked.minutes("2011-12-29 00:00", "2012-01-01 00:00"), 16 * 60);
}

TEST(Limits, steps_stop_at_the_first_opening_and_the_last_closing) {
    const Asked asked{office("UTC")};
    const Calendar& calendar = asked.calendar;
    EXPECT_EQ(asked.text(calendar.first_with({0})), "1900-01-01 08:30");
    EXPECT_EQ(asked.text(calendar.first_with({-1})), "1900-01-01 08:30");
    const std::int64_t all = calendar.open_time(asked.at("2201-01-01 00:00")).ms;
    EXPECT_EQ(asked.text(calendar.first_with({all})), "2200-12-31 18:00");
    EXPECT_EQ(asked.text(calendar.first_with({all + 1})), "2200-12-31 18:00");
    EXPECT_EQ(asked.text(calendar.last_with({all})), "2200-12-31 18:00");
    EXPECT_EQ(asked.text(calendar.last_with({0})), "1900-01-01 08:30");
    EXPECT_EQ(asked.plus("2200-12-31 17:00", 2 * kHour), "2200-12-31 18:00");
    EXPECT_EQ(asked.plus("1900-01-01 09:00", -2 * kHour), "1900-01-01 08:30");
    EXPECT_EQ(asked.days("2200-12-30 10:00", 400), "2200-12-31 10:00");
    EXPECT_EQ(asked.days("1900-01-02 10:00", -400), "1900-01-01 10:00");
    EXPECT_EQ(asked.date("2200-12-30", 400), "2200-12-31");
    EXPECT_EQ(asked.date("1900-01-02", -400), "1900-01-01");
    EXPECT_EQ(asked.next("2200-12-31 18:00"), "never");
    EXPECT_EQ(asked.last("1900-01-01 08:29"), "never");
}

TEST(Limits, nothing_goes_backwards_beyond_the_ends) {
    const Asked asked{office("UTC")};
    const Calendar& calendar = asked.calendar;
    const Instant first{std::numeric_limits<std::int64_t>::min()};
    const Instant last{std::numeric_limits<std::int64_t>::max()};
    EXPECT_EQ(calendar.plus(last, {1}), last);
    EXPECT_EQ(calendar.plus(first, {-1}), first);
    EXPECT_EQ(calendar.plus(first, {last.ms}), calendar.last_with({last.ms}));
    EXPECT_EQ(calendar.plus(last, {first.ms}), calendar.first_with({0}));
    EXPECT_EQ(calendar.plus_business_days(last, 3), last);
    EXPECT_EQ(calendar.plus_business_days(first, -3), first);
    EXPECT_EQ(asked.text(calendar.plus_business_days(first, last.ms)), "2200-12-31 08:30");
    EXPECT_EQ(asked.text(calendar.plus_business_days(last, first.ms)), "1900-01-01 18:00");
    EXPECT_EQ(calendar.end_of_business_day(last, 1), last);
    EXPECT_EQ(calendar.open_time(first).ms, 0);
    EXPECT_FALSE(calendar.is_open(last));
    EXPECT_FALSE(calendar.next_change(last).has_value());
    EXPECT_TRUE(calendar.last_change(last).has_value());
    EXPECT_TRUE(calendar.next_change(first).has_value());
    EXPECT_EQ(calendar.plus_business_days(Date{2'000'000}, 1), Date{2'000'000});
    EXPECT_FALSE(calendar.is_business_day(Date{2'000'000}));
    EXPECT_THAT(calendar.openings(Date{-2'000'000}, Date{-1'000'000}), IsEmpty());
}

TEST(Limits, a_calendar_that_never_opens_answers_all_the_same) {
    Rules rules;
    rules.time_zone = "UTC";
    const Asked asked{rules};
    EXPECT_FALSE(asked.open("2026-03-02 10:00"));
    EXPECT_EQ(asked.next("2026-03-02 10:00"), "never");
    EXPECT_EQ(asked.last("2026-03-02 10:00"), "never");
    EXPECT_EQ(asked.minutes("1900-01-01 00:00", "2200-01-01 00:00"), 0);
    EXPECT_EQ(asked.plus("2026-03-02 10:00", kHour), "2201-01-01 00:00");
    EXPECT_EQ(asked.plus("2026-03-02 10:00", -kHour), "1900-01-01 00:00");
    EXPECT_EQ(asked.days("2026-03-02 10:00", 2), "2026-03-02 10:00");
    EXPECT_EQ(asked.date("2026-03-02", 2), "2026-03-02");
}

TEST(Months, end_with_the_month) {
    const auto plus = [](const char* from, std::int64_t months) {
        return plus_months(test::date(from), months).to_string();
    };
    EXPECT_EQ(plus("2026-01-31", 1), "2026-02-28");
    EXPECT_EQ(plus("2024-01-31", 1), "2024-02-29");
    EXPECT_EQ(plus("2026-01-31", 3), "2026-04-30");
    EXPECT_EQ(plus("2026-03-31", -1), "2026-02-28");
    EXPECT_EQ(plus("2024-02-29", 12), "2025-02-28");
    EXPECT_EQ(plus("2024-02-29", 48), "2028-02-29");
    EXPECT_EQ(plus("2026-05-15", -5), "2025-12-15");
    EXPECT_EQ(plus("2026-05-15", 0), "2026-05-15");
    EXPECT_EQ(plus("2200-12-15", 1), "2200-12-31");
    EXPECT_EQ(plus("1900-01-15", -1), "1900-01-01");
    EXPECT_EQ(plus("2026-05-15", std::numeric_limits<std::int64_t>::max()), "2200-12-31");
    EXPECT_EQ(plus("2026-05-15", std::numeric_limits<std::int64_t>::min()), "1900-01-01");
}

TEST(Days, stop_at_the_ends) {
    const auto plus = [](const char* from, std::int64_t days) {
        return plus_days(test::date(from), days).to_string();
    };
    EXPECT_EQ(plus("2026-02-28", 1), "2026-03-01");
    EXPECT_EQ(plus("2026-03-01", -1), "2026-02-28");
    EXPECT_EQ(plus("2200-12-31", 1), "2200-12-31");
    EXPECT_EQ(plus("1900-01-01", -1), "1900-01-01");
    EXPECT_EQ(plus("2026-03-01", std::numeric_limits<std::int64_t>::max()), "2200-12-31");
    EXPECT_EQ(plus("2026-03-01", std::numeric_limits<std::int64_t>::min()), "1900-01-01");
}

}  // namespace
}  // namespace reeve::calendar
