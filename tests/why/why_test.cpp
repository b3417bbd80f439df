#include "runtime/why/future.h"
#include "runtime/why/text.h"
#include "tests/support/rule_house.h"

#include <gmock/gmock.h>

// Why, on real rules: what is said is what then happens.

namespace reeve::why {
namespace {

using support::RuleHouse;
using testing::HasSubstr;

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;

constexpr const char* kRules = R"(
business Desk { time zone "Europe/Berlin"  calendar Office  currency EUR }
calendar Office { open monday to friday 09:00-17:00 }
team desk
team bosses
skill motor "Motor" levels 1..5
skill french "French"
agents have { limit: money(EUR) = 0 EUR }
workload normal { at most 2 points }
work type Claim {
    amount: money(EUR) 0 EUR..100_000 EUR
    slow: yes/no = no
    counts 2 points
}
segment of Claim {
    high   when amount >= 10_000 EUR
    normal otherwise
}
sla for Claim in Office { due within 2 business hours otherwise }
priority of Claim {
    start at 100
    add 50            when slow
    add 10 per hour of age  when not slow
}
queue front "Front desk" {
    members when agent in team desk
    offer to longest idle agent, answer within 45 seconds
    not again for 1 hour
}
route Claim {
    to front otherwise
    needs motor at level 3 or more when segment is high
    needs agent.limit >= amount when amount > 10_000 EUR
}
)";

model::AttributeValue amount(std::int64_t euros) { return {0, Decimal(euros)}; }

class Why : public testing::Test {
protected:
    Why() {
        words_.moment = [](Instant instant) {
            return std::to_string((instant.ms - support::kMondayMorning.ms) / kMinute) + " min";
        };
        words_.condition = [&](abi::ExprId) { return std::string("agent.limit >= amount"); };
    }

    [[nodiscard]] WhyWaiting why(ItemId item) { return why_waiting(house_.engine(), item); }
    [[nodiscard]] std::string say(ItemId item) { return text(house_.engine(), why(item), words_); }

    RuleHouse house_{kRules};
    Words words_;
};

TEST_F(Why, NobodyIsKnown) {
    const ItemId claim = house_.capture({amount(500)});
    EXPECT_EQ(why(claim).reason, WaitReason::NobodyAtAll);
    EXPECT_EQ(
        say(claim),
        "Claim number 1 in Front desk, with 0 ahead of it: nobody is known who could do it\n");
    EXPECT_EQ(unservable(house_.engine()), std::vector<ItemId>{claim});
}

TEST_F(Why, EachAgentHasItsReasons) {
    house_.sign_in("bob", {"bosses"}, {{abi::SkillId(0), 5}});
    house_.sign_in("ana", {"desk"}, {{abi::SkillId(0), 2}});
    const ItemId claim = house_.capture({amount(20'000)});
    EXPECT_EQ(why(claim).reason, WaitReason::NobodyAtAll);
    EXPECT_EQ(say(claim),
              "Claim number 1 in Front desk, with 0 ahead of it: nobody could do it as things "
              "stand\n"
              "  bob: is no member of the queue; `agent.limit >= amount` does not hold\n"
              "  ana: has level 2 of Motor, where level 3 is needed; `agent.limit >= amount` does "
              "not hold\n");
}

TEST_F(Why, WhoCouldIsAwayBusyOrDeclined) {
    house_.sign_in("ana", {"desk"});
    const ItemId first = house_.capture({amount(1)});
    ASSERT_EQ(house_.item(first).facts.offered_to, "ana");
    const ItemId second = house_.capture({amount(2)});
    EXPECT_EQ(why(second).reason, WaitReason::AllBusy);
    EXPECT_THAT(say(second), HasSubstr("ana: has something else in hand"));
    ASSERT_TRUE(house_.submit(model::DeclineOffer{first, "ana", ""}));
    EXPECT_EQ(house_.item(second).facts.offered_to, "ana");
    ASSERT_TRUE(house_.submit(model::DeclineOffer{second, "ana", ""}));
    EXPECT_EQ(why(second).reason, WaitReason::OthersFirst);
    // She is the only one, so she is asked again after a minute.
    EXPECT_THAT(say(second), HasSubstr("ana: declined or missed it, and rests until 1 min"));
    EXPECT_EQ(why(second).next, Instant{support::kMondayMorning.ms + kMinute});
    ASSERT_TRUE(house_.submit(model::SetPresence{"ana", 1}));
    EXPECT_EQ(why(second).reason, WaitReason::NobodyHere);
    EXPECT_THAT(say(second), HasSubstr("is away"));
}

TEST_F(Why, AnIdleAgentIsTold) {
    house_.sign_in("ana", {"desk"});
    house_.sign_in("bob", {"bosses"});
    const auto& state = house_.engine().state();
    const AgentId ana = state.find_agent("ana")->id, bob = state.find_agent("bob")->id;
    EXPECT_EQ(why_idle(house_.engine(), bob).reason, IdleReason::NoQueue);
    EXPECT_EQ(why_idle(house_.engine(), ana).reason, IdleReason::NothingWaits);
    const ItemId high = house_.capture({amount(20'000)});
    const WhyIdle idle = why_idle(house_.engine(), ana);
    EXPECT_EQ(idle.reason, IdleReason::NothingFits);
    EXPECT_EQ(text(house_.engine(), idle, words_),
              "ana: what waits is not for this agent now\n"
              "  Front desk: 1 item waits, 1 of them for others\n");
    EXPECT_EQ(house_.item(high).state, model::ItemState::Queued);
    (void)house_.capture({amount(5)});
    (void)house_.capture({amount(6)});
    EXPECT_EQ(why_idle(house_.engine(), ana).reason, IdleReason::Full);
}

TEST_F(Why, TellsWhenOneOvertakesAnother) {
    const ItemId slow = house_.capture({amount(1), {1, true}});
    house_.later(kMinute);
    const ItemId rising = house_.capture({amount(1)});
    const Instant until{house_.now().ms + 24 * kHour};
    // 150 against 100 and ten an hour, whose slope is rounded up in the 18th decimal.
    const auto when = overtakes(house_.engine(), rising, slow, until);
    ASSERT_TRUE(when);
    EXPECT_EQ(when->ms, house_.now().ms + 5 * kHour);
    EXPECT_EQ(overtakes(house_.engine(), rising, slow, Instant{house_.now().ms + 5 * kHour - 1}),
              std::nullopt);
    EXPECT_EQ(overtakes(house_.engine(), slow, rising, until), house_.now());
    const auto order = [&] { return house_.engine().waiting_in(abi::QueueId(0)); };
    (void)house_.engine().advance_to(Instant{when->ms - 1});
    EXPECT_EQ(order().front(), slow);
    (void)house_.engine().advance_to(*when);
    EXPECT_EQ(order().front(), rising);
}

TEST_F(Why, WhatWillBeLateAndWhatWouldSaveIt) {
    house_.sign_in("ana", {"desk"});
    // Half an hour for each, as the last one took.
    const ItemId done = house_.capture({amount(1)});
    ASSERT_TRUE(house_.submit(model::AcceptOffer{done, "ana"}));
    house_.later(kHour / 2);
    ASSERT_TRUE(house_.submit(model::CompleteItem{done, std::nullopt}));
    std::vector<ItemId> claims;
    for (int i = 0; i < 8; ++i) claims.push_back(house_.capture({amount(1)}));
    // One is offered to her; of the seven that wait four are done within two hours.
    const auto risks = at_risk(house_.engine(), abi::QueueId(0));
    ASSERT_EQ(risks.size(), 3U);
    EXPECT_EQ(risks[0].item, claims[5]);
    EXPECT_EQ(risks[0].ahead, 4U);
    EXPECT_EQ(risks[0].expected, Instant{house_.now().ms + 5 * kHour / 2});
    EXPECT_EQ(risks[0].members_missing, 1U);
    EXPECT_THAT(text(house_.engine(), risks, words_), HasSubstr("1 member more would save it"));
    const auto waits = oldest_waits(house_.engine());
    ASSERT_EQ(waits.size(), 1U);
    EXPECT_EQ(waits[0].waiting, 7U);
    EXPECT_EQ(waits[0].item, claims[1]);
}

TEST_F(Why, PreviewSaysWhatOtherRulesWouldDo) {
    house_.sign_in("ana", {"desk"});
    ASSERT_TRUE(house_.submit(model::SetPresence{"ana", 1}));
    const ItemId small = house_.capture({amount(500)});
    const ItemId medium = house_.capture({amount(5'000)});
    std::string changed = kRules;
    changed.replace(changed.find("10_000 EUR\n    normal"), 10, "1_000 EUR");
    const RuleHouse other(changed);
    const std::string before = state::encode(house_.engine().state());
    const Preview seen = preview(house_.engine(), other.shared_rules());
    EXPECT_EQ(state::encode(house_.engine().state()), before);
    EXPECT_EQ(seen.open, 2U);
    ASSERT_EQ(seen.changed.size(), 1U);
    EXPECT_EQ(seen.changed[0].item, medium);
    EXPECT_EQ(seen.changed[0].after.segment, "high");
    EXPECT_EQ(seen.newly_for_nobody, 1U);
    EXPECT_THAT(text(house_.engine(), seen, words_), HasSubstr("segment: normal becomes high"));
    // What was said is what happens.
    ASSERT_TRUE(house_.engine().publish(other.shared_rules(), house_.now()));
    EXPECT_EQ(house_.item(medium).segment, 0U);
    EXPECT_EQ(house_.item(small).segment, 1U);
    EXPECT_EQ(unservable(house_.engine()), std::vector<ItemId>{medium});
}

}  // namespace
}  // namespace reeve::why
