#include "compiler/doc/sections.h"

#include <fmt/format.h>

#include <algorithm>

// The page of tests and guarantees, as readable text.

namespace reeve::doc {

namespace {

using syntax::TestLineKind;

std::string_view line_word(TestLineKind kind) {
    switch (kind) {
        case TestLineKind::Roster: return "People";
        case TestLineKind::Clock: return "At";
        case TestLineKind::Later: return "Later";
        case TestLineKind::Given: return "Given";
        case TestLineKind::Expect:
        case TestLineKind::ExpectError: return "Then";
        case TestLineKind::SetSetting: return "Setting";
        case TestLineKind::Presence:
        case TestLineKind::Act: return "Act";
    }
    return "";
}

// What the column beside says already.
source::Span without_word(const Sheet& sheet, const syntax::TestLine& line) {
    source::Span span = line.span;
    for (const std::string_view word : {"roster", "clock", "later", "given", "expect"}) {
        const std::string_view text = sheet.source(span);
        if (!text.starts_with(word) || text.size() == word.size()) continue;
        const std::size_t rest = text.find_first_not_of(" \t\r\n", word.size());
        if (rest == word.size() || rest == std::string_view::npos) continue;
        span.begin += static_cast<std::uint32_t>(rest);
        break;
    }
    return span;
}

void write_lines(Sheet& sheet, const syntax::TestDecl& test) {
    const auto table = sheet.table("What happens", {"Step", "Says", "Stands at"});
    for (const syntax::TestLine& line : test.lines) {
        const bool expects =
            line.kind == TestLineKind::Expect || line.kind == TestLineKind::ExpectError;
        const auto row = sheet.html.open("tr", {{"class", expects ? "expected" : ""}});
        sheet.html.element("th", {{"scope", "row"}}, line_word(line.kind));
        code_cell(sheet, without_word(sheet, line));
        where_cell(sheet, line.span);
    }
}

void write_test(Sheet& sheet, const syntax::TestDecl& test, sema::DeclRef ref) {
    const Names& names = sheet.site().names;
    const auto article =
        sheet.html.open("article", {{"id", names.place(ref).id}, {"class", "entry"}});
    sheet.html.element("h3", fmt::format("Test {}: {}", names.test_number(ref), test.title.value));
    sheet.documentation(test.head.doc);
    write_lines(sheet, test);
    sheet.origin(test.title.span);
}

void write_guarantee(Sheet& sheet, const syntax::GuaranteeDecl& guarantee, std::string_view id) {
    const auto article = sheet.html.open("article", {{"id", id}, {"class", "entry"}});
    sheet.html.element("h3", guarantee.title.value);
    sheet.documentation(guarantee.head.doc);
    {
        const auto list = sheet.html.open("dl", {{"class", "facts"}});
        for (const syntax::Param& variable : guarantee.variables) {
            const auto fact = sheet.fact("For any " + variable.name.text);
            sheet.code(variable.type.span);
        }
        for (const syntax::GuaranteeLine& line : guarantee.lines) {
            const auto fact = sheet.fact(line.always ? "Always" : "Given");
            const std::string_view word = line.always ? "always" : "given";
            source::Span span = line.span;
            if (sheet.source(span).starts_with(word))
                span.begin += static_cast<std::uint32_t>(word.size() + 1);
            sheet.code(span);
        }
    }
    sheet.origin(guarantee.title.span);
}

std::vector<sema::DeclRef> sorted(std::vector<sema::DeclRef> refs) {
    std::ranges::sort(refs);
    return refs;
}

}  // namespace

Page tests_page(const Site& site) {
    Sheet sheet(site, "tests.html", "Tests and guarantees");
    const sema::Symbols& symbols = site.input.symbols;
    const auto decl = [&](const sema::DeclRef& ref) -> const syntax::Decl& {
        return site.input.modules[ref.module].decls[ref.decl];
    };
    if (!symbols.guarantees.empty()) {
        const auto section = sheet.section("guarantees", "Guarantees");
        sheet.paragraph("Statements about all work that could ever come.");
        for (const sema::DeclRef& ref : sorted(symbols.guarantees)) {
            if (const auto* found = std::get_if<syntax::GuaranteeDecl>(&decl(ref)))
                write_guarantee(sheet, *found, site.names.place(ref).id);
        }
    }
    if (!symbols.tests.empty()) {
        const auto section = sheet.section("tests", "Tests");
        sheet.paragraph("Examples that the rules have to get right.");
        for (const sema::DeclRef& ref : sorted(symbols.tests)) {
            if (const auto* found = std::get_if<syntax::TestDecl>(&decl(ref)))
                write_test(sheet, *found, ref);
        }
    }
    return sheet.finish();
}

}  // namespace reeve::doc
