#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/decl_builder.h"

// Case plans.

namespace reeve::parse {

namespace messages = diagnostics::messages;

namespace {

class PlanBuilder {
public:
    explicit PlanBuilder(ValueBuilder& values) : values_(values) {}
    syntax::CasePlanDecl build(ReeveParser::CasePlanDeclContext* context);

private:
    void line(ReeveParser::PlanLineContext* context);
    bool once(bool given, const antlr4::ParserRuleContext* line);
    syntax::OwnerLine owner(ReeveParser::PlanLineContext* context);
    syntax::EndsLine ends(ReeveParser::PlanLineContext* context);
    syntax::PlanPart stage(ReeveParser::StageDeclContext* context);
    syntax::PlanPart step(ReeveParser::StepDeclContext* context);
    syntax::PlanPart milestone(ReeveParser::MilestoneDeclContext* context);
    void step_kind(ReeveParser::StepKindContext* context, syntax::StepDecl& step);
    std::vector<syntax::FormField> form(ReeveParser::FormFieldsContext* context);
    std::vector<syntax::Modifier> modifiers(
        const std::vector<ReeveParser::ModifierContext*>& contexts);
    syntax::Modifier modifier(ReeveParser::ModifierContext* context);

    ValueBuilder& values_;
    syntax::CasePlanDecl plan_;
};

syntax::CasePlanDecl PlanBuilder::build(ReeveParser::CasePlanDeclContext* context) {
    plan_.head = values_.head(context, context->casePlanHead()->name(),
                              context->casePlanHead()->display(), 2);
    for (auto* one : context->planLine()) {
        // A stage with a mistake in its head still has parts.
        if (one->stageDecl() != nullptr) {
            plan_.parts.push_back(stage(one->stageDecl()));
        } else if (values_.keep(one)) {
            line(one);
        }
    }
    return std::move(plan_);
}

bool PlanBuilder::once(bool given, const antlr4::ParserRuleContext* line) {
    const auto& first = static_cast<const SourceToken&>(*line->start);
    if (given)
        values_.sink().report<messages::line_twice>(values_.span(line),
                                                    values_.tokens().text_of(first));
    return !given;
}

void PlanBuilder::line(ReeveParser::PlanLineContext* context) {
    if (context->stepDecl() != nullptr) {
        plan_.parts.push_back(step(context->stepDecl()));
    } else if (context->milestoneDecl() != nullptr) {
        plan_.parts.push_back(milestone(context->milestoneDecl()));
    } else if (context->K_REFERENCE() != nullptr) {
        if (once(plan_.reference.has_value(), context))
            plan_.reference = values_.text(context->TEXT());
    } else if (context->K_INTENT() != nullptr) {
        // A display name belongs to the name before it.
        for (auto* child : context->children) {
            if (auto* name = dynamic_cast<ReeveParser::NameContext*>(child)) {
                plan_.intents.push_back({values_.name(name), {}});
            } else if (auto* display = dynamic_cast<ReeveParser::DisplayContext*>(child)) {
                plan_.intents.back().display = values_.display(display);
            }
        }
    } else if (context->K_OWNER() != nullptr) {
        if (once(plan_.owner.has_value(), context)) plan_.owner = owner(context);
    } else if (context->K_DATA() != nullptr) {
        for (auto* attribute : context->attribute()) {
            if (values_.keep(attribute)) plan_.data.push_back(values_.attribute(attribute));
        }
    } else if (context->K_DUE() != nullptr) {
        if (once(plan_.due.has_value(), context)) {
            plan_.due =
                syntax::PromiseWithin{values_.within(context->within()), values_.span(context)};
        }
    } else if (context->K_BAND() != nullptr) {
        if (once(plan_.band.valid(), context)) plan_.band = values_.name(context->name(0));
    } else {
        plan_.ends.push_back(ends(context));
    }
}

syntax::OwnerLine PlanBuilder::owner(ReeveParser::PlanLineContext* context) {
    syntax::OwnerLine owner;
    owner.span = values_.span(context);
    if (context->agentPick() != nullptr) {
        owner.pick = values_.agent_pick(context->agentPick());
        owner.team = values_.name(context->name(0));
    } else {
        owner.agent = values_.additive(context->additive());
    }
    return owner;
}

syntax::EndsLine PlanBuilder::ends(ReeveParser::PlanLineContext* context) {
    syntax::EndsLine line;
    line.span = values_.span(context);
    line.outcome = values_.name(context->name(0));
    line.nothing_left = context->K_NOTHING() != nullptr;
    if (!line.nothing_left) line.when = values_.expr(context->expr());
    line.because = values_.because(context->because());
    return line;
}

syntax::PlanPart PlanBuilder::stage(ReeveParser::StageDeclContext* context) {
    const syntax::PlanPart part{syntax::PlanPartKind::Stage,
                                static_cast<std::uint32_t>(plan_.stages.size())};
    plan_.stages.emplace_back();
    syntax::StageDecl stage;
    auto* head = context->stageHead();
    stage.head = values_.head(context, head->name(), head->display());
    stage.modifiers = modifiers(head->modifier());
    for (auto* line : context->stageLine()) {
        if (line->stageDecl() != nullptr) {
            stage.parts.push_back(this->stage(line->stageDecl()));
        } else if (!values_.keep(line)) {
            continue;
        } else if (line->stepDecl() != nullptr) {
            stage.parts.push_back(step(line->stepDecl()));
        } else {
            stage.parts.push_back(milestone(line->milestoneDecl()));
        }
    }
    values_.keep(context);
    plan_.stages[part.index] = std::move(stage);
    return part;
}

syntax::PlanPart PlanBuilder::step(ReeveParser::StepDeclContext* context) {
    const syntax::PlanPart part{syntax::PlanPartKind::Step,
                                static_cast<std::uint32_t>(plan_.steps.size())};
    syntax::StepDecl step;
    step.head = values_.head(context, context->name(), context->display());
    step_kind(context->stepKind(), step);
    step.modifiers = modifiers(context->modifier());
    plan_.steps.push_back(std::move(step));
    return part;
}

void PlanBuilder::step_kind(ReeveParser::StepKindContext* context, syntax::StepDecl& step) {
    using enum syntax::StepKind;
    step.kind_span = static_cast<const SourceToken&>(*context->start).span();
    auto names = values_.names(context->name());
    if (context->within() != nullptr) step.time = values_.within(context->within());
    if (context->formFields() != nullptr) step.form = form(context->formFields());
    if (context->fields() != nullptr) step.fields = values_.fields(context->fields());
    // The last name is a queue, an outcome or, where it is the only one, what the step is made of.
    if (context->K_FORM() != nullptr) {
        step.kind = Form;
        if (!names.empty()) step.queue = names.back();
    } else if (context->K_APPROVAL() != nullptr) {
        step.kind = Approval;
        step.question = values_.text(context->TEXT());
        if (!names.empty()) step.queue = names.back();
    } else if (context->K_WAIT() != nullptr) {
        step.kind = Wait;
        step.condition = values_.expr(context->expr());
        if (!names.empty()) step.ends_as = names.back();
    } else {
        step.kind = Work;
        if (context->K_CASE() != nullptr) step.kind = Case;
        if (context->K_ASK() != nullptr) step.kind = Ask;
        step.name = names.front();
        if (names.size() > 1) step.queue = names.back();
    }
}

std::vector<syntax::FormField> PlanBuilder::form(ReeveParser::FormFieldsContext* context) {
    std::vector<syntax::FormField> fields;
    for (auto* one : context->formField()) {
        if (!values_.keep(one)) continue;
        auto& field = fields.emplace_back();
        if (one->attribute() != nullptr) {
            field.attribute = values_.attribute(one->attribute());
        } else {
            field.existing = true;
            field.attribute.name = values_.name(one->name());
            field.attribute.doc = values_.doc(one);
            field.attribute.span = field.attribute.name.span;
        }
    }
    return fields;
}

std::vector<syntax::Modifier> PlanBuilder::modifiers(
    const std::vector<ReeveParser::ModifierContext*>& contexts) {
    std::vector<syntax::Modifier> modifiers;
    for (auto* context : contexts) {
        if (complete(context)) modifiers.push_back(modifier(context));
    }
    return modifiers;
}

syntax::Modifier PlanBuilder::modifier(ReeveParser::ModifierContext* context) {
    using enum syntax::ModifierKind;
    syntax::Modifier modifier;
    const auto comma = context->start->getType() == ReeveParser::COMMA ? 1U : 0U;
    const auto& first = values_.tokens().at(context->start->getTokenIndex() + comma);
    modifier.span = first.span().to(values_.span(context));
    if (context->expr() != nullptr) modifier.condition = values_.expr(context->expr());
    if (context->within() != nullptr) modifier.time = values_.within(context->within());
    if (context->NUMBER() != nullptr) {
        modifier.times = values_.whole_number(context->NUMBER(), 1, 1'000);
        modifier.times_span = ValueBuilder::span(context->NUMBER());
    }
    switch (first.type) {
        case ReeveParser::K_IN: modifier.kind = InOrder; break;
        case ReeveParser::K_STARTS:
            modifier.kind = context->within() != nullptr ? StartsRelative : StartsWhen;
            modifier.before = context->K_BEFORE() != nullptr;
            if (context->additive() != nullptr)
                modifier.condition = values_.additive(context->additive());
            break;
        case ReeveParser::K_STARTED: modifier.kind = ByHand; break;
        case ReeveParser::K_ONLY: modifier.kind = OnlyIf; break;
        case ReeveParser::K_NOT: modifier.kind = NotRequired; break;
        case ReeveParser::K_REPEATS: modifier.kind = Repeats; break;
        case ReeveParser::K_REDO:
            modifier.kind = Redo;
            modifier.name = values_.name(context->name(0));
            break;
        case ReeveParser::K_DUE: modifier.kind = Due; break;
        case ReeveParser::K_AS:
            modifier.kind = As;
            modifier.name = values_.name(context->name(0));
            break;
        case ReeveParser::K_SHOWING:
            modifier.kind = Showing;
            modifier.names = values_.names(context->name());
            break;
        default:
            modifier.kind = context->K_WHO() != nullptr ? NeverWho : Never;
            modifier.name = values_.name(context->K_WHO() != nullptr ? context->name(0) : nullptr);
            break;
    }
    return modifier;
}

syntax::PlanPart PlanBuilder::milestone(ReeveParser::MilestoneDeclContext* context) {
    const syntax::PlanPart part{syntax::PlanPartKind::Milestone,
                                static_cast<std::uint32_t>(plan_.milestones.size())};
    syntax::MilestoneDecl milestone;
    milestone.head = values_.head(context, context->name(), context->display());
    milestone.when = values_.expr(context->expr());
    if (context->within() != nullptr) milestone.due = values_.within(context->within());
    plan_.milestones.push_back(std::move(milestone));
    return part;
}

}  // namespace

std::optional<syntax::Decl> build_plan_decl(ValueBuilder& values,
                                            ReeveParser::DeclContext* context) {
    if (auto* decl = context->casePlanDecl()) return PlanBuilder(values).build(decl);
    return std::nullopt;
}

}  // namespace reeve::parse
