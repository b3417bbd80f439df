#include "compiler/analyze/truth.h"

#include "compiler/analyze/logic.h"

#include <algorithm>
#include <optional>

namespace reeve::analyze {

using typed::Base;
using typed::Expr;
using typed::ExprId;
using typed::Op;

namespace {

Truth negate(Truth truth) {
    if (truth == Truth::Maybe) return truth;
    return truth == Truth::Yes ? Truth::No : Truth::Yes;
}

Truth from(bool truth) { return truth ? Truth::Yes : Truth::No; }

Truth truth_of_chain(const typed::Program& program, ExprId condition, Op op,
                     const LeafTruth& leaf) {
    // One `no` decides `and`, one `yes` decides `or`.
    const Truth decides = op == Op::And ? Truth::No : Truth::Yes;
    Truth result = negate(decides);
    for (const ExprId part : chain_parts(program, condition, op)) {
        const Truth truth = truth_of(program, part, leaf);
        if (truth == decides) return decides;
        if (truth == Truth::Maybe) result = Truth::Maybe;
    }
    return result;
}

/// `else if` chains can be long, so they are walked, not nested.
Truth truth_of_branches(const typed::Program& program, ExprId condition, const LeafTruth& leaf) {
    std::optional<Truth> result;
    const auto join = [&](Truth truth) {
        result = !result || *result == truth ? truth : Truth::Maybe;
    };
    const Expr* e = &program.expr(condition);
    while (e->op == Op::If) {
        const Truth test = truth_of(program, e->args[0], leaf);
        if (test != Truth::No) join(truth_of(program, e->args[1], leaf));
        if (test == Truth::Yes) return *result;
        condition = e->args[2];
        e = &program.expr(condition);
    }
    join(truth_of(program, condition, leaf));
    return *result;
}

/// Whether `value op limit` holds for all, none or some of the values from low to high.
Truth compare(Op op, Decimal low, Decimal high, Decimal limit) {
    const auto decide = [](bool always, bool never) {
        return always ? Truth::Yes : never ? Truth::No : Truth::Maybe;
    };
    switch (op) {
        case Op::Less: return decide(high < limit, low >= limit);
        case Op::LessEqual: return decide(high <= limit, low > limit);
        case Op::Greater: return decide(low > limit, high <= limit);
        case Op::GreaterEqual: return decide(low >= limit, high < limit);
        case Op::Equal: return decide(low == limit && high == limit, limit < low || high < limit);
        case Op::NotEqual: return negate(compare(Op::Equal, low, high, limit));
        default: return Truth::Maybe;
    }
}

Op mirrored(Op op) {
    switch (op) {
        case Op::Less: return Op::Greater;
        case Op::LessEqual: return Op::GreaterEqual;
        case Op::Greater: return Op::Less;
        case Op::GreaterEqual: return Op::LessEqual;
        default: return op;
    }
}

bool is_state(const Expr& expr) {
    return expr.op == Op::Fact && static_cast<typed::Fact>(expr.symbol) == typed::Fact::State &&
           expr.args.empty();
}

Truth state_test(const typed::Program& program, const Expr& test, std::uint32_t state) {
    if (test.op != Op::Equal && test.op != Op::NotEqual && test.op != Op::InSet)
        return Truth::Maybe;
    if (test.args.empty() || !is_state(program.expr(test.args[0]))) return Truth::Maybe;
    bool found = false;
    for (std::size_t i = 1; i < test.args.size(); ++i) {
        const Expr* constant = constant_of(program, test.args[i]);
        if (!constant || constant->value.missing || constant->type.base != Base::Choice)
            return Truth::Maybe;
        found = found || constant->value.choice == state;
    }
    return from(test.op == Op::NotEqual ? !found : found);
}

}  // namespace

Truth truth_of(const typed::Program& program, ExprId condition, const LeafTruth& leaf) {
    if (!condition) return Truth::Yes;
    const Expr& e = program.expr(condition);
    switch (e.op) {
        case Op::Constant: return from(e.value.truth);
        case Op::Not: return negate(truth_of(program, e.args[0], leaf));
        case Op::And:
        case Op::Or: return truth_of_chain(program, condition, e.op, leaf);
        case Op::If: return truth_of_branches(program, condition, leaf);
        case Op::Known: return truth_of(program, e.args[0], leaf);
        default: return leaf(e);
    }
}

std::vector<std::uint32_t> states_admitted(const typed::Program& program, ExprId condition) {
    std::vector<std::uint32_t> admitted;
    if (!program.states) return admitted;
    const auto count = static_cast<std::uint32_t>(program.choice(program.states).values.size());
    for (std::uint32_t state = 0; state < count; ++state) {
        const LeafTruth leaf = [&](const Expr& test) { return state_test(program, test, state); };
        if (truth_of(program, condition, leaf) != Truth::No) admitted.push_back(state);
    }
    return admitted;
}

bool holds_only_in(const typed::Program& program, ExprId condition,
                   const std::vector<std::string_view>& states) {
    const auto admitted = states_admitted(program, condition);
    // A condition that never holds is reported as such.
    return !admitted.empty() && std::ranges::all_of(admitted, [&](std::uint32_t state) {
        const std::string& name = program.choice(program.states).values[state].name;
        return std::ranges::find(states, name) != states.end();
    });
}

Truth truth_for(const typed::Program& program, ExprId condition,
                const std::vector<SkilledAgent>& skills) {
    const auto known = [&](std::uint32_t skill) {
        return std::ranges::find(skills, typed::SkillId(skill), &SkilledAgent::skill);
    };
    const auto is_candidate = [&](const Expr& e) {
        return e.args.empty() || program.expr(e.args[0]).op == Op::CandidateAgent;
    };
    return truth_of(program, condition, [&](const Expr& test) {
        if (test.op == Op::AgentHasSkill) {
            return is_candidate(test) && known(test.symbol) != skills.end() ? Truth::Yes
                                                                            : Truth::Maybe;
        }
        if (test.args.size() != 2) return Truth::Maybe;
        for (std::size_t side = 0; side < 2; ++side) {
            const Expr& level = program.expr(test.args[side]);
            const Expr* limit = constant_of(program, test.args[1 - side]);
            if (level.op != Op::LevelOf || !is_candidate(level) || !limit || limit->value.missing ||
                known(level.symbol) == skills.end())
                continue;
            const Decimal high(program.skills[level.symbol].high);
            return compare(side == 0 ? test.op : mirrored(test.op), known(level.symbol)->level,
                           high, limit->value.number);
        }
        return Truth::Maybe;
    });
}

namespace {

bool is_fact(const Expr& expr, typed::Fact fact) {
    return expr.op == Op::Fact && static_cast<typed::Fact>(expr.symbol) == fact &&
           expr.args.empty();
}

}  // namespace

Truth truth_after_share(const typed::Program& program, ExprId condition, Decimal share) {
    // From here on it only gets later, in a pause too.
    const bool late = share >= Decimal(1);
    const Decimal far(1'000'000'000'000'000LL);
    return truth_of(program, condition, [&](const Expr& test) {
        if (late && is_fact(test, typed::Fact::Overdue)) return Truth::Yes;
        if (test.args.size() != 2) return Truth::Maybe;
        for (std::size_t side = 0; side < 2; ++side) {
            const Expr& fact = program.expr(test.args[side]);
            const Expr* limit = constant_of(program, test.args[1 - side]);
            if (!limit || limit->value.missing) continue;
            const Op op = side == 0 ? test.op : mirrored(test.op);
            if (late && is_fact(fact, typed::Fact::Overdue)) {
                if (op == Op::Equal) return from(limit->value.truth);
                if (op == Op::NotEqual) return from(!limit->value.truth);
            }
            if (is_fact(fact, typed::Fact::SlaUsed))
                return compare(op, share, far, limit->value.number);
            if (late && is_fact(fact, typed::Fact::TimeLeft))
                return compare(op, -far, Decimal(0), limit->value.number);
        }
        return Truth::Maybe;
    });
}

void for_each_part(const typed::Program& program, ExprId expr,
                   const std::function<void(ExprId)>& visit) {
    if (!expr) return;
    std::vector<ExprId> stack{expr};
    while (!stack.empty()) {
        const ExprId id = stack.back();
        stack.pop_back();
        visit(id);
        const Expr& e = program.expr(id);
        stack.insert(stack.end(), e.args.rbegin(), e.args.rend());
    }
}

}  // namespace reeve::analyze
