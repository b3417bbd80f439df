#include "compiler/analyze/truth.h"

#include <gtest/gtest.h>

namespace reeve::analyze {
namespace {

using typed::Expr;
using typed::ExprId;
using typed::Op;

/// Builds conditions about the state of an item and the skills of an agent.
class Conditions {
public:
    Conditions() {
        typed::Choice states;
        for (const char* name : {"queued", "offered", "assigned", "completed"}) {
            states.values.emplace_back();
            states.values.back().name = name;
        }
        program.choices.push_back(states);
        program.states = typed::ChoiceId(0);
        typed::Skill motor;
        motor.has_levels = true;
        motor.high = 5;
        program.skills.push_back(motor);
    }

    ExprId make(Op op, std::vector<ExprId> args, std::uint32_t symbol = 0) {
        Expr expr;
        expr.op = op;
        expr.type.base = typed::Base::YesNo;
        expr.args = std::move(args);
        expr.symbol = symbol;
        return program.add(expr);
    }
    ExprId state_is(std::uint32_t value) {
        Expr constant;
        constant.op = Op::Constant;
        constant.type.base = typed::Base::Choice;
        constant.type.choice = program.states;
        constant.value.choice = value;
        const ExprId state = make(Op::Fact, {}, static_cast<std::uint32_t>(typed::Fact::State));
        return make(Op::Equal, {state, program.add(constant)});
    }
    ExprId anything() { return make(Op::Attribute, {}, 0); }
    ExprId level_is_below(int level) {
        Expr constant;
        constant.op = Op::Constant;
        constant.type.base = typed::Base::Number;
        constant.value.number = level;
        return make(Op::Less, {make(Op::LevelOf, {}, 0), program.add(constant)});
    }
    ExprId has_motor() { return make(Op::AgentHasSkill, {make(Op::CandidateAgent, {})}, 0); }

    typed::Program program;
};

TEST(Truth, StatesFollowFromAndOrNot) {
    Conditions c;
    const ExprId waiting = c.make(Op::Or, {c.state_is(0), c.state_is(1)});
    EXPECT_EQ(states_admitted(c.program, waiting), (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(states_admitted(c.program, c.make(Op::Not, {waiting})),
              (std::vector<std::uint32_t>{2, 3}));
    EXPECT_EQ(states_admitted(c.program, c.make(Op::And, {c.anything(), c.state_is(2)})),
              (std::vector<std::uint32_t>{2}));
    EXPECT_EQ(states_admitted(c.program, c.make(Op::Or, {c.anything(), c.state_is(2)})).size(), 4U);
}

TEST(Truth, BothBranchesOfAnUndecidedIfCount) {
    Conditions c;
    const ExprId branches =
        c.make(Op::If, {c.anything(), c.state_is(0),
                        c.make(Op::If, {c.anything(), c.state_is(2), c.state_is(3)})});
    EXPECT_EQ(states_admitted(c.program, branches), (std::vector<std::uint32_t>{0, 2, 3}));
}

TEST(Truth, AConditionThatNeverHoldsIsNotSaidToHoldOnlySomewhere) {
    Conditions c;
    const ExprId never = c.make(Op::And, {c.state_is(0), c.state_is(1)});
    EXPECT_FALSE(holds_only_in(c.program, never, {"queued"}));
    EXPECT_TRUE(holds_only_in(c.program, c.state_is(0), {"queued", "offered"}));
}

TEST(Truth, WhoHasASkillHasItAtSomeLevel) {
    Conditions c;
    const std::vector<SkilledAgent> skilled = {{typed::SkillId(0), 3}};
    EXPECT_EQ(truth_for(c.program, c.has_motor(), skilled), Truth::Yes);
    EXPECT_EQ(truth_for(c.program, c.has_motor(), {}), Truth::Maybe);
    EXPECT_EQ(truth_for(c.program, c.level_is_below(3), skilled), Truth::No);
    EXPECT_EQ(truth_for(c.program, c.level_is_below(4), skilled), Truth::Maybe);
    EXPECT_EQ(truth_for(c.program, c.level_is_below(6), skilled), Truth::Yes);
}

}  // namespace
}  // namespace reeve::analyze
