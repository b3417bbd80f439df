#include "compiler/syntax/outline.h"

#include <array>

// Work types, sources, intakes, promises, segments, priorities.

namespace reeve::syntax {

namespace {

constexpr std::array<std::string_view, 7> kUnits{"second", "minute", "hour", "day",
                                                 "week",   "month",  "year"};

void work_type(const WorkTypeDecl& decl, Outline& outline) {
    static constexpr std::array<std::string_view, 5> kMedia{"work item", "call", "chat", "email",
                                                            "message"};
    outline.head("work type", decl.head);
    const Outline::Level level(outline);
    for (const auto& attribute : decl.attributes) outline.attribute(attribute);
    if (!decl.outcomes.empty()) outline.line("outcomes {}", Outline::values(decl.outcomes));
    if (decl.points) outline.line("counts {} points", decl.points->to_string());
    if (decl.takes_about) outline.line("takes about {}", Outline::time(*decl.takes_about));
    if (decl.open) outline.line("open{}", Outline::part("", decl.open));
    if (!decl.show.empty()) outline.line("show {}", Outline::names(decl.show));
    for (const auto& instruction : decl.instructions) {
        outline.line("instructions{}{}", Outline::part("", std::optional(instruction.text)),
                     outline.part("when", instruction.when));
    }
    if (decl.media) outline.line("media {}", kMedia[static_cast<std::size_t>(*decl.media)]);
}

void source(const SourceDecl& decl, Outline& outline) {
    outline.head("source", decl.head);
    const Outline::Level level(outline);
    for (const auto& line : decl.lines) {
        if (line.kind == SourceLineKind::Sends) {
            const auto defaults = line.defaults ? " " + outline.fields(*line.defaults) : "";
            outline.line("sends {}{}", line.work_type.text, defaults);
        } else if (line.kind == SourceLineKind::OnlyItMay) {
            outline.line("only it may {}", Outline::names(line.acts));
        } else {
            std::string events;
            for (const auto& event : line.events) {
                events += fmt::format("{}{}{}", events.empty() ? "" : ", ", event.name.text,
                                      event.changes ? " changes" : "");
            }
            outline.line("tell it when {}", events);
        }
    }
}

void intake(const IntakeDecl& decl, Outline& outline) {
    outline.head("intake", decl.head);
    const Outline::Level level(outline);
    outline.line("params {}", outline.params(decl.params));
    for (const auto& line : decl.lines) {
        if (line.target == IntakeTarget::Intake) {
            outline.line("to {}{}", line.name.text, outline.condition(line.condition));
        } else {
            outline.line("{} {} {}{}", line.target == IntakeTarget::CasePlan ? "case" : "item",
                         line.name.text, outline.fields(line.fields),
                         outline.condition(line.condition));
        }
    }
}

void sla(const SlaDecl& decl, Outline& outline) {
    static constexpr std::array<std::string_view, 3> kPromises{"start", "target", "due"};
    outline.head("sla", decl.head);
    const Outline::Level level(outline);
    if (decl.calendar.valid()) outline.line("in {}", decl.calendar.text);
    for (const auto& line : decl.lines) {
        const auto promise = kPromises[static_cast<std::size_t>(line.promise)];
        const auto condition = outline.condition(line.condition);
        switch (line.kind) {
            case SlaLineKind::CountingFrom:
                outline.line("counting from {}", outline.expr(line.value));
                break;
            case SlaLineKind::Within:
                outline.line("{} within {}{}", promise, Outline::within(line.within), condition);
                break;
            case SlaLineKind::EndOf:
                outline.line("{} by end of {}{}", promise, Outline::within(line.within), condition);
                break;
            case SlaLineKind::At:
                outline.line("{} at {}{}", promise, outline.expr(line.value), condition);
                break;
            case SlaLineKind::Pause:
                outline.line("pause while {}{}", outline.expr(line.value), condition);
                break;
        }
    }
}

void segment_lines(const std::vector<SegmentLine>& lines, Outline& outline) {
    const Outline::Level level(outline);
    for (const auto& line : lines) {
        outline.line("{} {}{}{}", line.nested ? "group" : "segment", line.name.text,
                     Outline::part("", line.display), outline.condition(line.condition));
        {
            const Outline::Level inner(outline);
            outline.doc(line.doc);
        }
        segment_lines(line.lines, outline);
    }
}

std::string points(const PriorityLine& line, const Outline& outline) {
    std::string text = "{";
    for (const auto& point : line.points) {
        text += fmt::format("{}{} -> {}", text.size() > 1 ? "; " : "",
                            point.otherwise ? "otherwise" : outline.expr(point.at),
                            outline.expr(point.value));
    }
    return text + "}";
}

std::string per_unit(const PerUnit& per, const Outline& outline) {
    if (!per.unit) return outline.expr(per.literal);
    return fmt::format("{}{}", per.business ? "business " : "",
                       kUnits[static_cast<std::size_t>(*per.unit)]);
}

void priority(const PriorityDecl& decl, Outline& outline) {
    outline.head("priority", decl.head);
    const Outline::Level level(outline);
    for (const auto& line : decl.lines) {
        std::string text;
        switch (line.kind) {
            case PriorityLineKind::Band: text = "band " + line.band.text; break;
            case PriorityLineKind::StartAt: text = "start at " + outline.expr(line.value); break;
            case PriorityLineKind::Add: text = "add " + outline.expr(line.value); break;
            case PriorityLineKind::AddPer:
                text = fmt::format("add {} per {} of {}", outline.expr(line.value),
                                   per_unit(line.per, outline), outline.expr(line.subject));
                break;
            case PriorityLineKind::AddCurve:
                text = fmt::format("add curve of {} {}", outline.expr(line.subject),
                                   points(line, outline));
                break;
            case PriorityLineKind::AddSteps:
                text = fmt::format("add steps of {} {}", outline.expr(line.subject),
                                   points(line, outline));
                break;
            case PriorityLineKind::Multiply:
                text = "multiply by " + outline.expr(line.value);
                break;
            case PriorityLineKind::Limit:
                text = "limit to " + (line.limit ? outline.range(*line.limit) : "");
                break;
        }
        outline.line("{}{}{}", text, outline.part("up to", line.up_to),
                     outline.condition(line.condition));
    }
}

}  // namespace

void print_work(const Decl& decl, Outline& outline) {
    if (const auto* type = std::get_if<WorkTypeDecl>(&decl)) work_type(*type, outline);
    if (const auto* from = std::get_if<SourceDecl>(&decl)) source(*from, outline);
    if (const auto* in = std::get_if<IntakeDecl>(&decl)) intake(*in, outline);
    if (const auto* promises = std::get_if<SlaDecl>(&decl)) sla(*promises, outline);
    if (const auto* segments = std::get_if<SegmentDecl>(&decl)) {
        outline.head("segment", segments->head);
        segment_lines(segments->lines, outline);
    }
    if (const auto* lines = std::get_if<PriorityDecl>(&decl)) priority(*lines, outline);
}

}  // namespace reeve::syntax
