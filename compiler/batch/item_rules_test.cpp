#include "compiler/batch/item_rules.h"

#include "compiler/driver/session.h"

#include <gtest/gtest.h>

// One item at a time; that the evaluator says the same is what tests/sameness tries.

namespace reeve::batch {
namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr Instant kCreated{1'780'000'000'000};

constexpr const char* kRules = R"(
business House { time zone "Europe/Paris"  calendar Office  currency EUR }
calendar Office { open monday to friday 09:00-17:00 }
bands { high, low }
team crew
skill motor levels 1..5
workbin desk   { members when agent in team crew  take any }
workbin cellar { members when agent in team crew  take any }
work type Claim { amount: whole number 0..1_000  country: text }
segment of Claim { large when amount > 500  small otherwise }
sla for Claim { due within 10 hours otherwise }
priority of Claim {
    band high when age >= 2 hours
    band low otherwise
    start at 10
    add 2 per hour of age up to 50
    add curve of sla_used { 0% -> 0  100% -> 100  200% -> 100 }
    multiply total by 2 when country is "FR"
    limit total to 0..400
}
route Claim {
    to cellar when segment is large
    to desk otherwise
    needs motor at level 2 or more when amount > 10
    needs motor at level 4 or more when age > 90 minutes
}
)";

class OneItem : public testing::Test {
protected:
    OneItem() {
        files_.put("rules.reeve", kRules);
        session_.check(std::vector<std::string>{"rules.reeve"});
        rules_.emplace(session_.programs().front().typed);
        compiled_ = std::make_shared<CompiledRules>(rules_->program(), typed::WorkTypeId(0));
        one_.emplace(*rules_, compiled_);
    }

    eval::Item item(std::int64_t amount, const char* country) {
        eval::Item item = rules_->new_item(typed::WorkTypeId(0), kCreated);
        item.attributes = {Decimal(amount), eval::Value(country)};
        return item;
    }

    ItemAnswer ask(const eval::Item& item, std::int64_t hours) {
        return one_->answer(item, rules_->promise(item, nullptr), nullptr,
                            {kCreated.ms + hours * kHour});
    }

    driver::MemoryFileSystem files_;
    driver::Session session_{files_, {driver::Phase::Typed}};
    std::optional<eval::Rules> rules_;
    std::shared_ptr<CompiledRules> compiled_;
    std::optional<ItemRules> one_;
};

TEST_F(OneItem, HasAPriorityThatMovesOnAStraightLine) {
    const auto line = ask(item(20, "DE"), 3).priority;
    ASSERT_TRUE(line.has_value());
    // Slopes are rounded to 10^-18 points a millisecond: 2 an hour, and 100 in ten hours.
    constexpr abi::Points kSlope = 555'555'555'556 + 2'777'777'777'778;
    constexpr abi::Points kUnit = 1'000'000'000'000'000'000;
    ASSERT_EQ(line->slopes.size(), 1U);
    EXPECT_FALSE(line->slopes.front().clock.valid());
    EXPECT_TRUE(line->slopes.front().per_ms == kSlope);
    EXPECT_TRUE(line->value == 10 * kUnit + kSlope * 3 * kHour);
    EXPECT_TRUE(line->high == 400 * kUnit);
    // The curve bends when the promise is used up.
    EXPECT_EQ(line->until.ms, kCreated.ms + 10 * kHour);
}

TEST_F(OneItem, IsScaledByFactors) {
    const auto plain = ask(item(20, "DE"), 3).priority;
    const auto scaled = ask(item(20, "FR"), 3).priority;
    ASSERT_TRUE(plain && scaled);
    EXPECT_TRUE(scaled->value == 2 * plain->value);
    EXPECT_TRUE(scaled->slopes.front().per_ms == 2 * plain->slopes.front().per_ms);
}

TEST_F(OneItem, StandsStillWhereEverythingIsCapped) {
    const auto line = ask(item(20, "DE"), 30).priority;
    ASSERT_TRUE(line.has_value());
    EXPECT_TRUE(line->slopes.empty());
    EXPECT_TRUE(line->value == abi::Points{160} * 1'000'000'000'000'000'000);
    EXPECT_EQ(line->until, eval::kLastInstant);
}

TEST_F(OneItem, KnowsWhenItsBandAndItsNeedsChange) {
    const ItemAnswer answer = ask(item(20, "DE"), 1);
    ASSERT_TRUE(answer.band && answer.route && answer.segment);
    EXPECT_EQ(answer.band->value, 1U);
    EXPECT_EQ(answer.band->until.ms, kCreated.ms + 2 * kHour);
    EXPECT_EQ(answer.segment->until, eval::kLastInstant);
    EXPECT_EQ(answer.route->to, 1U);
    ASSERT_EQ(answer.route->needs.size(), 1U);
    EXPECT_EQ(answer.route->needs.front().level, 2);
    // `age > 90 minutes` holds from the millisecond after.
    EXPECT_EQ(answer.route->until.ms, kCreated.ms + kHour * 3 / 2 + 1);
    EXPECT_EQ(ask(item(20, "DE"), 2).route->needs.front().level, 4);
}

TEST_F(OneItem, IsPromisedByTheLinesThatHeldWhenItEntered) {
    const EntryLines lines = one_->at_entry(item(900, "DE"), nullptr);
    EXPECT_EQ(lines.segment, 0U);
    EXPECT_FALSE(lines.promises[0].has_value());
    EXPECT_EQ(lines.promises[2], 0U);
}

TEST_F(OneItem, IsLeftToTheEvaluatorBeforeItsClocksBegin) {
    EXPECT_FALSE(ask(item(20, "DE"), -1).priority.has_value());
}

}  // namespace
}  // namespace reeve::batch
