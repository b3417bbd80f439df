#include "compiler/check/members.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

// Parts of items, cases, steps and people: `c.amount`, `register.loss_date`, `agent.limit`.

namespace reeve::check {

using sema::Space;
using sema::SymbolId;
using typed::Base;
using typed::ExprId;
using typed::Op;
using typed::RecordKind;

namespace {

void add_part_names(const typed::Plan& plan, std::vector<std::string>& names) {
    for (const typed::Stage& stage : plan.stages) names.push_back(stage.header.name);
    for (const typed::Step& step : plan.steps) names.push_back(step.header.name);
    for (const typed::Milestone& milestone : plan.milestones)
        names.push_back(milestone.header.name);
}

}  // namespace

ExprId MemberReader::read_attribute(const typed::Attribute& attribute, std::uint32_t index,
                                    ExprId base, Span span) {
    if (attribute.type.type.is_error()) return error(span);
    const typed::DeclaredType declared = attribute.type;
    std::vector<ExprId> args;
    if (base.valid()) args.push_back(base);
    const ExprId id = make(Op::Attribute, declared.type, span, std::move(args));
    ctx_.program.expr(id).symbol = index;
    ctx_.program.expr(id).range = declared.range;
    return refine(id);
}

ExprId MemberReader::read_part(typed::PlanId plan, SymbolId symbol, ExprId base, Span span) {
    typed::Type type;
    type.base = Base::Record;
    type.plan = plan;
    type.record_index = ctx_.index(symbol);
    switch (ctx_.symbols.symbol(symbol).kind) {
        case sema::SymbolKind::Stage: type.record = RecordKind::Stage; break;
        case sema::SymbolKind::Step: type.record = RecordKind::Step; break;
        default: type.record = RecordKind::Milestone; break;
    }
    std::vector<ExprId> args;
    if (base.valid()) args.push_back(base);
    const ExprId id = make(Op::Part, type, span, std::move(args));
    ctx_.program.expr(id).symbol = type.record_index;
    return id;
}

std::optional<typed::Fact> MemberReader::fact_at(std::span<const syntax::Name> names,
                                                 std::size_t& used) const {
    const std::string& first = names[used].text;
    if ((first == "start" || first == "target") && used + 1 < names.size()) {
        const typed::FactInfo* fact = typed::find_fact(first + "." + names[used + 1].text);
        if (fact) {
            used += 2;
            return fact->fact;
        }
    }
    const typed::FactInfo* fact = typed::find_fact(first);
    if (!fact || fact->kind == typed::FactKind::Queue) return std::nullopt;
    used += 1;
    return fact->fact;
}

void MemberReader::report_unknown_part(const typed::Type& type, const syntax::Name& name,
                                       const std::vector<std::string>& names) {
    auto& report =
        ctx_.sink.report<messages::unknown_part>(name.span, describe(type.required()), name.text);
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    if (const auto near = nearest_word(name.text, candidates)) {
        report.help(fmt::format("did you mean `{}`?", *near));
        report.fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
    } else if (!names.empty()) {
        report.help(fmt::format("it has {}", names_text(names)));
    }
}

ExprId MemberReader::member(ExprId base, std::span<const syntax::Name> names, std::size_t& used,
                            Span first) {
    const typed::Type type = this->type(base);
    const Span span = first.to(names[used].span);
    if (type.base == Base::Agent) return agent_member(base, names, used, first);
    if (type.base != Base::Record) {
        auto& report =
            ctx_.sink.report<messages::no_parts>(names[used].span, describe(type.required()));
        report.label(expr(base).span, describe(type));
        return error(span);
    }
    switch (type.record) {
        case RecordKind::Item: return item_member(base, names, used, first);
        case RecordKind::Case: return case_member(base, names, used, first);
        case RecordKind::Step: return step_member(base, names, used, first);
        default: return stage_member(base, names, used, first);
    }
}

ExprId MemberReader::agent_member(ExprId base, std::span<const syntax::Name> names,
                                  std::size_t& used, Span first) {
    // `handler.limit` of nobody: there is no such agent to ask.
    Written written{.text = std::nullopt, .simple = true};
    for (const syntax::Name& name : names.first(used))
        written.text = written.text ? *written.text + "." + name.text : name.text;
    base = require_known(base, written);
    const syntax::Name& name = names[used++];
    const Span span = first.to(name.span);
    if (failed({base})) return error(span);
    const typed::Type agent = type(base);
    typed::Type type;
    if (name.text == "load" || name.text == "presence") {
        const bool load = name.text == "load";
        type.base = load ? Base::Number : Base::Choice;
        if (!load) type.choice = ctx_.program.presences;
        const ExprId id = make(Op::AgentFact, type, span, {base});
        typed::Expr& node = ctx_.program.expr(id);
        node.symbol =
            static_cast<std::uint32_t>(load ? typed::AgentFact::Load : typed::AgentFact::Presence);
        if (load) node.range = {Decimal(), Decimal::scaled(1, 9), 9};
        return id;
    }
    const auto& attributes = ctx_.program.agent_attributes;
    const auto found =
        std::ranges::find_if(attributes, [&](const auto& a) { return a.header.name == name.text; });
    if (found == attributes.end()) {
        std::vector<std::string> known;
        for (const typed::Attribute& attribute : attributes) known.push_back(attribute.header.name);
        known.emplace_back("load");
        known.emplace_back("presence");
        report_unknown_part(agent, name, known);
        return error(span);
    }
    ctx_.look_up(Space::AgentAttribute, name);
    if (found->type.type.is_error()) return error(span);
    const ExprId id = make(Op::AgentAttribute, found->type.type, span, {base});
    ctx_.program.expr(id).symbol = static_cast<std::uint32_t>(found - attributes.begin());
    ctx_.program.expr(id).range = found->type.range;
    return refine(id);
}

namespace {

std::vector<std::string> attribute_names(std::span<const typed::Attribute> attributes) {
    std::vector<std::string> names;
    for (const typed::Attribute& attribute : attributes) names.push_back(attribute.header.name);
    return names;
}

}  // namespace

ExprId MemberReader::item_member(ExprId base, std::span<const syntax::Name> names,
                                 std::size_t& used, Span first) {
    const typed::Type type = this->type(base);
    const typed::WorkType& work = ctx_.program.work_type(typed::WorkTypeId(type.record_index));
    const syntax::Name& name = names[used];
    for (std::uint32_t i = 0; i < work.attributes.size(); ++i) {
        if (work.attributes[i].header.name != name.text) continue;
        ctx_.look_up(Space::Attribute, name, ctx_.symbols.find(Space::Type, work.header.name));
        ++used;
        return read_attribute(work.attributes[i], i, base, first.to(name.span));
    }
    if (const auto fact = fact_at(names, used))
        return read_fact(*fact, base, first.to(names[used - 1].span));
    report_unknown_part(type, name, attribute_names(work.attributes));
    return error(first.to(name.span));
}

ExprId MemberReader::case_member(ExprId base, std::span<const syntax::Name> names,
                                 std::size_t& used, Span first) {
    const typed::Type type = this->type(base);
    const typed::PlanId plan_id(type.record_index);
    const typed::Plan& plan = ctx_.program.plan(plan_id);
    const syntax::Name& name = names[used];
    const SymbolId owner = ctx_.symbols.find(Space::Type, plan.header.name);
    for (std::uint32_t i = 0; i < plan.data.size(); ++i) {
        if (plan.data[i].header.name != name.text) continue;
        ctx_.look_up(Space::Attribute, name, owner);
        ++used;
        return read_attribute(plan.data[i], i, base, first.to(name.span));
    }
    const SymbolId part = ctx_.look_up(Space::PlanPart, name, owner);
    if (part.valid() && ctx_.find_index(part)) {
        ++used;
        return read_part(plan_id, part, base, first.to(name.span));
    }
    if (const auto fact = fact_at(names, used))
        return read_fact(*fact, base, first.to(names[used - 1].span));
    std::vector<std::string> known = attribute_names(plan.data);
    add_part_names(plan, known);
    report_unknown_part(type, name, known);
    return error(first.to(name.span));
}

ExprId MemberReader::step_member(ExprId base, std::span<const syntax::Name> names,
                                 std::size_t& used, Span first) {
    const typed::Type type = this->type(base);
    const typed::Plan& plan = ctx_.program.plan(type.plan);
    const typed::Step& step = plan.steps[type.record_index];
    const syntax::Name& name = names[used];
    const Span span = first.to(name.span);
    const bool done = known_.done(path(base));
    std::vector<std::string> known;
    for (std::uint32_t i = 0; i < step.form.size(); ++i) {
        const typed::FormField& field = step.form[i];
        const typed::Attribute& attribute =
            field.stored_in_data ? plan.data[field.data] : field.attribute;
        known.push_back(attribute.header.name);
        if (attribute.header.name != name.text) continue;
        ++used;
        if (attribute.type.type.is_error()) return error(span);
        typed::DeclaredType declared = attribute.type;
        declared.type.optional = declared.type.optional || !done;
        const ExprId id = make(Op::StepAnswer, declared.type, span, {base});
        ctx_.program.expr(id).symbol = i;
        ctx_.program.expr(id).range = declared.range;
        return refine(id);
    }
    if (step.kind == typed::Step::Kind::Work && step.item.work_type.valid()) {
        const typed::WorkType& work = ctx_.program.work_type(step.item.work_type);
        for (std::uint32_t i = 0; i < work.attributes.size(); ++i) {
            known.push_back(work.attributes[i].header.name);
            if (work.attributes[i].header.name != name.text) continue;
            ctx_.look_up(Space::Attribute, name, ctx_.symbols.find(Space::Type, work.header.name));
            ++used;
            typed::Attribute attribute = work.attributes[i];
            attribute.type.type.optional = attribute.type.type.optional || !done;
            return read_attribute(attribute, i, base, span);
        }
    }
    if (step.kind == typed::Step::Kind::Case && step.child.plan.valid()) {
        const typed::Plan& child = ctx_.program.plan(step.child.plan);
        const SymbolId owner = ctx_.symbols.find(Space::Type, child.header.name);
        const SymbolId part = ctx_.look_up(Space::PlanPart, name, owner);
        if (part.valid() && ctx_.find_index(part)) {
            ++used;
            return read_part(step.child.plan, part, base, span);
        }
        add_part_names(child, known);
    }
    if (const auto fact = fact_at(names, used))
        return read_fact(*fact, base, first.to(names[used - 1].span));
    report_unknown_part(type, name, known);
    return error(span);
}

ExprId MemberReader::stage_member(ExprId base, std::span<const syntax::Name> names,
                                  std::size_t& used, Span first) {
    const typed::Type type = this->type(base);
    const syntax::Name& name = names[used];
    const Span span = first.to(name.span);
    if (type.record == RecordKind::Stage && name.text == "state") {
        ++used;
        typed::Type state;
        state.base = Base::Choice;
        state.choice = ctx_.part_states;
        const ExprId id = make(Op::Fact, state, span, {base});
        ctx_.program.expr(id).symbol = static_cast<std::uint32_t>(typed::Fact::State);
        return id;
    }
    // The steps of a stage may be named through it.
    const typed::Plan& plan = ctx_.program.plan(type.plan);
    const SymbolId owner = ctx_.symbols.find(Space::Type, plan.header.name);
    if (type.record == RecordKind::Stage) {
        for (std::uint32_t part : plan.stages[type.record_index].parts) {
            const typed::PlanPart& inner = plan.parts[part];
            const std::string& inner_name = inner.kind == typed::PlanPart::Kind::Stage
                                                ? plan.stages[inner.index].header.name
                                            : inner.kind == typed::PlanPart::Kind::Step
                                                ? plan.steps[inner.index].header.name
                                                : plan.milestones[inner.index].header.name;
            if (inner_name != name.text) continue;
            const SymbolId symbol = ctx_.look_up(Space::PlanPart, name, owner);
            if (!symbol.valid() || !ctx_.find_index(symbol)) break;
            ++used;
            const ExprId of_case = expr(base).args.empty() ? ExprId() : expr(base).args[0];
            return read_part(type.plan, symbol, of_case, span);
        }
    }
    report_unknown_part(type, name,
                        type.record == RecordKind::Stage ? std::vector<std::string>{"state"}
                                                         : std::vector<std::string>{});
    return error(span);
}

}  // namespace reeve::check
