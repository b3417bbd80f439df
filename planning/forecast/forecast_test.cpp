#include "planning/forecast/report.h"

#include "planning/chance/random.h"
#include "tests/support/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace reeve::forecast {
namespace {

using testing::HasSubstr;

constexpr Date kMonday{20'458};  // 2026-01-05
constexpr int kSlots = 24;

/// Items of a slot of the week: quiet nights, a peak in the morning, half on Saturdays.
double shape(Date date, int slot) {
    if (date.weekday() == 6 || slot < 8 || slot >= 18) return 0.2;
    return (slot < 12 ? 20.0 : 12.0) * (date.weekday() == 5 ? 0.5 : 1.0);
}

/// Poisson counts by adding up exponential gaps.
double poisson(chance::Random& random, double mean) {
    double count = -1;
    for (double sum = 0; sum < mean; ++count) sum += random.exponential();
    return std::max(0.0, count);
}

std::vector<double> expected_counts(int weeks, const std::function<double(int)>& factor) {
    std::vector<double> counts;
    for (int day = 0; day < 7 * weeks; ++day)
        for (int slot = 0; slot < kSlots; ++slot)
            counts.push_back(factor(day) * shape({kMonday.days + day}, slot));
    return counts;
}
std::vector<double> drawn_counts(int weeks, std::uint64_t seed, double spread) {
    chance::Random random(seed);
    std::vector<double> counts;
    for (int at = 0; at < 7 * weeks * kSlots; ++at) {
        double mean = shape({kMonday.days + at / kSlots}, at % kSlots);
        // A gamma factor makes Poisson counts negative binomial.
        if (spread > 0) mean *= random.gamma(1 / spread) * spread;
        counts.push_back(poisson(random, mean));
    }
    return counts;
}

TEST(Model, ContinuesWhatReturnsEachWeek) {
    const Holidays none;
    const auto counts = expected_counts(6, [](int) { return 1.0; });
    const Model model({kMonday, kSlots, counts}, none);
    EXPECT_EQ(model.weeks(), 6);
    for (int day = 42; day < 56; ++day)
        for (int slot = 0; slot < kSlots; ++slot)
            EXPECT_NEAR(model.expected({kMonday.days + day}, slot),
                        shape({kMonday.days + day}, slot), 1e-9);
}

TEST(Model, BeginsAnywhereInTheWeek) {
    const Holidays none;
    const auto counts = expected_counts(6, [](int) { return 1.0; });
    const auto skipped = static_cast<std::size_t>(3 * kSlots);
    const Series late{{kMonday.days + 3}, kSlots, std::span(counts).subspan(skipped)};
    const Model model(late, none);
    EXPECT_EQ(model.weeks(), 5);
    EXPECT_NEAR(model.expected({kMonday.days + 42}, 9), 20, 1e-9);
}

TEST(Model, FollowsATrendAndDampsIt) {
    const Holidays none;
    const auto counts = expected_counts(20, [](int day) { return 1 + 0.05 * (day / 7); });
    const Model model({kMonday, kSlots, counts}, none);
    const double now = model.level(0);
    EXPECT_GT(model.trend(), 0);
    EXPECT_GT(model.level(1), now);
    EXPECT_LT(model.level(2) - model.level(1), model.level(1) - now);
    // Of 5% of the first week each week; damping loses some of it.
    EXPECT_NEAR(model.expected({kMonday.days + 140}, 9), 20 * 2.0, 20 * 0.06);
}

TEST(Model, LeavesHolidaysOutAndGivesThemAFactor) {
    const Holidays holidays{{kMonday.days + 9}, {kMonday.days + 24}, {kMonday.days + 44}};
    const auto counts =
        expected_counts(6, [](int day) { return day == 9 || day == 24 ? 0.25 : 1.0; });
    const Model model({kMonday, kSlots, counts}, holidays);
    EXPECT_NEAR(model.holiday_factor(), 0.25, 1e-6);
    EXPECT_NEAR(model.expected({kMonday.days + 43}, 9), 20, 1e-6);
    EXPECT_NEAR(model.expected({kMonday.days + 44}, 9), 5, 1e-6);
    const Holidays only_ahead{{kMonday.days + 44}};
    const auto usual = expected_counts(6, [](int) { return 1.0; });
    const Model unseen({kMonday, kSlots, usual}, only_ahead);
    EXPECT_LT(unseen.holiday_factor(), 0);
    EXPECT_NEAR(unseen.expected({kMonday.days + 44}, 9), 0.2, 1e-9);
}

TEST(Quantile, IsThatOfThePoissonDistribution) {
    for (const double mean : {0.1, 1.0, 7.3, 250.0, 1300.0}) {
        for (const double probability : {0.05, 0.5, 0.9}) {
            const double found = quantile(mean, 0, probability);
            double term = std::exp(-mean / 2);  // in two steps: exp(-1300) is zero
            double sum = 0;
            double below = 0;
            for (int k = 0; k <= static_cast<int>(found); ++k) {
                if (k > 0) term *= mean / k;
                below = sum;
                sum += term;
            }
            EXPECT_GE(sum * std::exp(-mean / 2), probability - 1e-9) << mean;
            EXPECT_LT(below * std::exp(-mean / 2), probability + 1e-9) << mean;
        }
    }
    EXPECT_EQ(quantile(0, 0.3, 0.9), 0);
    EXPECT_NEAR(quantile(1e6, 0, 0.9), 1e6 + 1.2816 * 1e3, 2);
}

TEST(Quantile, IsThatOfTheGeometricDistribution) {
    // A negative binomial with spread 1 is geometric: P(count <= k) = 1 - (mean / (1 +
    // mean))^(k+1).
    for (const double mean : {0.5, 4.0, 90.0})
        for (const double probability : {0.1, 0.5, 0.95}) {
            const double exact =
                std::ceil(std::log(1 - probability) / std::log(mean / (1 + mean)) - 1);
            EXPECT_EQ(quantile(mean, 1, probability), std::max(0.0, exact)) << mean;
        }
}

TEST(Backtest, FindsTheSpreadAndIntervalsHoldWhatTheySay) {
    for (const double spread : {0.0, 0.08}) {
        const auto counts = drawn_counts(30, 4, spread);
        const Uncertainty found = test_on_the_past({kMonday, kSlots, counts}, {}, 0.8);
        EXPECT_EQ(found.backtest.weeks, 8);
        EXPECT_NEAR(found.spread, spread, 0.02);
        // 1344 slots; counts are whole, so that intervals hold rather more.
        EXPECT_GT(found.backtest.covered, 0.78);
        EXPECT_LT(found.backtest.covered, 0.93);
        EXPECT_LT(std::abs(found.backtest.bias), 0.05);
        EXPECT_LT(found.backtest.error, found.backtest.error_of_last_week);
        EXPECT_LT(found.backtest.error_of_days, found.backtest.error);
    }
}

TEST(Backtest, SaysWhenTheHistoryIsTooShort) {
    const auto counts = drawn_counts(2, 4, 0);
    EXPECT_EQ(test_on_the_past({kMonday, kSlots, counts}, {}, 0.8).backtest.weeks, 0);
}

std::expected<History, tables::Problem> read(const std::string& csv, HistoryOptions options = {}) {
    records::MemorySource source(csv);
    const auto reader = read_table(source, tables::TableReader::Format::Csv);
    return read_history(*reader, options);
}

TEST(History, CountsOnTheWallClock) {
    HistoryOptions options{.zone = *calendar::TimeZone::find("Europe/Paris"), .by = "skill"};
    options.first = Date{20'541};  // 2026-03-29, on which clocks are put forward
    options.last = Date{20'542};
    const auto history = read(
        "created,skill,handling\n"
        "2026-03-29T00:10:00Z,a,5m\n"
        "2026-03-29T01:10:00Z,a,\n"
        "2026-03-30 08:59,b,PT2M\n"
        "2026-03-28 23:59,a,60s\n"
        "2026-03-30 09:00,,1m\n"
        "yesterday,a,1m\n",
        options);
    ASSERT_TRUE(history.has_value());
    ASSERT_EQ(history->groups.size(), 2u);
    EXPECT_EQ(history->groups[0].counts[2], 1);  // 01:00
    EXPECT_EQ(history->groups[0].counts[4], 0);  // 02:00 was skipped
    EXPECT_EQ(history->groups[0].counts[6], 1);  // 03:00
    EXPECT_EQ(history->groups[1].counts[48 + 17], 1);
    EXPECT_EQ(history->rows, 6u);
    EXPECT_EQ(history->outside, 1u);
    EXPECT_EQ(history->ungrouped, 1u);
    EXPECT_EQ(history->refused, 1u);
    ASSERT_EQ(history->problems.size(), 1u);
    EXPECT_EQ(history->problems[0].line, 7u);
}

TEST(History, LeavesOutDaysThatMayBeCutOff) {
    std::string csv = "created,n\n";
    for (int day = 1; day <= 20; ++day) csv += fmt::format("2026-03-{:02} 10:00,3\n", day);
    const auto history = read(csv, {.count = "n"});
    ASSERT_TRUE(history.has_value());
    EXPECT_EQ(history->first.to_string(), "2026-03-02");
    EXPECT_EQ(history->days, 18);
    EXPECT_EQ(history->groups[0].total, 54);
    EXPECT_TRUE(history->cut_off);
}

TEST(OpenHours, AreReadAndRefused) {
    const auto hours = OpenHours::read("mon-fri 08:00-18:00, sat 09:00-12:00");
    ASSERT_TRUE(hours.has_value());
    EXPECT_TRUE(hours->is_open(kMonday, 8 * 60, 30));
    EXPECT_FALSE(hours->is_open(kMonday, 18 * 60, 30));
    EXPECT_TRUE(hours->is_open({kMonday.days + 5}, 9 * 60, 30));
    EXPECT_FALSE(hours->is_open({kMonday.days + 6}, 9 * 60, 30));
    EXPECT_TRUE(OpenHours::read("sat-mon 00:00-24:00")->is_open(kMonday, 0, 30));
    for (const char* wrong : {"monday", "mon 8-18", "mon 18:00-08:00", "x-y 08:00-09:00"})
        EXPECT_FALSE(OpenHours::read(wrong).has_value()) << wrong;
}

History made_history() {
    History history{.first = kMonday, .days = 42, .slots = kSlots, .slot_minutes = 60};
    history.groups.push_back({.name = "a<b", .counts = drawn_counts(6, 9, 0)});
    history.groups.front().handling_seconds = 900;
    history.groups.front().handled = 3;
    return history;
}

TEST(Plan, KeepsThePromiseInEachOpenSlotWithTheLeastPeople) {
    const History history = made_history();
    PlanOptions options{.first = {kMonday.days + 42}};
    options.open = *OpenHours::read("mon-sat 08:00-18:00");
    options.shrinkage = 0.3;
    const auto plans = plan(history, {}, options);
    ASSERT_TRUE(plans.has_value());
    const GroupPlan& group = plans->front();
    EXPECT_EQ(group.slots.size(), 7u * kSlots);
    EXPECT_DOUBLE_EQ(group.handling_seconds, 300);
    EXPECT_GT(group.closed_items, 0);
    for (const SlotPlan& slot : group.slots) {
        if (!slot.open) {
            EXPECT_EQ(slot.people, 0);
            continue;
        }
        const staffing::Load load{slot.expected / 3600, 300, 0};
        const auto people = static_cast<std::int64_t>(slot.people);
        EXPECT_GE(staffing::perform(load, people, 20).within, 0.8);
        EXPECT_LT(staffing::perform(load, people - 1, 20).within, 0.8);
        EXPECT_EQ(slot.scheduled, std::ceil(slot.people / 0.7 - 1e-6));
        EXPECT_LE(slot.low, slot.expected);
        EXPECT_GE(slot.high, slot.expected - 1);
    }
}

TEST(Plan, OfDeadlineWorkNeedsNoMoreThanImmediateWork) {
    const History history = made_history();
    PlanOptions options{.first = {kMonday.days + 42}};
    options.open = *OpenHours::read("mon-sat 08:00-18:00");
    const auto at_once = plan(history, {}, options);
    options.deadline = Deadline{8 * 3600.0, true};
    const auto later = plan(history, {}, options);
    ASSERT_TRUE(at_once && later);
    EXPECT_LT(later->front().people_hours(60), at_once->front().people_hours(60));
    EXPECT_GE(later->front().people_hours(60), later->front().items() * 300 / 3600 * 0.95);
    EXPECT_EQ(later->front().late_items, 0);
}

TEST(Plan, SaysWhatIsMissing) {
    History history = made_history();
    history.groups.front().handled = 0;
    EXPECT_THAT(plan(history, {}, {.first = kMonday}).error(), HasSubstr("`--handling`"));
    history.days = 5;
    EXPECT_THAT(plan(history, {}, {.first = kMonday}).error(), HasSubstr("at least a week"));
}

TEST(Reports, AreWellFormed) {
    const History history = made_history();
    const PlanOptions options{.first = {kMonday.days + 42}};
    const auto plans = plan(history, {}, options);
    const Holidays none;
    const Report report{history, options, none, "skill", "UTC", *plans};
    const auto json = support::read_json(to_json(report));
    ASSERT_TRUE(json.has_value());
    EXPECT_EQ((*json)["groups"][0]["name"].string, "a<b");
    EXPECT_EQ((*json)["groups"][0]["slots"].items.size(), 7u * kSlots);
    const std::string page = to_html(report);
    EXPECT_THAT(page, HasSubstr("a&lt;b"));
    EXPECT_THAT(page, Not(HasSubstr("a<b")));
    EXPECT_THAT(page, Not(HasSubstr("http")));
    EXPECT_THAT(page, HasSubstr("role=\"img\""));
    const std::string csv = to_csv(report);
    EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + 7 * kSlots);
    EXPECT_THAT(to_text(report), HasSubstr("backtest   the last 2 weeks"));
}

}  // namespace
}  // namespace reeve::forecast
