#include "runtime/engine/test_rules.h"

#include <gtest/gtest.h>

namespace reeve::engine::test {
namespace {

using model::ItemState;
using model::Presence;
using model::RejectionCode;

TEST(Engine, AnItemIsOfferedAcceptedAndCompleted) {
    Bench bench;
    bench.agent("ana", {0});
    const ItemId c = bench.claim(5);
    EXPECT_EQ(bench.item(c).state, ItemState::Offered);
    EXPECT_EQ(bench.item(c).facts.offered_to, "ana");
    EXPECT_TRUE(bench.agent_does("ana", model::AcceptOffer{c, "ana"}));
    EXPECT_EQ(bench.item(c).facts.assignee, "ana");
    EXPECT_EQ(bench.who("ana").facts.load, Decimal(2));
    EXPECT_EQ(bench.engine.priority(c), Decimal(5));
    const Reply without = bench.agent_does("ana", model::CompleteItem{c});
    ASSERT_TRUE(without.rejection);
    EXPECT_EQ(without.rejection->code, RejectionCode::OutcomeNeeded);
    EXPECT_TRUE(bench.agent_does("ana", model::CompleteItem{c, 0}));
    EXPECT_EQ(bench.item(c).state, ItemState::Completed);
    EXPECT_EQ(bench.who("ana").facts.load, Decimal(0));
}

TEST(Engine, TheMostUrgentItemGoesFirst) {
    Bench bench;
    const ItemId small = bench.claim(1);
    const ItemId large = bench.claim(9);
    bench.agent("ana", {0});
    EXPECT_EQ(bench.item(large).state, ItemState::Offered);
    EXPECT_EQ(bench.item(small).state, ItemState::Queued);
    bench.agent("bob", {0});
    EXPECT_EQ(bench.item(small).facts.offered_to, "bob");
}

TEST(Engine, AnItemThatNobodyMayDoBlocksNobody) {
    auto rules = std::make_shared<SmallRules>();
    rules->route = [](const abi::Item& item, Instant, abi::Route& route) {
        route.to = 0;
        route.parts = {{1, abi::QueueId(0)}};
        if (item.attributes[0].number() > Decimal(5)) route.needs = {{abi::SkillId(1), 0}};
    };
    Bench bench(rules);
    const ItemId hard = bench.claim(9);
    const ItemId easy = bench.claim(1);
    bench.agent("ana", {0});
    EXPECT_EQ(bench.item(hard).state, ItemState::Queued);
    EXPECT_EQ(bench.item(easy).state, ItemState::Offered);
}

TEST(Engine, AnOfferRunsOutAndThreeInARowSendTheAgentAway) {
    Bench bench;
    bench.agent("ana", {0});
    const ItemId c = bench.claim();
    bench.later(45 * kSecond - 1);
    EXPECT_EQ(bench.item(c).state, ItemState::Offered);
    bench.later(1);
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    EXPECT_EQ(bench.item(c).facts.misses, 1);
    // Nobody else fits: the same agent is asked again a minute later.
    bench.later(kMinute - 1);
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    bench.later(1);
    EXPECT_EQ(bench.item(c).state, ItemState::Offered);
    bench.later(2 * kMinute);
    bench.later(2 * kMinute);
    EXPECT_EQ(bench.item(c).facts.misses, 3);
    EXPECT_TRUE(bench.who("ana").is(Presence::Away));
}

TEST(Engine, CaptureIsIdempotentBySourceAndKey) {
    auto rules = std::make_shared<SmallRules>();
    abi::Source source;
    source.named = {"core", "Core"};
    source.sends = {{abi::WorkTypeId(0),
                     {{0, rules->expr([](const abi::Scene&) { return abi::Value(Decimal(7)); })}}}};
    rules->rules.sources = {source};
    Bench bench(rules);
    model::CaptureItem capture;
    capture.work_type = abi::WorkTypeId(0);
    capture.source = 0;
    capture.key = "K1";
    const Reply first = bench.does(capture);
    EXPECT_EQ(bench.engine.priority(first.item), Decimal(7));
    const Reply second = bench.does(capture);
    EXPECT_TRUE(second.repeated);
    EXPECT_EQ(second.item, first.item);
    EXPECT_TRUE(second.events.empty());
    capture.work_type = abi::WorkTypeId(1);
    capture.key = "K2";
    EXPECT_EQ(bench.does(capture).rejection->code, RejectionCode::NotSent);
}

TEST(Engine, DataIsCheckedAtTheDoor) {
    Bench bench;
    const auto code = [&](std::vector<model::AttributeValue> given) {
        model::CaptureItem capture;
        capture.work_type = abi::WorkTypeId(0);
        capture.given = std::move(given);
        const Reply reply = bench.does(capture);
        return reply.rejection ? std::string(model::name_of(reply.rejection->code)) : "fine";
    };
    EXPECT_EQ(code({}), "MissingValue");
    EXPECT_EQ(code({{0, Decimal(2'000'000)}}), "BadValue");
    EXPECT_EQ(code({{0, Decimal::scaled(15, -1)}}), "BadValue");
    EXPECT_EQ(code({{0, "text"}}), "BadValue");
    EXPECT_EQ(code({{7, Decimal(1)}}), "UnknownAttribute");
    EXPECT_EQ(code({{0, Decimal(1)}, {0, Decimal(2)}}), "BadValue");
    EXPECT_EQ(code({{0, Decimal(1)}, {1, "tag"}}), "fine");
}

}  // namespace
}  // namespace reeve::engine::test
