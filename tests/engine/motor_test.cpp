#include "compiler/trial/run.h"
#include "tests/harness/corpus.h"
#include "tests/support/rule_house.h"

#include <gtest/gtest.h>

#include <algorithm>

// A real rule file on the engine. What a test inside a rule file can say stands in `motor.reeve`;
// here is what only events tell.

namespace reeve::engine::test {
namespace {

using model::ItemState;

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;

TEST(MotorFile, ItsOwnTestsPass) {
    const harness::RepositoryFiles files;
    driver::Session session(files);
    session.check(std::vector<std::string>{"tests/engine/motor.reeve"});
    ASSERT_FALSE(session.sink().has_errors());
    const trial::Run run = trial::run_tests(session, {});
    EXPECT_GE(run.report.tests.size(), 20U);
    EXPECT_EQ(run.report.failed(), 0U) << trial::to_text(run.report, false).to_string();
}

class Motor : public testing::Test {
protected:
    support::RuleHouse house_{harness::read_repository_file("tests/engine/motor.reeve")};

    /// Policy, and for its region something else than nothing.
    model::ItemId claim(const char* policy, const char* region = "DE", std::int64_t euros = 100) {
        return house_.capture(
            {{0, abi::Value(policy)}, {1, Decimal(euros)}, {2, abi::Value(region)}});
    }
    /// What people and sources were told while time passed.
    std::vector<std::string> told(std::int64_t ms) {
        return told(house_.engine().advance_to(Instant{house_.engine().now().ms + ms}));
    }
    static std::vector<std::string> told(const model::Events& events) {
        std::vector<std::string> all;
        for (const model::Event& event : events) {
            if (const auto* notified = std::get_if<model::Notified>(&event.what))
                all.push_back(notified->text);
        }
        return all;
    }
    engine::Reply does(model::CommandBody what) {
        return house_.engine().submit({{model::Actor::Kind::Person, "lea"}, std::move(what)},
                                      house_.engine().now());
    }
};

TEST_F(Motor, LeadsAreToldOnceWhenAClaimIsLate) {
    claim("P7");
    std::vector<std::string> all = told(7 * kHour);
    EXPECT_EQ(std::ranges::count(all, "P7 is late"), 0);
    all = told(18 * kHour);
    EXPECT_EQ(std::ranges::count(all, "P7 is late"), 1);
    all = told(48 * kHour);
    EXPECT_EQ(std::ranges::count(all, "P7 is late"), 0);
}

TEST_F(Motor, AnIntakeChoosesWhatComesOfAForm) {
    model::TakeIn form;
    form.values = {abi::Value("C-12"), abi::Value("P1")};
    const auto claim = does(form);
    ASSERT_TRUE(claim);
    EXPECT_EQ(house_.item(claim.item).facts.work_type, abi::WorkTypeId(0));
    EXPECT_EQ(house_.item(claim.item).facts.attributes[1], abi::Value(Decimal(50)));
    form.values[0] = abi::Value("else");
    const auto letter = does(form);
    EXPECT_EQ(house_.item(letter.item).facts.work_type, abi::WorkTypeId(2));
    form.values.pop_back();
    EXPECT_EQ(does(form).rejection->code, model::RejectionCode::MissingValue);
}

TEST_F(Motor, FromThePileOnlyTheFirstIsTaken) {
    house_.sign_in("ana", {"claims"});
    const auto first = claim("P1", "PILE");
    const auto second = claim("P2", "PILE");
    const auto refused = does(model::TakeItem{second, "ana"});
    ASSERT_TRUE(refused.rejection);
    EXPECT_EQ(refused.rejection->code, model::RejectionCode::NotNext);
    EXPECT_TRUE(does(model::TakeItem{first, "ana"}));
}

TEST_F(Motor, CompletingAsPassedOnOpensALetter) {
    house_.sign_in("ana", {"claims"});
    const auto item = claim("P9");
    ASSERT_TRUE(does(model::AcceptOffer{item, "ana"}));
    ASSERT_TRUE(does(model::CompleteItem{item, 2U}));
    const state::Item& letter = house_.engine().state().items().back();
    EXPECT_EQ(letter.facts.work_type, abi::WorkTypeId(2));
    EXPECT_EQ(letter.facts.attributes[0], abi::Value("P9"));
}

TEST_F(Motor, TheWatchTellsSupervisorsOnceAnHour) {
    claim("P1", "FR");
    claim("P2", "FR");
    const auto fired = [](const model::Events& events) {
        return std::ranges::count_if(events, [](const model::Event& event) {
            const auto* told = std::get_if<model::Notified>(&event.what);
            return told != nullptr && told->queue == abi::QueueId(0) &&
                   told->target == abi::Action::Target::Supervisors;
        });
    };
    Engine& engine = house_.engine();
    EXPECT_EQ(fired(engine.advance_to(Instant{engine.now().ms + 10 * kMinute - 1})), 0);
    EXPECT_EQ(fired(engine.advance_to(Instant{engine.now().ms + 1})), 1);
    EXPECT_EQ(fired(engine.advance_to(Instant{engine.now().ms + kHour})), 0);
}

TEST_F(Motor, OnlyItsTeamChangesASetting) {
    house_.sign_in("ana", {"claims"});
    house_.sign_in("lou", {"leads"});
    const model::ChangeSetting change{abi::SettingId(0), abi::Value(Decimal(60))};
    Engine& engine = house_.engine();
    const auto by = [&](const char* who) {
        return engine.submit({{model::Actor::Kind::Agent, who}, change}, engine.now());
    };
    EXPECT_EQ(by("ana").rejection->code, model::RejectionCode::NotAllowed);
    EXPECT_TRUE(by("lou"));
    const model::ChangeSetting much{abi::SettingId(0), abi::Value(Decimal(501))};
    EXPECT_EQ(does(much).rejection->code, model::RejectionCode::BadValue);
}

TEST_F(Motor, AnotherVersionIsInForceAtOnce) {
    house_.sign_in("ana", {"claims"}, {{abi::SkillId(0), 2}});
    const auto held = claim("P1");
    ASSERT_TRUE(does(model::AcceptOffer{held, "ana"}));
    const auto waiting = claim("P2", "DE", 6'000);
    support::RuleHouse next(harness::read_repository_file("tests/engine/motor_next.reeve"));
    Engine& engine = house_.engine();
    ASSERT_TRUE(engine.publish(next.shared_rules(), engine.now()));
    EXPECT_EQ(house_.item(held).facts.assignee, "ana");
    EXPECT_EQ(house_.item(waiting).facts.attributes[0], abi::Value(false));
    EXPECT_EQ(house_.item(waiting).facts.attributes[2], abi::Value("P2"));
    // 80, 50 for a high amount by now, and 7 for what begins.
    EXPECT_EQ(engine.priority(waiting), Decimal(137));
    const auto& due = house_.item(held).facts.promises[2];
    EXPECT_EQ(due->at, Instant{support::kMondayMorning.ms + 22 * kHour + 2 * kHour});
    // Skills went with their names.
    EXPECT_EQ(engine.state().agents().front().facts.skills.front().skill, abi::SkillId(1));
}

}  // namespace
}  // namespace reeve::engine::test
