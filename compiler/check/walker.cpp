#include "compiler/check/walker.h"

#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Op;

ExprId Walker::value(syntax::ExprId id, const Hint& hint) {
    if (!id.valid()) return error({});
    return node(id, hint);
}

ExprId Walker::known_value(syntax::ExprId id, const Hint& hint) {
    const ExprId result = value(id, hint);
    return id.valid() ? require_known({id, result}) : result;
}

ExprId Walker::node(syntax::ExprId id, const Hint& hint) {
    const syntax::Expr& e = syntax_of(id);
    switch (e.kind) {
        case Kind::Error: return error(e.span);
        case Kind::Literal: return literal(id);
        case Kind::Name: return bare_name(e.name, e.span, hint);
        case Kind::Member: return members(id, hint);
        case Kind::Call: return call(id, hint);
        case Kind::OfCall: return of_call(id);
        case Kind::DaysFromTo: return days_from_to(id);
        case Kind::FromTo: return from_to(id);
        case Kind::InCalendar: return in_calendar(id, hint);
        case Kind::Negate: return negate(id, hint);
        case Kind::Add:
        case Kind::Subtract: return sum(id, hint);
        case Kind::Multiply:
        case Kind::Divide: return product(id, hint);
        case Kind::OrElse: return or_else(id, hint);
        case Kind::If: return if_chain(id, hint);
        case Kind::List: return list_literal(id, hint);
        case Kind::AgentLoad: {
            const ExprId agent = candidate(e.span, "agent load");
            if (failed({agent})) return agent;
            typed::Type type;
            type.base = Base::Number;
            const ExprId load = make(Op::AgentFact, type, e.span, {agent});
            ctx_.program.expr(load).symbol = static_cast<std::uint32_t>(typed::AgentFact::Load);
            ctx_.program.expr(load).range = {Decimal(), Decimal::scaled(1, 9), 9};
            return load;
        }
        case Kind::WaitingHere: return read_fact(typed::Fact::WaitingHere, {}, e.span);
        case Kind::QueueFact: return queue_fact(id);
        case Kind::During: {
            const sema::SymbolId symbol = ctx_.require(sema::Space::Period, e.name);
            const auto index = ctx_.find_index(symbol);
            if (!index) return error(e.span);
            const ExprId during = truth(Op::During, e.span, {});
            ctx_.program.expr(during).symbol = *index;
            return during;
        }
        default: return as_condition(id);
    }
}

ExprId Walker::literal(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    auto literal = check_literal(ctx_, *e.literal, e.span, calendar_in_force());
    if (!literal) return error(e.span);
    if (literal->type.base == Base::BusinessDuration && named_calendar_.valid()) {
        literal->type.calendar = named_calendar_;
        calendar_used_ = true;
    }
    if (literal->type.base == Base::Moment && !literal->value.zone.empty()) calendar_used_ = true;
    return constant(literal->type, std::move(literal->value), e.span);
}

ExprId Walker::negate(syntax::ExprId id, const Hint& hint) {
    const syntax::Expr& e = syntax_of(id);
    const ExprId inner = known_value(e.args[0], hint);
    if (failed({inner})) return error(e.span);
    const typed::Type type = this->type(inner);
    if (!type.is_numeric()) {
        ctx_.sink.report<messages::not_negatable>(e.span, describe(type));
        return error(e.span);
    }
    // A literal with its sign is a constant like any other.
    if (expr(inner).op == Op::Constant) {
        typed::Value value = expr(inner).value;
        value.number = -value.number;
        return constant(type, std::move(value), e.span);
    }
    return numeric_result(Op::Negate, type, ranges::negate(expr(inner).range), e.span, {inner});
}

ExprId Walker::in_calendar(syntax::ExprId id, const Hint& hint) {
    const syntax::Expr& e = syntax_of(id);
    const typed::CalendarId calendar = ctx_.calendar(e.name);
    const typed::CalendarId before = named_calendar_;
    const bool used_before = calendar_used_;
    named_calendar_ = calendar;
    calendar_used_ = false;
    const ExprId inner = value(e.args[0], hint);
    const bool used = calendar_used_;
    named_calendar_ = before;
    calendar_used_ = used_before;
    if (failed({inner}) || !calendar.valid()) return error(e.span);
    if (!used) {
        ctx_.sink.report<messages::calendar_without_use>(e.name.span, e.name.text)
            .note(
                "a calendar measures clocks (`age in Office`), business hours and days, and the "
                "time from one moment to another");
        return error(e.span);
    }
    return inner;
}

ExprId Walker::list_literal(syntax::ExprId id, const Hint& hint) {
    const syntax::Expr& e = syntax_of(id);
    const bool hinted = hint.type.base == Base::List;
    typed::Type list;
    list.base = Base::List;
    if (hinted) {
        list.element = hint.type.element;
        list.choice = hint.type.choice;
    }
    if (e.args.empty() && !hinted) {
        ctx_.sink.report<messages::empty_list>(e.span);
        return error(e.span);
    }
    Hint element_hint;
    element_hint.type.base = list.element;
    element_hint.type.choice = list.choice;
    std::vector<Operand> operands;
    std::vector<ExprId> elements;
    for (syntax::ExprId arg : e.args) {
        const ExprId element = known_value(arg, element_hint);
        if (failed({element})) return error(e.span);
        operands.push_back({arg, element});
        elements.push_back(element);
        if (element_hint.type.is_error()) element_hint.type = type(element);
    }
    if (!elements.empty()) {
        const typed::Type element = unify(operands, elements);
        if (element.is_error()) return error(e.span);
        const Base base = element.base == Base::Ratio ? Base::Number : element.base;
        if (base != Base::Text && base != Base::Number && base != Base::Choice) {
            ctx_.sink.report<messages::list_of_what>(e.span, describe(element));
            return error(e.span);
        }
        list.element = base;
        list.choice = element.choice;
    }
    const bool fixed =
        std::ranges::all_of(elements, [this](ExprId x) { return expr(x).op == Op::Constant; });
    if (!fixed) return make(Op::MakeList, list, e.span, std::move(elements));
    typed::Value value;
    for (ExprId element : elements) value.elements.push_back(expr(element).value);
    return constant(list, std::move(value), e.span);
}

ExprId Walker::members(syntax::ExprId id, const Hint& hint) {
    // Long chains of dots lean to the left, so they are walked, not recursed.
    std::vector<syntax::Name> names;
    syntax::ExprId base = id;
    while (syntax_of(base).kind == Kind::Member) {
        names.push_back(syntax_of(base).name);
        base = syntax_of(base).args[0];
    }
    const syntax::Expr& first = syntax_of(base);
    const Span span = syntax_of(id).span;
    if (first.kind == Kind::Name) names.push_back(first.name);
    std::ranges::reverse(names);
    if (std::ranges::any_of(names, [](const syntax::Name& name) { return !name.valid(); }))
        return error(span);
    if (first.kind == Kind::Name) return path_of_names(names, span, hint);
    ExprId at = value(base);
    std::size_t used = 0;
    while (used < names.size() && !failed({at})) at = member(at, names, used, span);
    return failed({at}) ? error(span) : at;
}

}  // namespace reeve::check
