#include "compiler/parse/reparse.h"

#include "compiler/parse/parse.h"
#include "compiler/parse/scan.h"

#include <boost/pfr.hpp>

#include <algorithm>
#include <concepts>
#include <type_traits>
#include <variant>

// Declarations are parsed one by one here, where `parse` reads all in one go. For texts without
// mistakes the two agree: lexing ends at each line break, a declaration that is right by itself is
// right between others, and no word that begins one goes on with the one before, but for
// `business` after a number. So that word, like everything at the head of the file, is left to
// `parse`.

namespace reeve::parse {

namespace {

/// What changes in a declaration that stands elsewhere: spans and ids of expressions.
struct Move {
    source::FileId file;
    std::int64_t bytes = 0;
    std::int64_t exprs = 0;
};

template <class T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T> || std::same_as<T, std::string> ||
    std::same_as<T, Decimal> || std::same_as<T, LocalMoment> || std::same_as<T, Instant> ||
    std::same_as<T, Date> || std::same_as<T, TimeOfDay>;

template <Plain T>
void move(T& /*value*/, const Move& /*by*/) {}
void move(source::Span& span, const Move& by) {
    if (!span.valid()) return;
    span.file = by.file;
    span.begin = static_cast<std::uint32_t>(span.begin + by.bytes);
    span.end = static_cast<std::uint32_t>(span.end + by.bytes);
}
void move(syntax::ExprId& id, const Move& by) {
    if (id.valid())
        id = syntax::ExprId(
            static_cast<std::size_t>(static_cast<std::int64_t>(id.index()) + by.exprs));
}
template <class T>
void move(std::vector<T>& values, const Move& by);
template <class T>
void move(std::optional<T>& value, const Move& by);
template <class... T>
void move(std::variant<T...>& value, const Move& by);
template <class T>
requires(std::is_aggregate_v<T> && !Plain<T>) void move(T& value, const Move& by) {
    boost::pfr::for_each_field(value, [&](auto& field) { move(field, by); });
}
template <class T>
void move(std::vector<T>& values, const Move& by) {
    for (T& value : values) move(value, by);
}
template <class T>
void move(std::optional<T>& value, const Move& by) {
    if (value) move(*value, by);
}
template <class... T>
void move(std::variant<T...>& value, const Move& by) {
    std::visit([&](auto& each) { move(each, by); }, value);
}

/// Where texts differ, as declarations of the old one: those from `first` to before `last`.
struct Difference {
    std::size_t first = 0;
    std::size_t last = 0;
    std::uint32_t begin = 0;    // of the text of these, the same in both
    std::uint32_t old_end = 0;  // and to before here
    std::uint32_t new_end = 0;
};

/// The first of the comment lines that stand directly above a declaration, or its own line; nothing
/// where something else stands on that line before it.
std::optional<std::uint32_t> start_of(std::string_view text, const syntax::Decl& decl) {
    const std::uint32_t begin = syntax::head(decl).span.begin;
    if (begin > 0 && text[begin - 1] != '\n') return std::nullopt;
    std::size_t line = begin;
    while (line > 0) {
        const std::size_t above = line < 2 ? 0 : text.rfind('\n', line - 2) + 1;
        if (text[above] != '#') break;
        line = above;
    }
    return static_cast<std::uint32_t>(line);
}

/// Whether a comment ends above a place, perhaps with empty lines between: it may be documentation
/// of what stands there.
bool is_below_comment(std::string_view text, std::size_t place) {
    const std::size_t last = text.substr(0, place).find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos) return false;
    const std::size_t line = text.rfind('\n', last) + 1;
    return text.substr(line, last + 1 - line).find('#') != std::string_view::npos;
}

bool is_left_to_parse(std::string_view text, const syntax::Decl& decl) {
    return text.substr(syntax::head(decl).span.begin).starts_with("business");
}

std::optional<Difference> find_difference(const syntax::Module& base, std::string_view old_text,
                                          std::string_view new_text) {
    const std::size_t shorter = std::min(old_text.size(), new_text.size());
    const auto differs = std::ranges::mismatch(old_text, new_text);
    const auto prefix = static_cast<std::size_t>(differs.in1 - old_text.begin());
    std::size_t suffix = 0;
    while (suffix < shorter - prefix &&
           old_text[old_text.size() - 1 - suffix] == new_text[new_text.size() - 1 - suffix])
        ++suffix;
    Difference found;
    const std::vector<syntax::Decl>& decls = base.decls;
    // The declaration that holds the beginning, and one more before it, because what is added may
    // go on with that one.
    const auto begins_before = [&](const syntax::Decl& decl) {
        return syntax::head(decl).span.begin < prefix;
    };
    found.first = static_cast<std::size_t>(std::ranges::partition_point(decls, begins_before) -
                                           decls.begin());
    found.first -= std::min<std::size_t>(found.first, 2);
    if (found.first == 0) return std::nullopt;
    const auto begin = start_of(old_text, decls[found.first]);
    if (!begin || *begin >= prefix || is_left_to_parse(old_text, decls[found.first]))
        return std::nullopt;
    found.begin = *begin;
    found.last = decls.size();
    found.old_end = static_cast<std::uint32_t>(old_text.size());
    for (std::size_t i = found.first + 1; i < decls.size(); ++i) {
        const auto start = start_of(old_text, decls[i]);
        if (!start || *start <= old_text.size() - suffix || is_left_to_parse(old_text, decls[i]))
            continue;
        // A line of its own also in the new text.
        found.last = i;
        found.old_end = *start;
        break;
    }
    found.new_end = static_cast<std::uint32_t>(new_text.size() - (old_text.size() - found.old_end));
    if (found.new_end < found.begin || is_below_comment(old_text, found.begin) ||
        is_below_comment(old_text, found.old_end) || is_below_comment(new_text, found.new_end))
        return std::nullopt;
    return found;
}

/// How many expressions belong to declarations before the difference, and to those in it; nothing
/// where they do not stand in the order of the text.
struct Counts {
    std::size_t before = 0;
    std::size_t inside = 0;
};
std::optional<Counts> count_exprs(const syntax::Module& base, const Difference& difference) {
    Counts counts;
    int last = 0;
    for (std::size_t i = 0; i < base.expr_count(); ++i) {
        const source::Span span = base.expr(syntax::ExprId(i)).span;
        if (!span.valid()) return std::nullopt;
        const int part = span.begin < difference.begin     ? 0
                         : span.begin < difference.old_end ? 1
                                                           : 2;
        if (part < last) return std::nullopt;
        last = part;
        if (part == 0) ++counts.before;
        if (part == 1) ++counts.inside;
    }
    return counts;
}

void append(syntax::Module& to, const syntax::Module& from, std::size_t first_expr,
            std::size_t expr_end, const Move& by) {
    for (std::size_t i = first_expr; i < expr_end; ++i) {
        syntax::Expr expr = from.expr(syntax::ExprId(i));
        move(expr, by);
        to.add(std::move(expr));
    }
}

void append_decls(syntax::Module& to, const syntax::Module& from, std::size_t first,
                  std::size_t end, const Move& by) {
    for (std::size_t i = first; i < end; ++i) {
        syntax::Decl decl = from.decls[i];
        move(decl, by);
        to.decls.push_back(std::move(decl));
    }
}

}  // namespace

std::optional<syntax::Module> reparse(const syntax::Module& base, std::string_view base_text,
                                      std::string_view text) {
    // Limits of whole files are for `parse` to look at; far below them nothing can pass them.
    constexpr std::size_t kSizeMax = 512 * 1024;
    if (text.size() > kSizeMax || !base.complete || !base.skipped.empty()) return std::nullopt;
    const auto difference = find_difference(base, base_text, text);
    if (!difference) return std::nullopt;
    const bool at_head = std::ranges::any_of(
        base.uses, [&](const syntax::UseDecl& use) { return use.span.end > difference->begin; });
    const auto counts = count_exprs(base, *difference);
    if (at_head || !counts) return std::nullopt;

    source::SourceSet sources;
    const source::FileId piece = sources.add(
        "", std::string(text.substr(difference->begin, difference->new_end - difference->begin)));
    diagnostics::DiagnosticSink sink;
    const syntax::Module middle = parse(sources, piece, sink);
    if (sink.count() > 0 || !middle.complete || !middle.uses.empty() || middle.decls.empty() ||
        !middle.doc.empty())
        return std::nullopt;

    syntax::Module result;
    result.file = base.file;
    result.doc = base.doc;
    result.uses = base.uses;
    const Move same{base.file, 0, 0};
    const Move inside{base.file, difference->begin, static_cast<std::int64_t>(counts->before)};
    const Move after{
        base.file, static_cast<std::int64_t>(difference->new_end) - difference->old_end,
        static_cast<std::int64_t>(middle.expr_count()) - static_cast<std::int64_t>(counts->inside)};
    append(result, base, 0, counts->before, same);
    append(result, middle, 0, middle.expr_count(), inside);
    append(result, base, counts->before + counts->inside, base.expr_count(), after);
    result.decls.reserve(base.decls.size() + middle.decls.size());
    append_decls(result, base, 0, difference->first, same);
    append_decls(result, middle, 0, middle.decls.size(), inside);
    append_decls(result, base, difference->last, base.decls.size(), after);
    return result;
}

}  // namespace reeve::parse
