#include "compiler/doc/sections.h"

// The section of a work type's promises.

namespace reeve::doc {

namespace {

void write_lines(Sheet& sheet, std::string_view caption,
                 const std::vector<typed::PromiseLine>& lines) {
    if (lines.empty()) return;
    const auto table =
        sheet.table(caption, {"Line", "Promise", "When", "Measured in", "Stands at"});
    std::size_t number = 0;
    for (const typed::PromiseLine& line : lines) {
        const auto row = sheet.html.open("tr");
        sheet.number_cell(++number);
        {
            const auto cell = sheet.html.open("td");
            sheet.line(line.span, line.condition);
        }
        sheet.condition_cell(line.condition);
        {
            const auto cell = sheet.html.open("td");
            const typed::CalendarId calendar = line.within.calendar;
            if (calendar.valid())
                sheet.name(sheet.program().calendars[calendar.index()].header);
            else
                sheet.html.text(line.kind == typed::PromiseLine::Kind::At ? "a moment"
                                                                          : "all hours");
        }
        where_cell(sheet, line.span);
    }
}

}  // namespace

void write_promises(Sheet& sheet, const typed::Sla& sla) {
    const auto section = sheet.section("promises", "Promises");
    sheet.paragraph("Of each promise the first line whose condition holds.");
    {
        const auto list = sheet.html.open("dl", {{"class", "facts"}});
        {
            const auto fact = sheet.fact("Calendar");
            if (sla.calendar.valid())
                sheet.name(sheet.program().calendars[sla.calendar.index()].header);
            else
                sheet.html.text("none: plain time, all hours");
        }
        {
            const auto fact = sheet.fact("Counted from");
            if (sla.counting_from.valid())
                sheet.expr(sla.counting_from);
            else
                sheet.html.text("the moment at which the item was created");
        }
        for (const typed::Condition& pause : sla.pauses) {
            const auto fact = sheet.fact("The clock pauses while");
            if (pause.when.valid()) sheet.expr(pause.when);
            if (!pause.because.empty()) sheet.html.text(" (" + pause.because + ")");
        }
    }
    write_lines(sheet, "Start: somebody has accepted it", sla.start);
    write_lines(sheet, "Target: our own aim", sla.target);
    write_lines(sheet, "Due: it is finished", sla.due);
}

}  // namespace reeve::doc
