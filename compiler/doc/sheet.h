#pragma once

#include "compiler/doc/html.h"
#include "compiler/doc/names.h"
#include "compiler/doc/svg.h"

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// One page while it is written: its frame, and what all pages are made of.

namespace reeve::doc {

struct NavigationEntry {
    std::string page;
    std::string title;
    bool inner = false;  // below the entry before
};

/// Who opens what: escalations, intakes, sources and steps.
struct Opening {
    std::string text;  // "escalation of Claim"
    Place place;
    typed::WorkTypeId opener_type;  // of an escalation, else invalid
    typed::PlanId opener_plan;      // of an escalation or a step, else invalid
    typed::WorkTypeId type;         // what is opened, this
    typed::PlanId plan;             // or that
};

/// What all pages share.
struct Site {
    const Input& input;
    Names names;
    std::vector<NavigationEntry> navigation;
    std::vector<Opening> openings;
    std::string title;
    [[nodiscard]] bool is_large() const { return navigation.size() > 100; }
};

class Sheet {
public:
    Sheet(const Site& site, std::string path, std::string title);

    Html html;
    [[nodiscard]] const Site& site() const { return site_; }
    [[nodiscard]] const typed::Program& program() const { return site_.input.program; }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string_view source(source::Span span) const {
        return site_.input.sources.text(span);
    }

    /// A part with a heading, in the page's own table of contents.
    [[nodiscard]] Html::Element section(std::string_view id, std::string_view title);
    /// The entry of something declared below a section.
    [[nodiscard]] Html::Element entry(const typed::Header& header, std::string_view kind,
                                      int level = 3);
    /// A table with the heads of its columns; rows go in.
    struct Table {
        Html::Element frame, table, body;
    };
    [[nodiscard]] Table table(std::string_view caption,
                              std::initializer_list<std::string_view> columns);
    /// A term of a list of facts and what is said of it.
    struct Fact {
        Html::Element row, said;
    };
    [[nodiscard]] Fact fact(std::string_view term);
    void fact(std::string_view term, std::string_view text);
    void cell(std::string_view text) { html.element("td", text); }
    void number_cell(std::size_t number);
    void paragraph(std::string_view text) { html.element("p", text); }

    /// The `##` lines of a declaration.
    void documentation(std::string_view text);
    /// The rules' text as written, without comments and line breaks, names leading to their
    /// entries.
    void rules(source::Span span);
    /// In letters of code; an expression with all of its parentheses.
    void code(source::Span span);
    /// To the letter, with blanks and comments.
    void written(source::Span span) { write_rules(span, true); }
    /// What a line says before its condition and its reason.
    void line(source::Span line, const typed::Condition& condition);
    /// The same text without links, in one line.
    [[nodiscard]] std::string text_of(source::Span span) const;
    /// The condition of a line: `always`, `otherwise`, or its words; and the reason.
    void condition_cell(const typed::Condition& condition);
    void expr(typed::ExprId expr);
    /// The file and line, leading to the text.
    void where(source::Span span);
    /// Where it stands, and what uses it.
    void origin(source::Span name);
    void users(sema::SymbolId symbol);
    [[nodiscard]] std::size_t user_count(sema::SymbolId symbol) const;

    void name(const typed::Header& header);  // a link by its display name
    void symbol(sema::SymbolId symbol, std::string_view text);
    void place(const Place& place, std::string_view text);
    /// The id of a declared name on this page, the first time; later nothing.
    [[nodiscard]] std::string anchor(source::Span name);
    [[nodiscard]] std::string_view calendar_name(typed::CalendarId calendar) const;
    void drawing(const Scene& scene);

    [[nodiscard]] sema::SymbolId symbol_of(const typed::Header& header) const {
        return site_.names.declared_at(header.span);
    }
    [[nodiscard]] Page finish();

private:
    [[nodiscard]] source::Span balanced(source::Span span) const;
    void piece(const Mention& mention, std::string_view text);
    void write_rules(source::Span span, bool keep_lines);
    void head(Html& out) const;
    void navigation(Html& out) const;
    void contents(Html& out) const;

    const Site& site_;
    std::string path_, title_;
    struct Section {
        std::string id, title;
    };
    std::vector<Section> sections_;
    std::set<std::string> anchors_;
    std::size_t drawings_ = 0;
};

/// "1 hour", "3 business days in Office".
std::string to_words(const typed::TimeAmount& amount, const typed::Program& program);
/// "money in EUR, 0 to 500".
std::string to_words(const typed::DeclaredType& type, const typed::Program& program);
/// "0 to 150", in the unit of the type.
std::string to_words(const typed::Interval& range, const typed::Type& type);
/// Where on a line of time the amount belongs; months and open days have no fixed length.
double approximate_ms(const syntax::TimeSpan& span);
std::string count_of(std::size_t count, std::string_view one);
std::string capitalized(std::string_view text);

}  // namespace reeve::doc
