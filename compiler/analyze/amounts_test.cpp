#include "compiler/analyze/amounts.h"

#include <gtest/gtest.h>

namespace reeve::analyze {
namespace {

using syntax::TimeUnit;

typed::TimeAmount amount(int count, TimeUnit unit) {
    typed::TimeAmount result;
    result.span.parts.push_back({count, false, unit});
    return result;
}

typed::TimeAmount business(int count, TimeUnit unit, std::size_t calendar = 0) {
    typed::TimeAmount result;
    result.span.parts.push_back({count, true, unit});
    result.calendar = typed::CalendarId(calendar);
    return result;
}

// `<` surely ends first, `=` at the same moment, `>` later, `?` depends.
void check(const typed::TimeAmount& a, char expected, const typed::TimeAmount& b) {
    const auto word = [](const auto& order) {
        if (!order) return '?';
        return *order == std::strong_ordering::less    ? '<'
               : *order == std::strong_ordering::equal ? '='
                                                       : '>';
    };
    EXPECT_EQ(word(compare(a, b)), expected);
    const char mirrored = expected == '<' ? '>' : expected == '>' ? '<' : expected;
    EXPECT_EQ(word(compare(b, a)), mirrored);
    EXPECT_EQ(surely_shorter(a, b), expected == '<');
}

TEST(Amounts, PlainTimeIsAlwaysComparable) {
    check(amount(90, TimeUnit::Minute), '<', amount(2, TimeUnit::Hour));
    check(amount(24, TimeUnit::Hour), '=', amount(1, TimeUnit::Day));
    check(amount(2, TimeUnit::Week), '>', amount(13, TimeUnit::Day));
}

TEST(Amounts, OpenTimeIsComparedOnOneCalendarOnly) {
    check(business(4, TimeUnit::Hour), '<', business(5, TimeUnit::Hour));
    check(business(4, TimeUnit::Hour, 0), '?', business(5, TimeUnit::Hour, 1));
    check(business(2, TimeUnit::Day), '<', business(3, TimeUnit::Day));
    check(business(2, TimeUnit::Day, 0), '?', business(3, TimeUnit::Day, 1));
}

TEST(Amounts, HoursOfADayDependOnTheCalendar) {
    check(business(100, TimeUnit::Hour), '?', business(1, TimeUnit::Day));
}

TEST(Amounts, OpenTimeIsNeverShorterThanTime) {
    check(amount(4, TimeUnit::Hour), '<', business(5, TimeUnit::Hour));
    check(amount(5, TimeUnit::Hour), '?', business(4, TimeUnit::Hour));
}

TEST(Amounts, BusinessDaysAreNearlyAsLongAsDays) {
    check(amount(1, TimeUnit::Day), '<', business(5, TimeUnit::Day));
    check(amount(4, TimeUnit::Day), '?', business(5, TimeUnit::Day));
}

TEST(Amounts, MonthsHaveTwentyEightToThirtyOneDays) {
    check(amount(2, TimeUnit::Month), '<', amount(1, TimeUnit::Year));
    check(amount(12, TimeUnit::Month), '=', amount(1, TimeUnit::Year));
    check(amount(26, TimeUnit::Day), '<', amount(1, TimeUnit::Month));
    check(amount(28, TimeUnit::Day), '?', amount(1, TimeUnit::Month));
    check(amount(31, TimeUnit::Day), '?', amount(1, TimeUnit::Month));
    check(amount(33, TimeUnit::Day), '>', amount(1, TimeUnit::Month));
}

}  // namespace
}  // namespace reeve::analyze
