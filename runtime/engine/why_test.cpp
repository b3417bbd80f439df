#include "runtime/engine/random_house.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

// What the engine says of why is what it does: at each match of random streams, in the very state
// in which it is made, and between batches.

namespace reeve::engine::test {
namespace {

using model::ItemState;
using Kind = Obstacle::Kind;

struct Match {
    ItemId item;
    AgentId agent;
};

std::optional<Match> match_of(const model::Event& event) {
    if (const auto* offered = std::get_if<model::ItemOffered>(&event.what))
        return Match{offered->item, offered->agent};
    const auto* assigned = std::get_if<model::ItemAssigned>(&event.what);
    if (assigned != nullptr && assigned->how == model::ItemAssigned::How::Pushed)
        return Match{assigned->item, assigned->agent};
    return std::nullopt;
}

/// The one who gets the item is the first of its candidates, and the candidates are those whom
/// nothing keeps from it.
void check_match(const Engine& before, const Match& match) {
    const std::vector<Candidate> candidates = before.candidates(match.item);
    ASSERT_FALSE(candidates.empty());
    EXPECT_EQ(candidates.front().agent, match.agent);
    for (const state::Agent& agent : before.state().agents()) {
        const bool stated = std::ranges::any_of(
            candidates, [&](const Candidate& candidate) { return candidate.agent == agent.id; });
        EXPECT_EQ(before.obstacles(match.item, agent.id).empty(), stated) << agent.facts.id;
    }
}

/// Between batches nobody waits for what nothing stands in the way of. Counts what does.
void check_rest(const Engine& engine, std::map<Kind, int>& met) {
    for (const state::Item& item : engine.state().items()) {
        if (item.state != ItemState::Queued) {
            EXPECT_EQ(engine.obstacles(item.id).at(0).kind, Kind::NotQueued);
            continue;
        }
        EXPECT_TRUE(engine.candidates(item.id).empty());
        for (const state::Agent& agent : engine.state().agents()) {
            const auto obstacles = engine.obstacles(item.id, agent.id);
            EXPECT_FALSE(obstacles.empty()) << item.facts.id << " and " << agent.facts.id;
            bool may = true;
            for (const Obstacle& obstacle : obstacles) {
                ++met[obstacle.kind];
                may = may && passes(obstacle.kind);
                EXPECT_GT(obstacle.until.value_or(abi::kLastInstant), engine.now());
            }
            EXPECT_EQ(may, engine.fits(item.id, agent.id));
        }
    }
}

void check_places(const Engine& engine) {
    for (std::uint32_t queue = 0; queue < 3; ++queue) {
        const auto waiting = engine.waiting_in(abi::QueueId(queue));
        for (std::uint32_t place = 0; place < waiting.size(); ++place) {
            EXPECT_EQ(engine.count_ahead(waiting[place], 1000), place);
            EXPECT_EQ(engine.count_ahead(waiting[place], 2), std::min(place, 2U));
        }
    }
}

TEST(Why, AgreesWithWhatIsDone) {
    std::map<Kind, int> met;
    int matches = 0;
    for (std::uint64_t seed = 1; seed <= 16; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto rules = busy_rules();
        Stream stream(seed);
        Engine live(rules, kMorning);
        state::State replayed(rules->rules);
        Instant now = kMorning;
        for (int i = 0; i < 300; ++i) {
            if (stream.below(3) != 0) now.ms += stream.below(10 * kMinute);
            const model::Command command{{model::Actor::Kind::Person, "lea"},
                                         stream.next(live.state())};
            for (const model::Event& event : live.submit(command, now).events) {
                if (const auto match = match_of(event)) {
                    check_match(Engine(rules, replayed), *match);
                    ++matches;
                }
                state::apply(replayed, event);
            }
            check_rest(live, met);
            if (i % 10 == 0) check_places(live);
            ASSERT_FALSE(HasFailure()) << "step " << i;
        }
    }
    EXPECT_GT(matches, 100);
    for (const Kind kind : {Kind::SelfService, Kind::Closed, Kind::KeptBack, Kind::NotMember,
                            Kind::LacksSkill, Kind::Barred, Kind::SomebodyElse, Kind::OthersFirst,
                            Kind::NotAgain, Kind::Away, Kind::NoRoom})
        EXPECT_GT(met[kind], 0) << static_cast<int>(kind);
}

/// A house of one queue with an agent that lacks one thing.
TEST(Why, NamesTheSkillAndTheLevel) {
    const auto rules = std::make_shared<SmallRules>();
    rules->route = [](const abi::Item&, Instant, abi::Route& route) {
        route.to = 0;
        route.parts = {{1, abi::QueueId(0)}};
        route.needs = {{abi::SkillId(0), 3}, {abi::SkillId(1), 0}};
    };
    Engine engine(rules, kMorning);
    model::DefineAgent ana{"ana", {abi::TeamId(0)}, {{abi::SkillId(0), 2}}, {}, {}};
    ASSERT_TRUE(engine.submit({{}, ana}, kMorning));
    model::CaptureItem capture;
    capture.work_type = abi::WorkTypeId(0);
    capture.given = {{0, Decimal(5)}};
    const ItemId item = engine.submit({{}, capture}, kMorning).item;
    const auto obstacles = engine.obstacles(item, AgentId(0));
    ASSERT_EQ(obstacles.size(), 3U);
    EXPECT_EQ(obstacles[0].kind, Kind::LacksSkill);
    EXPECT_EQ(obstacles[0].need, (abi::Need{abi::SkillId(0), 3}));
    EXPECT_EQ(obstacles[0].has, 2);
    EXPECT_EQ(obstacles[1].need, (abi::Need{abi::SkillId(1), 0}));
    EXPECT_EQ(obstacles[1].has, 0);
    EXPECT_EQ(obstacles[2].kind, Kind::Away);
}

}  // namespace
}  // namespace reeve::engine::test
