#include "compiler/doc/sections.h"

#include <fmt/format.h>

// Pages of tables, definitions, settings, periods, choices and named types.

namespace reeve::doc {

namespace {

std::string_view policy_words(typed::TablePolicy policy) {
    switch (policy) {
        case typed::TablePolicy::FirstMatch:
            return "first match: the first row that fits gives the result";
        case typed::TablePolicy::OnlyMatch: return "only match: never do two rows fit";
        case typed::TablePolicy::SumOfMatches:
            return "sum of matches: the results of all rows that fit are added";
        case typed::TablePolicy::HighestMatch:
            return "highest match: of the rows that fit the highest result";
        case typed::TablePolicy::LowestMatch:
            return "lowest match: of the rows that fit the lowest result";
    }
    return "";
}

class TablePage {
public:
    TablePage(Sheet& sheet, const typed::Table& table)
        : sheet_(sheet), html_(sheet.html), table_(table) {}

    void run() {
        {
            const auto intro = html_.open("div", {{"id", sheet_.anchor(table_.header.span)}});
            sheet_.documentation(table_.header.doc);
            sheet_.origin(table_.header.span);
        }
        const auto list = html_.open("dl", {{"class", "facts"}});
        sheet_.fact("Policy", policy_words(table_.policy));
        sheet_.fact("Rows", fmt::to_string(table_.rows.size()));
        if (!table_.from_file.empty()) {
            const auto fact = sheet_.fact("Rows come from the file");
            html_.element("code", table_.from_file);
        }
        const auto fact = sheet_.fact("Result");
        sheet_.code(table_.result.span);
        html_.text(" (" + to_words(table_.result, sheet_.program()) + ")");
    }

    void columns() {
        const auto section = sheet_.section("columns", "Columns");
        write_parameters(sheet_, "What is asked", table_.columns);
    }

    void rows() {
        const auto section = sheet_.section("rows", "Rows");
        const auto frame = html_.open("div", {{"class", "scroll long"},
                                              {"tabindex", "0"},
                                              {"role", "group"},
                                              {"aria-label", "Rows"}});
        const auto table = html_.open("table", {{"class", "rules-table"}});
        html_.element("caption", table_.header.display);
        {
            const auto head = html_.open("thead");
            const auto row = html_.open("tr");
            html_.element("th", {{"scope", "col"}}, "Row");
            for (const typed::Param& column : table_.columns)
                html_.element("th", {{"scope", "col"}}, column.header.display);
            html_.element("th", {{"scope", "col"}, {"class", "result"}}, "Result");
        }
        const auto body = html_.open("tbody");
        for (std::size_t i = 0; i < table_.rows.size(); ++i) row(table_.rows[i], i + 1);
    }

private:
    void row(const typed::Row& row, std::size_t number) {
        const auto line = html_.open("tr", {{"id", fmt::format("row-{}", number)}});
        sheet_.number_cell(number);
        for (std::size_t i = 0; i < row.cells.size(); ++i) cell(row.cells[i], i);
        const auto result = html_.open("td", {{"class", "result"}});
        const typed::Expr& expr = sheet_.program().expr(row.result);
        if (is_from_file(row.span))
            html_.element("code", value(expr.value, table_.result.type));
        else
            sheet_.code(expr.span);
    }

    // Rows of a file have no text of their own among the sources, only the name of the file.
    [[nodiscard]] bool is_from_file(source::Span span) const {
        return !table_.from_file.empty() || !span.valid();
    }

    void cell(const typed::Cell& cell, std::size_t column) {
        const auto opened = html_.open("td");
        if (!is_from_file(cell.span)) {
            sheet_.code(cell.span);
            return;
        }
        const auto code = html_.open("code");
        bool first = true;
        for (const typed::CellTest& test : cell.tests) {
            if (!first) html_.text(", ");
            first = false;
            html_.text(to_text(test, table_.columns[column].type.type));
        }
    }

    [[nodiscard]] std::string value(const typed::Value& value, const typed::Type& type) const {
        std::vector<std::string> names;
        if (type.choice.valid()) {
            for (const typed::Header& each : sheet_.program().choice(type.choice).values)
                names.push_back(each.name);
        }
        return typed::to_string(value, type.required(), names);
    }

    [[nodiscard]] std::string values(const typed::CellTest& test, const typed::Type& type) const {
        std::string text;
        for (const typed::Value& each : test.values)
            text += (text.empty() ? "" : ", ") + value(each, type);
        return text;
    }

    [[nodiscard]] std::string to_text(const typed::CellTest& test, const typed::Type& type) const {
        using enum typed::CellKind;
        switch (test.kind) {
            case Any: return "any";
            case Missing: return "missing";
            case Values: return values(test, type);
            case NotValues: return "not " + values(test, type);
            case Less: return "< " + value(test.low, type);
            case LessEqual: return "<= " + value(test.low, type);
            case Greater: return "> " + value(test.low, type);
            case GreaterEqual: return ">= " + value(test.low, type);
            case Range: return value(test.low, type) + ".." + value(test.high, type);
            case HalfOpenRange: return value(test.low, type) + "..<" + value(test.high, type);
        }
        return "";
    }

    Sheet& sheet_;
    Html& html_;
    const typed::Table& table_;
};

void write_defines(Sheet& sheet) {
    if (sheet.program().defines.empty()) return;
    const auto section = sheet.section("definitions", "Definitions");
    for (const typed::Define& define : sheet.program().defines) {
        const auto entry = sheet.entry(define.header, "definition");
        {
            const auto list = sheet.html.open("dl", {{"class", "facts"}});
            {
                const auto fact = sheet.fact("Is");
                sheet.expr(define.value);
            }
            sheet.fact("Gives", to_words(define.result, sheet.program()));
        }
        if (!define.params.empty()) write_parameters(sheet, "What it is given", define.params);
        sheet.origin(define.header.span);
    }
}

void write_settings(Sheet& sheet) {
    if (sheet.program().settings.empty()) return;
    const auto section = sheet.section("settings", "Settings");
    sheet.paragraph("Values that people change while the rules run. Each change is recorded.");
    for (const typed::Setting& setting : sheet.program().settings) {
        const auto entry = sheet.entry(setting.header, "setting");
        {
            const auto list = sheet.html.open("dl", {{"class", "facts"}});
            {
                const auto fact = sheet.fact("Type");
                sheet.code(setting.type.span);
                sheet.html.text(" (" + to_words(setting.type, sheet.program()) + ")");
            }
            {
                const auto fact = sheet.fact("At first");
                sheet.expr(setting.value);
            }
            if (setting.changed_by.valid()) {
                const auto fact = sheet.fact("Changed by");
                sheet.name(sheet.program().teams[setting.changed_by.index()].header);
            }
        }
        sheet.origin(setting.header.span);
    }
}

void write_periods(Sheet& sheet) {
    if (sheet.program().periods.empty()) return;
    const auto section = sheet.section("periods", "Periods");
    for (const typed::Period& period : sheet.program().periods) {
        const auto entry = sheet.entry(period.header, "period");
        {
            const auto list = sheet.html.open("dl", {{"class", "facts"}});
            {
                const auto fact = sheet.fact("From");
                sheet.expr(period.from);
            }
            const auto fact = sheet.fact("To");
            sheet.expr(period.to);
        }
        sheet.origin(period.header.span);
    }
}

void write_values(Sheet& sheet, const std::vector<typed::Header>& values, bool ranked) {
    const auto list = sheet.html.open(ranked ? "ol" : "ul", {{"class", "values"}});
    for (const typed::Header& value : values) {
        const auto item = sheet.html.open("li", {{"id", sheet.anchor(value.span)}});
        sheet.html.element("code", value.name);
        if (value.display != value.name) sheet.html.text(" " + value.display);
        const sema::SymbolId symbol = sheet.symbol_of(value);
        if (sheet.user_count(symbol) == 0) continue;
        const auto users = sheet.html.open("span", {{"class", "origin"}});
        sheet.html.text(", used by ");
        sheet.users(symbol);
    }
}

void write_choice(Sheet& sheet, const typed::Choice& choice) {
    const auto entry = sheet.entry(choice.header, choice.ranked ? "ranked choice" : "choice");
    if (choice.ranked) sheet.paragraph("From the lowest to the highest:");
    write_values(sheet, choice.values, choice.ranked);
    sheet.origin(choice.header.span);
}

// Named types are resolved in the checked program; what was written is in the modules.
template <class Write>
void for_each_named_type(const Site& site, Write write) {
    for (const syntax::Module& module : site.input.modules) {
        for (const syntax::Decl& decl : module.decls) {
            if (const auto* named = std::get_if<syntax::TypeDecl>(&decl)) write(*named);
        }
    }
}

void write_named_type(Sheet& sheet, const syntax::TypeDecl& decl) {
    typed::Header header;
    header.name = decl.head.name.text;
    header.display = decl.head.display ? decl.head.display->value : header.name;
    header.doc = decl.head.doc;
    header.span = decl.head.name.span;
    const auto entry = sheet.entry(header, "type");
    {
        const auto list = sheet.html.open("dl", {{"class", "facts"}});
        const auto fact = sheet.fact("Is");
        sheet.code(decl.type.span);
    }
    sheet.origin(header.span);
}

}  // namespace

Page table_page(const Site& site, const typed::Table& table) {
    const Place& place = site.names.place(site.names.declared_at(table.header.span));
    Sheet sheet(site, place.page, table.header.display);
    TablePage page(sheet, table);
    page.run();
    page.columns();
    page.rows();
    return sheet.finish();
}

Page values_page(const Site& site) {
    Sheet sheet(site, "values.html", "Definitions and settings");
    write_defines(sheet);
    write_settings(sheet);
    write_periods(sheet);
    return sheet.finish();
}

Page choices_page(const Site& site) {
    Sheet sheet(site, "choices.html", "Choices, types and bands");
    const typed::Program& program = sheet.program();
    bool any_types = false;
    for_each_named_type(site, [&](const syntax::TypeDecl&) { any_types = true; });
    bool any_choices = false;
    for (const typed::Choice& choice : program.choices)
        any_choices |= choice.origin == typed::Choice::Origin::Declared;
    if (any_choices) {
        const auto section = sheet.section("choices", "Choices");
        for (const typed::Choice& choice : program.choices) {
            if (choice.origin == typed::Choice::Origin::Declared) write_choice(sheet, choice);
        }
    }
    if (any_types) {
        const auto section = sheet.section("types", "Named types");
        for_each_named_type(site,
                            [&](const syntax::TypeDecl& decl) { write_named_type(sheet, decl); });
    }
    if (site.input.symbols.bands && program.bands.valid()) {
        const auto section = sheet.section("bands", "Bands");
        sheet.paragraph(
            "First is first served: an item of an earlier band always comes before one "
            "of a later band.");
        const std::vector<typed::Header>& bands = program.choice(program.bands).values;
        write_values(sheet, bands, true);
        const auto line = sheet.html.open("p", {{"class", "origin"}});
        sheet.html.text("Stands at ");
        if (!bands.empty()) sheet.where(bands.front().span);
    }
    return sheet.finish();
}

}  // namespace reeve::doc
