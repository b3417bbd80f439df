#include "base/time.h"

#include <gtest/gtest.h>

#include <limits>

namespace reeve {
namespace {

TEST(Date, CountsDaysFromTheEpoch) {
    EXPECT_EQ(Date::from_ymd(1970, 1, 1)->days, 0);
    EXPECT_EQ(Date::from_ymd(1969, 12, 31)->days, -1);
    EXPECT_EQ(Date::from_ymd(2000, 3, 1)->days, 11017);
    EXPECT_EQ(Date::from_ymd(2026, 3, 2)->days, 20514);
}

TEST(Date, RefusesDaysThatDoNotExist) {
    EXPECT_EQ(Date::from_ymd(2026, 2, 30), std::nullopt);
    EXPECT_EQ(Date::from_ymd(2026, 2, 29), std::nullopt);
    EXPECT_EQ(Date::from_ymd(1900, 2, 29), std::nullopt);
    EXPECT_EQ(Date::from_ymd(2026, 13, 1), std::nullopt);
    EXPECT_EQ(Date::from_ymd(2026, 0, 1), std::nullopt);
    EXPECT_EQ(Date::from_ymd(2026, 4, 0), std::nullopt);
    EXPECT_EQ(Date::from_ymd(2026, 1, 32), std::nullopt);
    EXPECT_EQ(Date::from_ymd(100'000, 1, 1), std::nullopt);
    EXPECT_TRUE(Date::from_ymd(2000, 2, 29));
    EXPECT_TRUE(Date::from_ymd(2024, 2, 29));
}

TEST(Date, GivesBackItsParts) {
    for (std::int32_t days = -30'000; days <= 100'000; days += 17) {
        Date date{days};
        EXPECT_EQ(Date::from_ymd(date.year(), date.month(), date.day()), date);
    }
}

TEST(Date, NumbersWeekdaysFromMonday) {
    EXPECT_EQ(Date::from_ymd(2026, 3, 2)->weekday(), 0);
    EXPECT_EQ(Date::from_ymd(2026, 3, 8)->weekday(), 6);
    EXPECT_EQ(Date{0}.weekday(), 3);   // a Thursday
    EXPECT_EQ(Date{-4}.weekday(), 6);  // the Sunday before
}

TEST(Date, PrintsAsIso8601) {
    EXPECT_EQ(Date::from_ymd(2026, 3, 2)->to_string(), "2026-03-02");
    EXPECT_EQ(Date::from_ymd(987, 12, 31)->to_string(), "0987-12-31");
}

TEST(TimeOfDay, PrintsNoMoreThanItNeeds) {
    EXPECT_EQ(TimeOfDay{0}.to_string(), "00:00");
    EXPECT_EQ(TimeOfDay{30'600'000}.to_string(), "08:30");
    EXPECT_EQ(TimeOfDay{30'615'000}.to_string(), "08:30:15");
    EXPECT_EQ(TimeOfDay{30'600'007}.to_string(), "08:30:00.007");
    EXPECT_EQ(TimeOfDay{86'400'000}.to_string(), "24:00");
}

TEST(LocalMoment, PrintsDateAndTime) {
    LocalMoment moment{*Date::from_ymd(2026, 3, 2), {36'000'000}};
    EXPECT_EQ(moment.to_string(), "2026-03-02 10:00");
}

TEST(Duration, ReadsAsPeopleWouldSayIt) {
    EXPECT_EQ(to_string(Duration{0}), "0 seconds");
    EXPECT_EQ(to_string(Duration{5'400'000}), "1 hour 30 minutes");
    EXPECT_EQ(to_string(Duration{500}), "500 milliseconds");
    EXPECT_EQ(to_string(Duration{172'800'000}), "2 days");
    EXPECT_EQ(to_string(Duration{90'061'001}), "1 day 1 hour 1 minute 1 second 1 millisecond");
    EXPECT_EQ(to_string(Duration{-60'000}), "-1 minute");
    EXPECT_EQ(to_string(Duration{std::numeric_limits<std::int64_t>::min()}),
              "-106751991167 days 7 hours 12 minutes 55 seconds 808 milliseconds");
}

}  // namespace
}  // namespace reeve
