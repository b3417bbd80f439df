#include "runtime/engine/test_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

// Other rules come into force while work waits.

namespace reeve::engine::test {
namespace {

using model::ItemState;

/// The same house with its queues and attributes in other places, and one attribute more.
std::shared_ptr<SmallRules> rearranged() {
    auto rules = std::make_shared<SmallRules>();
    rules->rules.version = "next";
    abi::Queue front;
    front.named = {"front", "Front"};
    auto& queues = rules->rules.queues;
    queues.insert(queues.begin(), front);
    auto& attributes = rules->rules.work_types[0].attributes;
    std::ranges::reverse(attributes);
    abi::Attribute extra;
    extra.named = {"extra", "Extra"};
    extra.default_value = abi::Value("none");
    attributes.insert(attributes.begin(), extra);
    rules->line = [](const abi::Item& item, Instant) {
        abi::PriorityLine line;
        line.value = abi::Points{*item.attributes[2].number().to_int64()} * 2 *
                     abi::Points{1'000'000'000'000'000'000};
        return line;
    };
    rules->route = [](const abi::Item&, Instant, abi::Route& route) {
        route.to = 0;
        route.parts = {{1, abi::QueueId(1)}};
    };
    return rules;
}

TEST(Publish, MovesEverythingToItsNewPlaceAndAsksTheNewRules) {
    Bench bench;
    const ItemId low = bench.claim(3);
    const ItemId high = bench.claim(4);
    bench.does(model::UpdateItem{low, {{1, "kept"}}});
    const Reply reply = bench.engine.publish(rearranged(), bench.now);
    ASSERT_TRUE(reply) << reply.rejection->text;
    EXPECT_EQ(bench.engine.state().version(), "next");
    EXPECT_EQ(bench.item(low).facts.queue, 1U);
    EXPECT_EQ(bench.item(low).facts.attributes[0], abi::Value("none"));
    EXPECT_EQ(bench.item(low).facts.attributes[1], abi::Value("kept"));
    EXPECT_EQ(bench.engine.priority(low), Decimal(6));
    EXPECT_EQ(bench.engine.priority(high), Decimal(8));
    EXPECT_EQ(bench.engine.queue_facts(abi::QueueId(1)).waiting_items, 2);
    bench.agent("ana", {0, 1});
    EXPECT_EQ(bench.item(high).state, ItemState::Offered);
    // And back.
    EXPECT_TRUE(bench.engine.publish(std::make_shared<SmallRules>(), bench.now));
    EXPECT_EQ(bench.item(low).facts.attributes[0], abi::Value(Decimal(3)));
    EXPECT_EQ(bench.item(high).facts.queue, 0U);
    EXPECT_EQ(bench.engine.priority(high), Decimal(4));
}

TEST(Publish, ReplayNeedsNoRules) {
    Bench bench;
    bench.agent("ana", {0, 1});
    bench.claim(3);
    bench.claim(4);
    Reply reply = bench.engine.publish(rearranged(), bench.now);
    bench.events.insert(bench.events.end(), reply.events.begin(), reply.events.end());
    bench.agent_does("ana", model::AcceptOffer{{1}, "ana"});
    state::State replayed(SmallRules().rules);
    for (const model::Event& event : bench.events) state::apply(replayed, event);
    EXPECT_EQ(state::hash(replayed), state::hash(bench.engine.state()));
}

TEST(Publish, RefusesWhatOpenWorkStillNeeds) {
    Bench bench;
    const ItemId c = bench.claim(900);
    auto rules = std::make_shared<SmallRules>();
    rules->rules.work_types[0].attributes[0].type.high = 500;
    const Reply value = bench.engine.publish(rules, bench.now);
    ASSERT_TRUE(value.rejection);
    EXPECT_EQ(value.rejection->code, model::RejectionCode::DoesNotFitState);
    EXPECT_NE(value.rejection->text.find("item 1"), std::string::npos);
    auto renamed = std::make_shared<SmallRules>();
    renamed->rules.queues[0].named.name = "other";
    EXPECT_FALSE(bench.engine.publish(renamed, bench.now));
    EXPECT_EQ(bench.engine.state().version(), "small");
    // What is over does not stand in the way.
    bench.does(model::CancelItem{c, ""});
    EXPECT_TRUE(bench.engine.publish(rules, bench.now));
}

}  // namespace
}  // namespace reeve::engine::test
