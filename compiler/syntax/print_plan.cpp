#include "compiler/syntax/outline.h"

#include <array>

// Case plans.

namespace reeve::syntax {

namespace {

std::string within(std::string_view word, const std::optional<Within>& within) {
    return within ? fmt::format(" {} {}", word, Outline::within(*within)) : std::string();
}

std::string modifier(const Modifier& modifier, const Outline& outline) {
    const auto condition =
        modifier.condition.valid() ? outline.expr(modifier.condition) : std::string("sent back");
    const auto time = modifier.time ? Outline::within(*modifier.time) : std::string();
    switch (modifier.kind) {
        case ModifierKind::InOrder: return "in order";
        case ModifierKind::StartsWhen: return "starts when " + condition;
        case ModifierKind::StartsRelative:
            return fmt::format("starts {} {} {}", time, modifier.before ? "before" : "after",
                               condition);
        case ModifierKind::ByHand: return "started by hand";
        case ModifierKind::OnlyIf: return "only if " + condition;
        case ModifierKind::NotRequired: return "not required";
        case ModifierKind::Repeats:
            return fmt::format("repeats up to {} when {}", modifier.times.to_string(), condition);
        case ModifierKind::Redo:
            return fmt::format("redo from {} when {} up to {}", modifier.name.text, condition,
                               modifier.times.to_string());
        case ModifierKind::Due: return "due within " + time;
        case ModifierKind::As: return "as " + modifier.name.text;
        case ModifierKind::Showing: return "showing " + Outline::names(modifier.names);
        case ModifierKind::NeverWho: return "never agent who completed " + modifier.name.text;
        case ModifierKind::Never: return "never " + condition;
        case ModifierKind::Priority: return "priority " + condition;
    }
    return {};
}

void modifiers(const std::vector<Modifier>& all, Outline& outline) {
    for (const auto& one : all) outline.line("{}", modifier(one, outline));
}

void step(const StepDecl& step, Outline& outline) {
    static constexpr std::array<std::string_view, 6> kKinds{"form", "approval", "work",
                                                            "wait", "case",     "ask"};
    outline.head("step", step.head);
    const Outline::Level level(outline);
    const bool approval = step.kind == StepKind::Approval;
    outline.line("{}{}{}{}{}{}{}", kKinds[static_cast<std::size_t>(step.kind)],
                 Outline::part("", step.name),
                 approval ? Outline::part("", std::optional(step.question)) : "",
                 outline.part("for", step.condition), within("within", step.time),
                 Outline::part("ends as", step.ends_as), Outline::part("in", step.queue));
    if (!step.fields.fields.empty()) outline.line("fields {}", outline.fields(step.fields));
    for (const auto& field : step.form) {
        if (field.existing) {
            outline.line("field {}", field.attribute.name.text);
        } else {
            outline.attribute(field.attribute);
        }
    }
    modifiers(step.modifiers, outline);
}

void parts(const CasePlanDecl& plan, const std::vector<PlanPart>& all, Outline& outline) {
    for (const auto& part : all) {
        if (part.kind == PlanPartKind::Step) {
            step(plan.steps[part.index], outline);
        } else if (part.kind == PlanPartKind::Milestone) {
            const auto& milestone = plan.milestones[part.index];
            outline.head("milestone", milestone.head);
            const Outline::Level level(outline);
            outline.line("when {}{}", outline.expr(milestone.when),
                         within("due within", milestone.due));
        } else {
            const auto& stage = plan.stages[part.index];
            outline.head("stage", stage.head);
            const Outline::Level level(outline);
            modifiers(stage.modifiers, outline);
            parts(plan, stage.parts, outline);
        }
    }
}

void owner(const OwnerLine& owner, Outline& outline) {
    if (owner.pick) {
        outline.line("owner {}{}", Outline::pick(*owner.pick),
                     Outline::part("in team", owner.team));
    } else {
        outline.line("owner {}", outline.expr(owner.agent));
    }
}

}  // namespace

void print_plan(const CasePlanDecl& plan, Outline& outline) {
    outline.head("case plan", plan.head);
    const Outline::Level level(outline);
    if (plan.reference) outline.line("reference{}", Outline::part("", plan.reference));
    for (const auto& intent : plan.intents)
        outline.line("intent {}{}", intent.name.text, Outline::part("", intent.display));
    if (plan.owner) owner(*plan.owner, outline);
    for (const auto& attribute : plan.data) outline.attribute(attribute);
    if (plan.due) outline.line("due within {}", Outline::within(plan.due->within));
    if (plan.band.valid()) outline.line("band {}", plan.band.text);
    parts(plan, plan.parts, outline);
    for (const auto& line : plan.ends) {
        outline.line("ends as {} when {}{}", line.outcome.text,
                     line.nothing_left ? "nothing is left" : outline.expr(line.when),
                     Outline::part("because", line.because));
    }
}

}  // namespace reeve::syntax
