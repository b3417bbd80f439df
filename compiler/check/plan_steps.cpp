#include "compiler/check/plan_parts.h"

// What a step asks for, opens or waits for; and milestones.

namespace reeve::check {
namespace {

using syntax::PlanPartKind;
using syntax::StepKind;

class StepChecker {
public:
    StepChecker(const PlanHome& home, const PlanKnowledge& knowledge, std::uint32_t part,
                std::uint32_t index)
        : home_(home),
          ctx_(home.ctx),
          knowledge_(knowledge),
          part_(part),
          decl_(home.decl().steps[index]),
          step_(home.plan().steps[index]),
          expressions_(home.ctx) {}

    void run(const Knowledge& at_start) {
        at_start_ = at_start;
        if (decl_.queue.valid()) step_.queue = ctx_.queue(decl_.queue);
        switch (decl_.kind) {
            case StepKind::Form: break;
            case StepKind::Approval: step_.question = decl_.question.value; break;
            case StepKind::Work: work(); break;
            case StepKind::Wait: wait(); break;
            case StepKind::Case: child_case(); break;
            case StepKind::Ask: ask(); break;
        }
    }

private:
    /// Values that are taken when the step starts.
    Scope start_scope() const {
        std::vector<syntax::ExprId> read;
        for (const syntax::Field& field : decl_.fields.fields) read.push_back(field.value);
        return knowledge_.scope(part_, PlanCertainty::Point::Started, read).with(at_start_);
    }

    void limit() {
        if (!decl_.time) return;
        step_.limit = resolve_within(ctx_, decl_.time->time, decl_.time->calendar,
                                     ctx_.program.business.calendar);
    }

    void work() {
        const typed::WorkTypeId type = ctx_.work_type(decl_.name);
        if (!type.valid()) return;
        const sema::SymbolId owner = ctx_.symbols.find(sema::Space::Type, decl_.name.text);
        step_.item.work_type = type;
        step_.item.fields = expressions_.fields(
            start_scope(), decl_.fields,
            {ctx_.program.work_type(type).attributes, owner, "`" + decl_.name.text + "`"});
    }

    void child_case() {
        const typed::PlanId plan = ctx_.plan(decl_.name);
        if (!plan.valid()) return;
        const sema::SymbolId owner = ctx_.symbols.find(sema::Space::Type, decl_.name.text);
        step_.child.plan = plan;
        step_.child.fields =
            expressions_.fields(start_scope(), decl_.fields,
                                {ctx_.program.plan(plan).data, owner, "`" + decl_.name.text + "`"});
    }

    void wait() {
        const Scope at =
            knowledge_.scope(part_, PlanCertainty::Point::Started, std::span(&decl_.condition, 1));
        step_.wait_for = expressions_.condition(at, decl_.condition).expr;
        limit();
        if (!decl_.ends_as.valid()) return;
        const sema::SymbolId outcome =
            ctx_.symbols.find(sema::Space::Outcome, decl_.ends_as.text, home_.symbol);
        if (outcome.valid()) step_.ends_as = ctx_.index(outcome);
    }

    /// What is sent with a question has the names that the author gives it.
    void ask() {
        const sema::SymbolId source = ctx_.require(sema::Space::Source, decl_.name);
        if (source.valid()) {
            if (const auto index = ctx_.find_index(source)) step_.source = typed::SourceId(*index);
        }
        const Scope at = start_scope();
        std::map<std::string, Span> first;
        for (const syntax::Field& field : decl_.fields.fields) {
            const typed::ExprId value = expressions_.value(at, field.value);
            if (!field.name.valid()) continue;
            const auto [entry, added] = first.try_emplace(field.name.text, field.name.span);
            if (!added) {
                ctx_.sink.report<messages::field_twice>(field.name.span, field.name.text)
                    .label(entry->second, "given here first")
                    .help("keep one of the two");
                continue;
            }
            step_.ask_fields.push_back({static_cast<std::uint32_t>(step_.ask_names.size()), value});
            step_.ask_names.push_back(field.name.text);
        }
        limit();
    }

    const PlanHome& home_;
    Context& ctx_;
    const PlanKnowledge& knowledge_;
    std::uint32_t part_;
    const syntax::StepDecl& decl_;
    typed::Step& step_;
    Expressions expressions_;
    Knowledge at_start_;
};

void check_milestone(const PlanHome& home, const PlanKnowledge& knowledge, std::uint32_t part,
                     std::uint32_t index) {
    const syntax::MilestoneDecl& decl = home.decl().milestones[index];
    typed::Milestone& milestone = home.plan().milestones[index];
    const Scope at = knowledge.scope(part, PlanCertainty::Point::Started, std::span(&decl.when, 1));
    milestone.when = Expressions(home.ctx).condition(at, decl.when).expr;
    if (decl.due)
        milestone.due = resolve_within(home.ctx, decl.due->time, decl.due->calendar, at.calendar);
}

}  // namespace

void check_plan_parts(const PlanHome& home, const PlanOutline& outline,
                      const PlanCertainty& certainty) {
    const PlanKnowledge knowledge(home, outline, certainty);
    for (std::uint32_t part = 0; part < outline.parts.size(); ++part) {
        const PlanNode& node = outline.parts[part];
        if (node.kind == PlanPartKind::Milestone) {
            check_milestone(home, knowledge, part, node.index);
            continue;
        }
        const Knowledge at_start = check_starts(home, knowledge, outline, part);
        if (node.kind == PlanPartKind::Step)
            StepChecker(home, knowledge, part, node.index).run(at_start);
        check_modifiers(home, knowledge, outline, part);
    }
}

}  // namespace reeve::check
