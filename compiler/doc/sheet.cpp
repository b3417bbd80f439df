#include "compiler/doc/sheet.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::doc {

namespace {

/// Text of the rules piece by piece, in one line: comments and line breaks are for those who write
/// the rules.
class Flattened {
public:
    std::string next(std::string_view text) {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (in_text_ && c == '\\' && i + 1 < text.size()) {
                out += c;
                out += text[++i];
                continue;
            }
            if (c == '"') in_text_ = !in_text_;
            const bool comment = !in_text_ && c == '#';
            const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
            if (comment) i = std::min(text.find('\n', i), text.size());
            if (!comment && (in_text_ || !blank))
                out += c;
            else if (!out.ends_with(' '))
                out += ' ';
        }
        return out;
    }

private:
    bool in_text_ = false;
};

}  // namespace

Sheet::Sheet(const Site& site, std::string path, std::string title)
    : site_(site), path_(std::move(path)), title_(std::move(title)) {}

Html::Element Sheet::section(std::string_view id, std::string_view title) {
    sections_.push_back({std::string(id), std::string(title)});
    const std::string heading = fmt::format("{}-heading", id);
    auto section = html.open("section", {{"id", id}, {"aria-labelledby", heading}});
    html.element("h2", {{"id", heading}}, title);
    return section;
}

Html::Element Sheet::entry(const typed::Header& header, std::string_view kind, int level) {
    auto article = html.open("article", {{"id", anchor(header.span)}, {"class", "entry"}});
    {
        const auto heading = html.open(level == 3 ? "h3" : "h4");
        html.text(header.display);
        if (header.display != header.name) {
            html.text(" ");
            html.element("code", header.name);
        }
        html.text(" ");
        html.element("span", {{"class", "kind"}}, kind);
    }
    documentation(header.doc);
    return article;
}

Sheet::Table Sheet::table(std::string_view caption,
                          std::initializer_list<std::string_view> columns) {
    auto frame = html.open(
        "div",
        {{"class", "scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", caption}});
    auto table = html.open("table");
    html.element("caption", caption);
    {
        const auto head = html.open("thead");
        const auto row = html.open("tr");
        for (const std::string_view column : columns)
            html.element("th", {{"scope", "col"}}, column);
    }
    auto body = html.open("tbody");
    return {std::move(frame), std::move(table), std::move(body)};
}

Sheet::Fact Sheet::fact(std::string_view term) {
    auto row = html.open("div");
    html.element("dt", term);
    auto said = html.open("dd");
    return {std::move(row), std::move(said)};
}

void Sheet::fact(std::string_view term, std::string_view text) {
    if (text.empty()) return;
    const Fact fact = this->fact(term);
    html.text(text);
}

void Sheet::number_cell(std::size_t number) {
    html.element("th", {{"scope", "row"}, {"class", "number"}}, fmt::to_string(number));
}

// Paragraphs are parted by empty lines; lines that begin with a dash are a list.
void Sheet::documentation(std::string_view text) {
    std::string paragraph;
    std::vector<std::string> list;
    const auto flush = [&] {
        if (!paragraph.empty()) html.element("p", {{"class", "documentation"}}, paragraph);
        paragraph.clear();
        if (list.empty()) return;
        const auto items = html.open("ul", {{"class", "documentation"}});
        for (const std::string& item : list) html.element("li", item);
        list.clear();
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (line.starts_with(' ')) line.remove_prefix(1);
        if (line.empty()) {
            flush();
        } else if (line.starts_with("- ")) {
            if (!paragraph.empty()) flush();
            list.emplace_back(line.substr(2));
        } else if (!list.empty()) {
            list.back() += fmt::format(" {}", line);
        } else {
            paragraph += fmt::format("{}{}", paragraph.empty() ? "" : " ", line);
        }
    }
    flush();
}

void Sheet::rules(source::Span span) { write_rules(span, false); }

void Sheet::code(source::Span span) {
    const auto code = html.open("code");
    write_rules(balanced(span), false);
}

void Sheet::write_rules(source::Span span, bool keep_lines) {
    if (!span.valid()) return;
    Flattened flattened;
    const auto plain = [&](std::string_view text) {
        html.text(keep_lines ? std::string(text) : flattened.next(text));
    };
    const std::string_view text = source(span);
    std::size_t done = 0;
    for (const Mention& mention : site_.names.mentions(span)) {
        const std::size_t begin = mention.span.begin - span.begin;
        plain(text.substr(done, begin - done));
        done = mention.span.end - span.begin;
        piece(mention, text.substr(begin, done - begin));
    }
    plain(text.substr(done));
}

// The span of an expression leaves out the parentheses around it, and so cuts `(a or b) and (c or
// d)` at either end.
source::Span Sheet::balanced(source::Span span) const {
    if (!span.valid()) return span;
    const std::string_view text = site_.input.sources.file(span.file).text();
    int open = 0, unopened = 0;
    bool quoted = false;
    for (std::size_t i = span.begin; i < span.end; ++i) {
        if (quoted && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && text[i] == '(') {
            ++open;
        } else if (!quoted && text[i] == ')') {
            open > 0 ? --open : ++unopened;
        }
    }
    constexpr std::string_view kBlank = " \t\r\n";
    for (; open > 0; --open) {
        const std::size_t next = text.find_first_not_of(kBlank, span.end);
        if (next == std::string_view::npos || text[next] != ')') break;
        span.end = static_cast<std::uint32_t>(next + 1);
    }
    for (; unopened > 0 && span.begin > 0; --unopened) {
        const std::size_t before = text.find_last_not_of(kBlank, span.begin - 1);
        if (before == std::string_view::npos || text[before] != '(') break;
        span.begin = static_cast<std::uint32_t>(before);
    }
    return span;
}

std::string Sheet::text_of(source::Span span) const {
    return span.valid() ? Flattened().next(source(balanced(span))) : "";
}

void Sheet::line(source::Span line, const typed::Condition& condition) {
    const source::Span rest = condition.span;
    if (rest.valid() && rest.file == line.file && line.begin < rest.begin && rest.begin <= line.end)
        line.end = rest.begin;
    const std::string_view text = source(line);
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    line.end =
        line.begin + static_cast<std::uint32_t>(last == std::string_view::npos ? 0 : last + 1);
    code(line);
}

void Sheet::piece(const Mention& mention, std::string_view text) {
    if (mention.fact != nullptr) {
        html.element("a", {{"class", "fact"}, {"href", place_of(*mention.fact).href(path_)}}, text);
        return;
    }
    const Place& place = site_.names.place(mention.symbol);
    if (!mention.declares) {
        html.element("a", {{"href", place.href(path_)}}, text);
    } else if (place.page == path_ && anchors_.insert(place.id).second) {
        html.element("span", {{"id", place.id}}, text);
    } else if (place.page != path_) {
        html.element("a", {{"class", "declared"}, {"href", place.href(path_)}}, text);
    } else {
        html.text(text);
    }
}

void Sheet::condition_cell(const typed::Condition& condition) {
    const auto cell = html.open("td");
    if (condition.otherwise) {
        html.element("span", {{"class", "quiet"}}, "otherwise");
    } else if (!condition.span.valid() || condition.span.empty()) {
        html.element("span", {{"class", "quiet"}}, "always");
    } else {
        source::Span span = condition.span;
        // The heads of the columns say "when" already.
        if (source(span).starts_with("when")) span.begin += 4;
        const std::string_view text = source(span);
        span.begin +=
            static_cast<std::uint32_t>(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        code(span);
    }
    if (condition.because.empty()) return;
    const auto because = html.open("div", {{"class", "because"}});
    html.text("because ");
    html.element("q", condition.because);
}

void Sheet::expr(typed::ExprId expr) {
    if (expr.valid()) code(program().expr(expr).span);
}

void Sheet::where(source::Span span) {
    if (!span.valid()) return;
    const std::string page = site_.names.file_page(span.file);
    const std::string text = fmt::format("{}:{}", site_.names.file_name(span.file),
                                         site_.input.sources.begin(span).line);
    const auto quiet = html.open("span", {{"class", "where"}});
    html.link(page.empty() ? "" : site_.names.source_place(span).href(path_), text);
}

void Sheet::origin(source::Span name) {
    const auto line = html.open("p", {{"class", "origin"}});
    html.text("Stands at ");
    where(name);
    const sema::SymbolId symbol = site_.names.declared_at(name);
    if (!symbol.valid()) {
        html.text(".");
        return;
    }
    html.text(user_count(symbol) == 0 ? ". Nothing else speaks of it." : ". Used by ");
    users(symbol);
}

std::size_t Sheet::user_count(sema::SymbolId symbol) const {
    return symbol.valid() ? site_.names.users(symbol).size() : 0;
}

void Sheet::users(sema::SymbolId symbol) {
    if (!symbol.valid()) return;
    bool first = true;
    std::vector<User> tests;
    // The rules of a work type stand on its own page, where everybody sees them.
    const sema::SymbolKind kind = site_.input.symbols.symbol(symbol).kind;
    const bool owns_page = kind == sema::SymbolKind::WorkType || kind == sema::SymbolKind::CasePlan;
    for (User& user : site_.names.users(symbol)) {
        if (owns_page && user.place.page == site_.names.place(symbol).page) continue;
        if (user.test_number > 0) {
            tests.push_back(std::move(user));
            continue;
        }
        if (!first) html.text(", ");
        first = false;
        place(user.place, user.text);
        if (user.count > 1) html.text(fmt::format(" ({} times)", user.count));
    }
    if (tests.empty()) return;
    // The titles of tests are sentences; their numbers lead to them.
    html.text(fmt::format("{}{}", first ? "" : ", ", tests.size() == 1 ? "test " : "tests "));
    for (const User& test : tests) {
        if (&test != &tests.front()) html.text(", ");
        html.element("a",
                     {{"href", test.place.href(path_)},
                      {"title", test.text},
                      {"aria-label", fmt::format("{}: {}", test.test_number, test.text)}},
                     fmt::to_string(test.test_number));
    }
}

void Sheet::name(const typed::Header& header) { symbol(symbol_of(header), header.display); }

void Sheet::symbol(sema::SymbolId symbol, std::string_view text) {
    html.link(symbol.valid() ? site_.names.place(symbol).href(path_) : "", text);
}

void Sheet::place(const Place& place, std::string_view text) { html.link(place.href(path_), text); }

std::string Sheet::anchor(source::Span name) {
    const sema::SymbolId symbol = site_.names.declared_at(name);
    if (!symbol.valid()) return "";
    const Place& place = site_.names.place(symbol);
    return place.page == path_ && anchors_.insert(place.id).second ? place.id : "";
}

std::string_view Sheet::calendar_name(typed::CalendarId calendar) const {
    if (!calendar.valid()) return "";
    return program().calendars[calendar.index()].header.name;
}

void Sheet::drawing(const Scene& scene) {
    write(html, scene, fmt::format("drawing-{}", ++drawings_));
}

Page Sheet::finish() {
    Html out;
    out.doctype();
    {
        const auto root = out.open("html", {{"lang", "en"}});
        head(out);
        const auto body = out.open("body");
        out.element("a", {{"class", "skip"}, {"href", "#content"}}, "To the content");
        {
            const auto header = out.open("header");
            const auto line = out.open("p");
            out.element("a", {{"href", "index.html"}}, site_.title);
        }
        const auto columns = out.open("div", {{"class", "columns"}});
        navigation(out);
        const auto main = out.open("main", {{"id", "content"}});
        out.element("h1", title_);
        contents(out);
        out.append(std::move(html));
    }
    return {path_, out.take()};
}

void Sheet::head(Html& out) const {
    const auto head = out.open("head");
    out.empty("meta", {{"charset", "utf-8"}});
    out.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    out.empty("meta", {{"name", "generator"}, {"content", "reeve doc"}});
    out.element("title",
                title_ == site_.title ? title_ : fmt::format("{} - {}", title_, site_.title));
    out.empty("link", {{"rel", "stylesheet"}, {"href", "book.css"}});
}

void Sheet::navigation(Html& out) const {
    const auto navigation = out.open("nav", {{"class", "book"}, {"aria-label", "Pages"}});
    const auto list = out.open("ul");
    for (const NavigationEntry& entry : site_.navigation) {
        // Of very many pages each lists only itself; the start page has them all.
        const bool hidden = site_.is_large() && path_ != "index.html" && entry.page != path_;
        if (entry.inner && hidden) continue;
        const auto item = out.open("li", {{"class", entry.inner ? "inner" : ""}});
        out.element("a",
                    {{"href", entry.page}, {"aria-current", entry.page == path_ ? "page" : ""}},
                    entry.title);
    }
}

void Sheet::contents(Html& out) const {
    if (sections_.size() < 2) return;
    const auto navigation = out.open("nav", {{"class", "page"}, {"aria-label", "On this page"}});
    const auto list = out.open("ul");
    for (const Section& section : sections_) {
        const auto item = out.open("li");
        out.element("a", {{"href", "#" + section.id}}, section.title);
    }
}

}  // namespace reeve::doc
