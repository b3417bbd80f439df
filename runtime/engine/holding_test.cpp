#include "runtime/engine/test_rules.h"

#include <gtest/gtest.h>

// Who gets what: routes, rings, workloads, workbins, parking.

namespace reeve::engine::test {
namespace {

using model::ItemState;
using model::Presence;
using model::RejectionCode;

/// A workload of at most 10 points, in which a call interrupts claims.
std::shared_ptr<SmallRules> with_workload() {
    auto rules = std::make_shared<SmallRules>();
    abi::WorkloadLine points, interrupts;
    points.points = 10;
    interrupts.kind = abi::WorkloadLine::Kind::Interrupts;
    interrupts.first.all_of_medium = true;
    interrupts.first.media = abi::Media::Call;
    interrupts.second.work_type = abi::WorkTypeId(0);
    rules->rules.workloads = {{{"normal", "Normal"}, {points, interrupts}}};
    rules->rules.queues[0].offers = false;
    return rules;
}

TEST(Workload, WhatInterruptsParksAndTheOtherComesBack) {
    Bench bench(with_workload());
    bench.agent("ana", {0}, {}, abi::WorkloadId(0));
    const ItemId claim = bench.claim();
    EXPECT_EQ(bench.item(claim).state, ItemState::Assigned);
    const ItemId call = bench.claim(0, 1);
    EXPECT_EQ(bench.item(call).state, ItemState::Assigned);
    EXPECT_EQ(bench.item(claim).state, ItemState::Parked);
    EXPECT_EQ(bench.who("ana").facts.load, Decimal(2));
    bench.agent_does("ana", model::CompleteItem{call, std::nullopt});
    EXPECT_EQ(bench.item(claim).state, ItemState::Assigned);
}

TEST(Workload, NobodyGetsMoreThanItsPoints) {
    Bench bench(with_workload());
    bench.agent("ana", {0}, {}, abi::WorkloadId(0));
    for (int i = 0; i < 7; ++i) bench.claim();
    EXPECT_EQ(bench.who("ana").items.size(), 5U);
    EXPECT_EQ(bench.who("ana").facts.load, Decimal(10));
    const Reply parked =
        bench.agent_does("ana", model::ParkItem{{1}, "ana", Instant{bench.now.ms + kHour}});
    EXPECT_TRUE(parked);
    // Half of it still counts: there is no room for another one.
    EXPECT_EQ(bench.who("ana").items.size(), 5U);
    bench.later(kHour);
    EXPECT_EQ(bench.item({1}).state, ItemState::Assigned);
}

TEST(Workload, ParkedWorkWaitsForRoomAndComesFirst) {
    Bench bench;
    bench.agent("ana", {0});
    const ItemId first = bench.claim();
    bench.agent_does("ana", model::AcceptOffer{first, "ana"});
    bench.agent_does("ana", model::ParkItem{first, "ana", Instant{bench.now.ms + kMinute}});
    const ItemId second = bench.claim(5);
    const ItemId third = bench.claim(9);
    EXPECT_EQ(bench.item(second).state, ItemState::Offered);
    bench.agent_does("ana", model::AcceptOffer{second, "ana"});
    bench.later(kMinute);
    EXPECT_EQ(bench.item(first).state, ItemState::Parked);
    bench.agent_does("ana", model::CompleteItem{second, 0});
    EXPECT_EQ(bench.item(first).state, ItemState::Assigned);
    EXPECT_EQ(bench.item(third).state, ItemState::Queued);
}

TEST(Queues, WrapUpKeepsTheAgentBusy) {
    auto rules = std::make_shared<SmallRules>();
    rules->rules.queues[0].wrap_up = Duration{kMinute};
    Bench bench(rules);
    bench.agent("ana", {0});
    const ItemId first = bench.claim();
    const ItemId second = bench.claim();
    bench.agent_does("ana", model::AcceptOffer{first, "ana"});
    bench.agent_does("ana", model::CompleteItem{first, 0});
    EXPECT_EQ(bench.item(first).state, ItemState::Wrapping);
    bench.later(kMinute - 1);
    EXPECT_EQ(bench.item(second).state, ItemState::Queued);
    bench.later(1);
    EXPECT_EQ(bench.item(first).state, ItemState::Completed);
    EXPECT_EQ(bench.item(second).state, ItemState::Offered);
}

TEST(Queues, AClosedQueueGivesNothingOut) {
    auto rules = std::make_shared<SmallRules>();
    rules->rules.queues[0].open_in = abi::CalendarId(0);
    Bench bench(rules, {kMorning.ms - 2 * kHour});
    bench.agent("ana", {0});
    const ItemId c = bench.claim();
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    bench.later(kHour - 1);
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    bench.later(1);
    EXPECT_EQ(bench.item(c).state, ItemState::Offered);
}

TEST(Queues, OneWhoDeclinedIsNotAskedWhileSomebodyElseFits) {
    auto rules = std::make_shared<SmallRules>();
    rules->rules.queues[0].not_again_for = Duration{kHour};
    Bench bench(rules);
    bench.agent("ana", {0});
    const ItemId c = bench.claim();
    bench.agent("bob", {0});
    bench.presence("bob", Presence::Away);
    bench.agent_does("ana", model::DeclineOffer{c, "ana", ""});
    bench.later(30 * kMinute);
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    bench.presence("bob", Presence::Offline);
    EXPECT_EQ(bench.item(c).facts.offered_to, "ana");
}

TEST(Queues, AnOfferIsWithdrawnWhenTheAgentLeaves) {
    Bench bench;
    bench.agent("ana", {0});
    const ItemId c = bench.claim();
    bench.presence("ana", Presence::Away);
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    EXPECT_EQ(bench.item(c).facts.misses, 0);
}

TEST(Queues, TheLongestIdleAndTheLeastBusyAndTheBestRankedArePicked) {
    auto rules = with_workload();
    rules->ranking = [](const abi::Agent& agent) { return Decimal(agent.id == "bob" ? 1 : 0); };
    for (const abi::Pick pick : {abi::Pick::LongestIdle, abi::Pick::LeastBusy,
                                 abi::Pick::BestRanked, abi::Pick::FewestPointsToday}) {
        rules->rules.queues[0].pick = pick;
        Bench bench(rules);
        bench.agent("ana", {0}, {}, abi::WorkloadId(0));
        bench.later(1);
        bench.agent("bob", {0}, {}, abi::WorkloadId(0));
        const ItemId first = bench.claim();
        const ItemId second = bench.claim();
        const bool ranked = pick == abi::Pick::BestRanked;
        EXPECT_EQ(bench.item(first).facts.assignee, ranked ? "bob" : "ana");
        EXPECT_EQ(bench.item(second).facts.assignee,
                  ranked || pick != abi::Pick::LongestIdle ? "bob" : "ana");
    }
}

TEST(Route, RingsAreAskedOneAfterTheOther) {
    auto rules = std::make_shared<SmallRules>();
    rules->route = [](const abi::Item&, Instant, abi::Route& route) {
        route.to = 0;
        route.parts = {{1, abi::QueueId(2)}};
        route.rings = {{abi::Ring::Kind::Agent, "zoe", {}, {kHour}},
                       {abi::Ring::Kind::Agent, "ana", {}, {30 * kMinute}}};
    };
    Bench bench(rules);
    bench.agent("ana", {});
    bench.agent("bob", {});
    bench.presence("ana", Presence::Away);
    // Nobody is called zoe: her ring is skipped at once.
    const ItemId c = bench.claim();
    EXPECT_EQ(bench.item(c).ring, 1U);
    bench.later(30 * kMinute - 1);
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    bench.later(1);
    EXPECT_EQ(bench.item(c).facts.assignee, "bob");
}

TEST(Route, SplitKeepsTheSharesOfTheDay) {
    auto rules = std::make_shared<SmallRules>();
    rules->route = [](const abi::Item&, Instant, abi::Route& route) {
        route.to = 0;
        route.parts = {{Decimal::scaled(3, -1), abi::QueueId(0)},
                       {Decimal::scaled(7, -1), abi::QueueId(2)}};
    };
    Bench bench(rules);
    std::string where;
    for (int i = 0; i < 5; ++i) where += bench.item(bench.claim()).facts.queue == 0 ? 'a' : 'b';
    EXPECT_EQ(where, "babba");
}

TEST(Route, NotBeforeKeepsItOutOfOffersAndItsClockStill) {
    auto rules = std::make_shared<SmallRules>();
    rules->route = [](const abi::Item& item, Instant, abi::Route& route) {
        route.to = 0;
        route.parts = {{1, abi::QueueId(0)}};
        route.not_before = Instant{item.created.ms + kHour};
    };
    Bench bench(rules);
    bench.agent("ana", {0});
    const ItemId c = bench.claim();
    EXPECT_FALSE(bench.item(c).facts.waiting.since);
    bench.later(kHour - 1);
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    bench.later(1);
    EXPECT_EQ(bench.item(c).state, ItemState::Offered);
    EXPECT_EQ(bench.item(c).facts.waiting.since, bench.now);
}

TEST(Workbin, TakeNextGivesTheMostUrgentOnly) {
    auto rules = std::make_shared<SmallRules>();
    rules->rules.queues[1].take_any = false;
    rules->route = [](const abi::Item&, Instant, abi::Route& route) {
        route.to = 0;
        route.parts = {{1, abi::QueueId(1)}};
    };
    Bench bench(rules);
    bench.agent("lea", {1});
    bench.agent("ana", {0});
    const ItemId small = bench.claim(1);
    const ItemId large = bench.claim(9);
    EXPECT_EQ(bench.engine.waiting_in(abi::QueueId(1)), (std::vector<ItemId>{large, small}));
    EXPECT_EQ(bench.agent_does("ana", model::TakeItem{large, "ana"}).rejection->code,
              RejectionCode::DoesNotFit);
    EXPECT_EQ(bench.agent_does("lea", model::TakeItem{small, "lea"}).rejection->code,
              RejectionCode::NotNext);
    EXPECT_EQ(bench.agent_does("lea", model::TakeNext{abi::QueueId(1), "lea"}).item, large);
    EXPECT_EQ(bench.agent_does("lea", model::TakeNext{abi::QueueId(1), "lea"}).rejection->code,
              RejectionCode::NothingToTake);
}

TEST(Acts, OnlyTheSourceMayDoWhatItKeepsForItself) {
    auto rules = std::make_shared<SmallRules>();
    abi::Source source;
    source.named = {"core", "Core"};
    source.sends = {{abi::WorkTypeId(0), {}}};
    source.only_cancels = true;
    source.told = {{abi::Trigger::Kind::Event, abi::Event::Cancelled, ""}};
    rules->rules.sources = {source};
    Bench bench(rules);
    model::CaptureItem capture{abi::WorkTypeId(0), 0, "K", {{0, Decimal(1)}}};
    const ItemId c = bench.does(capture).item;
    EXPECT_EQ(bench.does(model::CancelItem{c, ""}).rejection->code, RejectionCode::OnlySource);
    EXPECT_TRUE(bench.does(model::CancelItem{c, ""}, {model::Actor::Kind::Source, "core"}));
    ASSERT_EQ(bench.all<model::SourceTold>().size(), 1U);
    EXPECT_EQ(bench.all<model::SourceTold>()[0].event, "cancelled");
}

TEST(Acts, RequeueToSomeoneElseLeavesOneOut) {
    Bench bench;
    bench.agent("ana", {0});
    const ItemId c = bench.claim();
    bench.agent_does("ana", model::AcceptOffer{c, "ana"});
    EXPECT_TRUE(bench.agent_does("ana", model::RequeueItem{c, true}));
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    EXPECT_EQ(bench.item(c).facts.previous_assignee, "ana");
    bench.agent("bob", {0});
    EXPECT_EQ(bench.item(c).facts.offered_to, "bob");
    bench.agent_does("bob", model::AcceptOffer{c, "bob"});
    EXPECT_EQ(bench.item(c).facts.reassignments, 1);
}

TEST(Acts, ReopeningBeginsAnewAndKeepsWhenItWasCreated) {
    Bench bench;
    const Instant came = bench.now;
    const ItemId c = bench.claim();
    bench.does(model::CancelItem{c, "by mistake"});
    bench.later(kHour);
    EXPECT_EQ(bench.does(model::HoldItem{c, {}}).rejection->code, RejectionCode::WrongState);
    EXPECT_TRUE(bench.does(model::ReopenItem{c}));
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    EXPECT_EQ(bench.item(c).facts.queue, 0U);
    EXPECT_EQ(bench.item(c).facts.created, came);
    EXPECT_EQ(bench.item(c).facts.in_line_since, bench.now);
    EXPECT_FALSE(bench.item(c).facts.finished);
}

}  // namespace
}  // namespace reeve::engine::test
