#include "compiler/doc/chart.h"
#include "compiler/doc/sections.h"

#include <fmt/format.h>

// The section of a priority: bands, lines, and what they look like.

namespace reeve::doc {

namespace {

using Line = typed::PriorityLine;
using Kind = Line::Kind;

bool has_points(const Line& line) {
    return line.kind == Kind::AddCurve || line.kind == Kind::AddSteps ||
           line.kind == Kind::AddChoiceSteps;
}

typed::Type number_type() {
    typed::Type type;
    type.base = typed::Base::Number;
    return type;
}

/// What stands before and after the arrow of a point, as written.
std::pair<std::string, std::string> labels(const Sheet& sheet, const Line::Point& point) {
    const std::string text = sheet.text_of(point.span);
    const std::size_t arrow = text.find("->");
    if (arrow == std::string::npos) return {point.at.to_string(), point.value.to_string()};
    const auto trim = [](std::string_view part) {
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        return std::string(part);
    };
    return {trim(std::string_view(text).substr(0, arrow)),
            trim(std::string_view(text).substr(arrow + 2))};
}

std::string subject_text(const Sheet& sheet, const Line& line) {
    const typed::Expr& expr = sheet.program().expr(line.subject);
    const std::string text = sheet.text_of(expr.span);
    if (!expr.calendar.valid() || text.contains(" in ")) return text;
    return fmt::format("{} in {}", text, sheet.calendar_name(expr.calendar));
}

void write_bands(Sheet& sheet, const std::vector<typed::BandLine>& bands) {
    if (bands.empty()) return;
    sheet.paragraph("An item of an earlier band always comes before one of a later band.");
    const auto table = sheet.table("Band: the first line that holds", {"Line", "Band", "When"});
    std::size_t number = 0;
    for (const typed::BandLine& line : bands) {
        const auto row = sheet.html.open("tr");
        sheet.number_cell(++number);
        {
            const auto cell = sheet.html.open("td");
            sheet.name(sheet.program().choice(sheet.program().bands).values[line.band]);
        }
        sheet.condition_cell(line.condition);
    }
}

void write_effect(Sheet& sheet, const Line& line) {
    const auto cell = sheet.html.open("td");
    const std::string range = to_words(line.term, number_type());
    sheet.html.text(line.kind == Kind::Multiply ? "times " + range : range);
    if (!line.moves) return;
    sheet.html.text(" ");
    sheet.html.element("span", {{"class", "quiet"}}, "moves with time");
}

// The points of a curve are drawn below; the line says only what they are of.
void write_line_cell(Sheet& sheet, const Line& line) {
    const auto cell = sheet.html.open("td");
    if (!has_points(line)) {
        sheet.line(line.span, line.condition);
        return;
    }
    source::Span span = line.span;
    const std::size_t brace = sheet.source(span).find('{');
    if (brace != std::string_view::npos) span.end = span.begin + static_cast<std::uint32_t>(brace);
    sheet.line(span, {});
}

void write_lines(Sheet& sheet, const std::vector<Line>& lines) {
    sheet.paragraph("The lines apply from top to bottom; higher is more urgent.");
    const auto table =
        sheet.table("Lines of the priority", {"Line", "Says", "When", "Points", "Stands at"});
    std::size_t number = 0;
    for (const Line& line : lines) {
        const auto row =
            sheet.html.open("tr", {{"id", fmt::format("priority-line-{}", number + 1)}});
        sheet.number_cell(++number);
        write_line_cell(sheet, line);
        sheet.condition_cell(line.condition);
        write_effect(sheet, line);
        where_cell(sheet, line.span);
    }
}

void write_points(Sheet& sheet, const Chart& chart) {
    sheet.drawing(draw(chart));
    const auto table = sheet.table(chart.title, {"At", "Points"});
    for (const ChartPoint& point : chart.points) {
        const auto row = sheet.html.open("tr");
        sheet.html.element("th", {{"scope", "row"}}, point.x_label);
        sheet.cell(point.y_label);
    }
}

void write_curve(Sheet& sheet, const Line& line, std::size_t number) {
    Chart chart;
    const std::string subject = subject_text(sheet, line);
    chart.steps = line.kind == Kind::AddSteps;
    chart.title =
        fmt::format("Line {}: {} of {}", number, chart.steps ? "steps" : "curve", subject);
    chart.x_axis = subject;
    chart.y_axis = "points";
    for (const Line::Point& point : line.points) {
        auto [x, y] = labels(sheet, point);
        chart.description +=
            fmt::format("{}{} points at {}", chart.description.empty() ? "" : ", ", y, x);
        chart.points.push_back(
            {point.at.to_double(), point.value.to_double(), std::move(x), std::move(y)});
    }
    chart.description += chart.steps ? "; each value holds until the next point."
                                     : "; straight between the points, flat outside them.";
    write_points(sheet, chart);
}

void write_choice_steps(Sheet& sheet, const Line& line, std::size_t number) {
    const typed::ChoiceId choice = sheet.program().expr(line.subject).type.choice;
    if (!choice.valid()) return;
    Bars bars;
    bars.title =
        fmt::format("Line {}: points for each value of {}", number, subject_text(sheet, line));
    const auto& values = sheet.program().choice(choice).values;
    for (std::size_t i = 0; i < values.size() && i < line.by_choice.size(); ++i) {
        const std::string points = line.by_choice[i].to_string();
        bars.description += fmt::format("{}{}: {}", i == 0 ? "" : ", ", values[i].display, points);
        bars.bars.push_back({values[i].display, line.by_choice[i].to_double(), points});
    }
    sheet.drawing(draw(bars));
    const auto table = sheet.table(bars.title, {"Value", "Points"});
    for (std::size_t i = 0; i < bars.bars.size(); ++i) {
        const auto row = sheet.html.open("tr");
        {
            const auto cell = sheet.html.open("th", {{"scope", "row"}});
            sheet.name(values[i]);
        }
        sheet.cell(bars.bars[i].label);
    }
}

std::optional<Decimal> constant(const Sheet& sheet, typed::ExprId id) {
    if (!id.valid()) return std::nullopt;
    const typed::Expr& expr = sheet.program().expr(id);
    if (expr.op != typed::Op::Constant) return std::nullopt;
    return expr.value.number;
}

// A line through zero up to where it stops, where both are plain numbers.
void write_rate(Sheet& sheet, const Line& line, std::size_t number) {
    const auto points = constant(sheet, line.value), limit = constant(sheet, line.up_to);
    if (!points || !limit || points->is_zero() || limit->is_zero()) return;
    if (points->is_negative() != limit->is_negative()) return;
    const Decimal end = *limit / *points * line.unit;
    const typed::Type type = sheet.program().expr(line.subject).type.required();
    typed::Value at;
    at.number = end.round(2);
    Chart chart;
    const std::string subject = subject_text(sheet, line);
    const std::string end_text = typed::to_string(at, type, {});
    chart.title = fmt::format("Line {}: points for {}", number, subject);
    chart.description = fmt::format("Rises evenly from 0 to {} points at {}, then stays there.",
                                    limit->to_string(), end_text);
    if (limit->is_negative())
        chart.description = fmt::format("Falls evenly from 0 to {} points at {}, then stays there.",
                                        limit->to_string(), end_text);
    chart.x_axis = subject;
    chart.y_axis = "points";
    typed::Value zero;
    chart.points = {{0, 0, typed::to_string(zero, type, {}), "0"},
                    {end.to_double(), limit->to_double(), end_text, limit->to_string()}};
    sheet.drawing(draw(chart));
}

void write_drawings(Sheet& sheet, const std::vector<Line>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Line& line = lines[i];
        switch (line.kind) {
            case Kind::AddCurve:
            case Kind::AddSteps:
                if (!line.points.empty()) write_curve(sheet, line, i + 1);
                break;
            case Kind::AddChoiceSteps: write_choice_steps(sheet, line, i + 1); break;
            case Kind::AddPer: write_rate(sheet, line, i + 1); break;
            default: break;
        }
    }
}

}  // namespace

void write_priority(Sheet& sheet, const typed::Priority& priority) {
    const auto section = sheet.section("priority", "Priority");
    write_bands(sheet, priority.bands);
    if (!priority.lines.empty()) write_lines(sheet, priority.lines);
    {
        const auto list = sheet.html.open("dl", {{"class", "facts"}});
        sheet.fact("Total before the limit", to_words(priority.total, number_type()));
        if (priority.limit) {
            const auto fact = sheet.fact("Limit");
            sheet.html.text(to_words(*priority.limit, number_type()) + " points, ");
            sheet.where(priority.limit_span);
        }
    }
    write_drawings(sheet, priority.lines);
}

}  // namespace reeve::doc
