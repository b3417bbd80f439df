#include "planning/staffing/deadline.h"

#include "planning/chance/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace reeve::staffing {
namespace {

using testing::DoubleNear;
using testing::Pointwise;

std::vector<double> plan(const std::vector<double>& work, const std::string& open,
                         std::size_t due_after, bool open_slots_only = false) {
    std::vector<char> slots;
    for (const char c : open) slots.push_back(c == 'o');
    return plan_deadline_work({work, slots, due_after, open_slots_only}).people;
}

MATCHER_P(Are, expected, "") {
    return testing::ExplainMatchResult(Pointwise(DoubleNear(1e-9), std::vector<double>(expected)),
                                       arg, result_listener);
}
using Plan = std::vector<double>;

TEST(DeadlinePlan, WithoutTimeIsTheWorkItself) {
    EXPECT_THAT(plan({1, 5, 0, 2}, "oooo", 0), Are(Plan{1, 5, 0, 2}));
}

TEST(DeadlinePlan, SpreadsAPeakOverTheTimeThatThereIs) {
    // All comes in the first slot and is due three slots later: a quarter in each of four.
    EXPECT_THAT(plan({8, 0, 0, 0, 0, 0}, "oooooo", 3), Are(Plan{2, 2, 2, 2, 0, 0}));
}

TEST(DeadlinePlan, WorksOffTheNightInTheMorning) {
    // Six hours' work comes while closed, and is due two slots after it came at the latest.
    EXPECT_THAT(plan({0, 0, 3, 3, 0, 0, 0, 0}, "oocooooo", 2)[2], 0);
    EXPECT_THAT(plan({0, 6, 0, 0, 0, 0}, "ocooco", 2, true), Are(Plan{0, 0, 3, 3, 0, 0}));
}

TEST(DeadlinePlan, SaysWhatNobodyCanDoInTime) {
    const std::vector<double> work{0, 4, 0, 0, 0, 2, 0, 0};
    const std::vector<char> open{1, 0, 0, 0, 1, 1, 1, 1};
    const DeadlinePlan late = plan_deadline_work({work, open, 1, false});
    EXPECT_DOUBLE_EQ(late.late, 4);
}

/// The least peak: the work that has to be done between two boundaries, by the slots between them.
double least_peak(const Plan& work, std::size_t due_after) {
    Plan arrived{0};
    for (const double each : work) arrived.push_back(arrived.back() + each);
    double peak = 0;
    for (std::size_t from = 0; from < work.size(); ++from) {
        for (std::size_t to = from + 1; to <= work.size(); ++to) {
            const double due = to < due_after ? 0 : arrived[to - due_after];
            peak = std::max(peak, (due - arrived[from]) / static_cast<double>(to - from));
        }
    }
    return peak;
}

double squares(const Plan& people) {
    return std::inner_product(people.begin(), people.end(), people.begin(), 0.0);
}

bool in_time(const Plan& people, const Plan& work, std::size_t due_after) {
    Plan arrived{0};
    for (const double each : work) arrived.push_back(arrived.back() + each);
    double done = 0;
    for (std::size_t i = 0; i <= work.size(); ++i) {
        const double due = i < due_after ? 0 : arrived[i - due_after];
        if (done > arrived[i] + 1e-9 || done < due - 1e-9) return false;
        if (i < people.size()) done += people[i];
    }
    return true;
}

TEST(DeadlinePlan, IsInTimeWithTheLeastPeakAndNoMoreEvenPlanExists) {
    chance::Random random(31);
    for (int round = 0; round < 300; ++round) {
        Plan work;
        for (int i = 0; i < 24; ++i)
            work.push_back(random.below(3) == 0 ? 0.0 : static_cast<double>(random.below(9)));
        const std::size_t due_after = random.below(7);
        Plan people = plan(work, std::string(24, 'o'), due_after);
        ASSERT_TRUE(in_time(people, work, due_after)) << "round " << round;
        EXPECT_NEAR(*std::ranges::max_element(people), least_peak(work, due_after), 1e-9);
        // Moving a little work from one slot to another, where that is allowed, is no better.
        const double cost = squares(people);
        for (int move = 0; move < 100; ++move) {
            Plan other = people;
            const double amount = 0.2 * random.fraction();
            other[random.below(24)] += amount;
            other[random.below(24)] -= amount;
            if (std::ranges::min(other) < 0 || !in_time(other, work, due_after)) continue;
            EXPECT_GE(squares(other), cost - 1e-9) << "round " << round;
        }
    }
}

}  // namespace
}  // namespace reeve::staffing
