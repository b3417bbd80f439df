#include "compiler/check/plan_parts.h"

#include "base/text.h"
#include "compiler/check/parts.h"

#include <algorithm>

namespace reeve::check {
namespace {

using sema::Space;
using sema::SymbolKind;
using syntax::PlanPartKind;
using syntax::StepKind;

SymbolKind symbol_kind(PlanPartKind kind) {
    switch (kind) {
        case PlanPartKind::Stage: return SymbolKind::Stage;
        case PlanPartKind::Step: return SymbolKind::Step;
        case PlanPartKind::Milestone: break;
    }
    return SymbolKind::Milestone;
}

typed::Step::Kind step_kind(StepKind kind) {
    switch (kind) {
        case StepKind::Form: return typed::Step::Kind::Form;
        case StepKind::Approval: return typed::Step::Kind::Approval;
        case StepKind::Work: return typed::Step::Kind::Work;
        case StepKind::Wait: return typed::Step::Kind::Wait;
        case StepKind::Case: return typed::Step::Kind::Case;
        case StepKind::Ask: break;
    }
    return typed::Step::Kind::Ask;
}

/// Parts share their names with the case's data and facts, so that a bare name in a plan means one
/// thing.
void check_part_name(const PlanHome& home, PlanPartKind kind, const syntax::Name& name) {
    const sema::SymbolId data = home.ctx.symbols.find(Space::Attribute, name.text, home.symbol);
    if (data.valid()) {
        home.ctx.sink.report<messages::part_named_like_data>(name.span, part_word(kind), name.text)
            .label(home.ctx.symbols.symbol(data).span, "the case's data")
            .help("give one of them another name");
    } else if (is_fact_name(name.text)) {
        home.ctx.sink.report<messages::part_named_like_fact>(name.span, part_word(kind), name.text)
            .help("give it another name");
    }
}

void check_attribute_name(Context& ctx, const syntax::Name& name) {
    if (!is_fact_name(name.text)) return;
    ctx.sink.report<messages::attribute_named_like_fact>(name.span, name.text)
        .help("give it another name");
}

void declare_part(const PlanHome& home, const PlanNode& node) {
    const syntax::Name& name = node.head->name;
    if (!name.valid()) return;
    const sema::SymbolId symbol = add_inner(
        home.ctx,
        {symbol_kind(node.kind), Space::PlanPart, name.text, name.span, home.ref, home.symbol});
    if (!symbol.valid()) return;
    home.ctx.index_of[symbol] = node.index;
    check_part_name(home, node.kind, name);
}

/// Collects the fields of one form.
class FormReader {
public:
    FormReader(const PlanHome& home, const syntax::StepDecl& decl, sema::SymbolId owner)
        : home_(home), decl_(decl), owner_(owner) {}

    std::vector<typed::FormField> run() {
        for (const syntax::FormField& field : decl_.form) {
            if (field.existing) {
                add_existing(field.attribute.name);
            } else {
                add_typed(field.attribute);
            }
        }
        check_defaults(home_.ctx, answers_home(), typed_, attributes_);
        for (std::size_t i = 0; i < attributes_.size(); ++i) fields_[i].attribute = attributes_[i];
        return std::move(fields_);
    }

private:
    AttributeHome answers_home() const {
        return {home_.ref, Space::Attribute, SymbolKind::Attribute, owner_};
    }

    void add_existing(const syntax::Name& name) {
        if (!name.valid()) return;
        const sema::SymbolId data = home_.ctx.look_up(Space::Attribute, name, home_.symbol);
        if (!data.valid()) {
            const auto candidates = home_.ctx.symbols.names(Space::Attribute, home_.symbol);
            auto& report =
                home_.ctx.sink.report<messages::form_field_unknown>(name.span, name.text);
            if (const auto near = nearest_word(name.text, candidates)) {
                report.help(fmt::format("did you mean `{}`?", *near));
                report.fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
            } else {
                report.help(fmt::format(
                    "say what is asked, for example `{}: text`, or add `{}` to the case's data",
                    name.text, name.text));
            }
            return;
        }
        const sema::SymbolId answer = add_inner(
            home_.ctx,
            {SymbolKind::Attribute, Space::Attribute, name.text, name.span, home_.ref, owner_});
        if (!answer.valid()) return;
        typed::FormField field;
        field.stored_in_data = true;
        field.data = home_.ctx.index(data);
        home_.ctx.index_of[answer] = static_cast<std::uint32_t>(attributes_.size());
        attributes_.push_back(home_.plan().data[field.data]);
        fields_.push_back(std::move(field));
    }

    void add_typed(const syntax::Attribute& attribute) {
        check_attribute_name(home_.ctx, attribute.name);
        const std::size_t before = attributes_.size();
        declare_attributes(home_.ctx, answers_home(), {attribute}, attributes_);
        if (attributes_.size() == before) return;
        fields_.emplace_back();
        typed_.push_back(attribute);
        const sema::SymbolId data =
            home_.ctx.symbols.find(Space::Attribute, attribute.name.text, home_.symbol);
        if (!data.valid()) return;
        home_.ctx.sink
            .report<messages::form_field_hides_data>(attribute.name.span, attribute.name.text)
            .label(home_.ctx.symbols.symbol(data).span, "the case's data")
            .help(fmt::format("write `{}` without a type to ask for the case's data and store the "
                              "answer there, or give "
                              "the field another name",
                              attribute.name.text));
    }

    const PlanHome& home_;
    const syntax::StepDecl& decl_;
    sema::SymbolId owner_;
    std::vector<typed::FormField> fields_;
    std::vector<typed::Attribute> attributes_;  // of `fields_`, one for each
    std::vector<syntax::Attribute> typed_;      // those written with a type
};

/// What the step opens or borrows from, so that its facts are known wherever they are read.
/// Mistakes are reported where the step is checked.
void resolve_types(const PlanHome& home, const syntax::StepDecl& decl, typed::Step& step) {
    const auto find = [&home](const syntax::Name& name,
                              SymbolKind kind) -> std::optional<std::uint32_t> {
        const sema::SymbolId symbol = home.ctx.symbols.find(Space::Type, name.text);
        if (!symbol.valid() || home.ctx.symbols.symbol(symbol).kind != kind) return std::nullopt;
        return home.ctx.find_index(symbol);
    };
    if (decl.kind == StepKind::Work) {
        if (const auto type = find(decl.name, SymbolKind::WorkType))
            step.item.work_type = typed::WorkTypeId(*type);
    } else if (decl.kind == StepKind::Case) {
        if (const auto plan = find(decl.name, SymbolKind::CasePlan))
            step.child.plan = typed::PlanId(*plan);
    }
    if (decl.kind != StepKind::Form && decl.kind != StepKind::Approval) return;
    for (const syntax::Modifier& modifier : decl.modifiers) {
        if (modifier.kind != syntax::ModifierKind::As) continue;
        if (const auto type = find(modifier.name, SymbolKind::WorkType))
            step.as = typed::WorkTypeId(*type);
    }
}

}  // namespace

std::string_view part_word(PlanPartKind kind) { return sema::describe(symbol_kind(kind)); }

std::string_view step_word(StepKind kind) {
    switch (kind) {
        case StepKind::Form: return "a form";
        case StepKind::Approval: return "an approval";
        case StepKind::Work: return "a work step";
        case StepKind::Wait: return "a wait";
        case StepKind::Case: return "a child case";
        case StepKind::Ask: break;
    }
    return "a question to a source";
}

void declare_plan_parts(const PlanHome& home) {
    const syntax::CasePlanDecl& decl = home.decl();
    for (const syntax::Attribute& data : decl.data) check_attribute_name(home.ctx, data.name);
    typed::Plan& plan = home.plan();
    plan.stages.resize(decl.stages.size());
    plan.steps.resize(decl.steps.size());
    plan.milestones.resize(decl.milestones.size());
    const PlanOutline parts = outline(home.module(), decl);
    for (const PlanNode& node : parts.parts) {
        typed::PlanPart part{typed::PlanPart::Kind::Step, node.index, typed::PlanPart::kTop};
        if (node.parent != PlanNode::kNone) {
            part.parent = parts.parts[node.parent].index;
            plan.stages[part.parent].parts.push_back(static_cast<std::uint32_t>(plan.parts.size()));
        }
        switch (node.kind) {
            case PlanPartKind::Stage:
                part.kind = typed::PlanPart::Kind::Stage;
                plan.stages[node.index].header = make_header(*node.head);
                break;
            case PlanPartKind::Step:
                plan.steps[node.index].header = make_header(*node.head);
                plan.steps[node.index].kind = step_kind(decl.steps[node.index].kind);
                break;
            case PlanPartKind::Milestone:
                part.kind = typed::PlanPart::Kind::Milestone;
                plan.milestones[node.index].header = make_header(*node.head);
                break;
        }
        plan.parts.push_back(part);
        declare_part(home, node);
    }
}

void declare_plan_answers(const PlanHome& home) {
    for (std::size_t i = 0; i < home.decl().steps.size(); ++i) {
        const syntax::StepDecl& step = home.decl().steps[i];
        resolve_types(home, step, home.plan().steps[i]);
        // Of two steps with one name the second keeps no answers: everything that names it means
        // the first.
        const sema::SymbolId symbol =
            home.ctx.symbols.find(Space::PlanPart, step.head.name.text, home.symbol);
        if (!symbol.valid() || home.ctx.symbols.symbol(symbol).span != step.head.name.span)
            continue;
        home.plan().steps[i].form = FormReader(home, step, symbol).run();
    }
}

}  // namespace reeve::check
