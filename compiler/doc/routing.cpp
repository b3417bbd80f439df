#include "compiler/doc/sections.h"
#include "compiler/doc/timeline.h"

#include <fmt/format.h>

#include <map>

// The section of a route: where work goes, who may do it, and what changes while it waits.

namespace reeve::doc {

namespace {

/// One row for each line that has a span and a condition.
template <class Line>
void write_lines(Sheet& sheet, std::string_view caption, const std::vector<Line>& lines) {
    if (lines.empty()) return;
    const auto table = sheet.table(caption, {"Line", "Says", "When", "Stands at"});
    std::size_t number = 0;
    for (const Line& line : lines) {
        const auto row = sheet.html.open("tr");
        sheet.number_cell(++number);
        {
            const auto cell = sheet.html.open("td");
            sheet.line(line.span, line.condition);
        }
        sheet.condition_cell(line.condition);
        where_cell(sheet, line.span);
    }
}

std::string ring_text(const Sheet& sheet, const typed::Ring& ring) {
    switch (ring.kind) {
        case typed::Ring::Kind::Agent: return sheet.text_of(sheet.program().expr(ring.agent).span);
        case typed::Ring::Kind::Team:
            return sheet.program().teams[ring.team.index()].header.display;
        case typed::Ring::Kind::Anyone: return "anyone";
    }
    return "";
}

void write_rings(Sheet& sheet, const typed::Route& route) {
    if (route.asks.empty()) return;
    sheet.paragraph(
        "Rings of people are asked one after another, each for its time; a ring in "
        "which nobody signed in fits is skipped at once.");
    write_lines(sheet, "Who is asked first", route.asks);
    Timeline timeline;
    timeline.title = "Rings of people over time";
    std::size_t number = 0;
    for (const typed::Route::Ask& ask : route.asks) {
        TimelineLane lane;
        lane.name = route.asks.size() == 1 ? "asked" : fmt::format("asked, line {}", number + 1);
        ++number;
        double from = 0;
        std::string said;
        for (const typed::Ring& ring : ask.rings) {
            const bool last = &ring == &ask.rings.back();
            // The last ring has no end; it is given room to be seen.
            const double time =
                ring.time.ms > 0 ? static_cast<double>(ring.time.ms) : std::max(from / 3, 1.0);
            const std::string text = ring_text(sheet, ring);
            const bool open_ended = last && ring.time.ms == 0;
            const Duration end{static_cast<std::int64_t>(from + time)};
            lane.pieces.push_back(
                {from, from + time, text, open_ended ? "" : reeve::to_string(end), open_ended});
            from += time;
            said += fmt::format("{}{}{}", said.empty() ? "" : ", then ", text,
                                ring.time.ms > 0 ? " for " + reeve::to_string(ring.time) : "");
        }
        timeline.description += capitalized(said) + ". ";
        timeline.lanes.push_back(std::move(lane));
    }
    sheet.drawing(draw(timeline));
}

void write_relaxation_row(Sheet& sheet, std::size_t number, const typed::RelaxationStep& step,
                          const typed::Relaxation& relaxation) {
    const auto row = sheet.html.open("tr");
    sheet.number_cell(number);
    sheet.cell(fmt::format("{} {}", to_words(step.after, sheet.program()),
                           step.here ? "waiting here" : "waiting"));
    {
        const auto cell = sheet.html.open("td");
        sheet.line(relaxation.span, relaxation.condition);
    }
    sheet.condition_cell(relaxation.condition);
    where_cell(sheet, relaxation.span);
}

void write_relaxations(Sheet& sheet, const std::vector<typed::RelaxationStep>& steps) {
    if (steps.empty()) return;
    {
        const auto table = sheet.table("What changes while it waits",
                                       {"Step", "After", "Then", "When", "Stands at"});
        std::size_t number = 0;
        for (const typed::RelaxationStep& step : steps) {
            ++number;
            for (const typed::Relaxation& relaxation : step.relaxations)
                write_relaxation_row(sheet, number, step, relaxation);
        }
    }
    Timeline timeline;
    timeline.title = "What changes while it waits";
    std::map<std::pair<bool, typed::CalendarId>, std::size_t> lanes;
    std::size_t number = 0;
    for (const typed::RelaxationStep& step : steps) {
        const auto [at, added] =
            lanes.try_emplace({step.here, step.after.calendar}, timeline.lanes.size());
        if (added) {
            const std::string_view calendar = sheet.calendar_name(step.after.calendar);
            timeline.lanes.push_back({fmt::format("{}{}{}", step.here ? "waiting here" : "waiting",
                                                  calendar.empty() ? "" : " in ", calendar),
                                      {},
                                      {}});
        }
        const std::string time = sheet.text_of(step.after.span.span);
        timeline.lanes[at->second].marks.push_back(
            {approximate_ms(step.after.span), time, fmt::to_string(++number), ""});
        timeline.description +=
            fmt::format("{}step {} after {}", number == 1 ? "" : ", ", number, time);
    }
    timeline.description = capitalized(timeline.description) + ".";
    sheet.drawing(draw(timeline));
}

}  // namespace

void write_routing(Sheet& sheet, const typed::Route& route) {
    const auto section = sheet.section("routing", "Routing");
    if (!route.to.empty()) sheet.paragraph("Work goes where the first line that holds says.");
    write_lines(sheet, "Destinations", route.to);
    write_lines(sheet, "What the person needs: all lines that hold", route.needs);
    write_lines(sheet, "Who never gets it", route.never);
    write_rings(sheet, route);
    write_lines(sheet, "Kept out of offers until then", route.not_before);
    write_relaxations(sheet, route.relaxations);
    if (!route.rank.valid()) return;
    const auto list = sheet.html.open("dl", {{"class", "facts"}});
    const auto fact = sheet.fact("Among those who fit, the highest");
    sheet.expr(route.rank);
}

}  // namespace reeve::doc
