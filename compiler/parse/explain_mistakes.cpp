#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/explain.h"
#include "compiler/parse/literals.h"
#include "compiler/parse/words.h"

#include <algorithm>
#include <array>

// Mistakes that are often made in expressions and lines, told by the words around them.

namespace reeve::parse {

namespace messages = diagnostics::messages;
using grammar::ReeveParser;

namespace {

bool is_comparison(std::size_t type) {
    return type == ReeveParser::LESS || type == ReeveParser::LESS_EQUAL ||
           type == ReeveParser::GREATER || type == ReeveParser::GREATER_EQUAL;
}

bool tests(std::size_t type) {
    return is_comparison(type) || type == ReeveParser::K_IS || type == ReeveParser::K_HAS ||
           type == ReeveParser::K_CONTAINS || type == ReeveParser::K_MATCHES;
}

/// A longer operand is not repeated in a message.
constexpr std::uint32_t kOperandShownMax = 60;

/// What an operand may consist of, without brackets.
bool in_operand(std::size_t type) {
    return is_word(type) ? !is_reserved_type(type)
                         : type == ReeveParser::NUMBER || type == ReeveParser::DOT ||
                               type == ReeveParser::PERCENT || type == ReeveParser::TEXT ||
                               type == ReeveParser::DATE || type == ReeveParser::TIME ||
                               type == ReeveParser::PLUS || type == ReeveParser::MINUS ||
                               type == ReeveParser::STAR || type == ReeveParser::SLASH;
}

bool ends_operand(std::size_t type) {
    return (is_word(type) && !is_reserved_type(type)) || type == ReeveParser::NUMBER ||
           type == ReeveParser::PERCENT || type == ReeveParser::TEXT || type == ReeveParser::DATE ||
           type == ReeveParser::TIME || type == ReeveParser::RPAREN || type == ReeveParser::RBRACK;
}

}  // namespace

bool Explainer::foreign_habit() {
    return stray_bracket() || comparison_mistake() || chained_comparison() || missing_is() ||
           equals_sign() || wrong_brackets() || values_without_braces() || between_and() ||
           when_for_while() || at_least() || missing_then_comma() || bare_if() ||
           values_with_commas() || number_mistake() || unit_mistake() || part_order() ||
           call_without_parentheses() || wrong_follower() || bare_currency() || days_from() ||
           ignoring_place() || foreign_words();
}

/// The brackets that are open at the mistake, innermost last.
std::vector<std::size_t> Explainer::open_brackets() const {
    std::vector<std::size_t> open;
    for (auto index = begin_; index < at_; ++index) {
        const auto type = tokens_.at(index).type;
        if (type == ReeveParser::LPAREN || type == ReeveParser::LBRACK ||
            type == ReeveParser::LBRACE)
            open.push_back(index);
        const bool closes = type == ReeveParser::RPAREN || type == ReeveParser::RBRACK ||
                            type == ReeveParser::RBRACE;
        if (closes && !open.empty()) open.pop_back();
    }
    return open;
}

bool Explainer::stray_bracket() {
    if (type() != ReeveParser::RPAREN && type() != ReeveParser::RBRACK) return false;
    const auto open = open_brackets();
    const auto opening = type() == ReeveParser::RPAREN ? ReeveParser::LPAREN : ReeveParser::LBRACK;
    if (!open.empty() && tokens_.at(open.back()).type == opening) return false;
    sink_.report<messages::stray_bracket>(span(), text()).fix("remove it", span(), "");
    return true;
}

/// The comparison to the left in the same condition; `before` itself where there is none.
std::size_t Explainer::left_comparison(std::size_t before) const {
    int depth = 0;
    for (auto index = before; index-- > begin_;) {
        const auto type = tokens_.at(index).type;
        if (type == ReeveParser::RPAREN || type == ReeveParser::RBRACK ||
            type == ReeveParser::RBRACE)
            ++depth;
        if (type == ReeveParser::LPAREN || type == ReeveParser::LBRACK ||
            type == ReeveParser::LBRACE) {
            if (depth-- == 0) return before;
        }
        if (depth > 0) continue;
        if (tests(type)) return index;
        switch (type) {
            case ReeveParser::K_AND:
            case ReeveParser::K_OR:
            case ReeveParser::K_IF:
            case ReeveParser::K_THEN:
            case ReeveParser::K_ELSE:
            case ReeveParser::K_WHEN:
            case ReeveParser::K_WHILE:
            case ReeveParser::COMMA:
            case ReeveParser::COLON:
            case ReeveParser::EQUALS: return before;
            default: break;
        }
    }
    return before;
}

/// What stands directly before, as far as it surely belongs together.
source::Span Explainer::operand_before(std::size_t index) const {
    auto first = index;
    while (first > begin_ && in_operand(tokens_.at(first - 1).type)) --first;
    // Keywords that begin lines are no part of an operand, and a line is no longer than its line.
    while (first < index && tokens_.at(first).line != tokens_.at(index).line) ++first;
    if (first == index || tokens_.at(index - 1).end - tokens_.at(first).begin > kOperandShownMax)
        return {};
    return tokens_.at(first).span().to(tokens_.at(index - 1).span());
}

/// `n > 5 and < 10`, `is > 5`
bool Explainer::comparison_mistake() {
    if (!tests(type()) || at_ == begin_) return false;
    if (is_comparison(type()) &&
        (type(-1) == ReeveParser::K_IS ||
         (type(-1) == ReeveParser::K_NOT && type(-2) == ReeveParser::K_IS))) {
        const bool negated = type(-1) == ReeveParser::K_NOT;
        const auto words = negated ? span(-2).to(span(-1)) : span(-1);
        auto& diagnostic = sink_.report<messages::is_before_comparison>(words.to(span()), text());
        if (negated) {
            diagnostic.help("write `not` before the whole comparison");
        } else {
            diagnostic.fix("remove `is`", {words.file, words.begin, span().begin}, "");
        }
        return true;
    }
    if (type(-1) != ReeveParser::K_AND && type(-1) != ReeveParser::K_OR) return false;
    auto& diagnostic = sink_.report<messages::missing_left_side>(span(), text());
    const auto comparison = left_comparison(at_ - 1);
    const auto left = comparison == at_ - 1 ? source::Span{} : operand_before(comparison);
    if (left.valid()) {
        diagnostic.help(fmt::format("write `{} {} {} …`", text(-1), text_of(left), text()))
            .fix(fmt::format("write `{}` again", text_of(left)), span().before(),
                 fmt::format("{} ", text_of(left)));
    }
    return true;
}

bool Explainer::chained_comparison() {
    if (!tests(type()) || at_ == begin_ || !ends_operand(type(-1))) return false;
    const auto comparison = left_comparison(at_);
    if (comparison == at_) return false;
    const auto& first = tokens_.at(comparison);
    const auto middle = first.span().after().to(span(-1));
    auto words = text_of(middle);
    while (!words.empty() && words.front() == ' ') words.remove_prefix(1);
    if (words.size() > kOperandShownMax) words = "…";
    auto& diagnostic = sink_.report<messages::chained_comparison>(span());
    diagnostic.label(first.span(), "the first comparison")
        .help(fmt::format("write `{0} {1} and {1} {2} …`", tokens_.text_of(first), words, text()));
    if (is_comparison(type()) && is_comparison(first.type) && words != "…") {
        diagnostic.fix(fmt::format("write `and {}`", words), span().before(),
                       fmt::format("and {} ", words));
    }
    return true;
}

/// `tier in { gold }`, `tier not in { gold }`
bool Explainer::missing_is() {
    if (type() == ReeveParser::LBRACE && type(-1) == ReeveParser::K_IN) --at_;
    const bool in = type() == ReeveParser::K_IN && type(1) == ReeveParser::LBRACE;
    const bool not_in = type() == ReeveParser::K_NOT && type(1) == ReeveParser::K_IN;
    if (at_ == begin_ || (!in && !not_in)) return false;
    const auto where = in ? span() : span().to(span(1));
    sink_.report<messages::missing_is>(where, in ? "in" : "not in")
        .fix("write `is`", where.before(), "is ");
    return true;
}

bool Explainer::equals_sign() {
    if (type() != ReeveParser::EQUALS || at_ == begin_ || !ends_operand(type(-1))) return false;
    if (!can(ReeveParser::K_IS)) return false;
    sink_.report<messages::equals_sign>(span()).help("write `is`").fix("write `is`", span(), "is");
    return true;
}

bool Explainer::wrong_brackets() {
    if ((type() != ReeveParser::LPAREN && type() != ReeveParser::LBRACK) ||
        !can(ReeveParser::LBRACE) || at_ == begin_)
        return false;
    if (type(-1) != ReeveParser::K_IN && type(-1) != ReeveParser::K_OF) return false;
    sink_.report<messages::wrong_brackets>(span()).help(
        fmt::format("write `{} {{ a, b }}`", text(-1)));
    return true;
}

bool Explainer::when_for_while() {
    const bool when =
        type() == ReeveParser::K_WHEN && can(ReeveParser::K_WHILE) && !can(ReeveParser::K_WHEN);
    const bool reverse =
        type() == ReeveParser::K_WHILE && can(ReeveParser::K_WHEN) && !can(ReeveParser::K_WHILE);
    // Where the next line may begin with `when`, the word was meant for this line all the same.
    const bool same_line = type() == ReeveParser::K_WHEN && can(ReeveParser::K_WHILE) &&
                           !token().first_on_line && !between_;
    if (!when && !reverse && !same_line) return false;
    const auto right = reverse ? "when" : "while";
    sink_.report<messages::when_for_while>(span(), right, text())
        .help(reverse ? "`when` asks once; `while` says for how long something goes on"
                      : "`while` says for how long something goes on; `when` asks once")
        .fix(fmt::format("write `{}`", right), span(), right);
    return true;
}

/// `ask handler for 30 minutes then anyone`
bool Explainer::missing_then_comma() {
    if (type() != ReeveParser::K_THEN || !can(ReeveParser::COMMA) || can(ReeveParser::K_THEN))
        return false;
    sink_.report<messages::missing_comma>(span(), text()).fix("write `,`", span(-1).after(), ",");
    return true;
}

/// `needs motor at least 3`
bool Explainer::at_least() {
    if (type() == ReeveParser::K_LEVEL && can(ReeveParser::K_AT) && type(-1) != ReeveParser::K_AT &&
        at_ != begin_) {
        sink_.report<messages::at_least>(span())
            .help("write `at level 3 or more`")
            .fix("write `at`", span().before(), "at ");
        return true;
    }
    if (type() != ReeveParser::K_LEAST || type(-1) != ReeveParser::K_AT ||
        !can(ReeveParser::K_LEVEL))
        return false;
    auto& diagnostic = sink_.report<messages::at_least>(span(-1).to(span()));
    diagnostic.help("write `at level 3 or more`");
    if (type(1) == ReeveParser::NUMBER) {
        diagnostic.fix(fmt::format("write `at level {} or more`", text(1)), span(-1).to(span(1)),
                       fmt::format("at level {} or more", text(1)));
    }
    return true;
}

bool Explainer::bare_if() {
    if (type() != ReeveParser::K_IF || at_ == begin_) return false;
    static constexpr std::array kBefore{
        ReeveParser::PLUS,       ReeveParser::MINUS,         ReeveParser::STAR,
        ReeveParser::SLASH,      ReeveParser::LESS,          ReeveParser::GREATER,
        ReeveParser::LESS_EQUAL, ReeveParser::GREATER_EQUAL, ReeveParser::K_IS,
        ReeveParser::K_AND,      ReeveParser::K_OR,          ReeveParser::K_NOT,
        ReeveParser::K_ELSE};
    if (std::ranges::find(kBefore, type(-1)) == kBefore.end()) return false;
    sink_.report<messages::bare_if>(span()).help(
        fmt::format("write `{} (if … then … else …)`", text(-1)));
    return true;
}

/// `1,000`, `10 XYZ`, `EUR 10`
bool Explainer::number_mistake() {
    if (at_ == begin_) return false;
    if (type() == ReeveParser::NUMBER && type(-1) == ReeveParser::CURRENCY) {
        const auto right = fmt::format("{} {}", text(), text(-1));
        sink_.report<messages::money_form>(span(-1).to(span()))
            .help(fmt::format("write `{}`", right))
            .fix(fmt::format("write `{}`", right), span(-1).to(span()), right);
        return true;
    }
    const auto comma = type() == ReeveParser::COMMA ? 0 : -1;
    if (type(comma) == ReeveParser::COMMA && type(comma - 1) == ReeveParser::NUMBER &&
        type(comma + 1) == ReeveParser::NUMBER && token(comma - 1).end == token(comma).begin &&
        token(comma).end == token(comma + 1).begin) {
        const auto whole = span(comma - 1).to(span(comma + 1));
        // `100.000,50` has its thousands parted by points.
        std::string before(text(comma - 1));
        const bool points = before.find('.') != std::string::npos;
        std::ranges::replace(before, '.', '_');
        const bool thousands = text(comma + 1).size() == 3 && !points;
        const auto right = fmt::format("{}{}{}", before, thousands ? "_" : ".", text(comma + 1));
        sink_.report<messages::thousands_comma>(whole, "a comma")
            .help("thousands may be parted by `_`, decimals follow a point")
            .fix(fmt::format("write `{}`", right), whole, right);
        return true;
    }
    if (type() == ReeveParser::NUMBER && type(-1) == ReeveParser::NUMBER && text().size() == 3 &&
        !token().first_on_line) {
        const auto whole = span(-1).to(span());
        const auto right = fmt::format("{}_{}", text(-1), text());
        sink_.report<messages::thousands_comma>(whole, "a blank")
            .help("thousands may be parted by `_`")
            .fix(fmt::format("write `{}`", right), whole, right);
        return true;
    }
    const auto word = text();
    const bool capitals =
        word.size() == 3 && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (type() == ReeveParser::WORD && type(-1) == ReeveParser::NUMBER && capitals &&
        can(ReeveParser::CURRENCY)) {
        sink_.report<messages::unknown_currency>(span(), word)
            .help(
                "a currency is written with its code of three capitals (ISO 4217), such as `EUR`");
        return true;
    }
    return false;
}

/// `30 minutes 2 hours`, `10 mins`, `3 working days`
bool Explainer::unit_mistake() {
    struct Short {
        std::string_view word;
        std::string_view unit;
    };
    static constexpr std::array kShort{
        Short{"s", "seconds"},   Short{"sec", "seconds"},  Short{"secs", "seconds"},
        Short{"min", "minutes"}, Short{"mins", "minutes"}, Short{"h", "hours"},
        Short{"hr", "hours"},    Short{"hrs", "hours"},    Short{"d", "days"},
        Short{"wk", "weeks"},    Short{"wks", "weeks"},    Short{"mo", "months"},
        Short{"yr", "years"},    Short{"yrs", "years"}};
    if (at_ == begin_) return false;
    if (type() == ReeveParser::NUMBER && time_unit(type(-1)) >= 0) {
        const auto unit = type(1) == ReeveParser::K_BUSINESS ? 2 : 1;
        if (time_unit(type(unit)) < 0) return false;
        sink_.report<messages::time_span_order>(span().to(span(unit)))
            .help("write the larger unit first: `1 hour 30 minutes`, `2 days 4 hours`");
        return true;
    }
    if (type(-1) != ReeveParser::NUMBER || !can(ReeveParser::K_MINUTES)) return false;
    const auto found = std::ranges::find(kShort, text(), &Short::word);
    const bool working = type() == ReeveParser::K_WORKING || text() == "workdays";
    if (found == kShort.end() && !working) return false;
    const auto right =
        working ? (type() == ReeveParser::K_WORKING ? "business" : "business days") : found->unit;
    sink_.report<messages::unknown_unit>(span(), text())
        .help(fmt::format("write `{}`", right))
        .fix(fmt::format("write `{}`", right), span(), std::string(right));
    return true;
}

/// `because "…" when …`
bool Explainer::part_order() {
    if (type() != ReeveParser::K_WHEN || token().first_on_line) return false;
    if (type(-2) != ReeveParser::K_BECAUSE || type(-1) != ReeveParser::TEXT) return false;
    sink_.report<messages::part_order>(span(), "when …", "because …");
    return true;
}

bool Explainer::row_mistake() {
    if (rule_ == ReeveParser::RuleTableDecl ||
        (between_ && rule_ == ReeveParser::RuleTableRow && begin_ == at_)) {
        if (type() == ReeveParser::RBRACE || type() == ReeveParser::ROW_BAR) return false;
        sink_.report<messages::row_start>(span()).help("write `| … | … || result |`");
        return true;
    }
    if (rule_ != ReeveParser::RuleTableRow && rule_ != ReeveParser::RuleTableHeader) return false;
    const bool bar = type() == ReeveParser::BAR || type() == ReeveParser::BAR_BAR;
    const bool after_bar = type(-1) == ReeveParser::BAR || type(-1) == ReeveParser::ROW_BAR;
    if (bar && after_bar && at_ > begin_) {
        sink_.report<messages::empty_cell>(span(-1).to(span()))
            .help("write `any` where every value will do");
        return true;
    }
    if (type() == ReeveParser::K_MISSING && type(-1) == ReeveParser::BAR_BAR) {
        sink_.report<messages::unexpected_word>(span(), text())
            .help("a row always gives a value; what is missing is tested before `||`");
        return true;
    }
    if (ends_line() && can(ReeveParser::BAR_BAR)) {
        sink_.report<messages::missing_result>(tokens_.at(begin_).span().to(span(-1)))
            .help("the result of a row stands after `||`: `| gold | any || 100 |`");
        return true;
    }
    if (ends_line() && type(-1) == ReeveParser::BAR) {
        sink_.report<messages::missing_result>(tokens_.at(begin_).span().to(span(-1)))
            .help("the result of a row stands after `||`: `| gold | any || 100 |`");
        return true;
    }
    return false;
}

}  // namespace reeve::parse
