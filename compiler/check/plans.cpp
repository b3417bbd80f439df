#include "compiler/check/parts.h"
#include "compiler/check/plan_parts.h"

#include "base/text.h"

#include <algorithm>

// Case plans: declared first, so that rules and tests can speak of them, and checked part by part.

namespace reeve::check {
namespace {

using sema::Space;
using sema::SymbolKind;

typed::Pick pick(syntax::AgentPick::Kind kind) {
    switch (kind) {
        case syntax::AgentPick::Kind::LongestIdle: return typed::Pick::LongestIdle;
        case syntax::AgentPick::Kind::LeastBusy: return typed::Pick::LeastBusy;
        case syntax::AgentPick::Kind::BestRanked: return typed::Pick::BestRanked;
        case syntax::AgentPick::Kind::FewestPointsToday: break;
    }
    return typed::Pick::FewestPointsToday;
}

AttributeHome data_home(const PlanHome& home) {
    return {home.ref, Space::Attribute, SymbolKind::Attribute, home.symbol};
}

void check_intents(const PlanHome& home) {
    std::map<std::string, Span> first;
    for (const syntax::Intent& intent : home.decl().intents) {
        if (!intent.name.valid()) continue;
        const auto [entry, added] = first.try_emplace(intent.name.text, intent.name.span);
        if (!added) {
            home.ctx.sink.report<messages::intent_twice>(intent.name.span, intent.name.text)
                .label(entry->second, "said here first")
                .help("keep one of the two");
            continue;
        }
        const std::string display = intent.display ? intent.display->value : intent.name.text;
        home.plan().intents.push_back({intent.name.text, display, {}, intent.name.span});
    }
}

void check_owner(const PlanHome& home) {
    const auto& line = home.decl().owner;
    if (!line) return;
    if (line->pick) {
        home.plan().owner_pick = pick(line->pick->kind);
        home.plan().owner_team = home.ctx.team(line->team);
        return;
    }
    Scope scope = home.scope();
    home.plan().owner = Expressions(home.ctx).agent(scope, line->agent, "the owner");
}

/// Does `priority of` the plan say in which band its steps are?
bool priority_names_band(const PlanHome& home) {
    const auto& blocks = home.ctx.symbols.priorities;
    return std::any_of(blocks.begin(), blocks.end(), [&](const sema::Symbols::Block& block) {
        if (block.name != home.plan().header.name) return false;
        const auto& lines = home.ctx.decl<syntax::PriorityDecl>(block.decl).lines;
        return std::any_of(lines.begin(), lines.end(), [](const syntax::PriorityLine& line) {
            return line.kind == syntax::PriorityLineKind::Band;
        });
    });
}

void check_band(const PlanHome& home) {
    const syntax::Name& band = home.decl().band;
    if (band.valid()) {
        const sema::SymbolId symbol = home.ctx.require(Space::Band, band);
        if (symbol.valid()) home.plan().band = home.ctx.index(symbol);
        return;
    }
    const std::vector<std::string_view> bands = home.ctx.symbols.names(Space::Band);
    if (bands.empty() || home.decl().steps.empty() || priority_names_band(home)) return;
    home.ctx.sink
        .report<messages::plan_without_band>(home.decl().head.name.span, home.decl().head.name.text,
                                             bands.back())
        .help(fmt::format("say the band of its steps: `band {}`", bands.back()));
}

void check_plan(const PlanHome& home) {
    const syntax::CasePlanDecl& decl = home.decl();
    const std::size_t reported = home.ctx.sink.diagnostics().size();
    if (decl.reference) home.plan().reference = check_reference(home.ctx, *decl.reference);
    check_intents(home);
    check_owner(home);
    check_band(home);
    const PlanOutline parts = outline(home.module(), decl);
    const PlanReach reach(parts);
    const PlanCertainty certainty(parts, reach, home.module());
    check_plan_order(home, parts, reach);
    check_plan_parts(home, parts, certainty);
    check_plan_endings(home, parts, certainty);
    // A line that was misread may be the one that ends the case.
    const auto found = std::span(home.ctx.sink.diagnostics()).subspan(reported);
    const bool sound = std::ranges::none_of(found, [](const diagnostics::Diagnostic& diagnostic) {
        return diagnostic.severity == diagnostics::Severity::Error;
    });
    if (sound && home.module().complete) check_plan_hangs(home, parts);
}

/// The plans that `declare_plans` made, in the order of their declaration.
std::vector<PlanHome> homes(Context& ctx) {
    std::vector<PlanHome> result;
    for (const sema::SymbolId symbol : declared(ctx, SymbolKind::CasePlan)) {
        result.push_back(
            {ctx, symbol, ctx.symbols.symbol(symbol).decl, typed::PlanId(ctx.index(symbol))});
    }
    return result;
}

}  // namespace

Scope PlanHome::scope() const {
    Scope result;
    result.module = &module();
    result.place = Place::Plan;
    result.plan = id;
    result.calendar = ctx.program.business.calendar;
    return result;
}

void declare_plans(Context& ctx) {
    for (const sema::SymbolId symbol : declared(ctx, SymbolKind::CasePlan)) {
        const sema::DeclRef ref = ctx.symbols.symbol(symbol).decl;
        ctx.index_of[symbol] = static_cast<std::uint32_t>(ctx.program.plans.size());
        typed::Plan plan;
        plan.header = make_header(ctx.decl<syntax::CasePlanDecl>(ref).head);
        ctx.program.plans.push_back(std::move(plan));
    }
    for (const PlanHome& home : homes(ctx)) {
        declare_attributes(ctx, data_home(home), home.decl().data, home.plan().data);
        declare_plan_parts(home);
        declare_plan_answers(home);
        declare_plan_outcomes(home);
        declare_plan_promises(home);
    }
    for (const PlanHome& home : homes(ctx))
        check_defaults(ctx, data_home(home), home.decl().data, home.plan().data);
}

void check_plans(Context& ctx) {
    for (const PlanHome& home : homes(ctx)) check_plan(home);
    check_plan_rings(ctx);
}

}  // namespace reeve::check
