#include "compiler/format/tokens.h"

#include <algorithm>
#include <array>

namespace reeve::format {

namespace {

using parse::TokenKind;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// White space since the last token.
struct Space {
    std::uint8_t newlines = 0;
    std::uint32_t blanks = 0;
    bool others = false;

    void add(std::string_view text, std::uint32_t& line_number) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            const bool line_break =
                c == '\n' || (c == '\r' && !text.substr(i + 1).starts_with('\n'));
            if (line_break) {
                newlines = static_cast<std::uint8_t>(std::min(newlines + 1, 2));
                if (c == '\n') ++line_number;
            }
            blanks += c == ' ' ? 1 : 0;
            others = others || c != ' ';
        }
    }
};

std::size_t leading_space(std::string_view text) {
    const std::size_t at = text.find_first_not_of(" \t\r\n\f\v");
    return at == std::string_view::npos ? text.size() : at;
}

std::string_view without_trailing_space(std::string_view text) {
    const std::size_t at = text.find_last_not_of(" \t\r\n\f\v");
    return at == std::string_view::npos ? std::string_view{} : text.substr(0, at + 1);
}

bool is_unit(std::string_view word) {
    static constexpr std::array kUnits = {
        std::string_view{"second"},  std::string_view{"seconds"}, std::string_view{"minute"},
        std::string_view{"minutes"}, std::string_view{"hour"},    std::string_view{"hours"},
        std::string_view{"day"},     std::string_view{"days"},    std::string_view{"week"},
        std::string_view{"weeks"},   std::string_view{"month"},   std::string_view{"months"},
        std::string_view{"year"},    std::string_view{"years"},   std::string_view{"business"}};
    if (std::ranges::find(kUnits, word) != kUnits.end()) return true;
    return word.size() == 3 &&
           std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Would what stands before a comma and what stands after it read as one thing without it?
bool could_join(const Token& left, const Token& right) {
    if (left.kind == TokenKind::Number) {
        return right.kind == TokenKind::Moment || right.kind == TokenKind::Symbol ||
               is_unit(right.text);
    }
    return left.kind == TokenKind::Moment || is_unit(left.text);
}

bool needless(const Tokens& tokens, std::uint32_t comma) {
    const std::uint32_t after = next(tokens, comma);
    const std::uint32_t before = previous(tokens, comma);
    if (after == kNone || before == kNone) return false;
    if (tokens[after].is("}") || tokens[after].is("]")) return true;
    return tokens[after].line != LineKind::None && !could_join(tokens[before], tokens[after]);
}

}  // namespace

Tokens read_tokens(const source::SourceSet& sources, source::FileId file) {
    Tokens tokens;
    Space space;
    space.newlines = 1;
    std::uint32_t line_number = 1;
    for (const parse::Token& raw : parse::tokenize(sources, file)) {
        std::string_view text = sources.text(raw.span);
        std::uint32_t begin = raw.span.begin;
        if (begin == 0 && text.starts_with(kByteOrderMark)) {
            text.remove_prefix(kByteOrderMark.size());
            begin += static_cast<std::uint32_t>(kByteOrderMark.size());
        }
        // A row's bar may come together with the line break before it.
        const std::size_t lead = raw.kind == TokenKind::Space ? text.size() : leading_space(text);
        space.add(text.substr(0, lead), line_number);
        text = without_trailing_space(text.substr(lead));
        if (text.empty()) continue;
        begin += static_cast<std::uint32_t>(lead);
        tokens.push_back({.text = text,
                          .kind = raw.kind,
                          .begin = begin,
                          .end = begin + static_cast<std::uint32_t>(text.size()),
                          .line_number = line_number,
                          .blanks = space.others ? kNone : space.blanks,
                          .newlines = space.newlines});
        space = {};
    }
    return tokens;
}

void drop_needless_commas(Tokens& tokens) {
    Tokens kept;
    kept.reserve(tokens.size());
    std::uint8_t newlines = 0;
    for (std::uint32_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].is(",") && needless(tokens, i)) {
            newlines = tokens[i].newlines;
            continue;
        }
        kept.push_back(tokens[i]);
        const int both = kept.back().newlines + newlines;
        kept.back().newlines = static_cast<std::uint8_t>(std::min(both, 2));
        newlines = 0;
    }
    tokens = std::move(kept);
}

void match_brackets(Tokens& tokens) {
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].opens()) open.push_back(i);
        if (!tokens[i].closes() || open.empty()) continue;
        tokens[i].partner = open.back();
        tokens[open.back()].partner = i;
        open.pop_back();
    }
}

std::uint32_t gap(const Token& left, const Token& right) {
    if (right.is(",") || right.is(":") || right.is(")") || right.is("]")) return 0;
    if (left.is("(") || left.is("[") || left.sign || left.tight || right.tight) return 0;
    for (const std::string_view joint : {".", "..", "..<"}) {
        if (left.is(joint) || right.is(joint)) return 0;
    }
    if (right.is("(")) return left.callee || left.is("money") ? 0 : 1;
    if (left.is("{") && right.is("}")) return 0;
    // `yes/no` is the name of a type.
    if ((left.is("yes") && right.is("/")) || (left.is("/") && right.is("no"))) return 0;
    return right.wide && !left.is(",") ? 2 : 1;
}

std::uint32_t previous(const Tokens& tokens, std::uint32_t index) {
    while (index-- > 0) {
        if (!tokens[index].is_comment()) return index;
    }
    return kNone;
}

std::uint32_t next(const Tokens& tokens, std::uint32_t index) {
    while (++index < tokens.size()) {
        if (!tokens[index].is_comment()) return index;
    }
    return kNone;
}

}  // namespace reeve::format
