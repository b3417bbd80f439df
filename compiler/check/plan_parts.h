#pragma once

#include "compiler/check/expressions.h"
#include "compiler/check/plan_order.h"

// What the files about case plans share. `plans.cpp` calls these in the order in which they stand
// here.

namespace reeve::check {

/// One case plan while it is declared or checked.
struct PlanHome {
    Context& ctx;
    sema::SymbolId symbol;
    sema::DeclRef ref;
    typed::PlanId id;

    [[nodiscard]] const syntax::CasePlanDecl& decl() const {
        return ctx.decl<syntax::CasePlanDecl>(ref);
    }
    [[nodiscard]] const syntax::Module& module() const { return ctx.module(ref); }
    [[nodiscard]] typed::Plan& plan() const { return ctx.program.plans[id.index()]; }
    /// Where expressions of the plan stand, with nothing known yet.
    [[nodiscard]] Scope scope() const;
};

/// Stages, steps and milestones with their names and kinds, in the order of the document.
void declare_plan_parts(const PlanHome& home);
/// The fields of forms and questions: answers have types from here on.
void declare_plan_answers(const PlanHome& home);
/// The outcomes that `ends as` and `then ends as` name, in that order.
void declare_plan_outcomes(const PlanHome& home);

/// By when cases, stages and steps are due, so that rules may read it.
void declare_plan_promises(const PlanHome& home);

/// The text after `reference`; returns it where it is right.
std::string check_reference(Context& ctx, const syntax::Text& text);
/// Reports parts that wait for one another and parts that can never start.
void check_plan_order(const PlanHome& home, const PlanOutline& outline, const PlanReach& reach);
/// Bodies and modifiers of all parts.
void check_plan_parts(const PlanHome& home, const PlanOutline& outline,
                      const PlanCertainty& certainty);
void check_plan_endings(const PlanHome& home, const PlanOutline& outline,
                        const PlanCertainty& certainty);
/// Reports a plan without other mistakes of which a case may come to a halt before it has ended.
void check_plan_hangs(const PlanHome& home, const PlanOutline& outline);
/// Plans that open one another without end.
void check_plan_rings(Context& ctx);

/// Knowledge for expressions that stand at a point of a part: of the steps that they name, those
/// that are surely done.
class PlanKnowledge {
public:
    PlanKnowledge(const PlanHome& home, const PlanOutline& outline, const PlanCertainty& certainty)
        : home_(home), outline_(outline), certainty_(certainty) {}
    [[nodiscard]] Scope scope(std::uint32_t part, PlanCertainty::Point point,
                              std::span<const syntax::ExprId> read) const;
    /// Where no part is at hand: endings.
    [[nodiscard]] Scope scope(std::span<const syntax::ExprId> read) const;

private:
    [[nodiscard]] Scope with_implications(std::span<const syntax::ExprId> read) const;

    const PlanHome& home_;
    const PlanOutline& outline_;
    const PlanCertainty& certainty_;
};

/// Body of a step, apart from its modifiers. `at_start` is known when the step starts.
void check_step_body(const PlanHome& home, const PlanKnowledge& knowledge, std::uint32_t part,
                     const Knowledge& at_start);
/// Modifiers of the stage or step at that place; gives what is known at its start.
Knowledge check_starts(const PlanHome& home, const PlanKnowledge& knowledge,
                       const PlanOutline& outline, std::uint32_t part);
void check_modifiers(const PlanHome& home, const PlanKnowledge& knowledge,
                     const PlanOutline& outline, std::uint32_t part);
/// The rules that a form or approval borrows.
void check_borrowed(const PlanHome& home, const syntax::Name& type, typed::Step& step);
/// Data shown to people who may not see it.
void check_showing(const PlanHome& home, const syntax::Modifier& modifier, typed::Step& step);

/// Agents that the step is kept from: of another step, or by an expression that stands at `at`.
void check_never_who(const PlanHome& home, const syntax::Modifier& modifier, typed::Step& step);
void check_never(const PlanHome& home, Scope at, const syntax::Modifier& modifier,
                 typed::Step& step);

/// "step", "stage", "milestone"
std::string_view part_word(syntax::PlanPartKind kind);
/// "form", "approval", "work step", "wait", "child case", "question to a source"
std::string_view step_word(syntax::StepKind kind);

}  // namespace reeve::check
