#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/decl_builder.h"

// Work types, sources, intakes.

namespace reeve::parse {

namespace messages = diagnostics::messages;

namespace {

syntax::Media media(ReeveParser::MediaKindContext* context) {
    switch (context->start->getType()) {
        case ReeveParser::K_CALL: return syntax::Media::Call;
        case ReeveParser::K_CHAT: return syntax::Media::Chat;
        case ReeveParser::K_EMAIL: return syntax::Media::Email;
        case ReeveParser::K_MESSAGE: return syntax::Media::Message;
        default: return syntax::Media::WorkItem;
    }
}

/// Of lines that can be written once, the first counts.
bool once(ValueBuilder& values, bool given, const antlr4::ParserRuleContext* line) {
    const auto& first = static_cast<const SourceToken&>(*line->start);
    if (given)
        values.sink().report<messages::line_twice>(values.span(line),
                                                   values.tokens().text_of(first));
    return !given;
}

void work_line(ValueBuilder& values, ReeveParser::WorkLineContext* line,
               syntax::WorkTypeDecl& decl) {
    switch (line->start->getType()) {
        case ReeveParser::K_OUTCOMES:
            if (!once(values, !decl.outcomes.empty(), line)) return;
            decl.outcomes = values.choice_values(line->choiceValues());
            decl.outcomes_span = values.span(line->choiceValues());
            return;
        case ReeveParser::K_COUNTS:
            if (!once(values, decl.points.has_value(), line)) return;
            decl.points = values.number(line->NUMBER());
            decl.points_span = ValueBuilder::span(line->NUMBER());
            return;
        case ReeveParser::K_TAKES:
            if (once(values, decl.takes_about.has_value(), line))
                decl.takes_about = values.time_span(line->timeSpan());
            return;
        case ReeveParser::K_OPEN:
            if (once(values, decl.open.has_value(), line)) decl.open = values.text(line->TEXT());
            return;
        case ReeveParser::K_SHOW:
            if (once(values, !decl.show.empty(), line)) decl.show = values.names(line->name());
            return;
        case ReeveParser::K_INSTRUCTIONS: {
            auto& instruction = decl.instructions.emplace_back();
            instruction.text = values.text(line->TEXT());
            if (line->expr() != nullptr) instruction.when = values.expr(line->expr());
            instruction.span = values.span(line);
            return;
        }
        default:
            if (!once(values, decl.media.has_value(), line)) return;
            decl.media = media(line->mediaKind());
            decl.media_span = values.span(line->mediaKind());
            return;
    }
}

syntax::WorkTypeDecl work_type(ValueBuilder& values, ReeveParser::WorkTypeDeclContext* context) {
    syntax::WorkTypeDecl decl;
    decl.head = values.head(context, context->workTypeHead()->name(),
                            context->workTypeHead()->display(), 2);
    for (auto* line : context->workLine()) {
        if (!values.keep(line)) continue;
        if (line->attribute() != nullptr) {
            decl.attributes.push_back(values.attribute(line->attribute()));
        } else {
            work_line(values, line, decl);
        }
    }
    return decl;
}

syntax::SourceLine source_line(ValueBuilder& values, ReeveParser::SourceLineContext* context) {
    using enum syntax::SourceLineKind;
    syntax::SourceLine line;
    line.span = values.span(context);
    if (context->K_SENDS() != nullptr) {
        line.kind = Sends;
        line.work_type = values.name(context->name(0));
        if (context->fields() != nullptr) line.defaults = values.fields(context->fields());
    } else if (context->K_TELL() != nullptr) {
        line.kind = Tell;
        for (auto* event : context->tellEvent()) {
            line.events.push_back({values.name(event->name()), event->K_CHANGES() != nullptr});
        }
    } else {
        line.kind = OnlyItMay;
        line.acts = values.names(context->name());
    }
    return line;
}

syntax::SourceDecl source(ValueBuilder& values, ReeveParser::SourceDeclContext* context) {
    syntax::SourceDecl decl;
    decl.head =
        values.head(context, context->sourceHead()->name(), context->sourceHead()->display());
    for (auto* line : context->sourceLine()) {
        if (values.keep(line)) decl.lines.push_back(source_line(values, line));
    }
    return decl;
}

syntax::IntakeLine intake_line(ValueBuilder& values, ReeveParser::IntakeLineContext* context) {
    using enum syntax::IntakeTarget;
    syntax::IntakeLine line;
    line.span = values.span(context);
    line.target = WorkType;
    if (context->K_CASE() != nullptr) line.target = CasePlan;
    if (context->K_TO() != nullptr) line.target = Intake;
    line.name = values.name(context->name());
    line.fields = values.fields(context->fields());
    line.condition = values.condition(context->condition());
    return line;
}

syntax::IntakeDecl intake(ValueBuilder& values, ReeveParser::IntakeDeclContext* context) {
    syntax::IntakeDecl decl;
    auto* head = context->intakeHead();
    decl.head = values.head(context, head->name(), head->display());
    decl.params = values.params(head->params());
    for (auto* line : context->intakeLine()) {
        if (values.keep(line)) decl.lines.push_back(intake_line(values, line));
    }
    return decl;
}

}  // namespace

std::optional<syntax::Decl> build_work_decl(ValueBuilder& values,
                                            ReeveParser::DeclContext* context) {
    if (auto* decl = context->workTypeDecl()) return work_type(values, decl);
    if (auto* decl = context->sourceDecl()) return source(values, decl);
    if (auto* decl = context->intakeDecl()) return intake(values, decl);
    return std::nullopt;
}

}  // namespace reeve::parse
