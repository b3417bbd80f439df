#include "compiler/check/parts.h"

#include "base/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace reeve::check {

std::vector<sema::SymbolId> declared(const Context& ctx, sema::SymbolKind kind) {
    std::vector<sema::SymbolId> ids;
    for (std::size_t i = 0; i < ctx.symbols.size(); ++i) {
        if (ctx.symbols.symbol(sema::SymbolId(i)).kind == kind) ids.emplace_back(i);
    }
    return ids;
}

bool said_once(Context& ctx, Span& first, Span here, std::string_view what) {
    if (!first.valid()) {
        first = here;
        return true;
    }
    ctx.sink.report<messages::said_twice>(here, what)
        .label(first, "said here first")
        .help("keep one of the two");
    return false;
}

sema::SymbolId add_inner(Context& ctx, sema::Symbol symbol) {
    if (symbol.name.empty()) return {};
    const sema::Symbol copy = symbol;
    const auto [id, first] = ctx.symbols.add(std::move(symbol));
    if (first.valid()) {
        const sema::Symbol& known = ctx.symbols.symbol(first);
        ctx.sink
            .report<messages::declared_twice>(copy.span, sema::with_article(known.kind), copy.name)
            .label(known.span, "declared here first")
            .help("give one of them another name, or remove it");
    }
    return id;
}

std::vector<typed::TeamId> resolve_teams(Context& ctx, const std::vector<syntax::Name>& names,
                                         std::string_view what) {
    std::vector<typed::TeamId> teams;
    std::map<typed::TeamId, Span> first;
    for (const syntax::Name& name : names) {
        const typed::TeamId team = ctx.team(name);
        if (!team.valid()) continue;
        if (said_once(ctx, first[team], name.span, fmt::format("{} `{}`", what, name.text)))
            teams.push_back(team);
    }
    return teams;
}

namespace {

bool varies(typed::Op op) {
    using typed::Op;
    switch (op) {
        case Op::Attribute:
        case Op::Fact:
        case Op::StepAnswer:
        case Op::Part:
        case Op::Parameter:
        case Op::Variable:
        case Op::RosterAgent:
        case Op::Setting:
        case Op::CandidateAgent:
        case Op::AgentAttribute:
        case Op::AgentFact:
        case Op::LevelOf:
        case Op::AgentHasSkill:
        case Op::AgentInTeam:
        case Op::During:
        case Op::CalendarOpen:
        case Op::PartState: return true;
        default: return false;
    }
}

bool names_agent(typed::Op op) {
    return op == typed::Op::CandidateAgent || op == typed::Op::LevelOf ||
           op == typed::Op::AgentHasSkill || op == typed::Op::AgentInTeam ||
           op == typed::Op::AgentAttribute || op == typed::Op::AgentFact;
}

bool any_part(const typed::Program& program, typed::ExprId id, bool (*test)(typed::Op)) {
    if (!id.valid()) return false;
    const typed::Expr& expr = program.expr(id);
    return test(expr.op) || std::ranges::any_of(expr.args, [&](typed::ExprId arg) {
               return any_part(program, arg, test);
           });
}

const syntax::Attribute* attribute_at(const std::vector<syntax::Attribute>& attributes, Span name) {
    const auto found =
        std::ranges::find(attributes, name, [](const syntax::Attribute& a) { return a.name.span; });
    return found == attributes.end() ? nullptr : &*found;
}

}  // namespace

bool is_fixed(const typed::Program& program, typed::ExprId expr) {
    return !any_part(program, expr, varies);
}
bool reads_agent(const typed::Program& program, typed::ExprId expr) {
    return any_part(program, expr, names_agent);
}

void declare_attributes(Context& ctx, const AttributeHome& home,
                        const std::vector<syntax::Attribute>& attributes,
                        std::vector<typed::Attribute>& into) {
    const syntax::Module& module = ctx.module(home.decl);
    for (const syntax::Attribute& attribute : attributes) {
        const sema::SymbolId id = add_inner(ctx, {home.kind, home.space, attribute.name.text,
                                                  attribute.name.span, home.decl, home.owner});
        if (!id.valid()) continue;
        typed::Attribute made;
        made.header = {attribute.name.text, attribute.name.text, attribute.doc,
                       attribute.name.span};
        made.type = resolve_type(ctx, module, attribute.type, {.owner = id});
        if (attribute.visibility) {
            made.visibility.only = attribute.visibility->only;
            made.visibility.teams = resolve_teams(ctx, attribute.visibility->teams, "the team");
        }
        ctx.index_of[id] = static_cast<std::uint32_t>(into.size());
        into.push_back(std::move(made));
    }
}

void check_defaults(Context& ctx, const AttributeHome& home,
                    const std::vector<syntax::Attribute>& attributes,
                    std::vector<typed::Attribute>& into) {
    Expressions expressions(ctx);
    Scope scope;
    scope.module = &ctx.module(home.decl);
    scope.place = Place::AttributeDefault;
    scope.calendar = ctx.program.business.calendar;
    for (typed::Attribute& attribute : into) {
        const syntax::Attribute* written = attribute_at(attributes, attribute.header.span);
        if (written == nullptr || !written->default_value.valid()) continue;
        if (attribute.type.type.is_error()) {
            // Without a type nothing can be said about the value.
            attribute.default_value = ctx.program.add({});
            continue;
        }
        const std::string role = fmt::format("the attribute `{}`", attribute.header.name);
        const typed::ExprId value =
            expressions.value_for(scope, written->default_value, {attribute.type, role});
        if (!is_fixed(ctx.program, value)) {
            ctx.sink
                .report<messages::value_not_fixed>(scope.module->expr(written->default_value).span,
                                                   fmt::format("the default of {}", role))
                .help("give the value where the item is made, or let a rule set it");
        }
        // Kept also where it is wrong: the attribute may be left out all the same.
        attribute.default_value = value;
    }
}

typed::CalendarId calendar_of_blocks(Context& ctx, const syntax::Name& own, std::string_view type) {
    if (own.valid()) return ctx.calendar(own);
    for (const sema::Symbols::Block& block : ctx.symbols.slas) {
        const syntax::Name& calendar = ctx.decl<syntax::SlaDecl>(block.decl).calendar;
        if (block.name != type || !calendar.valid()) continue;
        const sema::SymbolId id = ctx.symbols.find(sema::Space::Calendar, calendar.text);
        if (id.valid()) return typed::CalendarId(ctx.index(id));
    }
    return ctx.program.business.calendar;
}

std::string percent_text(Decimal share) { return (share * Decimal(100)).to_string() + "%"; }

std::string_view weekday_name(int weekday) {
    static constexpr std::array<std::string_view, 7> kNames{
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    CHECK(weekday >= 0 && weekday < 7);
    return kNames[static_cast<std::size_t>(weekday)];
}

}  // namespace reeve::check
