#include "compiler/doc/sections.h"

#include "base/text.h"

#include <fmt/format.h>

// The page of a work type.

namespace reeve::doc {

namespace {

std::string_view media_word(typed::Media media) {
    switch (media) {
        case typed::Media::WorkItem: return "work item";
        case typed::Media::Call: return "call";
        case typed::Media::Chat: return "chat";
        case typed::Media::Email: return "e-mail";
        case typed::Media::Message: return "message";
    }
    return "";
}

void write_outcomes(Sheet& sheet, const typed::WorkType& type) {
    if (!type.outcomes.valid()) return;
    const auto fact = sheet.fact("Outcomes");
    const auto list = sheet.html.open("ul", {{"class", "values"}});
    for (const typed::Header& value : sheet.program().choice(type.outcomes).values) {
        const auto item = sheet.html.open("li", {{"id", sheet.anchor(value.span)}});
        sheet.html.element("code", value.name);
        if (value.display != value.name) sheet.html.text(" " + value.display);
    }
}

void write_seen(Sheet& sheet, const typed::WorkType& type) {
    if (type.open) {
        const auto fact = sheet.fact("Opens the screen");
        sheet.code(type.open->span);
    }
    if (!type.show.empty()) {
        const auto fact = sheet.fact("Agents see first");
        bool first = true;
        for (const std::uint32_t attribute : type.show) {
            if (!first) sheet.html.text(", ");
            first = false;
            sheet.name(type.attributes[attribute].header);
        }
    }
    for (const typed::Instruction& instruction : type.instructions) {
        const auto fact = sheet.fact("Instruction");
        sheet.code(instruction.text.span);
        if (!instruction.when.valid()) continue;
        sheet.html.text(" when ");
        sheet.expr(instruction.when);
    }
}

void write_overview(Sheet& sheet, typed::WorkTypeId id, const typed::WorkType& type) {
    const auto section = sheet.section("overview", "Overview");
    const auto list = sheet.html.open("dl", {{"class", "facts"}});
    sheet.fact("Medium", media_word(type.media));
    sheet.fact("Counts", fmt::format("{} {} of an agent’s workload", type.points.to_string(),
                                     type.points == Decimal(1) ? "point" : "points"));
    if (type.takes_about) sheet.fact("Takes about", reeve::to_string(*type.takes_about));
    write_outcomes(sheet, type);
    write_seen(sheet, type);
    write_openings(sheet, id, {});
    const auto used = sheet.fact("Used by");
    sheet.users(sheet.symbol_of(type.header));
}

void write_rules(Sheet& sheet, const typed::WorkType& type) {
    if (!type.segment_lines.empty()) write_segments(sheet, type);
    if (type.sla) write_promises(sheet, *type.sla);
    if (type.priority) write_priority(sheet, *type.priority);
    if (type.route) write_routing(sheet, *type.route);
    if (!type.escalation) return;
    const auto section = sheet.section("escalation", "Escalation");
    sheet.paragraph(
        "What happens when something is late or is recorded. A line fires at the first "
        "moment at which what it says holds.");
    write_escalation(sheet, "Lines of the escalation", type.escalation->lines);
    write_escalation_timeline(sheet, type.escalation->lines);
}

void write_segment(Sheet& sheet, const syntax::SegmentLine& line, std::string_view number) {
    Html& html = sheet.html;
    const sema::SymbolId symbol = sheet.site().names.declared_at(line.name.span);
    {
        const auto row = html.open("tr", {{"id", sheet.anchor(line.name.span)}});
        html.element("th", {{"scope", "row"}, {"class", "number"}}, number);
        {
            const auto cell = html.open("td");
            html.element("code", line.name.text);
            if (line.display) html.text(" " + line.display->value);
            sheet.documentation(line.doc);
        }
        const typed::Condition condition = typed_condition(line.condition);
        sheet.condition_cell(condition);
        {
            const auto cell = html.open("td");
            sheet.users(symbol);
        }
        where_cell(sheet, line.name.span);
    }
    std::size_t inner = 0;
    for (const syntax::SegmentLine& each : line.lines)
        write_segment(sheet, each, fmt::format("{}.{}", number, ++inner));
}

const syntax::SegmentDecl* find_segments(const Site& site, const typed::WorkType& type) {
    for (const auto& block : site.input.symbols.segments) {
        if (block.name != type.header.name) continue;
        const auto& decls = site.input.modules[block.decl.module].decls;
        return std::get_if<syntax::SegmentDecl>(&decls[block.decl.decl]);
    }
    return nullptr;
}

void write_missing_cell(Sheet& sheet, const typed::Attribute& attribute) {
    const auto cell = sheet.html.open("td");
    if (attribute.default_value.valid()) {
        sheet.html.text("is ");
        sheet.expr(attribute.default_value);
    } else if (attribute.type.type.optional) {
        sheet.html.text("may be missing");
    } else {
        sheet.html.text("must be given");
    }
}

void write_visibility_cell(Sheet& sheet, const typed::Visibility& visibility) {
    const auto cell = sheet.html.open("td");
    if (visibility.teams.empty()) {
        sheet.html.text("everybody");
        return;
    }
    sheet.html.text(visibility.only ? "only " : "all but ");
    bool first = true;
    for (const typed::TeamId team : visibility.teams) {
        if (!first) sheet.html.text(", ");
        first = false;
        sheet.name(sheet.program().teams[team.index()].header);
    }
}

void write_name_cell(Sheet& sheet, const typed::Header& header) {
    const auto cell = sheet.html.open("th", {{"scope", "row"}});
    sheet.html.element("code", header.name);
    if (header.display != header.name) sheet.html.text(" " + header.display);
    sheet.documentation(header.doc);
}

void write_type_cells(Sheet& sheet, const typed::DeclaredType& type) {
    code_cell(sheet, type.span);
    sheet.cell(to_words(type, sheet.program()));
}

}  // namespace

typed::Condition typed_condition(const syntax::Condition& condition) {
    typed::Condition result;
    result.otherwise = condition.otherwise;
    result.span = condition.span;
    if (condition.because) result.because = condition.because->value;
    return result;
}

void where_cell(Sheet& sheet, source::Span span) {
    const auto cell = sheet.html.open("td");
    sheet.where(span);
}

void code_cell(Sheet& sheet, source::Span span) {
    const auto cell = sheet.html.open("td");
    sheet.code(span);
}

void write_attributes(Sheet& sheet, std::string_view caption,
                      const std::vector<typed::Attribute>& attributes) {
    const auto table = sheet.table(caption, {"Name", "Type", "In words", "Where not given",
                                             "Seen by", "Used by", "Stands at"});
    for (const typed::Attribute& attribute : attributes) {
        const auto row = sheet.html.open("tr", {{"id", sheet.anchor(attribute.header.span)}});
        write_name_cell(sheet, attribute.header);
        write_type_cells(sheet, attribute.type);
        write_missing_cell(sheet, attribute);
        write_visibility_cell(sheet, attribute.visibility);
        {
            const auto cell = sheet.html.open("td");
            sheet.users(sheet.symbol_of(attribute.header));
        }
        where_cell(sheet, attribute.header.span);
    }
}

void write_parameters(Sheet& sheet, std::string_view caption,
                      const std::vector<typed::Param>& params) {
    const auto table = sheet.table(caption, {"Name", "Type", "In words"});
    for (const typed::Param& param : params) {
        const auto row = sheet.html.open("tr", {{"id", sheet.anchor(param.header.span)}});
        write_name_cell(sheet, param.header);
        write_type_cells(sheet, param.type);
    }
}

void write_segments(Sheet& sheet, const typed::WorkType& type) {
    const syntax::SegmentDecl* decl = find_segments(sheet.site(), type);
    if (decl == nullptr) return;
    const auto section = sheet.section("segments", "Segments");
    sheet.paragraph("The first line whose condition holds gives the segment.");
    const auto table =
        sheet.table("Segments in their order", {"Line", "Segment", "When", "Used by", "Stands at"});
    std::size_t number = 0;
    for (const syntax::SegmentLine& line : decl->lines)
        write_segment(sheet, line, fmt::to_string(++number));
}

Page work_page(const Site& site, typed::WorkTypeId id) {
    const typed::WorkType& type = site.input.program.work_type(id);
    const Place& place = site.names.place(site.names.declared_at(type.header.span));
    Sheet sheet(site, place.page, type.header.display);
    {
        const auto intro = sheet.html.open("div", {{"id", sheet.anchor(type.header.span)}});
        {
            const auto line = sheet.html.open("p", {{"class", "origin"}});
            sheet.html.text("Work type ");
            sheet.html.element("code", type.header.name);
            sheet.html.text(", ");
            sheet.where(type.header.span);
        }
        sheet.documentation(type.header.doc);
    }
    write_overview(sheet, id, type);
    if (!type.attributes.empty()) {
        const auto section = sheet.section("attributes", "Attributes");
        write_attributes(sheet, "Attributes of " + type.header.display, type.attributes);
    }
    write_rules(sheet, type);
    return sheet.finish();
}

}  // namespace reeve::doc
