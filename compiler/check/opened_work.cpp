#include "compiler/check/opened_work.h"

#include <algorithm>

namespace reeve::check {

namespace {

bool has(const std::vector<syntax::Modifier>& modifiers, syntax::ModifierKind kind) {
    return std::ranges::find(modifiers, kind, &syntax::Modifier::kind) != modifiers.end();
}

/// Whether a part begins as soon as what holds it begins.
bool starts_at_once(const std::vector<syntax::Modifier>& modifiers) {
    return !has(modifiers, syntax::ModifierKind::StartsWhen) &&
           !has(modifiers, syntax::ModifierKind::StartsRelative) &&
           !has(modifiers, syntax::ModifierKind::ByHand);
}

}  // namespace

std::vector<Owner> OpenedWork::by(typed::PlanId plan) const {
    std::vector<Owner> result;
    syntax::Name name;
    name.text = ctx_.program.plan(plan).header.name;
    open_case(name, result);
    return result;
}

void OpenedWork::open_case(const syntax::Name& name, std::vector<Owner>& result) const {
    const Subject subject = find_subject(ctx_, name);
    const syntax::CasePlanDecl* plan = plan_decl(ctx_, subject);
    if (plan == nullptr) return;
    const Owner owner{true, subject.plan.index()};
    if (std::ranges::find(result, owner) != result.end()) return;
    result.push_back(owner);
    parts(*plan, plan->parts, false, result);
}

void OpenedWork::open_item(const syntax::Name& name, std::vector<Owner>& result) const {
    const Subject subject = find_subject(ctx_, name);
    if (!subject.item.valid()) return;
    const Owner owner{false, subject.item.index()};
    if (std::ranges::find(result, owner) == result.end()) result.push_back(owner);
}

void OpenedWork::parts(const syntax::CasePlanDecl& plan, const std::vector<syntax::PlanPart>& parts,
                       bool in_order, std::vector<Owner>& result) const {
    for (const syntax::PlanPart& part : parts) {
        if (part.kind == syntax::PlanPartKind::Milestone) continue;
        if (part.kind == syntax::PlanPartKind::Stage) {
            const syntax::StageDecl& stage = plan.stages[part.index];
            if (starts_at_once(stage.modifiers))
                this->parts(plan, stage.parts, has(stage.modifiers, syntax::ModifierKind::InOrder),
                            result);
        } else {
            const syntax::StepDecl& step = plan.steps[part.index];
            if (starts_at_once(step.modifiers)) {
                if (step.kind == syntax::StepKind::Work) open_item(step.name, result);
                if (step.kind == syntax::StepKind::Case) open_case(step.name, result);
            }
        }
        // What stands behind waits for this one.
        if (in_order) return;
    }
}

}  // namespace reeve::check
