#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/explain.h"
#include "compiler/parse/words.h"

#include <algorithm>
#include <array>

// Habits from other languages and from plain English, and what the language says instead.

namespace reeve::parse {

namespace messages = diagnostics::messages;
using grammar::ReeveParser;

namespace {

/// Words of English between two values, and what is written in their place.
struct English {
    std::string_view word;
    std::string_view next;  // a second word; may be missing in what is written
    std::string_view meant;
};
constexpr std::array kEnglish{English{"greater", "than", ">"},
                              English{"more", "than", ">"},
                              English{"bigger", "than", ">"},
                              English{"larger", "than", ">"},
                              English{"higher", "than", ">"},
                              English{"later", "than", ">"},
                              English{"above", "", ">"},
                              English{"over", "", ">"},
                              English{"exceeds", "", ">"},
                              English{"after", "", ">"},
                              English{"less", "than", "<"},
                              English{"smaller", "than", "<"},
                              English{"lower", "than", "<"},
                              English{"fewer", "than", "<"},
                              English{"earlier", "than", "<"},
                              English{"below", "", "<"},
                              English{"under", "", "<"},
                              English{"before", "", "<"},
                              English{"equals", "", "is"},
                              English{"equal", "to", "is"},
                              English{"exists", "", "is known"},
                              English{"like", "", "matches"},
                              English{"begins", "with", "starts with"},
                              English{"start", "with", "starts with"},
                              English{"end", "with", "ends with"},
                              English{"contain", "", "contains"},
                              English{"include", "", "contains"},
                              English{"includes", "", "contains"}};

const English* find_english(std::string_view word) {
    const auto found = std::ranges::find(kEnglish, word, &English::word);
    return found == kEnglish.end() ? nullptr : &*found;
}

bool is_function(std::string_view word) {
    static constexpr std::array<std::string_view, 12> kFunctions{
        "min",    "max",   "round", "abs",   "floor",   "ceiling",
        "length", "lower", "upper", "hours", "minutes", "days"};
    return std::ranges::find(kFunctions, word) != kFunctions.end();
}

bool is_value(std::size_t type) {
    return (is_word(type) && !is_reserved_type(type)) || type == ReeveParser::TEXT ||
           type == ReeveParser::NUMBER || type == ReeveParser::PERCENT;
}

}  // namespace

/// `amount greater than 5 EUR`, `amount is above 5 EUR`, `amount between 1 and 2`, `gold if …`
bool Explainer::foreign_words() {
    if (at_ == 0) return false;
    if (can(ReeveParser::K_WHEN) && (text() == "if" || text() == "where" || text() == "unless")) {
        auto& diagnostic = sink_.report<messages::when_for_while>(span(), "when", text());
        if (text() == "unless") {
            diagnostic.help("write `when not …`");
        } else {
            diagnostic.help("write `when`").fix("write `when`", span(), "when");
        }
        return true;
    }
    // `is above 5`: the word itself was taken for a name.
    const bool after_is = at_ >= origin_ + 2 && type(-2) == ReeveParser::K_IS;
    const auto* english = after_is ? find_english(text(-1)) : nullptr;
    if (english != nullptr && token(-1).line == token().line) {
        const bool second = text() == english->next;
        const auto whole = span(-2).to(span(second ? 0 : -1));
        const auto written = text_of(whole);
        sink_.report<messages::foreign_operator>(whole, written)
            .help(fmt::format("write `{}`", english->meant))
            .fix(fmt::format("write `{}`", english->meant), whole, std::string(english->meant));
        return true;
    }
    if (!can(ReeveParser::K_IS) || token().first_on_line) return false;
    if (type() == ReeveParser::K_BETWEEN) {
        const auto what = type(-1) == ReeveParser::K_DAYS ? "days from … to …" : "";
        auto& diagnostic = sink_.report<messages::missing_is>(span(), text());
        if (*what != '\0')
            diagnostic.help("write `days from … to …` for the days between two dates");
        else
            diagnostic.fix("write `is`", span().before(), "is ");
        return true;
    }
    english = find_english(text());
    if (english == nullptr) return false;
    const bool second = !english->next.empty() && text(1) == english->next;
    if (!english->next.empty() && !second && !is_value(type(1))) return false;
    const auto whole = second ? span().to(span(1)) : span();
    sink_.report<messages::foreign_operator>(whole, text_of(whole))
        .help(fmt::format("write `{}`", english->meant))
        .fix(fmt::format("write `{}`", english->meant), whole, std::string(english->meant));
    return true;
}

/// Whether a word before on the line makes what stands here a condition.
bool Explainer::in_condition() const {
    for (auto index = at_; index-- > origin_;) {
        const auto& token = tokens_.at(index);
        if (token.line != tokens_.at(at_).line) return false;
        switch (token.type) {
            case ReeveParser::K_WHEN:
            case ReeveParser::K_WHILE:
            case ReeveParser::K_IF:
            case ReeveParser::K_AND:
            case ReeveParser::K_OR:
            case ReeveParser::K_NOT: return true;
            default: break;
        }
    }
    return false;
}

/// `tier gold`, `tier not gold`
bool Explainer::is_before_value() {
    if (token().first_on_line || !can(ReeveParser::K_IS) || !in_condition()) return false;
    const bool negated = type() == ReeveParser::K_NOT;
    if (!negated && (!is_value(type()) || type(-1) != ReeveParser::WORD)) return false;
    auto ways = viable_->after(ways_.back(), ReeveParser::K_IS);
    for (std::ptrdiff_t next = 0; next < 3; ++next) {
        const auto& token = this->token(next);
        if (next > 0 && (token.first_on_line || token.type == ReeveParser::RBRACE)) break;
        if (!viable_->accepts(ways, token.type)) return false;
        ways = viable_->after(ways, token.type);
    }
    sink_.report<messages::missing_is>(span(), text()).fix("write `is`", span().before(), "is ");
    return true;
}

/// `region ignoring case is "fr"`, `region is "fr" ignore case`
bool Explainer::ignoring_place() {
    const bool word = text() == "ignore" || text() == "ignores";
    if (word && can(ReeveParser::K_IGNORING)) {
        sink_.report<messages::misspelt_word>(span(), text())
            .help("did you mean `ignoring`?")
            .fix("write `ignoring`", span(), "ignoring");
        return true;
    }
    if ((!word && type() != ReeveParser::K_IGNORING) || !can(ReeveParser::K_IS)) return false;
    sink_.report<messages::unexpected_word>(span(), text())
        .help("`ignoring case` follows the comparison, as in `region is \"FR\" ignoring case`");
    return true;
}

/// `days from loss_date > 30`
bool Explainer::days_from() {
    if (!can(ReeveParser::K_TO)) return false;
    for (auto index = at_; index-- > origin_ + 1;) {
        const auto& token = tokens_.at(index);
        if (token.type == ReeveParser::K_TO || token.line != tokens_.at(at_).line) return false;
        if (token.type != ReeveParser::K_FROM || tokens_.at(index - 1).type != ReeveParser::K_DAYS)
            continue;
        sink_.report<messages::part_missing>(gap(), "`to` and the later date", text(-1))
            .help("write `days from … to …`");
        return true;
    }
    return false;
}

/// `list of list of text`, `later soon`
bool Explainer::wrong_follower() {
    if (at_ < origin_ + 1) return false;
    if (at_ >= origin_ + 4 && type(-1) == ReeveParser::K_OF && type(-2) == ReeveParser::K_LIST &&
        type(-3) == ReeveParser::K_OF && type(-4) == ReeveParser::K_LIST) {
        sink_.report<messages::unexpected_word>(span(-2), text(-2))
            .help("a list holds texts, numbers or choices, no lists");
        return true;
    }
    if (type(-1) != ReeveParser::K_LATER || rule_ != ReeveParser::RuleTestLine ||
        at_ != begin_ + 1 || type() == ReeveParser::NUMBER)
        return false;
    sink_.report<messages::part_missing>(gap(), "a duration such as `2 hours`", text(-1));
    return true;
}

/// `money EUR`
bool Explainer::bare_currency() {
    if (type() != ReeveParser::CURRENCY || type(-1) != ReeveParser::K_MONEY || at_ == origin_ ||
        !can(ReeveParser::LPAREN))
        return false;
    const auto right = fmt::format("money({})", text());
    sink_.report<messages::part_missing>(span(), "`(`", text(-1))
        .help(fmt::format("write `{}`", right))
        .fix(fmt::format("write `{}`", right), span(-1).to(span()), right);
    return true;
}

/// `is between 5 EUR to 10 EUR`
bool Explainer::between_and() {
    if ((type() != ReeveParser::K_TO && type() != ReeveParser::COMMA &&
         type() != ReeveParser::MINUS && type() != ReeveParser::DOT_DOT) ||
        token().first_on_line)
        return false;
    for (auto index = at_; index-- > origin_;) {
        const auto& token = tokens_.at(index);
        if (token.type == ReeveParser::K_AND || token.line != tokens_.at(at_).line) return false;
        if (token.type != ReeveParser::K_BETWEEN) continue;
        sink_.report<messages::between_and>(span())
            .help("write `and`")
            .fix("write `and`", span(), type() == ReeveParser::K_TO ? "and" : " and ");
        return true;
    }
    return false;
}

/// `length of region`, where `date of received` is right.
bool Explainer::call_without_parentheses() {
    if (type() != ReeveParser::K_OF || at_ == origin_ || !is_function(text(-1)) ||
        token().first_on_line)
        return false;
    auto& diagnostic =
        sink_.report<messages::argument_in_parentheses>(span(-1).to(span()), text(-1));
    diagnostic.help(fmt::format("write `{}(…)`", text(-1)));
    if (is_word(type(1)) && !is_reserved_type(type(1)) && type(2) != ReeveParser::DOT &&
        type(2) != ReeveParser::LPAREN) {
        diagnostic.fix(fmt::format("write `{}({})`", text(-1), text(1)), span(-1).to(span(1)),
                       fmt::format("{}({})", text(-1), text(1)));
    }
    return true;
}

/// `one of web, phone`, `is not in gold`, `has any of "x"`, `choice { web }` after a colon.
bool Explainer::values_without_braces() {
    if (at_ == 0 || at_ == origin_ || !can(ReeveParser::LBRACE) || !is_value(type())) return false;
    const bool values = type(-1) == ReeveParser::K_IN ||
                        (type(-1) == ReeveParser::K_OF &&
                         (type(-2) == ReeveParser::K_ONE || type(-2) == ReeveParser::K_ANY ||
                          type(-2) == ReeveParser::K_ALL));
    if (!values || token().first_on_line) return false;
    std::ptrdiff_t last = 0;
    while (type(last + 1) == ReeveParser::COMMA && is_value(type(last + 2)) &&
           token(last + 2).line == token().line)
        last += 2;
    const auto whole = span().to(span(last));
    const auto right = fmt::format("{{ {} }}", text_of(whole));
    sink_.report<messages::wrong_brackets>(whole)
        .help(fmt::format("write `{} {}`", text(-1), right))
        .fix(fmt::format("write `{}`", right), whole, right);
    return true;
}

/// `tier is gold, silver`
bool Explainer::values_with_commas() {
    if (type() != ReeveParser::COMMA || at_ < origin_ + 2 || !is_value(type(-1)) ||
        !is_value(type(1)) || !can(ReeveParser::K_OR))
        return false;
    const bool negated = type(-2) == ReeveParser::K_NOT;
    const std::ptrdiff_t is = negated ? -3 : -2;
    if (type(is) != ReeveParser::K_IS) return false;
    std::ptrdiff_t last = 1;
    while (type(last + 1) == ReeveParser::COMMA && is_value(type(last + 2))) last += 2;
    const auto values = text_of(span(-1).to(span(last)));
    const auto right = fmt::format("is {}in {{ {} }}", negated ? "not " : "", values);
    sink_.report<messages::unexpected_word>(span(), text())
        .help(fmt::format("write `{}`", right))
        .fix(fmt::format("write `{}`", right), span(is).to(span(last)), right);
    return true;
}

}  // namespace reeve::parse
