#include "compiler/check/plan_order.h"

namespace reeve::check {
namespace {

using syntax::CasePlanDecl;
using syntax::Modifier;
using syntax::ModifierKind;
using syntax::PlanPartKind;
using syntax::StepKind;

/// Makes the outline in the order of the document.
class Outliner {
public:
    Outliner(const syntax::Module& module, const CasePlanDecl& plan)
        : module_(module), plan_(plan) {}

    PlanOutline run() {
        place_parts();
        read_conditions();
        for (PlanNode& stage : out_.parts) {
            if (stage.kind == PlanPartKind::Stage) link_in_order(stage);
        }
        for (const syntax::EndsLine& line : plan_.ends) {
            out_.endings.emplace_back(module_, line.when, out_.names);
            out_.expressions.push_back(line.when);
        }
        if (plan_.owner) out_.expressions.push_back(plan_.owner->agent);
        return std::move(out_);
    }

private:
    void place_parts() {
        struct Task {
            syntax::PlanPart part;
            std::uint32_t parent;
        };
        std::vector<Task> tasks;
        const auto push = [&tasks](const std::vector<syntax::PlanPart>& parts,
                                   std::uint32_t parent) {
            for (auto part = parts.rbegin(); part != parts.rend(); ++part)
                tasks.push_back({*part, parent});
        };
        push(plan_.parts, PlanNode::kNone);
        while (!tasks.empty()) {
            const Task task = tasks.back();
            tasks.pop_back();
            const auto place = static_cast<std::uint32_t>(out_.parts.size());
            PlanNode node;
            node.kind = task.part.kind;
            node.index = task.part.index;
            node.parent = task.parent;
            node.head = &head_of(task.part);
            if (node.head->name.valid()) out_.names.try_emplace(node.head->name.text, place);
            out_.parts.push_back(std::move(node));
            if (task.parent != PlanNode::kNone) out_.parts[task.parent].children.push_back(place);
            if (task.part.kind == PlanPartKind::Stage)
                push(plan_.stages[task.part.index].parts, place);
        }
    }

    const syntax::DeclHead& head_of(syntax::PlanPart part) const {
        switch (part.kind) {
            case PlanPartKind::Stage: return plan_.stages[part.index].head;
            case PlanPartKind::Step: return plan_.steps[part.index].head;
            case PlanPartKind::Milestone: break;
        }
        return plan_.milestones[part.index].head;
    }

    void read_conditions() {
        for (PlanNode& node : out_.parts) {
            switch (node.kind) {
                case PlanPartKind::Stage:
                    read_modifiers(node, plan_.stages[node.index].modifiers);
                    break;
                case PlanPartKind::Step: read_step(node, plan_.steps[node.index]); break;
                case PlanPartKind::Milestone:
                    node.finish = condition(plan_.milestones[node.index].when);
                    node.finishes_anyway = false;
                    node.required = false;
                    break;
            }
        }
    }

    void read_step(PlanNode& node, const syntax::StepDecl& step) {
        read_modifiers(node, step.modifiers);
        for (const syntax::Field& field : step.fields.fields)
            out_.expressions.push_back(field.value);
        node.answers = step.kind == StepKind::Form || step.kind == StepKind::Ask;
        if (step.kind != StepKind::Wait) return;
        node.finish = condition(step.condition);
        node.finishes_anyway = step.time.has_value() && !step.ends_as.valid();
    }

    void read_modifiers(PlanNode& node, const std::vector<Modifier>& modifiers) {
        for (const Modifier& modifier : modifiers) {
            switch (modifier.kind) {
                case ModifierKind::StartsWhen:
                    if (!node.start.written()) node.start = condition(modifier.condition);
                    break;
                case ModifierKind::OnlyIf:
                    node.skippable = true;
                    if (!node.only_if.written()) node.only_if = condition(modifier.condition);
                    break;
                case ModifierKind::NotRequired: node.required = false; break;
                default: out_.expressions.push_back(modifier.condition); break;
            }
        }
    }

    PartCondition condition(syntax::ExprId expr) {
        out_.expressions.push_back(expr);
        return {module_, expr, out_.names};
    }

    /// Each part waits for the nearest one before it that the stage itself waits for.
    void link_in_order(const PlanNode& stage) {
        bool in_order = false;
        for (const Modifier& modifier : plan_.stages[stage.index].modifiers) {
            in_order = in_order || modifier.kind == ModifierKind::InOrder;
        }
        if (!in_order) return;
        std::uint32_t previous = PlanNode::kNone;
        for (const std::uint32_t child : stage.children) {
            PlanNode& node = out_.parts[child];
            if (node.kind == PlanPartKind::Milestone) continue;
            node.previous = previous;
            if (node.required) previous = child;
        }
    }

    const syntax::Module& module_;
    const CasePlanDecl& plan_;
    PlanOutline out_;
};

}  // namespace

PlanOutline outline(const syntax::Module& module, const CasePlanDecl& plan) {
    return Outliner(module, plan).run();
}

bool PlanOutline::inside(std::uint32_t part, std::uint32_t stage) const {
    for (std::uint32_t at = parts[part].parent; at != PlanNode::kNone; at = parts[at].parent) {
        if (at == stage) return true;
    }
    return false;
}

}  // namespace reeve::check
