#include "runtime/calendar/time_zone.h"

#include "runtime/calendar/test_words.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <random>
#include <regex>

namespace reeve::calendar {
namespace {

using test::at;
using test::text;

const char* const kCheckerNames[] = {
#define TIME_ZONE(name) name,
#include "compiler/check/time_zones.def"
#undef TIME_ZONE
};

TimeZone zone(const std::string& name) {
    const auto found = TimeZone::find(name);
    EXPECT_TRUE(found.has_value()) << name;
    return found.value_or(TimeZone());
}

TEST(TimeZone, every_name_that_the_checker_admits_is_in_the_table) {
    for (const char* name : kCheckerNames) {
        const auto found = TimeZone::find(name);
        ASSERT_TRUE(found.has_value()) << name;
        EXPECT_EQ(found->name(), name);
    }
}

TEST(TimeZone, nothing_else_is_a_zone) {
    for (const char* name :
         {"", "Europe/Pari", "europe/paris", "/usr/share/zoneinfo/Europe/Paris", "../zoneinfo/UTC",
          "file:Europe/Paris", "posix/Europe/Paris", "right/Europe/Paris", "Fixed/UTC+01:00:00",
          "localtime", "posixrules", "tzdata.zi", "Europe", "zone.tab"}) {
        EXPECT_FALSE(TimeZone::find(name).has_value()) << name;
    }
}

TEST(TimeZone, utc_needs_no_table) {
    const TimeZone utc;
    EXPECT_EQ(utc.name(), "UTC");
    EXPECT_EQ(utc.offset({0}).ms, 0);
    EXPECT_FALSE(utc.next_change({0}).has_value());
    EXPECT_FALSE(utc.last_change({0}).has_value());
    EXPECT_EQ(text(utc, {-1}), "1969-12-31 23:59:59.999");
    EXPECT_EQ(text(utc, at(utc, "2026-03-02 10:00")), "2026-03-02 10:00");
}

TEST(TimeZone, an_hour_is_skipped_in_spring) {
    const TimeZone paris = zone("Europe/Paris");
    // 29 March 2026: 02:00 becomes 03:00, at 01:00 UTC.
    const Instant change{1'774'746'000'000};
    EXPECT_EQ(at(paris, "2026-03-29 01:59").ms, change.ms - 60'000);
    for (const char* skipped : {"2026-03-29 02:00", "2026-03-29 02:30", "2026-03-29 02:59"})
        EXPECT_EQ(at(paris, skipped), change) << skipped;
    EXPECT_EQ(at(paris, "2026-03-29 03:00"), change);
    EXPECT_EQ(at(paris, "2026-03-29 03:01").ms, change.ms + 60'000);
    EXPECT_EQ(text(paris, {change.ms - 1}), "2026-03-29 01:59:59.999");
    EXPECT_EQ(text(paris, change), "2026-03-29 03:00");
    EXPECT_EQ(paris.next_change({change.ms - 1}), change);
    EXPECT_EQ(paris.last_change(change), change);
    EXPECT_EQ(text(paris, *paris.next_change(change)), "2026-10-25 02:00");
    EXPECT_EQ(paris.offset({change.ms - 1}).ms, 3'600'000);
    EXPECT_EQ(paris.offset(change).ms, 7'200'000);
}

TEST(TimeZone, the_first_of_two_is_meant_in_autumn) {
    const TimeZone paris = zone("Europe/Paris");
    // 25 October 2026: 03:00 becomes 02:00, at 01:00 UTC.
    const Instant change{1'792'890'000'000};
    EXPECT_EQ(at(paris, "2026-10-25 02:00").ms, change.ms - 3'600'000);
    EXPECT_EQ(at(paris, "2026-10-25 02:59").ms, change.ms - 60'000);
    EXPECT_EQ(at(paris, "2026-10-25 03:00").ms, change.ms + 3'600'000);
    EXPECT_EQ(text(paris, {change.ms - 1}), "2026-10-25 02:59:59.999");
    EXPECT_EQ(text(paris, change), "2026-10-25 02:00");
    EXPECT_EQ(text(paris, {change.ms + 1'800'000}), "2026-10-25 02:30");
}

TEST(TimeZone, half_an_hour_and_a_whole_day_can_be_skipped_too) {
    const TimeZone lord_howe = zone("Australia/Lord_Howe");
    EXPECT_EQ(text(lord_howe, at(lord_howe, "2025-10-05 02:10")), "2025-10-05 02:30");
    const TimeZone apia = zone("Pacific/Apia");
    EXPECT_EQ(text(apia, at(apia, "2011-12-30 12:00")), "2011-12-31 00:00");
    EXPECT_EQ(apia.start_of_day(test::date("2011-12-30")),
              apia.start_of_day(test::date("2011-12-31")));
}

TEST(TimeZone, the_day_begins_when_its_midnight_is_skipped) {
    const TimeZone sao_paulo = zone("America/Sao_Paulo");
    // 4 November 2018: 00:00 became 01:00.
    EXPECT_EQ(text(sao_paulo, sao_paulo.start_of_day(test::date("2018-11-04"))),
              "2018-11-04 01:00");
    const TimeZone utc;
    EXPECT_EQ(text(utc, utc.instant({test::date("2026-12-31"), {86'400'000}})), "2027-01-01 00:00");
}

TEST(TimeZone, the_rules_of_today_go_on_to_the_end_of_2200) {
    const TimeZone paris = zone("Europe/Paris");
    EXPECT_EQ(paris.offset(at(paris, "2200-07-01 12:00")).ms, 7'200'000);
    EXPECT_EQ(paris.offset(at(paris, "2200-12-01 12:00")).ms, 3'600'000);
    EXPECT_FALSE(paris.next_change(at(paris, "2200-12-01 12:00")).has_value());
}

TEST(TimeZone, no_instant_is_too_far) {
    const TimeZone paris = zone("Europe/Paris");
    const Instant first{std::numeric_limits<std::int64_t>::min()};
    const Instant last{std::numeric_limits<std::int64_t>::max()};
    EXPECT_LT(paris.local(first), paris.local(last));
    EXPECT_FALSE(paris.last_change(first).has_value());
    EXPECT_FALSE(paris.next_change(last).has_value());
}

/// The library under it, asked for each time, at random instants and around all changes.
class Library {
public:
    explicit Library(const std::string& name) {
        EXPECT_TRUE(cctz::load_time_zone(name, &zone_)) << name;
    }
    [[nodiscard]] std::int64_t offset(Instant instant) const {
        const auto ms = std::chrono::milliseconds(instant.ms);
        const auto seconds = std::chrono::floor<std::chrono::seconds>(ms);
        return zone_.lookup(cctz::time_point<cctz::seconds>(seconds)).offset * 1000LL;
    }
    [[nodiscard]] std::int64_t instant(std::int64_t wall_clock_seconds) const {
        const cctz::civil_second local = cctz::civil_second(1970, 1, 1) + wall_clock_seconds;
        return cctz::convert(local, zone_).time_since_epoch().count() * 1000;
    }

private:
    cctz::time_zone zone_;
};

TEST(TimeZone, agrees_with_the_library_wherever_one_looks) {
    constexpr std::uint64_t kSeed = 7;
    std::mt19937_64 random(kSeed);
    const std::int64_t begin = -2'208'988'800;  // 1900
    const std::int64_t length = 9'498'643'200;  // to 2201
    for (const char* name : kCheckerNames) {
        SCOPED_TRACE(std::string(name) + ", seed " + std::to_string(kSeed));
        const TimeZone mine = zone(name);
        const Library library(name);
        std::vector<std::int64_t> seconds;
        for (int i = 0; i < 20; ++i)
            seconds.push_back(begin + static_cast<std::int64_t>(random() % length));
        Instant now{begin * 1000};
        for (auto next = mine.next_change(now); next; next = mine.next_change(*next)) {
            for (const int away : {-7201, -3600, -1801, -1, 0, 1, 1799, 3600, 7200})
                seconds.push_back(next->ms / 1000 + away);
            // Some years of every rule are enough.
            if (next->ms > 2'240'524'800'000) break;
        }
        for (const std::int64_t second : seconds) {
            const Instant instant{second * 1000};
            const std::int64_t offset = mine.offset(instant).ms;
            ASSERT_EQ(offset, library.offset(instant)) << second;
            const std::int64_t shown = second + offset / 1000;
            ASSERT_EQ(mine.at_wall_clock(shown * 1000).ms, library.instant(shown)) << second;
            const TimeZone::Steady steady = mine.steady(shown * 1000);
            if (steady.begin <= shown * 1000 && shown * 1000 < steady.end) {
                ASSERT_EQ(mine.at_wall_clock(shown * 1000).ms, shown * 1000 - steady.offset);
            }
        }
    }
}

TEST(TimeZone, the_table_says_its_version) {
    const std::string version = time_zone_table_version();
    EXPECT_TRUE(std::regex_match(version, std::regex("20[0-9]{2}[a-z]{1,2}|unknown"))) << version;
}

}  // namespace
}  // namespace reeve::calendar
