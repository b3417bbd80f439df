#include "runtime/abi/points.h"
#include "runtime/engine/test_rules.h"
#include "runtime/model/encoding.h"

#include <gtest/gtest.h>

#include <random>

// Small plans, a rule of section 12 at a time; then plans and acts at random.

namespace reeve::engine::test {
namespace {

using abi::PartState;
using Kind = abi::PlanPart::Kind;

/// A house with one plan, `Matter`, whose data is 0 `size` (a number).
class Plans {
public:
    Plans() : rules(std::make_shared<SmallRules>()) {
        abi::WorkType type = rules->rules.work_types[0];
        type.named = {"Matter", "Matter"};
        type.attributes.resize(1);
        type.attributes[0].default_value = abi::Value(Decimal());
        type.has_route = false;
        type.points = 0;
        type.plan = abi::PlanId(0);
        plan.case_type = abi::WorkTypeId(rules->rules.work_types.size());
        plan.reference = "M-{number:4}";
        rules->rules.work_types.push_back(type);
    }

    std::uint32_t part(Kind kind, std::uint32_t parent = abi::PlanPart::kNone) {
        abi::PlanPart made;
        made.kind = kind;
        made.parent = parent;
        made.named = {"p" + std::to_string(plan.parts.size()), ""};
        if (made.is_answered()) {
            abi::WorkType type;
            type.named = {"Matter." + made.named.name, ""};
            type.of_step = type.has_route = true;
            made.work_type = abi::WorkTypeId(rules->rules.work_types.size());
            rules->rules.work_types.push_back(type);
            made.queue = abi::QueueId(1);
        }
        if (kind == Kind::Form) {
            abi::FormField field;
            field.attribute = rules->rules.work_types[0].attributes[0];
            made.form = {field};
        }
        const auto number = static_cast<std::uint32_t>(plan.parts.size());
        if (parent != abi::PlanPart::kNone) plan.parts[parent].children.push_back(number);
        plan.parts.push_back(std::move(made));
        return number;
    }
    abi::ExprId is(std::uint32_t part, PartState state) {
        return rules->condition([part, state](const abi::Scene& scene) {
            return of(scene).parts[part].state == state;
        });
    }
    abi::ExprId verdict(std::uint32_t part, abi::Verdict verdict) {
        return rules->condition([part, verdict](const abi::Scene& scene) {
            const abi::CasePart& now = of(scene).parts[part];
            return now.state == PartState::Done && now.verdict == verdict;
        });
    }
    abi::ExprId size_over(std::int64_t limit) {
        return rules->condition([limit](const abi::Scene& scene) {
            return scene.item->attributes[0].number() > Decimal(limit);
        });
    }
    static const abi::Case& of(const abi::Scene& scene) {
        return *scene.house->records->find_case(scene.item->of_case->number);
    }
    Bench& open() {
        rules->rules.plans = {plan};
        bench = std::make_unique<Bench>(rules);
        bench->agent("ann", {1});
        matter = bench->does(model::OpenCase{abi::PlanId(0), {}, {}, {}}).item;
        return *bench;
    }
    [[nodiscard]] const state::Case& now() const {
        return *bench->engine.state().find_case(matter);
    }
    [[nodiscard]] PartState state(std::uint32_t part) const {
        return now().facts.parts[part].state;
    }
    [[nodiscard]] ItemId work(std::uint32_t part) const {
        return ItemId{now().facts.parts[part].work};
    }
    Reply answer(std::uint32_t part, std::int64_t value = 1) {
        return bench->does(model::AnswerStep{work(part), {{0, Decimal(value)}}});
    }
    Reply decide(std::uint32_t part, abi::Verdict verdict) {
        return bench->does(model::DecideStep{work(part), verdict, "because"});
    }
    [[nodiscard]] const state::Item& item() const { return bench->item(matter); }

    std::shared_ptr<SmallRules> rules;
    abi::Plan plan;
    std::unique_ptr<Bench> bench;
    ItemId matter;
};

TEST(Cases, AFormWaitsInItsQueueFillsTheDataAndEndsTheCase) {
    Plans p;
    const auto form = p.part(Kind::Form);
    p.plan.parts[form].form[0].data = 0;
    p.plan.endings = {{1, false, p.is(form, PartState::Done), ""}};
    Bench& bench = p.open();
    EXPECT_EQ(p.now().facts.reference, "M-0001");
    EXPECT_EQ(bench.item(p.work(form)).facts.queue, 1U);
    EXPECT_TRUE(bench.agent_does("ann", model::TakeItem{p.work(form), "ann"}));
    const Reply bare = bench.agent_does("ann", model::CompleteItem{p.work(form), std::nullopt});
    ASSERT_TRUE(bare.rejection);
    EXPECT_EQ(bare.rejection->code, model::RejectionCode::AnswersNeeded);
    EXPECT_TRUE(bench.agent_does("ann", model::AnswerStep{p.work(form), {{0, Decimal(7)}}}));
    EXPECT_EQ(p.item().facts.attributes[0].number(), Decimal(7));
    EXPECT_EQ(p.now().facts.parts[form].completed_by, "ann");
    EXPECT_EQ(p.item().state, model::ItemState::Completed);
    EXPECT_EQ(p.item().facts.outcome, 1U);
}

TEST(Cases, OtherRulesAreTakenWhereThePlanKeepsItsShape) {
    Plans p;
    const auto form = p.part(Kind::Form);
    p.plan.endings = {{1, false, p.is(form, PartState::Done), ""}};
    Bench& bench = p.open();
    const auto published = [&](auto change) {
        auto next = std::make_shared<SmallRules>(*p.rules);
        change(next->rules.plans);
        return bench.engine.publish(next, bench.now);
    };
    const std::string before = state::encode(bench.engine.state());
    for (const Reply& refused :
         {published([](auto& plans) { plans.clear(); }),
          published([](auto& plans) { plans[0].named.name = "Other"; }),
          published([](auto& plans) { plans[0].parts[0].named.name = "other"; }),
          published([](auto& plans) { plans[0].parts.push_back(plans[0].parts[0]); }),
          published([](auto& plans) { plans[0].parts[0].form.clear(); })}) {
        ASSERT_TRUE(refused.rejection);
        EXPECT_EQ(refused.rejection->code, model::RejectionCode::DoesNotFitState);
    }
    EXPECT_EQ(state::encode(bench.engine.state()), before);
    EXPECT_TRUE(published([](auto& plans) { plans.push_back(plans[0]); }));
    EXPECT_TRUE(p.answer(form));
    EXPECT_EQ(p.item().state, model::ItemState::Completed);
}

TEST(Cases, PartsInOrderWaitAndStagesAreDoneWhenNothingIsLeftInThem) {
    Plans p;
    const auto stage = p.part(Kind::Stage);
    const auto first = p.part(Kind::Form, stage);
    const auto second = p.part(Kind::Form, stage);
    const auto later = p.part(Kind::Form);
    p.plan.parts[second].after = first;
    p.plan.parts[later].starts_when = p.is(stage, PartState::Done);
    p.open();
    EXPECT_EQ(p.state(second), PartState::NotStarted);
    p.answer(first);
    EXPECT_EQ(p.state(second), PartState::Active);
    EXPECT_EQ(p.state(stage), PartState::Active);
    p.answer(second);
    EXPECT_EQ(p.state(stage), PartState::Done);
    EXPECT_EQ(p.state(later), PartState::Active);
}

TEST(Cases, WhatIsNotWantedIsSkippedWithAllThatIsInside) {
    Plans p;
    const auto stage = p.part(Kind::Stage);
    const auto inner = p.part(Kind::Form, stage);
    p.plan.parts[stage].only_if = p.size_over(10);
    p.open();
    EXPECT_EQ(p.state(stage), PartState::Skipped);
    EXPECT_EQ(p.state(inner), PartState::Skipped);
}

TEST(Cases, SentBackIsRedoneFromAnEarlierStepSoOftenAndNotMore) {
    Plans p;
    const auto stage = p.part(Kind::Stage);
    const auto form = p.part(Kind::Form, stage);
    const auto check = p.part(Kind::Approval, stage);
    p.plan.parts[check].after = form;
    p.plan.parts[check].redos = {{form, true, {}, 1}};
    p.open();
    p.answer(form, 3);
    p.decide(check, abi::Verdict::SentBack);
    EXPECT_EQ(p.state(form), PartState::Active);
    EXPECT_EQ(p.state(check), PartState::NotStarted);
    EXPECT_EQ(p.now().facts.parts[form].answers[0].number(), Decimal(3));
    p.answer(form, 4);
    ASSERT_EQ(p.now().progress[form].rounds.size(), 2U);
    EXPECT_EQ(p.now().progress[form].rounds[0].answers[0].number(), Decimal(3));
    p.decide(check, abi::Verdict::SentBack);
    EXPECT_EQ(p.state(check), PartState::Done);
    EXPECT_EQ(p.state(stage), PartState::Done);
}

TEST(Cases, AStepRepeatsWhileItsConditionHolds) {
    Plans p;
    const auto form = p.part(Kind::Form);
    p.plan.parts[form].form[0].data = 0;
    p.plan.parts[form].repeat = abi::Repeat{2, p.size_over(10)};
    p.open();
    for (const int value : {11, 12}) {
        p.answer(form, value);
        EXPECT_EQ(p.state(form), PartState::Active);
    }
    p.answer(form, 13);
    EXPECT_EQ(p.state(form), PartState::Done);
    EXPECT_EQ(p.now().progress[form].rounds.size(), 3U);
}

std::uint32_t wait_for_size(Plans& p) {
    const auto wait = p.part(Kind::Wait);
    p.plan.parts[wait].when = p.size_over(5);
    p.plan.parts[wait].limit = p.rules->term(kHour);
    p.plan.parts[wait].ends_as = 1;
    return wait;
}

TEST(Cases, AWaitEndsByItsConditionOrItsTime) {
    Plans p, q;
    const auto wait = wait_for_size(p);
    wait_for_size(q);
    Bench& bench = p.open();
    bench.does(model::UpdateItem{p.matter, {{0, Decimal(6)}}});
    EXPECT_EQ(p.state(wait), PartState::Done);
    EXPECT_EQ(p.item().state, model::ItemState::Assigned);

    Bench& other = q.open();
    other.later(kHour - 1);
    EXPECT_EQ(q.state(wait), PartState::Active);
    other.later(1);
    EXPECT_EQ(q.item().facts.outcome, 1U);
    EXPECT_EQ(q.state(wait), PartState::Cancelled);
}

TEST(Cases, ASystemIsAskedAndThenAPerson) {
    Plans p;
    p.rules->rules.sources.push_back({{"core", "Core"}, {}, {}});
    const auto ask = p.part(Kind::Ask);
    p.plan.parts[ask].source = 0;
    p.plan.parts[ask].limit = p.rules->term(kHour);
    Bench& bench = p.open();
    EXPECT_EQ(bench.all<model::SourceAsked>().size(), 1U);
    EXPECT_EQ(p.work(ask).number, 0U);
    bench.later(kHour);
    EXPECT_NE(p.work(ask).number, 0U);
    EXPECT_EQ(
        bench.does(model::AnswerQuestion{p.matter, ask, {}}, {model::Actor::Kind::Source, "other"})
            .rejection->code,
        model::RejectionCode::NotAsked);
    const ItemId person = p.work(ask);
    EXPECT_TRUE(
        bench.does(model::AnswerQuestion{p.matter, ask, {}}, {model::Actor::Kind::Source, "core"}));
    EXPECT_EQ(p.state(ask), PartState::Done);
    EXPECT_EQ(bench.item(person).state, model::ItemState::Cancelled);
}

TEST(Cases, WhoeverCompletedAStepMayNotDoTheNext) {
    Plans p;
    const auto form = p.part(Kind::Form);
    const auto check = p.part(Kind::Approval);
    p.plan.parts[check].starts_when = p.is(form, PartState::Done);
    p.plan.parts[check].never_who = {form};
    Bench& bench = p.open();
    bench.agent("bob", {1});
    bench.agent_does("ann", model::TakeItem{p.work(form), "ann"});
    bench.agent_does("ann", model::AnswerStep{p.work(form), {{0, Decimal(1)}}});
    EXPECT_EQ(bench.agent_does("ann", model::TakeItem{p.work(check), "ann"}).rejection->code,
              model::RejectionCode::DoesNotFit);
    EXPECT_TRUE(bench.agent_does("bob", model::TakeItem{p.work(check), "bob"}));
}

TEST(Cases, AnEndCancelsWhatIsOpenAndReopeningBeginsItAgain) {
    Plans p;
    const auto check = p.part(Kind::Approval);
    const auto form = p.part(Kind::Form);
    p.plan.endings = {{0, false, p.verdict(check, abi::Verdict::Rejected), ""}};
    Bench& bench = p.open();
    const ItemId before = p.work(form);
    p.decide(check, abi::Verdict::Rejected);
    EXPECT_EQ(p.state(form), PartState::Cancelled);
    EXPECT_EQ(bench.item(before).state, model::ItemState::Cancelled);
    EXPECT_TRUE(bench.does(model::ReopenItem{p.matter}));
    EXPECT_EQ(p.item().state, model::ItemState::Assigned);
    EXPECT_EQ(p.state(form), PartState::Active);
    EXPECT_NE(p.work(form), before);
    EXPECT_TRUE(bench.does(model::CancelItem{p.matter, "a mistake"}));
    EXPECT_EQ(p.state(form), PartState::Cancelled);
}

TEST(Cases, StartedByHandIsOfferedAndDoesNotKeepACaseOpen) {
    Plans p;
    const auto form = p.part(Kind::Form);
    p.plan.parts[form].by_hand = true;
    Bench& bench = p.open();
    EXPECT_TRUE(p.now().facts.parts[form].offered);
    EXPECT_TRUE(bench.does(model::StartPart{p.matter, form}));
    EXPECT_EQ(p.state(form), PartState::Active);
    EXPECT_EQ(bench.does(model::StartPart{p.matter, form}).rejection->code,
              model::RejectionCode::NotOfferedToStart);

    Plans q;
    q.plan.parts[q.part(Kind::Form)].by_hand = true;
    q.plan.endings = {{1, true, {}, ""}};
    q.open();
    EXPECT_EQ(q.item().facts.outcome, 1U);
}

TEST(Cases, AStepIsAsUrgentAsItsCase) {
    Plans p;
    const auto form = p.part(Kind::Form);
    p.rules->case_line = [](const abi::Item& item, Instant) {
        abi::PriorityLine line;
        line.value = abi::to_points(item.attributes[0].number());
        return line;
    };
    Bench& bench = p.open();
    bench.does(model::UpdateItem{p.matter, {{0, Decimal(250)}}});
    EXPECT_EQ(bench.engine.priority(p.work(form)), Decimal(250));
    bench.does(model::BoostItem{p.matter, Decimal(5)});
    EXPECT_EQ(bench.engine.priority(p.work(form)), Decimal(255));
}

/// Plans of stages in stages, optional, skipped, repeated and redone parts, and ends on the way.
class RandomPlan {
public:
    explicit RandomPlan(std::uint32_t seed) : random_(seed) {
        stage(abi::PlanPart::kNone, 0);
        const auto last = static_cast<std::uint32_t>(p.plan.parts.size() - 1);
        if (dice(3) == 0) p.plan.endings.push_back({0, false, p.size_over(900), ""});
        p.plan.endings.push_back({1, true, {}, ""});
        if (p.plan.parts[last].is_step())
            p.plan.parts[last].repeat = abi::Repeat{2, p.size_over(500)};
        p.open();
    }

    std::uint32_t dice(std::uint32_t sides) { return random_() % sides; }

    void stage(std::uint32_t parent, int depth) {
        const std::uint32_t count = 2 + dice(3);
        const bool in_order = dice(2) == 0;
        std::uint32_t before = abi::PlanPart::kNone;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t kind = dice(depth < 2 ? 5 : 4);
            static constexpr Kind kKinds[] = {Kind::Form, Kind::Approval, Kind::Wait, Kind::Form,
                                              Kind::Stage};
            const std::uint32_t made = p.part(kKinds[kind], parent);
            const auto shape = dice(8);
            p.plan.parts[made].required = dice(4) != 0;
            if (kKinds[kind] == Kind::Form) p.plan.parts[made].form[0].data = 0;
            if (kKinds[kind] == Kind::Wait) {
                p.plan.parts[made].when = p.size_over(400);
                p.plan.parts[made].limit = p.rules->term((1 + dice(5)) * kHour);
            }
            if (shape == 0) p.plan.parts[made].only_if = p.size_over(300);
            if (shape == 1) p.plan.parts[made].by_hand = true;
            if (shape == 2 && made > 0)
                p.plan.parts[made].starts_when = p.is(dice(made), PartState::Done);
            if (kKinds[kind] == Kind::Approval && before != abi::PlanPart::kNone)
                p.plan.parts[made].redos = {{before, true, {}, 1 + dice(2)}};
            if (in_order) p.plan.parts[made].after = before;
            if (p.plan.parts[made].required) before = made;
            if (kKinds[kind] == Kind::Stage) stage(made, depth + 1);
        }
    }

    void act() {
        Bench& bench = *p.bench;
        const auto& parts = p.now().facts.parts;
        const std::uint32_t at = dice(static_cast<std::uint32_t>(parts.size()));
        switch (dice(6)) {
            case 0: bench.later(static_cast<std::int64_t>(dice(120)) * kMinute); break;
            case 1: bench.does(model::UpdateItem{p.matter, {{0, Decimal(dice(1000))}}}); break;
            case 2: bench.does(model::StartPart{p.matter, at}); break;
            case 3: bench.does(model::ReopenItem{p.matter}); break;
            default:
                if (parts[at].work == 0) break;
                if (p.plan.parts[at].kind == Kind::Form)
                    p.answer(at, dice(1000));
                else
                    p.decide(at, static_cast<abi::Verdict>(1 + dice(3)));
        }
    }

    /// Every part in a state that its surroundings allow, and nothing left to move.
    void check() {
        const auto& parts = p.now().facts.parts;
        const bool over = model::is_finished(p.item().state);
        for (std::uint32_t i = 0; i < parts.size(); ++i) {
            const abi::PlanPart& rules = p.plan.parts[i];
            if (parts[i].state == PartState::Active) {
                EXPECT_FALSE(over) << "part " << i;
                const bool top = rules.parent == abi::PlanPart::kNone;
                EXPECT_TRUE(top || parts[rules.parent].state == PartState::Active) << "part " << i;
                EXPECT_TRUE(!rules.is_answered() ||
                            !model::is_finished(p.bench->item(p.work(i)).state));
            } else if (parts[i].work != 0) {
                EXPECT_TRUE(model::is_finished(p.bench->item(p.work(i)).state)) << "part " << i;
            }
            if (rules.kind == Kind::Stage && parts[i].state == PartState::Done) {
                for (const std::uint32_t child : rules.children) {
                    EXPECT_NE(parts[child].state, PartState::Active);
                    EXPECT_FALSE(p.plan.parts[child].required &&
                                 parts[child].state == PartState::NotStarted)
                        << "part " << child;
                }
            }
            if (!over) expect_plain_start(i);
        }
    }
    /// What a plain look at all conditions would start has started.
    void expect_plain_start(std::uint32_t i) {
        const auto& parts = p.now().facts.parts;
        const abi::PlanPart& rules = p.plan.parts[i];
        if (parts[i].state != PartState::NotStarted || parts[i].offered) return;
        if (rules.parent != abi::PlanPart::kNone && parts[rules.parent].state != PartState::Active)
            return;
        abi::Scene scene;
        scene.now = p.bench->now;
        scene.house = &p.bench->engine.house();
        scene.item = &p.item().facts;
        const bool after = rules.after == abi::PlanPart::kNone ||
                           (parts[rules.after].state != PartState::Active &&
                            parts[rules.after].state != PartState::NotStarted);
        EXPECT_FALSE(after &&
                     (!rules.starts_when.valid() || p.rules->holds(rules.starts_when, scene)))
            << "part " << i << " should have started";
    }

    Plans p;

private:
    std::mt19937 random_;
};

TEST(RandomCases, StayConsistentAndReplayToTheSame) {
    for (std::uint32_t seed = 1; seed <= 120; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        RandomPlan run(seed);
        for (int i = 0; i < 40; ++i) {
            run.act();
            run.check();
            if (testing::Test::HasFailure()) return;
        }
        const state::State& live = run.p.bench->engine.state();
        state::State replayed(run.p.rules->rules);
        for (const model::Event& event : run.p.bench->events) {
            const auto same = model::decode_event(model::encode(event));
            ASSERT_TRUE(same);
            state::apply(replayed, *same);
        }
        EXPECT_EQ(state::hash(replayed), state::hash(live));
        const auto restarted = state::decode(state::encode(live), run.p.rules->rules);
        ASSERT_TRUE(restarted);
        EXPECT_EQ(state::hash(*restarted), state::hash(live));
    }
}

}  // namespace
}  // namespace reeve::engine::test
