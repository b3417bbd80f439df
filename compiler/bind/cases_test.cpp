#include "compiler/bind/load.h"
#include "runtime/engine/engine.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

// Plans of real rule files on the engine.

namespace reeve::bind {
namespace {

using abi::PartState;

std::string text_of(const std::string& path) {
    std::ifstream file(support::source_directory() / path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Monday, 2026-03-02, 09:00 in Paris.
constexpr Instant kMorning{1'772'438'400'000};

/// The claims of the examples, with a clerk for each desk.
class Claims {
public:
    Claims() : rules_(loaded()), engine_(rules_, kMorning) {
        sign_in("ida", "intake");
        sign_in("uma", "underwriting");
        sign_in("cleo", "claims");
        sign_in("pat", "payments");
        model::OpenCase open;
        open.plan = abi::PlanId(0);
        open.given = {{0, "P3"}, {1, Decimal(4000)}};
        const engine::Reply reply = does(open);
        EXPECT_TRUE(reply) << reply.rejection->text;
        matter = reply.item;
    }

    engine::Reply does(model::CommandBody what, const std::string& agent = {}) {
        const auto kind = agent.empty() ? model::Actor::Kind::Person : model::Actor::Kind::Agent;
        return engine_.submit({{kind, agent.empty() ? "lea" : agent}, std::move(what)}, now);
    }
    [[nodiscard]] std::uint32_t number(const std::string& name) const {
        const auto& parts = rules_->program().plans[0].parts;
        for (std::uint32_t i = 0; i < parts.size(); ++i) {
            if (parts[i].named.name == name) return i;
        }
        ADD_FAILURE() << "no part " << name;
        return 0;
    }
    [[nodiscard]] const abi::CasePart& part(const std::string& name) const {
        return engine_.state().find_case(matter)->facts.parts[number(name)];
    }
    [[nodiscard]] model::ItemId work(const std::string& name) const { return {part(name).work}; }
    [[nodiscard]] const state::Item& item(const std::string& name) const {
        return engine_.state().item(work(name));
    }
    [[nodiscard]] const state::Item& whole() const { return engine_.state().item(matter); }
    engine::Reply registers(std::int64_t photos) {
        return does(model::AnswerStep{work("register"),
                                      {{0, *Date::from_ymd(2026, 3, 1)},
                                       {1, Decimal(photos)},
                                       {2, "Rear bumper"},
                                       {3, abi::ChoiceValue{0}}}},
                    "ida");
    }
    engine::Reply decides(const std::string& step, abi::Verdict verdict) {
        (void)does(model::TakeItem{work(step), "uma"}, "uma");
        return does(model::DecideStep{work(step), verdict, "reason"}, "uma");
    }
    [[nodiscard]] const engine::Engine& engine() const { return engine_; }
    void pass(std::int64_t hours) {
        now.ms += hours * 3'600'000;
        (void)engine_.advance_to(now);
    }

    model::ItemId matter;
    Instant now = kMorning;

private:
    static std::shared_ptr<const ReferenceRules> loaded() {
        driver::MemoryFileSystem files;
        files.put("claims.reeve", text_of("examples/claims/claims.reeve"));
        auto loaded = load(files, "claims.reeve");
        if (!loaded) throw std::runtime_error(loaded.error().why);
        return *loaded;
    }
    void sign_in(const std::string& name, const std::string& team) {
        model::DefineAgent define{name, {}, {}, {}, {}};
        const auto& teams = rules_->program().teams;
        for (std::size_t i = 0; i < teams.size(); ++i) {
            if (teams[i].named.name == team) define.teams.emplace_back(i);
        }
        for (std::uint32_t i = 0; i < rules_->program().agent_attributes.size(); ++i) {
            if (const auto& value = rules_->program().agent_attributes[i].default_value)
                define.attributes.push_back({i, *value});
        }
        EXPECT_TRUE(does(define));
        EXPECT_TRUE(does(model::SetPresence{name, 0}));
    }

    std::shared_ptr<const ReferenceRules> rules_;
    engine::Engine engine_;
};

TEST(BoundCases, ACaseEndsWhenCoverIsRefused) {
    Claims claims;
    const state::Case& of = *claims.engine().state().find_case(claims.matter);
    EXPECT_EQ(of.facts.reference, "MC-2026-000001");
    EXPECT_EQ(of.facts.owner, "cleo");
    EXPECT_EQ(claims.item("register").facts.assignee, "ida");
    EXPECT_TRUE(claims.registers(3));
    EXPECT_EQ(claims.item("cover").state, model::ItemState::Queued);
    EXPECT_TRUE(claims.decides("cover", abi::Verdict::SentBack));
    EXPECT_EQ(claims.part("register").state, PartState::Active);
    EXPECT_EQ(claims.item("register").facts.assignee, "ida");
    EXPECT_TRUE(claims.registers(4));
    EXPECT_TRUE(claims.decides("cover", abi::Verdict::Rejected));
    EXPECT_EQ(claims.part("decided").state, PartState::Done);
    EXPECT_EQ(claims.whole().state, model::ItemState::Completed);
    EXPECT_EQ(claims.whole().facts.outcome, 0U);  // `refused`, the first of the plan
}

TEST(BoundCases, StepsDoWorkWaitAndAreSkipped) {
    Claims claims;
    EXPECT_TRUE(claims.registers(3));
    EXPECT_TRUE(claims.decides("cover", abi::Verdict::Approved));
    EXPECT_EQ(claims.part("intake").state, PartState::Done);
    EXPECT_EQ(claims.part("assessment").state, PartState::Active);
    EXPECT_EQ(claims.part("opinion").state, PartState::Skipped);
    EXPECT_EQ(claims.item("inspect").facts.attributes[1].date(), *Date::from_ymd(2026, 3, 1));
    EXPECT_EQ(claims.part("papers").state, PartState::Active);
    // The account is the case's third attribute behind `policy`, `amount` and `liability`.
    EXPECT_TRUE(claims.does(model::UpdateItem{claims.matter, {{3, "FR76"}}}));
    EXPECT_EQ(claims.part("papers").state, PartState::Done);
    EXPECT_TRUE(claims.does(model::CompleteItem{claims.work("inspect"), std::nullopt}));
    EXPECT_EQ(claims.part("assessment").state, PartState::Done);
    EXPECT_EQ(claims.item("pay").facts.assignee, "pat");
    EXPECT_TRUE(claims.does(model::AnswerStep{claims.work("pay"), {{0, Decimal(900)}}}, "pat"));
    EXPECT_EQ(claims.whole().state, model::ItemState::Completed);
    EXPECT_EQ(claims.whole().facts.outcome, 1U);  // `settled`
}

TEST(BoundCases, AWaitThatRunsOutEndsTheCase) {
    Claims claims;
    EXPECT_TRUE(claims.registers(3));
    EXPECT_TRUE(claims.decides("cover", abi::Verdict::Approved));
    claims.pass(60 * 24);
    EXPECT_EQ(claims.whole().state, model::ItemState::Completed);
    EXPECT_EQ(claims.whole().facts.outcome, 2U);  // `lapsed`
    EXPECT_EQ(claims.part("papers").state, PartState::Cancelled);
    EXPECT_EQ(claims.item("inspect").state, model::ItemState::Cancelled);
}

}  // namespace
}  // namespace reeve::bind
