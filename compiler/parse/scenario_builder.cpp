#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/decl_builder.h"

// Tests and guarantees.

namespace reeve::parse {

namespace messages = diagnostics::messages;

namespace {

syntax::ExprId roster_value(ValueBuilder& values, ReeveParser::RosterValueContext* context) {
    if (context->LBRACK() != nullptr) return values.list(context->expr(), values.span(context));
    if (context->name() == nullptr) return values.signed_literal(context->signedLiteral());
    const auto name = values.name(context->name());
    return values.name_expr({{name}, name.span});
}

/// Whether all values of the line are names, `levels` allowing each a number; else reports the
/// first that is not.
bool names_only(ValueBuilder& values, ReeveParser::RosterLineContext* context, bool levels) {
    for (auto* value : context->rosterValue()) {
        const auto* level = value->signedLiteral();
        if (value->name() != nullptr && (level == nullptr || levels)) continue;
        const auto* wrong =
            value->name() != nullptr ? static_cast<const antlr4::ParserRuleContext*>(level) : value;
        values.sink().report<messages::roster_value>(
            values.span(wrong),
            values.tokens().text_of(static_cast<const SourceToken&>(*context->start)));
        return false;
    }
    return true;
}

syntax::RosterSkill roster_skill(ValueBuilder& values, ReeveParser::RosterValueContext* context) {
    syntax::RosterSkill skill;
    skill.skill = values.name(context->name());
    skill.span = values.span(context);
    if (auto* level = context->signedLiteral()) {
        auto* number = level->literal()->NUMBER();
        const bool plain = number != nullptr && level->MINUS() == nullptr &&
                           level->literal()->CURRENCY() == nullptr;
        if (plain) {
            skill.level = values.number(number);
        } else {
            values.sink().report<messages::roster_value>(values.span(level), "skills");
        }
    }
    return skill;
}

void roster_line(ValueBuilder& values, ReeveParser::RosterLineContext* context,
                 syntax::RosterAgent& agent) {
    const auto all = context->rosterValue();
    switch (context->start->getType()) {
        case ReeveParser::K_TEAMS:
            if (!names_only(values, context, false)) return;
            for (auto* value : all) agent.teams.push_back(values.name(value->name()));
            return;
        case ReeveParser::K_SKILLS:
            if (!names_only(values, context, true)) return;
            for (auto* value : all) agent.skills.push_back(roster_skill(values, value));
            return;
        case ReeveParser::K_WORKLOAD:
            if (names_only(values, context, false))
                agent.workload = values.name(all.front()->name());
            return;
        case ReeveParser::K_PRESENCE:
            if (names_only(values, context, false))
                agent.presence = values.name(all.front()->name());
            return;
        default:
            if (all.size() > 1) {
                values.sink().report<messages::roster_value>(
                    values.span(all[1]),
                    values.tokens().text_of(static_cast<const SourceToken&>(*context->start)));
                return;
            }
            agent.attributes.push_back(
                {values.name(context->name()), roster_value(values, all.front())});
            return;
    }
}

syntax::RosterAgent roster_agent(ValueBuilder& values, ReeveParser::RosterAgentContext* context) {
    syntax::RosterAgent agent;
    agent.name = values.name(context->name());
    agent.span = values.span(context);
    for (auto* line : context->rosterLine()) {
        if (values.keep(line)) roster_line(values, line, agent);
    }
    return agent;
}

syntax::ActKind act_kind(ReeveParser::ActContext* context) {
    using enum syntax::ActKind;
    switch (context->start->getType()) {
        case ReeveParser::K_ACCEPTS: return Accepts;
        case ReeveParser::K_COMPLETES: return Completes;
        case ReeveParser::K_DECLINES: return Declines;
        case ReeveParser::K_TAKES: return Takes;
        case ReeveParser::K_PARKS: return Parks;
        case ReeveParser::K_TRANSFERS: return Transfers;
        case ReeveParser::K_APPROVES: return Approves;
        case ReeveParser::K_REJECTS: return Rejects;
        case ReeveParser::K_SENDS: return SendsBack;
        case ReeveParser::K_UPDATES: return Updates;
        case ReeveParser::K_CANCELS: return Cancels;
        case ReeveParser::K_HOLDS: return Holds;
        case ReeveParser::K_RESUMES: return Resumes;
        default: return Boosts;
    }
}

void act(ValueBuilder& values, ReeveParser::ActContext* context, syntax::TestLine& line) {
    line.kind = syntax::TestLineKind::Act;
    line.act = act_kind(context);
    line.verb_span = static_cast<const SourceToken&>(*context->start).span();
    if (context->K_BACK() != nullptr)
        line.verb_span = line.verb_span.to(ValueBuilder::span(context->K_BACK()));
    line.target = values.qualified_name(context->qualifiedName());
    line.as_or_to = values.name(context->name());
    line.time = optional_time_span(values, context->timeSpan());
    if (context->expr() != nullptr) line.by = values.expr(context->expr());
    if (context->operand() != nullptr) line.until = values.operand(context->operand());
    if (context->fields() != nullptr) line.fields = values.fields(context->fields());
    if (context->TEXT() != nullptr) line.text = values.text(context->TEXT());
}

void given(ValueBuilder& values, ReeveParser::TestLineContext* context, syntax::TestLine& line) {
    line.kind = syntax::TestLineKind::Given;
    line.name = values.name(context->name(0));
    line.what = values.name(context->name(1));
    line.is_case = context->K_CASE() != nullptr;
    line.fields = values.fields(context->fields());
}

syntax::TestLine test_line(ValueBuilder& values, ReeveParser::TestLineContext* context) {
    using enum syntax::TestLineKind;
    syntax::TestLine line;
    line.span = values.span(context);
    if (context->K_ROSTER() != nullptr) {
        line.kind = Roster;
        for (auto* agent : context->rosterAgent()) {
            if (values.keep(agent)) line.agents.push_back(roster_agent(values, agent));
        }
    } else if (context->K_CLOCK() != nullptr) {
        line.kind = Clock;
        line.value = values.additive(context->additive());
        line.calendar = values.name(context->name(0));
    } else if (context->K_LATER() != nullptr) {
        line.kind = Later;
        auto within = values.within(context->within());
        line.time = std::move(within.time);
        line.calendar = std::move(within.calendar);
    } else if (context->K_GIVEN() != nullptr) {
        given(values, context, line);
    } else if (context->K_EXPECT() != nullptr) {
        line.kind = context->K_ERROR() != nullptr ? ExpectError : Expect;
        if (context->K_ERROR() != nullptr) line.error = values.text(context->TEXT());
        if (context->expr() != nullptr) line.value = values.expr(context->expr());
    } else if (context->K_SET() != nullptr) {
        line.kind = SetSetting;
        line.name = values.name(context->name(0));
        line.value = values.expr(context->expr());
    } else {
        line.name = values.name(context->name(0));
        line.kind = Presence;
        line.what = values.name(context->name(1));
        if (context->K_IS() != nullptr) line.verb_span = ValueBuilder::span(context->K_IS());
        if (context->act() != nullptr) act(values, context->act(), line);
    }
    return line;
}

syntax::TestDecl test(ValueBuilder& values, ReeveParser::TestDeclContext* context) {
    syntax::TestDecl decl;
    decl.head = values.head(context, nullptr, nullptr);
    decl.title = values.text(context->testHead()->TEXT());
    for (auto* line : context->testLine()) {
        if (values.keep(line)) decl.lines.push_back(test_line(values, line));
    }
    return decl;
}

syntax::GuaranteeDecl guarantee(ValueBuilder& values, ReeveParser::GuaranteeDeclContext* context) {
    syntax::GuaranteeDecl decl;
    auto* head = context->guaranteeHead();
    decl.head = values.head(context, nullptr, nullptr);
    decl.title = values.text(head->TEXT());
    for (auto* param : head->param()) {
        if (values.keep(param)) decl.variables.push_back(values.param(param));
    }
    for (auto* line : context->guaranteeLine()) {
        if (!values.keep(line)) continue;
        decl.lines.push_back(
            {line->K_ALWAYS() != nullptr, values.expr(line->expr()), values.span(line)});
    }
    return decl;
}

}  // namespace

std::optional<syntax::Decl> build_scenario_decl(ValueBuilder& values,
                                                ReeveParser::DeclContext* context) {
    if (auto* decl = context->testDecl()) return test(values, decl);
    if (auto* decl = context->guaranteeDecl()) return guarantee(values, decl);
    return std::nullopt;
}

}  // namespace reeve::parse
