#include "compiler/doc/sections.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

// The start page, the index of names and the texts of the files.

namespace reeve::doc {

namespace {

void write_business(Sheet& sheet) {
    const typed::Business& business = sheet.program().business;
    const auto section = sheet.section("business", "The business");
    if (business.declared) sheet.documentation(business.header.doc);
    {
        const auto list = sheet.html.open("dl", {{"class", "facts"}});
        if (business.declared) sheet.fact("Name", business.header.display);
        sheet.fact("Time zone", business.time_zone);
        if (business.calendar.valid()) {
            const auto fact = sheet.fact("Open in");
            sheet.name(sheet.program().calendars[business.calendar.index()].header);
        }
        if (business.currency != nullptr)
            sheet.fact("Currency", std::string(business.currency->code));
        sheet.fact("Language", business.language);
    }
    if (!business.calendar.valid()) return;
    const typed::Calendar& calendar = sheet.program().calendars[business.calendar.index()];
    sheet.paragraph("When the business is open:");
    write_opening_hours(sheet, calendar);
}

void write_work(Sheet& sheet) {
    const typed::Program& program = sheet.program();
    if (program.work_types.empty() && program.plans.empty()) return;
    const auto section = sheet.section("work", "Work");
    const auto table = sheet.table("Work types and case plans", {"Name", "Kind", "What it is"});
    const auto row = [&](const typed::Header& header, std::string_view kind) {
        const auto line = sheet.html.open("tr");
        {
            const auto cell = sheet.html.open("th", {{"scope", "row"}});
            sheet.name(header);
        }
        sheet.cell(kind);
        const auto cell = sheet.html.open("td");
        sheet.documentation(header.doc);
    };
    for (const typed::WorkType& type : program.work_types) row(type.header, "work type");
    for (const typed::Plan& plan : program.plans) row(plan.header, "case plan");
}

void write_tables(Sheet& sheet) {
    if (sheet.program().tables.empty()) return;
    const auto section = sheet.section("tables", "Tables");
    const auto list = sheet.html.open("ul", {{"class", "values"}});
    for (const typed::Table& table : sheet.program().tables) {
        const auto item = sheet.html.open("li");
        sheet.name(table.header);
        sheet.html.text(", " + count_of(table.rows.size(), "row"));
    }
}

void write_counts(Sheet& sheet) {
    const typed::Program& program = sheet.program();
    const auto section = sheet.section("contents", "What is in it");
    const auto list = sheet.html.open("ul", {{"class", "values"}});
    const auto add = [&](std::size_t count, std::string_view one, const Place& place) {
        if (count == 0) return;
        const auto item = sheet.html.open("li");
        sheet.place(place, count_of(count, one));
    };
    add(program.work_types.size(), "work type", {"index.html", "work"});
    add(program.plans.size(), "case plan", {"index.html", "work"});
    add(program.tables.size(), "table", {"index.html", "tables"});
    add(program.defines.size(), "definition", {"values.html", "definitions"});
    add(program.settings.size(), "setting", {"values.html", "settings"});
    add(program.periods.size(), "period", {"values.html", "periods"});
    add(program.calendars.size(), "calendar", {"calendars.html", "calendars"});
    add(program.teams.size(), "team", {"people.html", "teams"});
    add(program.skills.size(), "skill", {"people.html", "skills"});
    const auto workbins = static_cast<std::size_t>(
        std::ranges::count_if(program.queues, [](const auto& queue) { return queue.workbin; }));
    add(program.queues.size() - workbins, "queue", {"queues.html", "queues"});
    add(workbins, "workbin", {"queues.html", "workbins"});
    add(program.sources.size(), "source", {"intake.html", "sources"});
    add(program.intakes.size(), "intake", {"intake.html", "intakes"});
    add(program.guarantees.size(), "guarantee", {"tests.html", "guarantees"});
    add(program.tests.size(), "test", {"tests.html", "tests"});
}

void write_files(Sheet& sheet) {
    const auto section = sheet.section("files", "Files");
    const auto table = sheet.table("Files of the program", {"File", "What it says of itself"});
    for (const syntax::Module& module : sheet.site().input.modules) {
        const auto row = sheet.html.open("tr");
        {
            const auto cell = sheet.html.open("th", {{"scope", "row"}});
            sheet.place({sheet.site().names.file_page(module.file), ""},
                        sheet.site().names.file_name(module.file));
        }
        const auto cell = sheet.html.open("td");
        sheet.documentation(module.doc);
    }
}

/// The name of what a symbol belongs to: "Claim", "MotorCase, register".
std::string owner_text(const sema::Symbols& symbols, sema::SymbolId owner) {
    if (!owner.valid()) return "";
    const sema::Symbol& symbol = symbols.symbol(owner);
    const std::string above = owner_text(symbols, symbol.owner);
    return above.empty() ? symbol.name : fmt::format("{}, {}", above, symbol.name);
}

// Without scripts the list stays as it is; the box is shown by the script alone.
constexpr std::string_view kSearchScript = R"(
(function () {
  "use strict";
  var form = document.getElementById("search");
  var box = document.getElementById("search-box");
  var said = document.getElementById("search-said");
  var rows = Array.prototype.slice.call(document.querySelectorAll("#all-names tbody tr"));
  form.hidden = false;
  function search() {
    var words = box.value.toLowerCase().split(" ").filter(function (word) { return word; });
    var shown = 0;
    rows.forEach(function (row) {
      var text = row.textContent.toLowerCase();
      var fits = words.every(function (word) { return text.indexOf(word) !== -1; });
      row.hidden = !fits;
      if (fits) { shown += 1; }
    });
    said.textContent = shown + " of " + rows.length + " names";
  }
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  box.addEventListener("input", search);
  search();
}());
)";

void write_search(Sheet& sheet) {
    Html& html = sheet.html;
    const auto form =
        html.open("form", {{"id", "search"}, {"hidden", "hidden"}, {"role", "search"}});
    html.element("label", {{"for", "search-box"}}, "Search for");
    html.text(" ");
    html.empty("input", {{"id", "search-box"}, {"type", "search"}, {"autocomplete", "off"}});
    html.text(" ");
    html.element("output", {{"id", "search-said"}, {"for", "search-box"}}, "");
}

void write_name_row(Sheet& sheet, sema::SymbolId id) {
    const sema::Symbols& symbols = sheet.site().input.symbols;
    const sema::Symbol& symbol = symbols.symbol(id);
    const auto row = sheet.html.open("tr");
    {
        const auto cell = sheet.html.open("th", {{"scope", "row"}});
        sheet.symbol(id, symbol.name);
    }
    sheet.cell(sema::describe(symbol.kind));
    {
        const auto cell = sheet.html.open("td");
        if (symbol.owner.valid()) sheet.symbol(symbol.owner, owner_text(symbols, symbol.owner));
    }
    where_cell(sheet, symbol.span);
}

std::string folded(std::string_view name) {
    std::string out(name);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

}  // namespace

Page start_page(const Site& site) {
    Sheet sheet(site, "index.html", site.title);
    const syntax::Module& root = site.input.modules.front();
    sheet.documentation(root.doc);
    {
        const auto line = sheet.html.open("p", {{"class", "origin"}});
        sheet.html.text("The rules as they stand in ");
        sheet.place({site.names.file_page(root.file), ""}, site.names.file_name(root.file));
        if (site.input.date) sheet.html.text(", on " + site.input.date->to_string());
        sheet.html.text(". ");
        sheet.place({"guide.html", ""}, "How to read this book");
        sheet.html.text(".");
    }
    write_work(sheet);
    write_business(sheet);
    write_tables(sheet);
    write_counts(sheet);
    write_files(sheet);
    return sheet.finish();
}

Page names_page(const Site& site) {
    Sheet sheet(site, "names.html", "All names");
    write_search(sheet);
    std::vector<sema::SymbolId> ids;
    for (std::size_t i = 0; i < site.input.symbols.size(); ++i) ids.emplace_back(i);
    std::ranges::stable_sort(
        ids, {}, [&](sema::SymbolId id) { return folded(site.input.symbols.symbol(id).name); });
    {
        const auto frame = sheet.html.open("div", {{"id", "all-names"}});
        const auto table = sheet.table("All names of the program in the order of the alphabet",
                                       {"Name", "Kind", "Of", "Stands at"});
        for (const sema::SymbolId id : ids) write_name_row(sheet, id);
    }
    sheet.html.script(kSearchScript);
    return sheet.finish();
}

Page source_page(const Site& site, std::size_t module) {
    const source::FileId id = site.input.modules[module].file;
    const source::SourceFile& file = site.input.sources.file(id);
    Sheet sheet(site, site.names.file_page(id), site.names.file_name(id));
    {
        const auto frame = sheet.html.open("pre", {{"class", "rules source"}, {"tabindex", "0"}});
        const auto code = sheet.html.open("code");
        for (std::uint32_t number = 1; number <= file.line_count(); ++number) {
            const std::string label = fmt::to_string(number);
            const auto line = sheet.html.open("span", {{"class", "line"}, {"id", "L" + label}});
            sheet.html.element("a", {{"class", "n"}, {"href", "#L" + label}},
                               fmt::format("{:>5} ", number));
            const std::uint32_t begin = file.line_begin(number);
            const auto length = static_cast<std::uint32_t>(file.line(number).size());
            sheet.written({id, begin, begin + length});
            sheet.html.text("\n");
        }
    }
    return sheet.finish();
}

}  // namespace reeve::doc
