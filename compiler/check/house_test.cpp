#include "compiler/check/house_parts.h"

#include <gtest/gtest.h>

namespace reeve::check {
namespace {

using Rule = typed::HolidayRule;

Date day(int year, int month, int day) { return Date::from_ymd(year, month, day).value(); }

TEST(Holidays, easter_falls_where_the_tables_of_the_church_say) {
    EXPECT_EQ(easter(1900), day(1900, 4, 15));
    EXPECT_EQ(easter(1943), day(1943, 4, 25));
    EXPECT_EQ(easter(2008), day(2008, 3, 23));
    EXPECT_EQ(easter(2024), day(2024, 3, 31));
    EXPECT_EQ(easter(2026), day(2026, 4, 5));
    EXPECT_EQ(easter(2038), day(2038, 4, 25));
    EXPECT_EQ(easter(2200), day(2200, 4, 6));
}

TEST(Holidays, a_rule_names_its_day_of_every_year) {
    Rule yearly;
    yearly.kind = Rule::Kind::Yearly;
    yearly.day = 1;
    yearly.month = 5;
    EXPECT_TRUE(names_day(yearly, day(2026, 5, 1)));
    EXPECT_TRUE(names_day(yearly, day(1999, 5, 1)));
    EXPECT_FALSE(names_day(yearly, day(2026, 5, 2)));

    Rule monday_after;
    monday_after.kind = Rule::Kind::Easter;
    monday_after.day = 1;
    EXPECT_TRUE(names_day(monday_after, day(2026, 4, 6)));
    EXPECT_FALSE(names_day(monday_after, day(2026, 4, 5)));

    Rule fixed;
    fixed.date = day(2026, 7, 10);
    EXPECT_TRUE(names_day(fixed, day(2026, 7, 10)));
    EXPECT_FALSE(names_day(fixed, day(2027, 7, 10)));
}

TEST(Holidays, a_weekday_of_a_month_is_counted_from_either_end) {
    Rule rule;
    rule.kind = Rule::Kind::WeekdayOfMonth;
    rule.weekday = 0;
    rule.month = 5;
    rule.ordinal = 1;
    EXPECT_TRUE(names_day(rule, day(2026, 5, 4)));
    EXPECT_FALSE(names_day(rule, day(2026, 5, 11)));
    EXPECT_FALSE(names_day(rule, day(2026, 6, 1)));
    rule.ordinal = -1;
    EXPECT_TRUE(names_day(rule, day(2026, 5, 25)));
    EXPECT_FALSE(names_day(rule, day(2026, 5, 18)));
}

TEST(Holidays, a_moved_day_closes_where_it_lands) {
    Rule saturdays;
    saturdays.kind = Rule::Kind::Yearly;
    saturdays.day = 4;
    saturdays.month = 7;
    saturdays.observed_on = 4;
    saturdays.observed_when = {5};
    const std::vector<Rule> one{saturdays};
    // The fourth is a Saturday in 2026, a Sunday in 2027 and a Tuesday in 2028.
    EXPECT_TRUE(is_holiday(one, day(2026, 7, 3)));
    EXPECT_FALSE(is_holiday(one, day(2026, 7, 4)));
    EXPECT_FALSE(is_holiday(one, day(2027, 7, 2)));
    EXPECT_TRUE(is_holiday(one, day(2027, 7, 4)));
    EXPECT_TRUE(is_holiday(one, day(2028, 7, 4)));

    Rule sundays = saturdays;
    sundays.observed_on = 0;
    sundays.observed_when = {6};
    const std::vector<Rule> both{saturdays, sundays};
    EXPECT_TRUE(is_holiday(both, day(2026, 7, 3)));
    EXPECT_FALSE(is_holiday(both, day(2026, 7, 4)));
    EXPECT_TRUE(is_holiday(both, day(2027, 7, 5)));
    EXPECT_FALSE(is_holiday(both, day(2027, 7, 4)));
    EXPECT_TRUE(is_holiday(both, day(2028, 7, 4)));
}

}  // namespace
}  // namespace reeve::check
