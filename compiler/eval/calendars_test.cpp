#include "compiler/eval/calendars.h"

#include "compiler/driver/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace reeve::eval {
namespace {

using syntax::TimeSpanPart;
using syntax::TimeUnit;
using ::testing::ElementsAre;

const char* const kRules = R"(
business Acme { time zone "Europe/Paris"  calendar Office }

holidays england {
    25 december observed on monday when saturday
    25 december observed on tuesday when sunday
    26 december observed on monday when saturday
    26 december observed on tuesday when sunday
    1 january observed on monday
}
holidays founding { 25 december }

calendar Office {
    open monday to friday 08:30-12:00, 13:00-18:00
    open friday 22:00-02:00
}
calendar Shop {
    time zone "Europe/London"
    open monday to sunday 09:00-17:00
    holidays england
    closed on 2030-05-01..2030-05-31
    open on 2030-05-11 10:00-12:00
}
calendar Both {
    open monday to sunday 09:00-17:00
    holidays england
    holidays founding
}
)";

/// The program of a text that is right.
class Checked {
public:
    explicit Checked(const std::string& text) {
        files_.put("house.reeve", text);
        session_.emplace(files_, driver::SessionOptions{.stop_after = driver::Phase::Typed});
        session_->check(std::vector<std::string>{"house.reeve"});
        EXPECT_FALSE(session_->sink().has_errors());
    }
    [[nodiscard]] const typed::Program& program() const {
        return session_->programs().front().typed;
    }

private:
    driver::MemoryFileSystem files_;
    std::optional<driver::Session> session_;
};

class CalendarsTest : public ::testing::Test {
protected:
    CalendarsTest() : checked_(kRules), calendars_(checked_.program()) {}

    [[nodiscard]] typed::CalendarId id(const std::string& name) const {
        const auto& calendars = checked_.program().calendars;
        for (std::size_t i = 0; i < calendars.size(); ++i) {
            if (calendars[i].header.name == name) return typed::CalendarId(i);
        }
        ADD_FAILURE() << name;
        return {};
    }
    [[nodiscard]] std::vector<std::string> closed(const std::string& name, int year) const {
        std::vector<std::string> days;
        const Date end = *Date::from_ymd(year + 1, 1, 1);
        for (Date day = *Date::from_ymd(year, 1, 1); day < end; ++day.days) {
            if (!calendars_.at(id(name)).is_business_day(day)) days.push_back(day.to_string());
        }
        return days;
    }
    [[nodiscard]] Instant at(int year, int month, int day, int hour, int minute) const {
        return calendars_.zone({}).instant(
            {*Date::from_ymd(year, month, day), {(hour * 60 + minute) * 60'000}});
    }
    [[nodiscard]] std::string text(Instant instant) const {
        return calendars_.zone({}).local(instant).to_string();
    }

    Checked checked_;
    Calendars calendars_;
};

TimeSpanPart part(std::int64_t count, TimeUnit unit, bool business = false) {
    TimeSpanPart part;
    part.count = count;
    part.unit = unit;
    part.business = business;
    return part;
}

TEST_F(CalendarsTest, have_their_zone_or_that_of_the_business) {
    EXPECT_EQ(calendars_.zone({}).name(), "Europe/Paris");
    EXPECT_EQ(calendars_.zone(id("Office")).name(), "Europe/Paris");
    EXPECT_EQ(calendars_.zone(id("Shop")).name(), "Europe/London");
    EXPECT_EQ(&calendars_.at(id("Shop")), &calendars_.at(id("Shop")));
    EXPECT_EQ(calendars_.at(id("Shop")).zone().name(), "Europe/London");
    EXPECT_FALSE(missing_time_zone(checked_.program()).has_value());
}

TEST_F(CalendarsTest, keep_hours_past_midnight_and_breaks) {
    const auto openings = calendars_.at(id("Office"))
                              .openings(*Date::from_ymd(2026, 3, 6), *Date::from_ymd(2026, 3, 7));
    std::vector<std::string> texts;
    for (const auto& opening : openings)
        texts.push_back(text(opening.open) + " to " + text(opening.close));
    EXPECT_THAT(texts, ElementsAre("2026-03-06 08:30 to 2026-03-06 12:00",
                                   "2026-03-06 13:00 to 2026-03-06 18:00",
                                   "2026-03-06 22:00 to 2026-03-07 02:00"));
}

/// As gov.uk/bank-holidays gives the substitute days.
TEST_F(CalendarsTest, move_one_day_in_several_ways) {
    EXPECT_THAT(closed("Shop", 2020), ElementsAre("2020-01-01", "2020-12-25", "2020-12-28"));
    EXPECT_THAT(closed("Shop", 2021), ElementsAre("2021-01-01", "2021-12-27", "2021-12-28"));
    EXPECT_THAT(closed("Shop", 2022), ElementsAre("2022-01-03", "2022-12-26", "2022-12-27"));
    EXPECT_THAT(closed("Shop", 2023), ElementsAre("2023-01-02", "2023-12-25", "2023-12-26"));
}

TEST_F(CalendarsTest, of_two_sets_each_closes_its_own_days) {
    EXPECT_THAT(closed("Both", 2021),
                ElementsAre("2021-01-01", "2021-12-25", "2021-12-27", "2021-12-28"));
}

TEST_F(CalendarsTest, take_the_last_line_about_a_date) {
    const auto& shop = calendars_.at(id("Shop"));
    EXPECT_FALSE(shop.is_business_day(*Date::from_ymd(2030, 5, 10)));
    EXPECT_TRUE(shop.is_business_day(*Date::from_ymd(2030, 5, 11)));
}

TEST_F(CalendarsTest, steps_move_moments) {
    const auto plus = [&](Instant from, TimeSpanPart step, bool back = false) {
        return text(plus_step(calendars_, id("Office"), from, {step}, back));
    };
    const Instant january = at(2026, 1, 31, 9, 15);
    EXPECT_EQ(plus(january, part(1, TimeUnit::Month)), "2026-02-28 09:15");
    EXPECT_EQ(plus(january, part(1, TimeUnit::Month), true), "2025-12-31 09:15");
    EXPECT_EQ(plus(january, part(-2, TimeUnit::Month)), "2025-11-30 09:15");
    EXPECT_EQ(plus(at(2024, 2, 29, 9, 15), part(1, TimeUnit::Year)), "2025-02-28 09:15");
    EXPECT_EQ(plus(january, part(300, TimeUnit::Year)), "2200-12-31 09:15");
    // The wall clock is an hour ahead in June, and shows no half past two on 29 March.
    EXPECT_EQ(plus(january, part(5, TimeUnit::Month)), "2026-06-30 09:15");
    EXPECT_EQ(plus(at(2026, 2, 28, 2, 30), part(1, TimeUnit::Month)), "2026-03-28 02:30");
    EXPECT_EQ(plus(at(2026, 1, 29, 2, 30), part(2, TimeUnit::Month)), "2026-03-29 03:00");
    EXPECT_EQ(plus(at(2026, 3, 6, 15, 0), part(2, TimeUnit::Day, true)), "2026-03-10 15:00");
    EXPECT_EQ(plus(at(2026, 3, 6, 15, 0), part(2, TimeUnit::Day, true), true), "2026-03-04 15:00");
    EXPECT_EQ(text(plus_step(calendars_, {}, january,
                             {part(1, TimeUnit::Year), part(1, TimeUnit::Month)}, false)),
              "2027-02-28 09:15");
}

TEST_F(CalendarsTest, no_step_leaves_the_second_of_two_equal_times) {
    const Instant second{at(2026, 10, 25, 2, 30).ms + 3'600'000};
    EXPECT_EQ(text(second), "2026-10-25 02:30");
    EXPECT_EQ(plus_step(calendars_, {}, second, {part(0, TimeUnit::Month)}, false), second);
}

TEST_F(CalendarsTest, steps_move_dates) {
    const auto plus = [&](Date from, TimeSpanPart step, bool back = false) {
        return plus_step(calendars_, id("Office"), from, {step}, back).to_string();
    };
    const Date saturday = *Date::from_ymd(2026, 1, 31);
    EXPECT_EQ(plus(saturday, part(1, TimeUnit::Month)), "2026-02-28");
    EXPECT_EQ(plus(saturday, part(2, TimeUnit::Year), true), "2024-01-31");
    EXPECT_EQ(plus(saturday, part(1, TimeUnit::Day, true)), "2026-02-02");
    EXPECT_EQ(plus(saturday, part(1, TimeUnit::Day, true), true), "2026-01-30");
}

TEST(Calendars, of_no_business_are_in_utc) {
    const Checked checked("calendar Office { time zone \"Asia/Tokyo\"  open monday 09:00-10:00 }");
    const Calendars calendars(checked.program());
    EXPECT_EQ(calendars.zone({}).name(), "UTC");
    EXPECT_EQ(calendars.zone(typed::CalendarId(0)).name(), "Asia/Tokyo");
}

TEST(Calendars, say_which_zone_the_machine_lacks) {
    const Checked checked("calendar Office { time zone \"Asia/Tokyo\"  open monday 09:00-10:00 }");
    typed::Program program = checked.program();
    program.calendars[0].time_zone = "Europe/Atlantis";
    EXPECT_EQ(missing_time_zone(program), "Europe/Atlantis");
    program.business.time_zone = "Europe/Avalon";
    EXPECT_EQ(missing_time_zone(program), "Europe/Avalon");
}

TEST(Calendars, may_be_asked_by_several_threads_at_once) {
    const Checked checked(kRules);
    const Calendars calendars(checked.program());
    std::array<std::int64_t, 4> answers{};
    std::vector<std::thread> threads;
    for (std::int64_t& answer : answers) {
        threads.emplace_back([&] {
            for (std::size_t i = 0; i < 3; ++i) {
                const typed::CalendarId id(i);
                answer += calendars.at(id).open_time({1'800'000'000'000}).ms;
                answer += calendars.zone(id).offset({1'800'000'000'000}).ms;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::int64_t answer : answers) EXPECT_EQ(answer, answers[0]);
    EXPECT_GT(answers[0], 0);
}

}  // namespace
}  // namespace reeve::eval
