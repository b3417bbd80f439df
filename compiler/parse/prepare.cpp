#include "compiler/parse/prepare.h"

#include "base/text.h"
#include "compiler/diagnostics/files_messages.h"
#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/limits.h"
#include "compiler/parse/literals.h"
#include "compiler/parse/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

namespace reeve::parse {

namespace messages = diagnostics::messages;
using source::Span;

namespace {

/// What other languages write, and what is read in its place: up to two tokens.
struct Foreign {
    std::string_view written;
    std::string_view meant;
    std::array<std::size_t, 2> types;
};
constexpr std::array kForeign{
    Foreign{"==", "is", {ReeveLexer::K_IS, 0}},
    Foreign{"===", "is", {ReeveLexer::K_IS, 0}},
    Foreign{"!=", "is not", {ReeveLexer::K_IS, ReeveLexer::K_NOT}},
    Foreign{"<>", "is not", {ReeveLexer::K_IS, ReeveLexer::K_NOT}},
    Foreign{"\u2260", "is not", {ReeveLexer::K_IS, ReeveLexer::K_NOT}},
    Foreign{"=<", "<=", {ReeveLexer::LESS_EQUAL, 0}},
    Foreign{"\u2264", "<=", {ReeveLexer::LESS_EQUAL, 0}},
    Foreign{"\u2265", ">=", {ReeveLexer::GREATER_EQUAL, 0}},
    Foreign{"&&", "and", {ReeveLexer::K_AND, 0}},
    Foreign{"&", "and", {ReeveLexer::K_AND, 0}},
    Foreign{"||", "or", {ReeveLexer::K_OR, 0}},
    Foreign{"!", "not ", {ReeveLexer::K_NOT, 0}},
    Foreign{"\u00D7", "*", {ReeveLexer::STAR, 0}},
    Foreign{"\u00F7", "/", {ReeveLexer::SLASH, 0}},
    Foreign{"\u2192", "->", {ReeveLexer::ARROW, 0}},
    Foreign{"\u2026", "..", {ReeveLexer::DOT_DOT, 0}},
};

/// The other day that `02/03/2026` may be: people write the month first or the day.
std::optional<Date> other_reading(std::string_view text) {
    const auto day_first = read_date(text);
    if (!day_first || text.find('/') > 2) return std::nullopt;
    std::string swapped(text);
    const auto first = text.find('/');
    const auto second = text.find('/', first + 1);
    swapped = fmt::format("{}/{}{}", text.substr(first + 1, second - first - 1),
                          text.substr(0, first), text.substr(second));
    const auto month_first = read_date(swapped);
    return month_first == day_first ? std::nullopt : month_first;
}

/// `10k`, `10 million`: how many zeros the word stands for; 0 where it is another word.
std::size_t zeros_of(std::string_view word, bool adjacent) {
    if ((word == "k" || word == "K") && adjacent) return 3;
    if (word == "thousand" || word == "tsd" || word == "Tsd") return 3;
    if (word == "million" || word == "mio" || word == "Mio") return 6;
    return 0;
}

/// Words that the file declares: those before a colon, and those behind another word.
std::set<std::string_view> names_in(const std::vector<Lexeme>& lexemes, std::string_view text) {
    std::set<std::string_view> names;
    const Lexeme* last = nullptr;
    for (const Lexeme& lexeme : lexemes) {
        if (lexeme.type == ReeveLexer::SPACE) continue;
        const auto written = text.substr(lexeme.begin, lexeme.end - lexeme.begin);
        if (last != nullptr && last->type == ReeveLexer::WORD) {
            const auto before = text.substr(last->begin, last->end - last->begin);
            if (lexeme.type == ReeveLexer::COLON) names.insert(before);
            if (lexeme.type == ReeveLexer::WORD && before != "currency") names.insert(written);
        }
        last = &lexeme;
    }
    return names;
}

class Preparer {
public:
    Preparer(const std::vector<Lexeme>& lexemes, const source::SourceFile& source,
             source::FileId file, Tokens& tokens, diagnostics::DiagnosticSink& sink)
        : lexemes_(lexemes), text_(source.text()), file_(file), tokens_(tokens), sink_(sink) {
        tokens_.text = text_;
        tokens_.tokens.reserve(lexemes.size() / 2 + 2);
        tokens_.reported_lines.resize(source.line_count() + 1);
    }

    bool run();

private:
    [[nodiscard]] std::string_view text_of(const Lexeme& lexeme) const {
        return text_.substr(lexeme.begin, lexeme.end - lexeme.begin);
    }
    [[nodiscard]] Span span(const Lexeme& lexeme) const {
        return {file_, lexeme.begin, lexeme.end};
    }
    [[nodiscard]] Lexeme following() const;
    [[nodiscard]] const SourceToken* previous() const {
        return tokens_.tokens.empty() ? nullptr : &tokens_.tokens.back();
    }
    [[nodiscard]] bool previous_is(std::size_t type) const {
        return previous() != nullptr && previous()->type == type;
    }
    SourceToken& add(const Lexeme& lexeme, std::size_t type);
    void mark_line() { tokens_.reported_lines[line_] = true; }

    void space(const Lexeme& lexeme);
    void comment(const Lexeme& lexeme);
    void piece(const Lexeme& lexeme);
    void bar(const Lexeme& lexeme);
    [[nodiscard]] bool bar_on_line() const;
    void word(const Lexeme& lexeme);
    void number(const Lexeme& lexeme);
    void text_piece(const Lexeme& lexeme);
    void unclosed_text(const Lexeme& lexeme);
    void date_or_time(const Lexeme& lexeme);
    void foreign(const Lexeme& lexeme);
    bool percent_sign(const Lexeme& lexeme);
    void money_sign(const Lexeme& lexeme);
    bool currency_first(const Lexeme& lexeme);
    bool shortened_number(const Lexeme& lexeme);
    bool bare_address(const Lexeme& lexeme);
    [[nodiscard]] bool is_name(const Lexeme& lexeme);
    void stray(const Lexeme& lexeme);
    void slash_comment(const Lexeme& lexeme);
    void join_time_spans();
    void mark_teams();
    [[nodiscard]] bool joins(std::size_t part, std::size_t next) const;
    [[nodiscard]] std::size_t after_time_span(std::size_t index) const;

    const std::vector<Lexeme>& lexemes_;
    std::string_view text_;
    source::FileId file_;
    Tokens& tokens_;
    diagnostics::DiagnosticSink& sink_;

    std::size_t at_ = 0;  // the piece being looked at
    std::uint32_t line_ = 0;
    std::uint32_t indent_ = 0;
    bool first_on_line_ = true;
    bool in_table_ = false;  // between the first row and the closing brace
    std::optional<std::set<std::string_view>> names_;  // found when they are first asked for
};

Lexeme Preparer::following() const {
    std::size_t next = at_ + 1;
    while (next < lexemes_.size() && lexemes_[next].type == ReeveLexer::SPACE) ++next;
    return next < lexemes_.size() ? lexemes_[next] : Lexeme{};
}

SourceToken& Preparer::add(const Lexeme& lexeme, std::size_t type) {
    SourceToken token;
    token.type = type;
    token.begin = lexeme.begin;
    token.end = lexeme.end;
    token.line = line_;
    token.indent = indent_;
    token.index = static_cast<std::uint32_t>(tokens_.tokens.size());
    token.first_on_line = first_on_line_;
    token.repaired = type != lexeme.type && !is_word(type) && type != ReeveLexer::ROW_BAR;
    token.file = file_;
    first_on_line_ = false;
    return tokens_.tokens.emplace_back(token);
}

bool Preparer::run() {
    const auto reported_before = sink_.diagnostics().size();
    if (const auto invalid = find_invalid_utf8(text_)) {
        const auto begin = static_cast<std::uint32_t>(*invalid);
        sink_.report<messages::not_utf8>({file_, begin, begin + 1}).help("save the file as UTF-8");
    }
    for (at_ = 0; at_ < lexemes_.size(); ++at_) {
        const Lexeme& lexeme = lexemes_[at_];
        if (sink_.diagnostics().size() - reported_before > kMistakesMax) {
            sink_.report<messages::too_many_mistakes>(span(lexeme).before(), kMistakesMax);
            return false;
        }
        if (lexeme.type == ReeveLexer::SPACE) {
            space(lexeme);
        } else if (lexeme.type == ReeveLexer::DOC_COMMENT || lexeme.type == ReeveLexer::COMMENT) {
            comment(lexeme);
        } else {
            piece(lexeme);
        }
    }
    const auto end = static_cast<std::uint32_t>(text_.size());
    first_on_line_ = true;
    indent_ = 0;
    add({antlr4::Token::EOF, end, end}, antlr4::Token::EOF);
    join_time_spans();
    mark_teams();
    return true;
}

void Preparer::space(const Lexeme& lexeme) {
    const auto text = text_of(lexeme);
    const auto breaks = static_cast<std::uint32_t>(std::ranges::count(text, '\n'));
    if (breaks == 0) {
        if (first_on_line_) indent_ += lexeme.end - lexeme.begin;
        return;
    }
    line_ += breaks;
    first_on_line_ = true;
    indent_ = static_cast<std::uint32_t>(text.size() - text.rfind('\n') - 1);
}

void Preparer::comment(const Lexeme& lexeme) {
    // Beside other things `##` is a remark like any other; it documents what follows only on lines
    // of its own.
    if (lexeme.type != ReeveLexer::DOC_COMMENT || !first_on_line_) return;
    auto text = text_of(lexeme).substr(2);
    if (text.starts_with(' ')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    const auto next = static_cast<std::uint32_t>(tokens_.tokens.size());
    auto& docs = tokens_.docs;
    if (!docs.empty() && docs.back().last_line + 1 == line_ && docs.back().next_token == next) {
        docs.back().text.append("\n").append(text);
        docs.back().last_line = line_;
    } else {
        docs.push_back({std::string(text), line_, line_, next});
    }
}

void Preparer::piece(const Lexeme& lexeme) {
    switch (lexeme.type) {
        case ReeveLexer::WORD: return word(lexeme);
        case ReeveLexer::NUMBER:
        case ReeveLexer::PERCENT:
        case ReeveLexer::BARE_DECIMAL: return number(lexeme);
        case ReeveLexer::BAR:
        case ReeveLexer::BAR_BAR: return bar(lexeme);
        case ReeveLexer::CURLY_TEXT:
        case ReeveLexer::SINGLE_TEXT:
        case ReeveLexer::TEXT: return text_piece(lexeme);
        case ReeveLexer::UNCLOSED_TEXT: return unclosed_text(lexeme);
        case ReeveLexer::BAD_DATE:
        case ReeveLexer::BAD_TIME:
        case ReeveLexer::BAD_MOMENT: return date_or_time(lexeme);
        case ReeveLexer::FOREIGN: return foreign(lexeme);
        case ReeveLexer::MONEY_SIGN: return money_sign(lexeme);
        case ReeveLexer::SLASH_COMMENT: return slash_comment(lexeme);
        case ReeveLexer::STRAY: return stray(lexeme);
        case ReeveLexer::RBRACE: in_table_ = false; break;
        default: break;
    }
    add(lexeme, lexeme.type);
}

void Preparer::bar(const Lexeme& lexeme) {
    if (lexeme.type == ReeveLexer::BAR && first_on_line_) {
        in_table_ = true;
        add(lexeme, ReeveLexer::ROW_BAR);
    } else if (lexeme.type == ReeveLexer::BAR_BAR && !in_table_ && !bar_on_line()) {
        foreign(lexeme);
    } else {
        add(lexeme, lexeme.type);
    }
}

/// Whether the line is a row whose first bar alone is missing.
bool Preparer::bar_on_line() const {
    for (auto at = tokens_.tokens.size(); at-- > 0 && tokens_.tokens[at].line == line_;) {
        if (tokens_.tokens[at].type == ReeveLexer::BAR) return true;
    }
    return false;
}

void Preparer::word(const Lexeme& lexeme) {
    const auto text = text_of(lexeme);
    const auto type = word_type(text);
    if (type == ReeveLexer::CURRENCY && currency_first(lexeme)) return;
    if (type == ReeveLexer::WORD && shortened_number(lexeme)) return;
    if (type == ReeveLexer::WORD && previous_is(ReeveLexer::NUMBER) &&
        !currency_of_word(text).empty()) {
        const auto count = tokens_.tokens.size();
        const bool counted = count >= 2 && tokens_.tokens[count - 2].type == ReeveLexer::K_MOST;
        if (!counted && !first_on_line_ && !is_name(lexeme)) {
            const auto code = currency_of_word(text);
            sink_.report<messages::money_form>(previous()->span().to(span(lexeme)))
                .help(fmt::format("write `{} {}`", tokens_.text_of(*previous()), code))
                .fix(fmt::format("write `{}`", code), span(lexeme), std::string(code));
            add(lexeme, ReeveLexer::CURRENCY);
            return;
        }
    }
    add(lexeme, type);
}

/// `10k EUR`, `10 million`: read as the number alone.
bool Preparer::shortened_number(const Lexeme& lexeme) {
    if (!previous_is(ReeveLexer::NUMBER) || first_on_line_) return false;
    const SourceToken& number = *previous();
    const bool adjacent = number.end == lexeme.begin;
    const auto zeros = zeros_of(text_of(lexeme), adjacent);
    if (zeros == 0 || following().type == ReeveLexer::COLON) return false;
    if (!adjacent && is_name(lexeme)) return false;
    const auto whole = number.span().to(span(lexeme));
    const auto written = text_.substr(whole.begin, whole.end - whole.begin);
    auto& diagnostic = sink_.report<messages::shortened_number>(whole, written);
    const auto digits = tokens_.text_of(number);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return true;
    std::string right(digits);
    for (std::size_t group = 0; group < zeros; group += 3) right += "_000";
    diagnostic.help(fmt::format("write `{}`", right))
        .fix(fmt::format("write `{}`", right), whole, right);
    return true;
}

/// A word behind a number that looks like a currency, `0 bob is away`: it is a name where it is
/// declared as one, or where somebody is said to do something.
bool Preparer::is_name(const Lexeme& lexeme) {
    static constexpr std::array<std::string_view, 16> kBehindNames{
        "is",    "accepts",   "declines", "takes", "approves",  "rejects", "cancels", "resumes",
        "sends", "completes", "parks",    "holds", "transfers", "updates", "boosts",  ":"};
    if (std::ranges::find(kBehindNames, text_of(following())) != kBehindNames.end()) return true;
    if (!names_) names_ = names_in(lexemes_, text_);
    return names_->contains(text_of(lexeme));
}

/// `EUR 10`, where a value may begin.
bool Preparer::currency_first(const Lexeme& lexeme) {
    static constexpr std::array kBefore{
        ReeveLexer::LESS,   ReeveLexer::LESS_EQUAL, ReeveLexer::GREATER, ReeveLexer::GREATER_EQUAL,
        ReeveLexer::PLUS,   ReeveLexer::MINUS,      ReeveLexer::LPAREN,  ReeveLexer::EQUALS,
        ReeveLexer::COLON,  ReeveLexer::K_IS,       ReeveLexer::K_THEN,  ReeveLexer::K_ELSE,
        ReeveLexer::K_AND,  ReeveLexer::K_BETWEEN,  ReeveLexer::DOT_DOT, ReeveLexer::STAR,
        ReeveLexer::LBRACK, ReeveLexer::K_NOT,      ReeveLexer::ROW_BAR, ReeveLexer::BAR};
    const auto next = following();
    if (next.type != ReeveLexer::NUMBER || previous() == nullptr ||
        std::ranges::find(kBefore, previous()->type) == kBefore.end()) {
        return false;
    }
    const Lexeme whole{ReeveLexer::CURRENCY, lexeme.begin, next.end};
    const auto right = fmt::format("{} {}", text_of(next), text_of(lexeme));
    sink_.report<messages::money_form>(span(whole))
        .help(fmt::format("write `{}`", right))
        .fix(fmt::format("write `{}`", right), span(whole), right);
    while (lexemes_[at_].begin != next.begin) ++at_;
    add(whole, ReeveLexer::NUMBER);
    add(whole, ReeveLexer::CURRENCY);
    return true;
}

void Preparer::number(const Lexeme& lexeme) {
    const auto text = text_of(lexeme);
    if (lexeme.type == ReeveLexer::BARE_DECIMAL) {
        sink_.report<messages::bare_decimal>(span(lexeme))
            .help(fmt::format("write `0{}`", text))
            .fix(fmt::format("write `0{}`", text), span(lexeme).before(), "0");
        add(lexeme, ReeveLexer::NUMBER);
        return;
    }
    const auto is_digit = [&](std::size_t at) {
        return at < text.size() && text[at] >= '0' && text[at] <= '9';
    };
    for (std::size_t at = text.find('_'); at != std::string_view::npos;
         at = text.find('_', at + 1)) {
        if (is_digit(at - 1) && is_digit(at + 1)) continue;
        std::string right(text);
        std::erase(right, '_');
        sink_.report<messages::underscore_place>(span(lexeme))
            .fix(fmt::format("write `{}`", right), span(lexeme), right);
        break;
    }
    const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    if (digits > 34 && !read_decimal(text)) {
        sink_.report<messages::too_many_digits>(span(lexeme), digits)
            .help("numbers are kept with 34 significant digits; write a shorter one");
    }
    add(lexeme, lexeme.type);
}

void Preparer::text_piece(const Lexeme& lexeme) {
    if (lexeme.type != ReeveLexer::TEXT) {
        const auto right = quote(text_content(text_of(lexeme), lexeme.type));
        sink_.report<messages::foreign_quotes>(span(lexeme))
            .help(fmt::format("write `{}`", right))
            .fix(fmt::format("write `{}`", right), span(lexeme), right);
    }
    add(lexeme, ReeveLexer::TEXT).shape = lexeme.type;
}

void Preparer::unclosed_text(const Lexeme& lexeme) {
    const auto text = text_of(lexeme);
    auto& diagnostic =
        sink_.report<messages::unclosed_text>({file_, lexeme.begin, lexeme.begin + 1});
    diagnostic.help(
        "a text ends with `\"` on the line on which it begins; write `\\n` for a line break in it");
    mark_line();
    // A brace that was meant to close a block would be missed as well, and everything after it
    // misread.
    std::uint32_t open = 0;
    std::vector<std::uint32_t> closing;
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        if (text[at] == '{') ++open;
        if (text[at] != '}') continue;
        if (open > 0)
            --open;
        else
            closing.push_back(lexeme.begin + at);
    }
    const auto end = closing.empty() ? lexeme.end : closing.front();
    add({lexeme.type, lexeme.begin, end}, ReeveLexer::TEXT).shape = lexeme.type;
    for (const auto at : closing) add({ReeveLexer::UNCLOSED_TEXT, at, at + 1}, ReeveLexer::RBRACE);
}

void Preparer::date_or_time(const Lexeme& lexeme) {
    const auto text = text_of(lexeme);
    const auto offer = [&](diagnostics::Diagnostic& diagnostic, const std::string& right) {
        if (right.empty()) return;
        diagnostic.help(fmt::format("write `{}`", right))
            .fix(fmt::format("write `{}`", right), span(lexeme), right);
    };
    if (lexeme.type == ReeveLexer::BAD_DATE) {
        const auto date = read_date(text);
        auto& diagnostic = sink_.report<messages::date_form>(span(lexeme));
        const auto other = other_reading(text);
        if (date && other) {
            diagnostic.help(fmt::format("write `{}` or `{}`, whichever is meant", date->to_string(),
                                        other->to_string()));
        } else {
            offer(diagnostic, date ? date->to_string() : std::string());
        }
        add(lexeme, ReeveLexer::DATE);
    } else if (lexeme.type == ReeveLexer::BAD_TIME) {
        const auto time = read_time(text);
        offer(sink_.report<messages::time_form>(span(lexeme)),
              time ? time->to_string() : std::string());
        add(lexeme, ReeveLexer::TIME);
    } else {
        sink_.report<messages::moment_form>(span(lexeme))
            .help(
                "write `2026-03-02 10:00`, or `2026-03-02T10:00:00+01:00` with the distance from "
                "UTC");
        add(lexeme, ReeveLexer::ZONED_MOMENT);
    }
    tokens_.tokens.back().shape = lexeme.type;
}

void Preparer::foreign(const Lexeme& lexeme) {
    const auto text = text_of(lexeme);
    if (text == "%" && percent_sign(lexeme)) return;
    if (text == ";") {
        auto& diagnostic = sink_.report<messages::semicolon>(span(lexeme));
        const auto next = following();
        const auto between =
            text_.substr(lexeme.end, std::max(next.begin, lexeme.end) - lexeme.end);
        const bool last = next.type == ReeveLexer::RBRACE || next.type == 0 ||
                          between.find('\n') != std::string_view::npos;
        if (last)
            diagnostic.fix("remove it", span(lexeme), "");
        else
            diagnostic.help("join conditions with `and`; a new line begins the next");
        mark_line();
        return;
    }
    const auto point = decode_utf8(text, 0).value;
    if ((point >= 0x2010 && point <= 0x2015) || point == 0x2212) {
        sink_.report<messages::long_dash>(span(lexeme), text)
            .help("write `-`, or `..` for a range of values")
            .fix("write `-`", span(lexeme), "-");
        mark_line();
        add(lexeme, ReeveLexer::MINUS);
        return;
    }
    const auto found = std::ranges::find(kForeign, text, &Foreign::written);
    auto& diagnostic = sink_.report<messages::foreign_operator>(span(lexeme), text);
    if (found == kForeign.end()) {
        if (text == "=>") diagnostic.help("write `>=` for a comparison, `->` before a result");
        mark_line();
        return;
    }
    const auto meant = found->meant.substr(0, found->meant.find_last_not_of(' ') + 1);
    diagnostic.help(fmt::format("write `{}`", meant));
    const auto before = lexeme.begin > 0 && text_[lexeme.begin - 1] != ' ' ? " " : "";
    const auto after = lexeme.end < text_.size() && text_[lexeme.end] != ' ' ? " " : "";
    diagnostic.fix(fmt::format("write `{}`", meant), span(lexeme),
                   fmt::format("{}{}{}", before, meant, after));
    for (const auto type : found->types) {
        if (type != 0) add(lexeme, type);
    }
}

/// `80 %`: becomes one token, as if it had been written without the space.
bool Preparer::percent_sign(const Lexeme& lexeme) {
    if (!previous_is(ReeveLexer::NUMBER)) return false;
    SourceToken& number = tokens_.tokens.back();
    const Span gap{file_, number.end, lexeme.begin};
    sink_.report<messages::percent_apart>(number.span().to(span(lexeme)))
        .fix("remove the space", gap, "");
    number.type = ReeveLexer::PERCENT;
    number.end = lexeme.end;
    return true;
}

void Preparer::money_sign(const Lexeme& lexeme) {
    const auto sign = text_of(lexeme);
    const auto code = currency_of_word(sign);
    const auto next = following();
    if (previous_is(ReeveLexer::NUMBER)) {
        const auto whole = previous()->span().to(span(lexeme));
        auto& diagnostic = sink_.report<messages::money_form>(whole);
        const auto right =
            fmt::format("{} {}", tokens_.text_of(*previous()), code.empty() ? "EUR" : code);
        diagnostic.help(fmt::format("write `{}`", right));
        if (!code.empty()) diagnostic.fix(fmt::format("write `{}`", right), whole, right);
        add(lexeme, ReeveLexer::CURRENCY);
        return;
    }
    if (next.type != ReeveLexer::NUMBER) {
        sink_.report<messages::stray_character>(span(lexeme), sign)
            .help("an amount of money is written `10 EUR`, with the code of the currency");
        mark_line();
        return;
    }
    const Lexeme whole{ReeveLexer::MONEY_SIGN, lexeme.begin, next.end};
    const auto right = fmt::format("{} {}", text_of(next), code.empty() ? "EUR" : code);
    auto& diagnostic =
        sink_.report<messages::money_form>(span(whole)).help(fmt::format("write `{}`", right));
    if (!code.empty()) diagnostic.fix(fmt::format("write `{}`", right), span(whole), right);
    while (lexemes_[at_].begin != next.begin) ++at_;
    add(whole, ReeveLexer::NUMBER);
    add(whole, ReeveLexer::CURRENCY);
}

void Preparer::stray(const Lexeme& lexeme) {
    // Several in a row are one mistake.
    Lexeme whole = lexeme;
    while (at_ + 1 < lexemes_.size() && lexemes_[at_ + 1].type == ReeveLexer::STRAY)
        whole.end = lexemes_[++at_].end;
    mark_line();
    const auto text = text_of(whole);
    if (find_invalid_utf8(text)) return;  // reported once for the file
    const auto point = decode_utf8(text, 0);
    std::string shown(text);
    if (point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0)) {
        shown = fmt::format("U+{:04X}", static_cast<std::uint32_t>(point.value));
    } else if (text.size() > 24) {
        shown = std::string(text.substr(0, point.length)) + "...";
    }
    auto& diagnostic = sink_.report<messages::stray_character>(span(whole), shown);
    if (text == "_") diagnostic.help("a name begins with a letter");
    if (text == "'") diagnostic.help("a text stands in straight double quotes");
}

/// `open https://claims.example/`: what looks like a remark is the rest of an address.
bool Preparer::bare_address(const Lexeme& lexeme) {
    auto& tokens = tokens_.tokens;
    if (tokens.size() < 2 || !previous_is(ReeveLexer::COLON) || previous()->end != lexeme.begin)
        return false;
    const SourceToken& scheme = tokens[tokens.size() - 2];
    if (scheme.type != ReeveLexer::WORD || scheme.end != previous()->begin) return false;
    auto rest = text_of(lexeme);
    rest = rest.substr(0, rest.find_first_of(" \t"));
    const Lexeme whole{ReeveLexer::TEXT, scheme.begin,
                       lexeme.begin + static_cast<std::uint32_t>(rest.size())};
    const auto right = fmt::format("\"{}\"", text_of(whole));
    sink_.report<messages::foreign_quotes>(span(whole))
        .help(fmt::format("write `{}`", right))
        .fix(fmt::format("write `{}`", right), span(whole), right);
    first_on_line_ = scheme.first_on_line;
    tokens.resize(tokens.size() - 2);
    add(whole, ReeveLexer::TEXT).shape = ReeveLexer::UNCLOSED_TEXT;
    // What stands behind the address on its line was taken for a part of the remark.
    for (std::uint32_t at = whole.end; at < lexeme.end; ++at) {
        const bool opens = text_[at] == '{';
        if (opens || text_[at] == '}')
            add({ReeveLexer::STRAY, at, at + 1}, opens ? ReeveLexer::LBRACE : ReeveLexer::RBRACE);
    }
    return true;
}

void Preparer::slash_comment(const Lexeme& lexeme) {
    if (bare_address(lexeme)) return;
    const auto mark = text_of(lexeme).substr(0, 2);
    auto& diagnostic =
        sink_.report<messages::foreign_comment>({file_, lexeme.begin, lexeme.begin + 2}, mark);
    diagnostic.help("write `#`; a comment runs to the end of its line");
    if (mark == "//") {
        diagnostic.fix("write `#`", {file_, lexeme.begin, lexeme.begin + 2}, "#");
        return;
    }
    // From `/*` to `*/` nothing is meant for us, however many lines it has.
    if (text_of(lexeme).find("*/", 2) != std::string_view::npos) return;
    const auto end = text_.find("*/", lexeme.begin + 2);
    while (at_ + 1 < lexemes_.size() &&
           (end == std::string_view::npos || lexemes_[at_ + 1].begin < end + 2)) {
        ++at_;
        if (lexemes_[at_].type == ReeveLexer::SPACE) space(lexemes_[at_]);
    }
}

/// Marks the further parts of combined durations. The parser alone could not tell `now + 2 hours`
/// before a line `30 days after created:` from `1 hour 30 minutes`.
void Preparer::join_time_spans() {
    auto& tokens = tokens_.tokens;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (tokens[at].type != ReeveLexer::NUMBER || after_time_span(at) == at) continue;
        for (auto next = after_time_span(at); joins(at, next);) {
            const auto end = after_time_span(next);
            tokens[next].type = ReeveLexer::NEXT_NUMBER;
            at = std::exchange(next, end);
        }
    }
}

/// Tells `agent in team claims` from `age in team`, a calendar of that name: the words after either
/// could go on in ways that the parser alone would have to read to the end of the line.
void Preparer::mark_teams() {
    auto& tokens = tokens_.tokens;
    for (std::size_t at = 0; at + 2 < tokens.size(); ++at) {
        if (tokens[at].type != ReeveLexer::K_IN || tokens[at + 1].type != ReeveLexer::K_TEAM)
            continue;
        const auto next = tokens[at + 2].type;
        if (is_word(next) && !is_reserved_type(next)) tokens[at].type = ReeveLexer::IN_TEAM;
    }
}

/// The index after `NUMBER business? unit` at `index`; `index` itself where there is no such thing.
std::size_t Preparer::after_time_span(std::size_t index) const {
    const auto& tokens = tokens_.tokens;
    if (tokens[index].type != ReeveLexer::NUMBER) return index;
    auto next = index + 1;
    if (tokens[next].type == ReeveLexer::K_BUSINESS) ++next;
    return next < tokens.size() && time_unit(tokens[next].type) >= 0 ? next + 1 : index;
}

bool Preparer::joins(std::size_t part, std::size_t next) const {
    const auto& tokens = tokens_.tokens;
    const auto end = after_time_span(next);
    if (end == next) return false;
    const bool business = tokens[part + 1].type == ReeveLexer::K_BUSINESS;
    const bool next_business = tokens[next + 1].type == ReeveLexer::K_BUSINESS;
    if (business != next_business ||
        time_unit(tokens[end - 1].type) >= time_unit(tokens[next - 1].type))
        return false;
    if (!tokens[next].first_on_line) return true;
    // On a new line it may be the beginning of an escalation line.
    auto after = end;
    if (tokens[after].type == ReeveLexer::K_IN) after += 2;
    const auto type = tokens[std::min(after, tokens.size() - 1)].type;
    return type != ReeveLexer::K_AFTER && type != ReeveLexer::K_BEFORE;
}

}  // namespace

bool prepare(const std::vector<Lexeme>& lexemes, const source::SourceFile& source,
             source::FileId file, Tokens& tokens, diagnostics::DiagnosticSink& sink) {
    return Preparer(lexemes, source, file, tokens, sink).run();
}

}  // namespace reeve::parse
