#include "compiler/driver/session.h"
#include "compiler/eval/evaluator.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <random>

// What the evaluator says about the time around an instant, against what it answers at other
// instants. The rules are those of moving.reeve.

namespace reeve {
namespace {

using eval::Evaluation;
using eval::Item;
using eval::Rules;
using eval::Value;

constexpr std::int64_t kHour = 3'600'000;

class Moving : public testing::Test {
protected:
    Moving() : session_(disk_) {
        session_.check(std::vector<std::string>{
            (support::source_directory() / "tests/eval/moving.reeve").string()});
        rules_.emplace(session_.programs().front().typed);
        RecordProperty("seed", static_cast<int>(kSeed));
    }

    std::int64_t random(std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
    }

    /// Around the days on which the clocks are put forward in both places.
    Instant random_instant() { return {1'772'700'000'000 + random(0, 30 * 24 * kHour)}; }

    Item random_item() {
        Item item = rules_->new_item(typed::WorkTypeId(0), random_instant());
        item.attributes[0] = eval::ChoiceValue{static_cast<std::uint32_t>(random(0, 2))};
        item.attributes[1] = Decimal::scaled(random(0, 5'000'000), -2);
        item.attributes[2] = Decimal::scaled(random(0, 10'000), -2);
        if (random(0, 2) == 0)
            item.attributes[3] = Instant{item.created.ms + random(-5 * kHour, 60 * kHour)};
        item.attributes[4] = Decimal(random(1, 20'000));
        if (random(0, 3) == 0) {
            const Instant accepted{item.created.ms + random(0, 20 * kHour)};
            item.waiting = {{{item.created, accepted}}, std::nullopt};
            item.working.since = accepted;
        }
        return item;
    }

    /// Where the item's clocks have begun.
    Instant moment_of(const Item& item) {
        const Instant first = item.working.since.value_or(item.created);
        return {first.ms + random(0, random(0, 1) == 0 ? 20 * kHour : 400 * kHour)};
    }

    Evaluation at(const Item& item, Instant now) { return rules_->evaluate(item, {.now = now}); }

    Decimal moved(const Evaluation& from, Instant now, Instant then) {
        Decimal total = from.priority.exact;
        for (const eval::Slope& slope : from.priority.slopes) {
            const auto position = [&](Instant t) {
                return slope.clock.valid() ? rules_->calendars().at(slope.clock).open_time(t).ms
                                           : t.ms;
            };
            total = total + slope.per_ms * Decimal(position(then) - position(now));
        }
        return total;
    }

    static constexpr std::uint64_t kSeed = 20'260'302;
    driver::DiskFileSystem disk_;
    driver::Session session_;
    std::optional<Rules> rules_;
    std::mt19937_64 random_{kSeed};
};

TEST_F(Moving, PrioritiesFollowTheirStraightLinesExactly) {
    for (int round = 0; round < 1'500; ++round) {
        const Item item = random_item();
        const Instant now = moment_of(item);
        const Evaluation here = at(item, now);
        const eval::Window window = here.priority.window;
        ASSERT_LE(window.since, now);
        ASSERT_GT(window.until, now);
        const std::int64_t last = std::min(window.until.ms - 1, now.ms + 2'000 * kHour);
        for (const std::int64_t ms : {last, random(now.ms, last), random(now.ms, last),
                                      random(std::max(window.since.ms, item.created.ms), now.ms)}) {
            const Evaluation there = at(item, {ms});
            ASSERT_EQ(moved(here, now, {ms}).to_string(), there.priority.exact.to_string())
                << "round " << round << " from " << now.ms << " to " << ms;
            ASSERT_EQ(there.priority.window, window) << "round " << round << " at " << ms;
        }
    }
}

TEST_F(Moving, ExplanationsAddUp) {
    for (int round = 0; round < 500; ++round) {
        const Item item = random_item();
        const Evaluation here = at(item, moment_of(item));
        Decimal sum;
        for (const eval::Term& term : here.priority.terms) {
            sum = sum + term.shown;
            EXPECT_TRUE((term.shown - term.exact).abs() < Decimal::scaled(2, -2));
        }
        EXPECT_EQ(sum, here.priority.before_limit.round(3));
        EXPECT_EQ(here.priority.shown, here.priority.exact.round(3));
    }
}

TEST_F(Moving, SegmentsAndRoutesStayTheSameUntilTheyAreSaidToChange) {
    for (int round = 0; round < 600; ++round) {
        const Item item = random_item();
        const Instant now = moment_of(item);
        const Evaluation here = at(item, now);
        const auto same_route = [&](const Evaluation& there) {
            if (there.route.ring != here.route.ring || there.route.relaxed != here.route.relaxed)
                return false;
            return (there.route.not_before > now) == (here.route.not_before > now) &&
                   there.route.needs.size() == here.route.needs.size();
        };
        const std::int64_t until = here.segment.window.until.ms;
        for (const std::int64_t ms : {until - 1, random(now.ms, until - 1)})
            ASSERT_EQ(at(item, {ms}).segment_value, here.segment_value) << round;
        const std::int64_t last = here.route.window.until.ms;
        for (const std::int64_t ms : {last - 1, random(now.ms, last - 1)})
            ASSERT_TRUE(same_route(at(item, {ms}))) << round;
        if (last < eval::kLastInstant.ms && !here.route.relaxed.empty()) {
            ASSERT_FALSE(same_route(at(item, {last}))) << round;
        }
    }
}

TEST_F(Moving, ThresholdsAreTheFirstInstantsThatReachThem) {
    const typed::Escalation& escalation = *rules_->program().work_types[0].escalation;
    for (int round = 0; round < 400; ++round) {
        const Item item = random_item();
        const Evaluation here = at(item, moment_of(item));
        for (const eval::Threshold& threshold : here.thresholds) {
            const typed::Trigger& trigger = escalation.lines[threshold.line].trigger;
            if (trigger.kind != typed::Trigger::Kind::ShareOfPromise || !threshold.at) continue;
            const std::size_t kind = trigger.promise == typed::Trigger::Promise::Start ? 0 : 2;
            const auto used = [&](std::int64_t ms) { return at(item, {ms}).promises[kind]->used; };
            ASSERT_GE(used(threshold.at->ms), trigger.share) << round;
            ASSERT_LT(used(threshold.at->ms - 1), trigger.share) << round;
        }
    }
}

TEST_F(Moving, WhatChangesNextIsNotPassedOver) {
    for (int round = 0; round < 300; ++round) {
        const Item item = random_item();
        const Instant now = moment_of(item);
        const Evaluation here = at(item, now);
        if (!here.next_change) continue;
        ASSERT_GT(*here.next_change, now);
        const Evaluation before = at(item, {here.next_change->ms - 1});
        ASSERT_EQ(before.segment_value, here.segment_value);
        ASSERT_EQ(before.priority.exact, moved(here, now, {here.next_change->ms - 1}));
        ASSERT_EQ(before.next_change, here.next_change) << round;
    }
}

}  // namespace
}  // namespace reeve
