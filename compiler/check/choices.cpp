#include "compiler/check/walker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

// Values of choices by name, states of a plan's parts, `Office is open`, `is like`.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Op;
using typed::PartState;
using typed::RecordKind;

namespace {

/// `hot.vip` of a chain of names; empty for other expressions.
std::string dotted_name(const syntax::Module& module, syntax::ExprId id) {
    constexpr int kPartsMax = 64;
    std::string name;
    for (int i = 0; i < kPartsMax && id.valid(); ++i) {
        const syntax::Expr& e = module.expr(id);
        if (e.kind == syntax::ExprKind::Name)
            return name.empty() ? e.name.text : e.name.text + "." + name;
        if (e.kind != syntax::ExprKind::Member) return {};
        name = name.empty() ? e.name.text : e.name.text + "." + name;
        id = e.args[0];
    }
    return {};
}

}  // namespace

std::vector<std::uint32_t> Walker::group_of(syntax::ExprId id, const typed::Type& type) {
    if (type.base != Base::Choice || !id.valid()) return {};
    const std::string name = dotted_name(*scope_.module, id);
    const typed::Choice& choice = ctx_.program.choice(type.choice);
    if (name.empty() || choice.find(name)) return {};
    const typed::Choice::Group* group = choice.find_group(name);
    if (!group) return {};
    const auto owner = ctx_.owner_of_choice.find(type.choice);
    if (owner != ctx_.owner_of_choice.end()) {
        const sema::SymbolId symbol = ctx_.symbols.find(sema::Space::Segment, name, owner->second);
        if (symbol.valid()) ctx_.symbols.add_use({syntax_of(id).span, symbol, false});
    }
    return group->values;
}

ExprId Walker::choice_value(const syntax::Name& name, Span span, const Hint& hint) {
    const typed::Choice& choice = ctx_.program.choice(hint.type.choice);
    const auto index = choice.find(name.text);
    if (!index) return {};
    ctx_.use_choice_value(hint.type.choice, *index, span);
    warn_if_two(name, hint.type);
    typed::Value value;
    value.choice = *index;
    return constant(hint.type.required(), std::move(value), span);
}

void Walker::warn_if_two(const syntax::Name& name, const typed::Type& choice) {
    const Found found = find(name);
    if (found.kind == Found::Kind::None || found.type.base != Base::Choice ||
        found.type.choice != choice.choice)
        return;
    std::string other = "an attribute";
    if (found.kind == Found::Kind::Local) other = "a parameter";
    if (found.kind == Found::Kind::Fact) other = "a fact";
    if (found.kind == Found::Kind::Define) other = "a definition";
    if (found.kind == Found::Kind::Setting) other = "a setting";
    auto& report = ctx_.sink.report<messages::could_be_two>(name.span, name.text,
                                                            describe(choice.required()), other);
    if (found.symbol.valid())
        report.label(ctx_.symbols.symbol(found.symbol).span, other + " of that name");
    report.help("give one of them another name");
}

CheckedCondition Walker::part_state(syntax::ExprId id, ExprId part) {
    const syntax::Expr& e = syntax_of(id);
    const typed::Type record = type(part);
    const std::string word = dotted_name(*scope_.module, e.args[1]);
    struct StateWord {
        std::string_view word;
        PartState state;
        bool negated = false;
    };
    static constexpr std::array kWords = {
        StateWord{"done", PartState::Done},
        StateWord{"approved", PartState::Approved},
        StateWord{"rejected", PartState::Rejected},
        StateWord{"skipped", PartState::Skipped},
        StateWord{"reached", PartState::Reached},
        StateWord{"active", PartState::Active},
        StateWord{"started", PartState::NotStarted, true},
        StateWord{"cancelled", PartState::Cancelled},
    };
    std::vector<std::string> fitting;
    const StateWord* found = nullptr;
    for (const StateWord& state : kWords) {
        bool fits = record.record != RecordKind::Milestone;
        if (state.state == PartState::Reached) fits = record.record == RecordKind::Milestone;
        if (state.state == PartState::Approved || state.state == PartState::Rejected)
            fits = record.record == RecordKind::Step &&
                   ctx_.program.plan(record.plan).steps[record.record_index].kind ==
                       typed::Step::Kind::Approval;
        if (!fits) continue;
        fitting.emplace_back(state.word);
        if (state.word == word) found = &state;
    }
    if (!found) {
        const Span span = syntax_of(e.args[1]).span;
        ctx_.sink
            .report<messages::part_state_unknown>(span, text(e.args[0]),
                                                  word.empty() ? "that" : word)
            .label(expr(part).span, describe(record))
            .help(fmt::format("it can be {}", names_text(fitting)));
        return {error(e.span), {}, {}};
    }
    const ExprId test = truth(Op::PartState, e.span, {part});
    ctx_.program.expr(test).symbol = static_cast<std::uint32_t>(found->state);
    CheckedCondition result{test, {}, {}};
    const std::string path = this->path(part);
    const bool sure = found->state == PartState::Done || found->state == PartState::Approved ||
                      found->state == PartState::Rejected || found->state == PartState::Reached;
    if (sure) learn_done(result.when_true, path);
    return maybe_not(std::move(result), e.negated != found->negated, e.span);
}

CheckedCondition Walker::sent_back(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    const ExprId part = value(e.args[0]);
    if (failed({part})) return {error(e.span), {}, {}};
    const typed::Type record = type(part);
    const bool approval = record.base == Base::Record && record.record == RecordKind::Step &&
                          ctx_.program.plan(record.plan).steps[record.record_index].kind ==
                              typed::Step::Kind::Approval;
    if (!approval) {
        ctx_.sink.report<messages::part_state_unknown>(e.span, text(e.args[0]), "sent back")
            .note("only an approval is sent back");
        return {error(e.span), {}, {}};
    }
    const ExprId test = truth(Op::PartState, e.span, {part});
    ctx_.program.expr(test).symbol = static_cast<std::uint32_t>(PartState::SentBack);
    CheckedCondition result{test, {}, {}};
    learn_done(result.when_true, path(part));
    return maybe_not(std::move(result), e.negated, e.span);
}

void Walker::learn_done(Knowledge& known, const std::string& part) const {
    if (part.empty()) return;
    known.done.insert(part);
    const auto implied = scope_.done_implies.find(part);
    if (implied == scope_.done_implies.end()) return;
    known.done.insert(implied->second.begin(), implied->second.end());
}

std::optional<CheckedCondition> Walker::calendar_open(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    const syntax::Expr& left = syntax_of(e.args[0]);
    const syntax::Expr& right = syntax_of(e.args[1]);
    if (left.kind != Kind::Name || right.kind != Kind::Name) return std::nullopt;
    const bool closed = right.name.text == "closed";
    if (!closed && right.name.text != "open") return std::nullopt;
    if (find(left.name).kind != Found::Kind::None) return std::nullopt;
    const sema::SymbolId symbol = ctx_.look_up(sema::Space::Calendar, left.name);
    const auto index = ctx_.find_index(symbol);
    if (!index) return std::nullopt;
    const ExprId test = truth(Op::CalendarOpen, e.span, {});
    ctx_.program.expr(test).calendar = typed::CalendarId(*index);
    return maybe_not({test, {}, {}}, e.negated != closed, e.span);
}

CheckedCondition Walker::like_except(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    const ExprId a = value(e.args[0]);
    const ExprId b = value(e.args[1]);
    if (failed({a, b})) return {error(e.span), {}, {}};
    const typed::Type type = this->type(a);
    const bool items = type.base == Base::Record && type.record == RecordKind::Item;
    if (!items || type != this->type(b)) {
        ctx_.sink.report<messages::like_what>(e.span)
            .label(expr(a).span, describe(type))
            .label(expr(b).span, describe(this->type(b)));
        return {error(e.span), {}, {}};
    }
    const typed::WorkType& work = ctx_.program.work_type(typed::WorkTypeId(type.record_index));
    const sema::SymbolId owner = ctx_.symbols.find(sema::Space::Type, work.header.name);
    const ExprId test = truth(Op::LikeExcept, e.span, {a, b});
    for (const syntax::Name& name : e.names) {
        const sema::SymbolId symbol = ctx_.require(sema::Space::Attribute, name, owner);
        const auto index = ctx_.find_index(symbol);
        if (index) ctx_.program.expr(test).symbols.push_back(*index);
    }
    return {test, {}, {}};
}

}  // namespace reeve::check
