#include "tests/support/rule_house.h"

#include <algorithm>

// Rule files on the engine: what is written is what happens.

namespace reeve::bind {
namespace {

using model::ItemState;

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;
constexpr Instant kMorning = support::kMondayMorning;

using House = support::RuleHouse;

constexpr const char* kDesk = R"(
business Desk { time zone "Europe/Berlin"  calendar Office  currency EUR }
calendar Office { open monday to friday 09:00-17:00 }
team desk
team bosses
skill motor levels 1..5
bands { first, rest }
work type Claim {
    amount: money(EUR) 0 EUR..100_000 EUR
    vip: yes/no = no
    received: moment optional
}
segment of Claim {
    high   when amount >= 10_000 EUR
    normal otherwise
}
sla for Claim in Office {
    counting from received
    due within 4 business hours when segment is high
    due within 8 business hours otherwise
    pause while state is held
}
priority of Claim {
    band first when vip
    band rest  otherwise
    start at 100
    add 10 per hour of age
    limit total to 0..500
}
queue front {
    members when agent in team desk
    offer to longest idle agent, answer within 45 seconds
}
queue back {
    members when agent in team bosses
    assign to longest idle agent
}
route Claim {
    to front when amount < 50_000 EUR
    to back  otherwise
    needs motor at level 3 or more when segment is high
    after 30 minutes waiting: needs motor at level 1 or more
}
escalate Claim {
    at 50% of sla while state is waiting: raise priority by 25, notify supervisors "{amount} at {priority}"
    at due: move to back
    every 1 hour while state is parked, up to 2 times: remind assignee
}
)";

constexpr std::uint32_t kAmount = 0, kReceived = 2;

model::AttributeValue amount(std::int64_t euros) { return {kAmount, Decimal(euros)}; }

const abi::Promise& due_of(const state::Item& item) {
    return *item.facts.promises[static_cast<std::size_t>(abi::PromiseKind::Due)];
}

TEST(Bind, OffersToWhoHasTheSkillOnceItIsRelaxed) {
    House house(kDesk);
    house.sign_in("ana", {"desk"}, {{abi::SkillId(0), 1}});
    const auto claim = house.capture({amount(20'000)});
    EXPECT_EQ(house.item(claim).segment, 0U);
    EXPECT_EQ(house.item(claim).state, ItemState::Queued);
    house.later(30 * kMinute - 1);
    EXPECT_EQ(house.item(claim).state, ItemState::Queued);
    house.later(1);
    EXPECT_EQ(house.item(claim).state, ItemState::Offered);
    EXPECT_EQ(house.item(claim).facts.offered_to, "ana");
}

TEST(Bind, PromisesMoveWithPausesAndWithWhatTheyRead) {
    House house(kDesk);
    const auto claim = house.capture({amount(20'000)});
    EXPECT_EQ(due_of(house.item(claim)).at, Instant{kMorning.ms + 4 * kHour});
    house.later(kHour);
    ASSERT_TRUE(house.submit(model::HoldItem{claim, std::nullopt}));
    EXPECT_EQ(due_of(house.item(claim)).paused_since, house.now());
    house.later(2 * kHour);
    ASSERT_TRUE(house.submit(model::ResumeItem{claim}));
    EXPECT_EQ(due_of(house.item(claim)).at, Instant{kMorning.ms + 6 * kHour});
    // Another segment, another line; the same beginning and the pause so far.
    ASSERT_TRUE(house.submit(model::UpdateItem{claim, {amount(500)}}));
    EXPECT_EQ(due_of(house.item(claim)).line, 1U);
    // Eight hours and two of the pause; seven are left of Monday.
    EXPECT_EQ(due_of(house.item(claim)).at, Instant{kMorning.ms + 24 * kHour + 2 * kHour});
    // What it counts from moves it, pause included.
    ASSERT_TRUE(
        house.submit(model::UpdateItem{claim, {{kReceived, Instant{kMorning.ms - kHour}}}}));
    EXPECT_EQ(due_of(house.item(claim)).at, Instant{kMorning.ms + 24 * kHour + 1 * kHour});
}

TEST(Bind, StartsOverAtWhatItCountsFromOrNow) {
    House house(kDesk);
    const auto claim = house.capture({amount(500), {kReceived, Instant{kMorning.ms - kHour}}});
    EXPECT_EQ(due_of(house.item(claim)).begin, Instant{kMorning.ms - kHour});
    house.later(kHour);
    ASSERT_TRUE(house.submit(model::StartOverItem{claim}));
    EXPECT_EQ(due_of(house.item(claim)).begin, house.now());
    // An update of something else leaves the new beginning as it is.
    ASSERT_TRUE(house.submit(model::UpdateItem{claim, {amount(600)}}));
    EXPECT_EQ(due_of(house.item(claim)).begin, Instant{kMorning.ms + kHour});
}

TEST(Bind, PriorityRisesWithAgeAndIsRaisedAtHalfOfThePromise) {
    House house(kDesk);
    const auto claim = house.capture({amount(20'000)});
    EXPECT_EQ(house.engine().priority(claim), Decimal(100));
    house.later(2 * kHour - 1);
    EXPECT_EQ(house.engine().priority(claim), Decimal(120));
    model::Events events = house.engine().advance_to(Instant{kMorning.ms + 2 * kHour});
    EXPECT_EQ(house.engine().priority(claim), Decimal(145));
    const auto notified = std::ranges::find_if(events, [](const model::Event& event) {
        return std::holds_alternative<model::Notified>(event.what);
    });
    ASSERT_NE(notified, events.end());
    // Texts tell of the moment at which the line fired.
    EXPECT_EQ(std::get<model::Notified>(notified->what).text, "20,000.00 EUR at 120");
}

TEST(Bind, OverdueWorkMovesOn) {
    House house(kDesk);
    house.sign_in("bob", {"bosses"}, {{abi::SkillId(0), 5}});
    const auto claim = house.capture({amount(500)});
    house.later(24 * kHour + kHour);
    EXPECT_EQ(house.item(claim).state, ItemState::Assigned);
    EXPECT_EQ(house.item(claim).facts.assignee, "bob");
}

TEST(Bind, TheBandGoesBeforePriority) {
    House house(kDesk);
    const auto old = house.capture({amount(500)});
    house.later(kHour);
    const auto vip = house.capture({amount(500), {1, true}});
    const auto waiting = house.engine().waiting_in(abi::QueueId(0));
    EXPECT_EQ(waiting, (std::vector<model::ItemId>{vip, old}));
}

TEST(Bind, KnowsWhatRulesRead) {
    const House house(kDesk);
    const abi::WorkType& claim = house.rules().program().work_types[0];
    EXPECT_EQ(claim.promise_reads, (std::vector<bool>{true, false, true}));
    EXPECT_EQ(claim.to_reads, (std::vector<bool>{true, false, false}));
    EXPECT_TRUE(claim.reads_handling);
    EXPECT_FALSE(claim.to_reads_queues);
    EXPECT_EQ(claim.escalation.size(), 3U);
    EXPECT_GT(claim.escalation[1].source_line, claim.escalation[0].source_line);
}

TEST(Bind, TextsHaveVersions) {
    const House one(kDesk), same(kDesk), other(std::string(kDesk) + "team more\n");
    EXPECT_EQ(one.rules().program().version.size(), 32U);
    EXPECT_EQ(one.rules().program().version, same.rules().program().version);
    EXPECT_NE(one.rules().program().version, other.rules().program().version);
}

TEST(Bind, RefusesWhatDoesNotCheck) {
    driver::MemoryFileSystem files;
    files.put("rules.reeve", "team desk\nteam desk\n");
    const auto loaded = load(files, "rules.reeve");
    ASSERT_FALSE(loaded);
    EXPECT_TRUE(loaded.error().session->sink().has_errors());
}

}  // namespace
}  // namespace reeve::bind
