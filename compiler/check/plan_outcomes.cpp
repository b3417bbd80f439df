#include "compiler/check/plan_parts.h"

// What rules and tests may read of a plan apart from its parts: outcomes, and by when things are
// due.

namespace reeve::check {

using sema::Space;
using sema::SymbolKind;

namespace {

/// The first `due within` behind a stage or step; a wait has none.
std::optional<typed::TimeAmount> due(const PlanHome& home,
                                     const std::vector<syntax::Modifier>& modifiers) {
    for (const syntax::Modifier& modifier : modifiers) {
        if (modifier.kind != syntax::ModifierKind::Due || !modifier.time) continue;
        return resolve_within(home.ctx, modifier.time->time, modifier.time->calendar,
                              home.ctx.program.business.calendar);
    }
    return std::nullopt;
}

}  // namespace

void declare_plan_outcomes(const PlanHome& home) {
    std::vector<const syntax::Name*> names;
    for (const syntax::EndsLine& line : home.decl().ends) names.push_back(&line.outcome);
    for (const syntax::StepDecl& step : home.decl().steps) names.push_back(&step.ends_as);
    typed::Choice outcomes;
    outcomes.origin = typed::Choice::Origin::Outcomes;
    outcomes.header.name = home.plan().header.name;
    for (const syntax::Name* name : names) {
        if (!name->valid()) continue;
        const auto [symbol, first] = home.ctx.symbols.add(
            {SymbolKind::Outcome, Space::Outcome, name->text, name->span, home.ref, home.symbol});
        if (first.valid()) {
            home.ctx.symbols.add_use({name->span, first, true});
            continue;
        }
        home.ctx.index_of[symbol] = static_cast<std::uint32_t>(outcomes.values.size());
        outcomes.values.push_back({name->text, name->text, {}, name->span});
    }
    if (outcomes.values.empty()) return;
    home.plan().outcomes = typed::ChoiceId(home.ctx.program.choices.size());
    home.ctx.program.choices.push_back(std::move(outcomes));
}

void declare_plan_promises(const PlanHome& home) {
    const syntax::CasePlanDecl& decl = home.decl();
    typed::Plan& plan = home.plan();
    if (decl.due) {
        plan.due = resolve_within(home.ctx, decl.due->within.time, decl.due->within.calendar,
                                  home.ctx.program.business.calendar);
    }
    for (std::size_t i = 0; i < decl.stages.size(); ++i) {
        plan.stages[i].rules.due = due(home, decl.stages[i].modifiers);
    }
    for (std::size_t i = 0; i < decl.steps.size(); ++i) {
        if (decl.steps[i].kind == syntax::StepKind::Wait) continue;
        plan.steps[i].rules.due = due(home, decl.steps[i].modifiers);
    }
}

}  // namespace reeve::check
