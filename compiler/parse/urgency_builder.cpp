#include "compiler/parse/decl_builder.h"

// Promises, segments, priorities.

namespace reeve::parse {

namespace {

syntax::SlaLine sla_line(ValueBuilder& values, ReeveParser::SlaLineContext* context) {
    using enum syntax::SlaLineKind;
    syntax::SlaLine line;
    line.span = values.span(context);
    line.promise_span = static_cast<const SourceToken&>(*context->start).span();
    if (context->K_COUNTING() != nullptr) {
        line.kind = CountingFrom;
        line.value = values.additive(context->additive());
        return line;
    }
    if (context->K_PAUSE() != nullptr) {
        line.kind = Pause;
        line.value = values.expr(context->expr());
        line.condition.because = values.because(context->because());
        return line;
    }
    if (context->K_START() != nullptr) line.promise = syntax::PromiseKind::Start;
    if (context->K_TARGET() != nullptr) line.promise = syntax::PromiseKind::Target;
    if (context->operand() != nullptr) {
        line.kind = At;
        line.value = values.operand(context->operand());
    } else {
        line.kind = context->K_END() != nullptr ? EndOf : Within;
        line.within = values.within(context->within());
    }
    line.condition = values.condition(context->condition());
    return line;
}

syntax::SlaDecl sla(ValueBuilder& values, ReeveParser::SlaDeclContext* context) {
    syntax::SlaDecl decl;
    auto* head = context->slaHead();
    const auto names = head->name();
    decl.head = values.head(context, names.empty() ? nullptr : names.front(), nullptr, 2);
    if (names.size() > 1) decl.calendar = values.name(names[1]);
    for (auto* line : context->slaLine()) {
        if (values.keep(line)) decl.lines.push_back(sla_line(values, line));
    }
    return decl;
}

syntax::SegmentLine segment_line(ValueBuilder& values, ReeveParser::SegmentLineContext* context) {
    syntax::SegmentLine line;
    line.name = values.name(context->name());
    line.display = values.display(context->display());
    if (context->condition() != nullptr) {
        line.condition = values.condition(context->condition());
    } else {
        line.condition.span = line.name.span.after();
    }
    line.nested = context->LBRACE() != nullptr;
    for (auto* inner : context->segmentLine()) {
        if (values.keep(inner)) line.lines.push_back(segment_line(values, inner));
    }
    line.doc = values.doc(context);
    line.span = values.span(context);
    return line;
}

syntax::SegmentDecl segment(ValueBuilder& values, ReeveParser::SegmentDeclContext* context) {
    syntax::SegmentDecl decl;
    decl.head = values.head(context, context->segmentHead()->name(), nullptr, 2);
    for (auto* line : context->segmentLine()) {
        if (values.keep(line)) decl.lines.push_back(segment_line(values, line));
    }
    return decl;
}

syntax::CurvePoint point(ValueBuilder& values, ReeveParser::PointContext* context) {
    syntax::CurvePoint point;
    point.span = values.span(context);
    const auto literals = context->signedLiteral();
    point.value = values.signed_literal(literals.back());
    if (context->K_OTHERWISE() != nullptr) {
        point.otherwise = true;
    } else if (context->qualifiedName() != nullptr) {
        point.at = values.name_expr(values.qualified_name(context->qualifiedName()));
    } else {
        point.at = values.signed_literal(literals.front());
    }
    return point;
}

syntax::PerUnit per_unit(ValueBuilder& values, ReeveParser::PerUnitContext* context) {
    syntax::PerUnit per;
    per.span = values.span(context);
    if (context->literal() != nullptr) {
        per.literal = values.literal(context->literal());
    } else {
        per.unit = values.time_unit(context->timeUnit());
        per.business = context->K_BUSINESS() != nullptr;
    }
    return per;
}

void addend(ValueBuilder& values, ReeveParser::AddendContext* context, syntax::PriorityLine& line) {
    using enum syntax::PriorityLineKind;
    if (context->value() != nullptr) line.subject = values.value(context->value());
    if (auto* points = context->points()) {
        line.kind = context->K_CURVE() != nullptr ? AddCurve : AddSteps;
        line.points_span = values.span(points);
        for (auto* one : points->point()) {
            if (values.keep(one)) line.points.push_back(point(values, one));
        }
        return;
    }
    line.kind = context->K_PER() != nullptr ? AddPer : Add;
    line.value = values.expr(context->expr());
    if (context->perUnit() != nullptr) line.per = per_unit(values, context->perUnit());
}

syntax::PriorityLine priority_line(ValueBuilder& values,
                                   ReeveParser::PriorityLineContext* context) {
    using enum syntax::PriorityLineKind;
    syntax::PriorityLine line;
    line.span = values.span(context);
    if (context->condition() != nullptr) line.condition = values.condition(context->condition());
    if (context->optionalCondition() != nullptr)
        line.condition = values.condition(context->optionalCondition());
    if (context->because() != nullptr) line.condition.because = values.because(context->because());
    switch (context->start->getType()) {
        case ReeveParser::K_BAND:
            line.kind = Band;
            line.band = values.name(context->name());
            break;
        case ReeveParser::K_START:
            line.kind = StartAt;
            line.value = values.expr(context->expr());
            break;
        case ReeveParser::K_MULTIPLY:
            line.kind = Multiply;
            line.value = values.expr(context->expr());
            break;
        case ReeveParser::K_LIMIT:
            line.kind = Limit;
            line.limit = values.range(context->literalRange());
            break;
        default:
            addend(values, context->addend(), line);
            if (context->expr() != nullptr) line.up_to = values.expr(context->expr());
            break;
    }
    return line;
}

syntax::PriorityDecl priority(ValueBuilder& values, ReeveParser::PriorityDeclContext* context) {
    syntax::PriorityDecl decl;
    decl.head = values.head(context, context->priorityHead()->name(), nullptr, 2);
    for (auto* line : context->priorityLine()) {
        if (values.keep(line)) decl.lines.push_back(priority_line(values, line));
    }
    return decl;
}

}  // namespace

std::optional<syntax::Decl> build_urgency_decl(ValueBuilder& values,
                                               ReeveParser::DeclContext* context) {
    if (auto* decl = context->slaDecl()) return sla(values, decl);
    if (auto* decl = context->segmentDecl()) return segment(values, decl);
    if (auto* decl = context->priorityDecl()) return priority(values, decl);
    return std::nullopt;
}

}  // namespace reeve::parse
