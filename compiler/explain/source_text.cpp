#include "compiler/explain/source_text.h"

namespace reeve::explain {

using typed::Op;

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Calls `at(position)` for what is neither text in quotes nor a comment; both are passed over as
/// `quoted(begin, end)` and not at all.
template <class At, class Quoted>
void scan(std::string_view text, const At& at, const Quoted& quoted) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '#') {
            while (i + 1 < text.size() && text[i + 1] != '\n') ++i;
            continue;
        }
        if (text[i] != '"') {
            at(i);
            continue;
        }
        const std::size_t begin = i++;
        while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
        quoted(begin, std::min(i + 1, text.size()));
    }
}

std::string in_one_line(std::string_view text) {
    std::string line;
    scan(
        text,
        [&](std::size_t i) {
            if (!is_blank(text[i]))
                line += text[i];
            else if (!line.empty() && line.back() != ' ')
                line += ' ';
        },
        [&](std::size_t begin, std::size_t end) { line += text.substr(begin, end - begin); });
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

struct Unmatched {
    std::size_t open = 0;
    std::size_t closed = 0;
};

Unmatched unmatched_brackets(std::string_view text) {
    Unmatched unmatched;
    scan(
        text,
        [&](std::size_t i) {
            if (text[i] == '(') ++unmatched.open;
            if (text[i] != ')') return;
            if (unmatched.open > 0)
                --unmatched.open;
            else
                ++unmatched.closed;
        },
        [](std::size_t, std::size_t) {});
    return unmatched;
}

bool inside(source::Span inner, source::Span outer) {
    return inner.file == outer.file && inner.begin >= outer.begin && inner.end <= outer.end;
}

}  // namespace

std::string SourceText::text(source::Span span) const {
    if (!span.valid()) return "";
    const std::string_view file = sources_.file(span.file).text();
    std::size_t begin = span.begin;
    std::size_t end = span.end;
    Unmatched unmatched = unmatched_brackets(file.substr(begin, end - begin));
    for (; unmatched.closed > 0 && begin > 0; --begin) {
        if (file[begin - 1] == '(') --unmatched.closed;
    }
    for (; unmatched.open > 0 && end < file.size(); ++end) {
        if (file[end] == ')') --unmatched.open;
    }
    return in_one_line(file.substr(begin, end - begin));
}

std::string SourceText::text(typed::ExprId id) const {
    if (!id.valid()) return "";
    const typed::Expr* e = &program_.expr(id);
    while (e->op == Op::Known) e = &program_.expr(e->args[0]);
    if (e->op != Op::And && e->op != Op::Or) return text(e->span);
    // The conditions of a nested segment stand apart from one another.
    const bool together = [&] {
        for (const typed::ExprId arg : e->args)
            if (!inside(program_.expr(arg).span, e->span)) return false;
        return true;
    }();
    if (together) return text(e->span);
    std::string joined;
    for (const typed::ExprId arg : e->args) {
        if (!joined.empty()) joined += e->op == Op::And ? " and " : " or ";
        const bool brackets = program_.expr(arg).op == Op::Or && e->op == Op::And;
        joined += brackets ? "(" + text(arg) + ")" : text(arg);
    }
    return joined;
}

std::string SourceText::condition(const typed::Condition& condition) const {
    if (condition.when.valid()) return "when " + text(condition.when);
    return condition.otherwise ? "otherwise" : "";
}

std::string SourceText::line(source::Span line, const typed::Condition& condition) const {
    source::Span shorter = line;
    if (condition.span.valid() && inside(condition.span, line)) shorter.end = condition.span.begin;
    std::string text = in_one_line(sources_.text(shorter));
    const std::size_t brace = text.find('{');
    const bool one_of_many = text.find("->") != std::string::npos;
    if (brace != std::string::npos && one_of_many)
        text = text.substr(0, brace) + "{…}" + text.substr(text.rfind('}') + 1);
    const std::size_t because = text.rfind(" because \"");
    if (because != std::string::npos) text.erase(because);
    return text;
}

Place SourceText::place(source::Span span) const {
    if (!span.valid()) return {};
    const source::Position at = sources_.begin(span);
    return {sources_.file(span.file).path(), at.line, at.column};
}

}  // namespace reeve::explain
