#include "compiler/eval/evaluator.h"

#include <algorithm>

// What is read of cases: their parts, the answers of their steps, the items behind these.

namespace reeve::eval {

using typed::ExprId;
using typed::Op;

const abi::Case* Evaluator::case_of(const Item* item) const {
    if (item == nullptr || !item->of_case || context_.house == nullptr ||
        context_.house->records == nullptr)
        return nullptr;
    return context_.house->records->find_case(item->of_case->number);
}

Evaluator::PartOf Evaluator::part(ExprId id) const {
    const Expr* e = &context_.program.expr(id);
    while (e->op == Op::Known) e = &context_.program.expr(e->args[0]);
    const abi::Case* of = case_of(e->args.empty() ? context_.item : record_item(e->args[0]));
    if (of == nullptr) return {};
    using Kind = typed::PlanPart::Kind;
    const Kind kind = e->type.record == typed::RecordKind::Stage  ? Kind::Stage
                      : e->type.record == typed::RecordKind::Step ? Kind::Step
                                                                  : Kind::Milestone;
    const auto& parts = context_.program.plan(e->type.plan).parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].kind == kind && parts[i].index == e->symbol) return {&of->parts[i], &parts[i]};
    }
    return {};
}

const Item* Evaluator::record_item(ExprId id) const {
    const Expr* e = &context_.program.expr(id);
    while (e->op == Op::Known) e = &context_.program.expr(e->args[0]);
    if (e->op == Op::Variable) return context_.records[e->symbol].item;
    if (e->op == Op::Parameter)
        return context_.records[frame_->values[e->symbol].value.record()].item;
    const PartOf found = part(id);
    if (found.part == nullptr || found.part->work == 0) return nullptr;
    return context_.house->records->find_item(found.part->work);
}

Moving Evaluator::part_state(const Expr& e) const {
    using State = typed::PartState;
    const PartOf found = part(e.args[0]);
    if (found.part == nullptr) return Value(false);
    const abi::CasePart& part = *found.part;
    const bool done = part.state == abi::PartState::Done;
    switch (static_cast<State>(e.symbol)) {
        case State::Done:
        case State::Reached: return Value(done);
        case State::Approved: return Value(done && part.verdict == abi::Verdict::Approved);
        case State::Rejected: return Value(done && part.verdict == abi::Verdict::Rejected);
        case State::SentBack: return Value(done && part.verdict == abi::Verdict::SentBack);
        case State::Skipped: return Value(part.state == abi::PartState::Skipped);
        case State::Active: return Value(part.state == abi::PartState::Active);
        case State::NotStarted: return Value(part.state == abi::PartState::NotStarted);
        case State::Cancelled: return Value(part.state == abi::PartState::Cancelled);
    }
    return Value(false);
}

/// Of the newest round that was finished.
Moving Evaluator::step_answer(const Expr& e) const {
    const PartOf found = part(e.args[0]);
    if (found.part == nullptr || e.symbol >= found.part->answers.size()) return {};
    return found.part->answers[e.symbol];
}

Moving Evaluator::case_fact(typed::Fact fact) const {
    const abi::Case* of = case_of(context_.item);
    if (of == nullptr) return {};
    if (fact == typed::Fact::Reference) return Value(of->reference);
    return of->owner ? Moving(Value(Reference{*of->owner})) : Moving();
}

}  // namespace reeve::eval
