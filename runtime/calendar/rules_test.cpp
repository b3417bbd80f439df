#include "runtime/calendar/rules.h"

#include "runtime/calendar/test_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reeve::calendar {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Months and days from 1990 to 2040. Source: U.S. Census Bureau, "Easter Dates from 1600 to 2099",
/// as the reference data of Haskell's `time` package give it (haskell/time, EasterData).
const char* const kEaster[] = {
    "04-15", "03-31", "04-19", "04-11", "04-03", "04-16", "04-07", "03-30", "04-12",
    "04-04", "04-23", "04-15", "03-31", "04-20", "04-11", "03-27", "04-16", "04-08",
    "03-23", "04-12", "04-04", "04-24", "04-08", "03-31", "04-20", "04-05", "03-27",
    "04-16", "04-01", "04-21", "04-12", "04-04", "04-17", "04-09", "03-31", "04-20",
    "04-05", "03-28", "04-16", "04-01", "04-21", "04-13", "03-28", "04-17", "04-09",
    "03-25", "04-13", "04-05", "04-25", "04-10", "04-01"};

TEST(Easter, falls_on_the_published_days) {
    static_assert(std::size(kEaster) == 51);
    for (int year = 1990; year <= 2040; ++year) {
        EXPECT_EQ(easter_sunday(year).to_string(),
                  std::to_string(year) + "-" + kEaster[year - 1990]);
    }
}

TEST(Easter, is_a_sunday_between_22_march_and_25_april) {
    for (int year = 1900; year <= 2200; ++year) {
        const Date easter = easter_sunday(year);
        EXPECT_EQ(easter.weekday(), 6) << year;
        EXPECT_GE(easter, *Date::from_ymd(year, 3, 22));
        EXPECT_LE(easter, *Date::from_ymd(year, 4, 25));
    }
}

HolidayRule yearly(int day, int month) {
    HolidayRule rule;
    rule.kind = HolidayRule::Kind::Yearly;
    rule.day = day;
    rule.month = month;
    return rule;
}

HolidayRule weekday_of(int ordinal, int weekday, int month) {
    HolidayRule rule;
    rule.kind = HolidayRule::Kind::WeekdayOfMonth;
    rule.ordinal = ordinal;
    rule.weekday = weekday;
    rule.month = month;
    return rule;
}

HolidayRule observed(HolidayRule rule, int on, std::vector<int> when) {
    rule.observed_on = on;
    rule.observed_when = std::move(when);
    return rule;
}

std::vector<std::string> days(const std::vector<HolidayRule>& rules, int year) {
    std::vector<std::string> texts;
    for (const Date day : holidays_in(rules, year)) texts.push_back(day.to_string());
    return texts;
}

TEST(Holidays, are_fixed_yearly_weekdays_or_around_easter) {
    HolidayRule fixed;
    fixed.date = test::date("2026-07-10");
    HolidayRule ascension;
    ascension.kind = HolidayRule::Kind::Easter;
    ascension.day = 39;
    const std::vector<HolidayRule> rules{fixed, yearly(25, 12), ascension, weekday_of(1, 0, 5),
                                         weekday_of(-1, 0, 5)};
    EXPECT_THAT(days(rules, 2026),
                ElementsAre("2026-05-04", "2026-05-14", "2026-05-25", "2026-07-10", "2026-12-25"));
    EXPECT_THAT(days(rules, 2027),
                ElementsAre("2027-05-03", "2027-05-06", "2027-05-31", "2027-12-25"));
}

TEST(Holidays, that_a_year_does_not_have_are_left_out) {
    EXPECT_THAT(days({yearly(29, 2)}, 2024), ElementsAre("2024-02-29"));
    EXPECT_THAT(days({yearly(29, 2)}, 2026), IsEmpty());
    EXPECT_THAT(days({yearly(29, 2)}, 1900), IsEmpty());
    EXPECT_THAT(days({yearly(29, 2)}, 2000), ElementsAre("2000-02-29"));
    EXPECT_THAT(days({yearly(29, 2)}, 2100), IsEmpty());
    EXPECT_THAT(days({weekday_of(5, 0, 3)}, 2026), ElementsAre("2026-03-30"));
    EXPECT_THAT(days({weekday_of(5, 0, 4)}, 2026), IsEmpty());
    EXPECT_THAT(days({weekday_of(-1, 5, 2)}, 2020), ElementsAre("2020-02-29"));
}

TEST(Holidays, are_observed_on_the_nearest_weekday_before_or_after) {
    // 4 July 2026 is a Saturday, that of 2027 a Sunday, that of 2024 a Thursday.
    const auto july = yearly(4, 7);
    EXPECT_THAT(days({observed(july, 4, {5})}, 2026), ElementsAre("2026-07-03"));
    EXPECT_THAT(days({observed(july, 0, {5, 6})}, 2026), ElementsAre("2026-07-06"));
    EXPECT_THAT(days({observed(july, 0, {5, 6})}, 2027), ElementsAre("2027-07-05"));
    EXPECT_THAT(days({observed(july, 0, {5, 6})}, 2024), ElementsAre("2024-07-04"));
    EXPECT_THAT(days({observed(july, 0, {3})}, 2024), ElementsAre("2024-07-01"));
    EXPECT_THAT(days({observed(july, 6, {3})}, 2024), ElementsAre("2024-07-07"));
    HolidayRule once;
    once.date = test::date("2026-07-04");
    EXPECT_THAT(days({observed(once, 4, {5})}, 2026), ElementsAre("2026-07-03"));
}

TEST(Holidays, that_move_over_new_year_count_where_they_land) {
    // 1 January 2022 is a Saturday, 31 December 2022 too.
    EXPECT_THAT(days({observed(yearly(1, 1), 4, {5})}, 2021),
                ElementsAre("2021-01-01", "2021-12-31"));
    EXPECT_THAT(days({observed(yearly(1, 1), 4, {5})}, 2022), IsEmpty());
    EXPECT_THAT(days({observed(yearly(31, 12), 0, {5})}, 2022), IsEmpty());
    EXPECT_THAT(days({observed(yearly(31, 12), 0, {5})}, 2023),
                ElementsAre("2023-01-02", "2023-12-31"));
}

/// Substitute days of England and Wales; the days themselves: gov.uk/bank-holidays.
TEST(Holidays, lines_of_one_day_share_its_weekdays) {
    std::vector<HolidayRule> rules;
    for (const int day : {25, 26}) {
        rules.push_back(observed(yearly(day, 12), 0, {5}));
        rules.back().left_to_others = {6};
        rules.push_back(observed(yearly(day, 12), 1, {6}));
        rules.back().left_to_others = {5};
    }
    EXPECT_THAT(days(rules, 2020), ElementsAre("2020-12-25", "2020-12-28"));
    EXPECT_THAT(days(rules, 2021), ElementsAre("2021-12-27", "2021-12-28"));
    EXPECT_THAT(days(rules, 2022), ElementsAre("2022-12-26", "2022-12-27"));
    EXPECT_THAT(days(rules, 2023), ElementsAre("2023-12-25", "2023-12-26"));
}

}  // namespace
}  // namespace reeve::calendar
