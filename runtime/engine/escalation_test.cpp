#include "runtime/engine/test_rules.h"

#include <gtest/gtest.h>

// What happens later: lines of escalations, promises and pauses, watches.

namespace reeve::engine::test {
namespace {

using model::ItemState;
using Kind = abi::Trigger::Kind;

abi::EscalationLine line(Kind kind, abi::Action::Kind action = abi::Action::Kind::Notify) {
    abi::EscalationLine made;
    made.trigger.kind = kind;
    made.actions.resize(1);
    made.actions[0].kind = action;
    return made;
}

/// A claim's escalation of one line, and the moment at which it comes.
std::shared_ptr<SmallRules> with_line(
    abi::EscalationLine made,
    std::function<std::optional<Instant>(const abi::Item&)> at = nullptr) {
    auto rules = std::make_shared<SmallRules>();
    rules->rules.work_types[0].escalation = {std::move(made)};
    rules->thresholds = {std::move(at)};
    return rules;
}

std::optional<Instant> an_hour_after_created(const abi::Item& item) {
    return Instant{item.created.ms + kHour};
}

std::optional<Instant> ten_minutes_untouched(const abi::Item& item) {
    return Instant{item.untouched.since->ms + 10 * kMinute};
}

TEST(Escalation, AMomentFiresOnceAndAgainWhenStartedOver) {
    auto rules = with_line(line(Kind::Moment), [](const abi::Item& item) {
        return Instant{item.waiting.since ? item.waiting.since->ms + kHour : 0};
    });
    Bench bench(rules);
    const ItemId c = bench.claim();
    bench.later(kHour - 1);
    EXPECT_EQ(bench.all<model::Notified>().size(), 0U);
    bench.later(1);
    EXPECT_EQ(bench.all<model::Notified>().size(), 1U);
    EXPECT_EQ(bench.events.back().at, bench.now);
    bench.later(5 * kHour);
    EXPECT_EQ(bench.all<model::Notified>().size(), 1U);
    bench.does(model::StartOverItem{c});
    bench.later(kHour);
    EXPECT_EQ(bench.all<model::Notified>().size(), 2U);
}

TEST(Escalation, ALineMaySetAndStartOverWhatIsWrappedUp) {
    auto made = line(Kind::Event, abi::Action::Kind::Set);
    made.trigger.event = abi::Event::Completed;
    made.actions.resize(2);
    made.actions[1].kind = abi::Action::Kind::StartOver;
    auto rules = with_line(made);
    rules->rules.work_types[0].escalation[0].actions[0].value =
        rules->expr([](const abi::Scene&) { return abi::Value(Decimal(7)); });
    rules->rules.queues[0].wrap_up = Duration{kMinute};
    Bench bench(rules);
    bench.agent("ana", {0});
    const ItemId c = bench.claim();
    bench.agent_does("ana", model::AcceptOffer{c, "ana"});
    bench.agent_does("ana", model::CompleteItem{c, 0});
    EXPECT_TRUE(bench.all<model::ActionRefused>().empty());
    EXPECT_EQ(bench.item(c).facts.attributes[0], abi::Value(Decimal(7)));
    // The wrap-up ended with it, so it is offered at once.
    EXPECT_EQ(bench.item(c).state, ItemState::Offered);
    EXPECT_FALSE(bench.item(c).facts.outcome.has_value());
}

TEST(Escalation, WhatStartsOverAndIsHeldAtOnceIsRoutedWhenItComesBack) {
    auto made = line(Kind::Event, abi::Action::Kind::StartOver);
    made.trigger.event = abi::Event::Completed;
    made.actions.resize(2);
    made.actions[1].kind = abi::Action::Kind::Hold;
    auto rules = with_line(made);
    rules->rules.work_types[0].escalation[0].actions[1].value = rules->expr(
        [](const abi::Scene& scene) { return abi::Value(Instant{scene.now.ms + kHour}); });
    Bench bench(rules);
    bench.agent("ana", {0});
    const ItemId c = bench.claim();
    bench.agent_does("ana", model::AcceptOffer{c, "ana"});
    bench.agent_does("ana", model::CompleteItem{c, 0});
    EXPECT_EQ(bench.item(c).state, ItemState::Held);
    bench.later(kHour);
    EXPECT_EQ(bench.item(c).state, ItemState::Offered);
}

TEST(Escalation, WhatALineMovesIsNotRoutedBackByARequeueOfTheSameMoment) {
    auto made = line(Kind::Moment, abi::Action::Kind::Requeue);
    made.actions.resize(2);
    made.actions[1].kind = abi::Action::Kind::Move;
    made.actions[1].queue = abi::QueueId(1);
    Bench bench(with_line(made, an_hour_after_created));
    bench.agent("ana", {0});
    const ItemId c = bench.claim();
    bench.agent_does("ana", model::AcceptOffer{c, "ana"});
    bench.later(kHour);
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    EXPECT_EQ(bench.item(c).facts.queue, 1U);
}

TEST(Escalation, AMomentWaitsForItsWhile) {
    auto made = line(Kind::Moment);
    auto rules = with_line(made, an_hour_after_created);
    rules->rules.work_types[0].escalation[0].trigger.while_condition =
        rules->condition([](const abi::Scene& scene) { return scene.item->state == 2; });
    Bench bench(rules);
    const ItemId c = bench.claim();
    bench.later(3 * kHour);
    EXPECT_EQ(bench.all<model::Notified>().size(), 0U);
    bench.agent("ana", {0});
    bench.agent_does("ana", model::AcceptOffer{c, "ana"});
    EXPECT_EQ(bench.all<model::Notified>().size(), 1U);
}

TEST(Escalation, AClockIsArmedAgainWhenItRestarts) {
    Bench bench(with_line(line(Kind::Clock), ten_minutes_untouched));
    const ItemId c = bench.claim();
    bench.later(30 * kMinute);
    EXPECT_EQ(bench.all<model::LineFired>().size(), 1U);
    bench.does(model::UpdateItem{c, {{1, "seen"}}});
    bench.later(10 * kMinute - 1);
    EXPECT_EQ(bench.all<model::LineFired>().size(), 1U);
    bench.later(1);
    EXPECT_EQ(bench.all<model::LineFired>().size(), 2U);
}

TEST(Escalation, ARepeatingLineStopsAfterItsTimes) {
    auto made = line(Kind::Every);
    made.trigger.length.length = {kHour};
    made.trigger.times = 2;
    Bench bench(with_line(made));
    bench.claim();
    bench.later(kHour);
    EXPECT_EQ(bench.all<model::Notified>().size(), 1U);
    bench.later(5 * kHour);
    EXPECT_EQ(bench.all<model::Notified>().size(), 2U);
}

TEST(Escalation, AtMostEveryLeavesActionsOut) {
    auto made = line(Kind::Every);
    made.trigger.length.length = {kHour};
    made.at_most_every = Duration{2 * kHour};
    Bench bench(with_line(made));
    bench.claim();
    bench.later(4 * kHour);
    EXPECT_EQ(bench.all<model::LineFired>().size(), 4U);
    EXPECT_EQ(bench.all<model::Notified>().size(), 2U);
}

TEST(Escalation, MovingKeepsThePlace) {
    auto made = line(Kind::Moment, abi::Action::Kind::Move);
    made.actions[0].queue = abi::QueueId(1);
    made.actions.push_back({});
    made.actions[1].target = abi::Action::Target::Supervisors;
    Bench bench(with_line(made, an_hour_after_created));
    bench.agent("lea", {1});
    const Instant came = bench.now;
    const ItemId c = bench.claim();
    bench.later(kHour);
    EXPECT_EQ(bench.item(c).facts.queue, 1U);
    EXPECT_EQ(bench.item(c).facts.in_line_since, came);
    ASSERT_EQ(bench.all<model::Notified>().size(), 1U);
    EXPECT_TRUE(bench.agent_does("lea", model::TakeItem{c, "lea"}));
    EXPECT_EQ(bench.item(c).state, ItemState::Assigned);
}

TEST(Escalation, ChangesAndDeclinesAreHeardOf) {
    auto changed = line(Kind::AttributeChanges);
    changed.trigger.attribute = 1;
    auto declined = line(Kind::DeclinedOrMissed, abi::Action::Kind::Move);
    declined.trigger.declined = true;
    declined.trigger.times = 2;
    declined.actions[0].queue = abi::QueueId(1);
    auto rules = with_line(changed);
    rules->rules.work_types[0].escalation.push_back(declined);
    Bench bench(rules);
    bench.agent("ana", {0});
    const ItemId c = bench.claim();
    bench.does(model::UpdateItem{c, {{0, Decimal(3)}}});
    EXPECT_EQ(bench.all<model::Notified>().size(), 0U);
    bench.does(model::UpdateItem{c, {{1, "new"}}});
    bench.does(model::UpdateItem{c, {{1, "new"}}});  // no change
    EXPECT_EQ(bench.all<model::Notified>().size(), 1U);
    bench.agent_does("ana", model::DeclineOffer{c, "ana", "no time"});
    EXPECT_EQ(bench.item(c).facts.queue, 0U);
    bench.later(kMinute);
    bench.agent_does("ana", model::DeclineOffer{c, "ana", ""});
    EXPECT_EQ(bench.item(c).facts.queue, 1U);
}

TEST(Escalation, NobodyFitsIsNoticedWhileNobodySignedInDoes) {
    auto made = line(Kind::NobodyFits);
    made.trigger.length.length = {15 * kMinute};
    Bench bench(with_line(made));
    bench.claim();
    bench.later(10 * kMinute);
    bench.agent("ana", {0});
    bench.later(20 * kMinute);
    EXPECT_EQ(bench.all<model::LineFired>().size(), 0U);
    bench.presence("ana", model::Presence::Offline);
    bench.later(15 * kMinute);
    EXPECT_EQ(bench.all<model::LineFired>().size(), 1U);
}

TEST(Escalation, ARefusedActionIsSaid) {
    auto made = line(Kind::Moment, abi::Action::Kind::OpenCase);  // of a plan that is not there
    Bench bench(with_line(made, an_hour_after_created));
    bench.claim();
    bench.later(kHour);
    ASSERT_EQ(bench.all<model::ActionRefused>().size(), 1U);
    EXPECT_EQ(bench.all<model::ActionRefused>()[0].code, model::RejectionCode::UnknownPlan);
}

TEST(Escalation, ARaiseForATimeEndsByItself) {
    auto made = line(Kind::Moment, abi::Action::Kind::RaisePriority);
    made.actions[0].time = Duration{10 * kMinute};
    auto rules = with_line(made, an_hour_after_created);
    rules->rules.work_types[0].escalation[0].actions[0].value =
        rules->expr([](const abi::Scene&) { return abi::Value(Decimal(50)); });
    Bench bench(rules);
    const ItemId c = bench.claim(7);
    bench.later(kHour);
    EXPECT_EQ(bench.engine.priority(c), Decimal(57));
    bench.does(model::BoostItem{c, Decimal(3)});
    EXPECT_EQ(bench.engine.priority(c), Decimal(60));
    bench.later(10 * kMinute);
    EXPECT_EQ(bench.engine.priority(c), Decimal(10));
}

TEST(Promises, StandStillWhileHeld) {
    auto rules = std::make_shared<SmallRules>();
    rules->due_within = Duration{2 * kHour};
    rules->pauses_while_held = true;
    Bench bench(rules);
    const ItemId c = bench.claim();
    const Instant due = bench.item(c).facts.promises[2]->at;
    bench.does(model::HoldItem{c, Instant{bench.now.ms + kHour}});
    EXPECT_EQ(bench.item(c).state, ItemState::Held);
    EXPECT_TRUE(bench.item(c).facts.promises[2]->paused_since);
    bench.later(kHour);
    EXPECT_EQ(bench.item(c).state, ItemState::Queued);
    EXPECT_EQ(bench.item(c).facts.promises[2]->at.ms, due.ms + kHour);
    EXPECT_EQ(bench.item(c).facts.waiting.past.size(), 0U);
    bench.later(2 * kMinute);
    EXPECT_EQ(bench.item(c).facts.waiting.since->ms, bench.now.ms - 2 * kMinute);
}

TEST(Watch, FiresWhenItBecomesTrueAndAgainAfterItWasFalse) {
    auto rules = std::make_shared<SmallRules>();
    abi::Watch watch;
    watch.queue = abi::QueueId(0);
    watch.lines = {line(Kind::Watch)};
    watch.lines[0].trigger.length.length = {10 * kMinute};
    watch.lines[0].trigger.condition = rules->condition(
        [](const abi::Scene& scene) { return scene.house->queues[0].waiting_items > 1; });
    rules->rules.watches = {watch};
    Bench bench(rules);
    bench.claim();
    const ItemId second = bench.claim();
    bench.later(10 * kMinute - 1);
    EXPECT_EQ(bench.all<model::Notified>().size(), 0U);
    bench.later(1);
    EXPECT_EQ(bench.all<model::Notified>().size(), 1U);
    bench.later(kHour);
    EXPECT_EQ(bench.all<model::Notified>().size(), 1U);
    bench.does(model::CancelItem{second, ""});
    bench.claim();
    bench.later(10 * kMinute);
    EXPECT_EQ(bench.all<model::Notified>().size(), 2U);
    const abi::QueueFacts facts = bench.engine.queue_facts(abi::QueueId(0));
    EXPECT_EQ(facts.waiting_items, 2);
    EXPECT_EQ(facts.oldest_wait.ms, 80 * kMinute);
}

}  // namespace
}  // namespace reeve::engine::test
