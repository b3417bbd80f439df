#include "base/check.h"
#include "compiler/eval/evaluator.h"

#include <algorithm>

// One case for each operation; chains of `and`, `or` and `+` can be as long as a file, so they are
// walked without recursion.

namespace reeve::eval {

using typed::ExprId;
using typed::Op;

namespace {

bool is_chained(Op op) {
    return op == Op::And || op == Op::Or || op == Op::Add || op == Op::Subtract ||
           op == Op::Multiply || op == Op::Divide;
}

}  // namespace

std::vector<Rate> merged(std::vector<Rate> rates) {
    std::vector<Rate> result;
    for (Rate& rate : rates) {
        const auto same = std::ranges::find(result, rate.clock, &Rate::clock);
        if (same == result.end()) {
            result.push_back(std::move(rate));
        } else if (same->denominator == rate.denominator) {
            same->numerator = same->numerator + rate.numerator;
        } else {
            same->numerator =
                same->numerator * rate.denominator + rate.numerator * same->denominator;
            same->denominator = same->denominator * rate.denominator;
        }
    }
    std::erase_if(result, [](const Rate& rate) { return rate.numerator.is_zero(); });
    return result;
}

std::vector<Rate> negated(std::vector<Rate> rates) {
    for (Rate& rate : rates) rate.numerator = -rate.numerator;
    return rates;
}

Moving Evaluator::eval(ExprId id) {
    while (true) {
        const Expr& e = context_.program.expr(id);
        if (e.op == Op::If) {
            const bool held = eval(e.args[0]).value.truth();
            if (trace_ != nullptr) trace_->chose(&e, held);
            id = e.args[held ? 1 : 2];
            continue;
        }
        if (e.op == Op::OrElse) {
            Moving first = eval(e.args[0]);
            if (!first.value.is_missing()) return first;
            id = e.args[1];
            continue;
        }
        if (e.op == Op::Known) {
            id = e.args[0];
            continue;
        }
        return is_chained(e.op) ? chain(id) : apply(id, e);
    }
}

Moving Evaluator::chain(ExprId id) {
    std::vector<ExprId> spine;
    while (is_chained(context_.program.expr(id).op)) {
        spine.push_back(id);
        id = context_.program.expr(id).args[0];
    }
    Moving left = eval(id);
    for (; !spine.empty(); spine.pop_back())
        left = join(context_.program.expr(spine.back()), std::move(left));
    return left;
}

Moving Evaluator::join(const Expr& e, Moving left) {
    switch (e.op) {
        case Op::And:
        case Op::Or: {
            bool truth = left.value.truth();
            // What comes after the first answer that decides is not looked at.
            for (std::size_t i = 1; i < e.args.size() && truth == (e.op == Op::And); ++i)
                truth = eval(e.args[i]).value.truth();
            return Value(truth);
        }
        default: {
            const Moving right = eval(e.args[1]);
            return arithmetic(e, left, right);
        }
    }
}

Moving Evaluator::apply(ExprId id, const Expr& e) {
    switch (e.op) {
        case Op::Not:
        case Op::IsKnown:
        case Op::IsMissing: return logic(e);
        case Op::Equal:
        case Op::NotEqual:
        case Op::Less:
        case Op::LessEqual:
        case Op::Greater:
        case Op::GreaterEqual:
        case Op::Between: return compare(e);
        case Op::InSet: return is_member(e);
        case Op::Contains:
        case Op::StartsWith:
        case Op::EndsWith:
        case Op::Matches: return text_test(e);
        case Op::Has:
        case Op::HasAny:
        case Op::HasAll: return list_test(e);
        case Op::DivideOrMissing: return divide_or_missing(e);
        case Op::Negate:
        case Op::Absolute:
        case Op::Round:
        case Op::Floor:
        case Op::Ceiling:
        case Op::Hours:
        case Op::Minutes:
        case Op::Days:
        case Op::Length:
        case Op::Lower:
        case Op::Upper:
        case Op::CountOf: return unary(id, e);
        case Op::Minimum:
        case Op::Maximum: return extreme(e);
        case Op::AddDuration:
        case Op::SubtractDuration:
        case Op::AddStep:
        case Op::SubtractStep:
        case Op::AddDays:
        case Op::SubtractDays:
        case Op::AddOpenTime:
        case Op::SubtractOpenTime: return move_moment(e);
        case Op::Elapsed:
        case Op::OpenElapsed: return elapsed(e);
        case Op::DaysBetween:
        case Op::StartOfDay:
        case Op::DateOf:
        case Op::TimeOf:
        case Op::WeekdayOf:
        case Op::DayOf:
        case Op::MonthOf:
        case Op::YearOf: return calendar_part(id, e);
        case Op::CallDefine: return call_define(e);
        case Op::CallTable: return call_table(e);
        default: return read(id, e);
    }
}

/// What is looked up and not worked out.
Moving Evaluator::read(ExprId id, const Expr& e) {
    switch (e.op) {
        case Op::Constant: return context_.prepared.constants[id.index()];
        case Op::Attribute: return attribute(e);
        case Op::Fact: return e.args.empty() ? fact(e) : named_fact(e);
        case Op::Variable: return Value(Record{e.symbol});
        case Op::RosterAgent: return Value(Reference{context_.roster[e.symbol]});
        case Op::LikeExcept: return like_except(e);
        case Op::Parameter: return frame_->values[e.symbol];
        case Op::Setting:
            return context_.house != nullptr && !context_.house->settings.empty()
                       ? context_.house->settings[e.symbol]
                       : context_.prepared.settings[e.symbol];
        case Op::CandidateAgent:
        case Op::AgentAttribute:
        case Op::AgentFact:
        case Op::LevelOf:
        case Op::AgentHasSkill:
        case Op::AgentInTeam: return agent(e);
        case Op::TeamConstant:
            return Value(Reference{context_.program.teams[e.symbol].header.name});
        case Op::PartState: return part_state(e);
        case Op::StepAnswer: return step_answer(e);
        case Op::During: return during(e);
        case Op::CalendarOpen: return open_now(e);
        case Op::MakeList: {
            Value::List list;
            for (const ExprId arg : e.args) list.push_back(value(arg));
            return Value(std::move(list));
        }
        default: break;
    }
    // A part of a case is no value; what is said of it is.
    CHECK(false);
    return {};
}

Moving Evaluator::divide_or_missing(const Expr& e) {
    const Moving a = eval(e.args[0]);
    const Moving b = eval(e.args[1]);
    return b.value.number().is_zero() ? Moving() : arithmetic(e, a, b);
}

Moving Evaluator::logic(const Expr& e) {
    const Moving arg = eval(e.args[0]);
    if (e.op == Op::Not) return Value(!arg.value.truth());
    return Value(arg.value.is_missing() == (e.op == Op::IsMissing));
}

Moving Evaluator::call_define(const Expr& e) {
    Frame frame{frame_, e.args, {}};
    for (const ExprId arg : e.args) frame.values.push_back(eval(arg));
    Evaluator inside(context_, now_, window_, &frame);
    inside.trace_ = trace_;
    const typed::Define& define = context_.program.defines[e.symbol];
    if (trace_ != nullptr) trace_->used(&define);
    return inside.eval(define.value);
}

}  // namespace reeve::eval
