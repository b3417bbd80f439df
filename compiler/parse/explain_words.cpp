#include "base/text.h"
#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/explain.h"
#include "compiler/parse/places.h"
#include "compiler/parse/words.h"

#include <algorithm>
#include <array>

// Words that are misspelt, missing or taken.

namespace reeve::parse {

namespace messages = diagnostics::messages;
using grammar::ReeveParser;

namespace {

/// How many words before the mistake may be what is really wrong: `outcoms { … }` stumbles over the
/// brace.
constexpr std::size_t kLookBack = 6;
/// No keyword is that long.
constexpr std::size_t kWordMax = 20;
/// More is not repeated in a message.
constexpr std::size_t kLineShownMax = 60;

bool begins_action(std::size_t type) {
    static constexpr std::array kTypes{
        ReeveParser::K_RAISE,   ReeveParser::K_MOVE,     ReeveParser::K_ASSIGN,
        ReeveParser::K_REQUEUE, ReeveParser::K_NOTIFY,   ReeveParser::K_REMIND,
        ReeveParser::K_TELL,    ReeveParser::K_SET,      ReeveParser::K_RECLASSIFY,
        ReeveParser::K_HOLD,    ReeveParser::K_COMPLETE, ReeveParser::K_EXPIRE,
        ReeveParser::K_CANCEL,  ReeveParser::K_START,    ReeveParser::K_OPEN};
    return std::ranges::find(kTypes, type) != kTypes.end();
}

bool begins_value(std::size_t type) {
    return is_word(type) || type == ReeveParser::NUMBER || type == ReeveParser::PERCENT ||
           type == ReeveParser::TEXT || type == ReeveParser::DATE || type == ReeveParser::TIME ||
           type == ReeveParser::LPAREN || type == ReeveParser::LBRACK;
}

}  // namespace

bool Explainer::misspelt() {
    const auto first = std::max(origin_, at_ > kLookBack ? at_ - kLookBack : 0);
    for (auto index = at_ + 1; index-- > first;) {
        if (!is_word(tokens_.at(index).type)) continue;
        if (misspelt_at(index) || joined_words(index)) return true;
    }
    return false;
}

/// Whether a keyword that may stand at `index` resembles the word there, and the line would go on
/// with it.
bool Explainer::misspelt_at(std::size_t index) {
    const auto& wrong = tokens_.at(index);
    // A keyword that begins the next line is not to blame for the line before it.
    if (index == at_ && index != origin_ && wrong.first_on_line && !keyword(wrong.type).empty())
        return false;
    // Elsewhere than at the mistake only words that mean nothing else are to blame.
    if (index != at_ && index != begin_ && wrong.type != ReeveParser::WORD) return false;
    if ((index != at_ || between_) && is_name_elsewhere(wrong)) return false;
    const auto& before = ways_[index - origin_];
    const auto types = index == at_ ? here_ : viable_->types(before);
    std::vector<std::string_view> words;
    std::vector<std::size_t> candidates;
    for (std::size_t type = 1; type < types.size(); ++type) {
        if (!types[type] || type == wrong.type || keyword(type).empty()) continue;
        words.push_back(keyword(type));
        candidates.push_back(type);
    }
    if (tokens_.text_of(wrong).size() > kWordMax) return false;
    const auto nearest = nearest_word(tokens_.text_of(wrong), words);
    if (!nearest) return false;
    const auto position = std::ranges::find(words, *nearest) - words.begin();
    auto ways = viable_->after(before, candidates[static_cast<std::size_t>(position)]);
    // Where the line ends too early, another word mends it only if the line may end there.
    const bool ends_early = resume_ == at_ && index < at_;
    const auto last = ends_early ? at_ - 1 : index == at_ ? at_ + 1 : at_;
    for (auto next = index + 1; next <= last; ++next) {
        const auto& token = tokens_.at(next);
        if (next > at_ && (token.first_on_line || token.type == antlr4::Token::EOF)) break;
        if (!viable_->accepts(ways, token.type)) return false;
        ways = viable_->after(ways, token.type);
    }
    if (ends_early && !viable_->accepts(ways, ReeveParser::RBRACE)) return false;
    sink_.report<messages::misspelt_word>(wrong.span(), tokens_.text_of(wrong))
        .help(fmt::format("did you mean `{}`?", *nearest))
        .fix(fmt::format("write `{}`", *nearest), wrong.span(), std::string(*nearest));
    return true;
}

/// Whether the file has that word in another place too, as a name.
bool Explainer::is_name_elsewhere(const SourceToken& word) const {
    return word.type == ReeveParser::WORD &&
           std::ranges::any_of(tokens_.tokens, [&](const SourceToken& other) {
               return other.type == word.type && other.begin != word.begin &&
                      tokens_.text_of(other) == tokens_.text_of(word);
           });
}

/// Where the colon stands further on in the line, something else is wrong before it.
bool Explainer::colon_follows() const {
    for (auto next = at_; next == at_ || !tokens_.at(next).first_on_line; ++next) {
        if (tokens_.at(next).type == antlr4::Token::EOF) return false;
        if (tokens_.at(next).type == ReeveParser::COLON) return true;
    }
    return false;
}

bool Explainer::missing_colon() {
    if (!can(ReeveParser::COLON) || at_ == begin_ || at_ == 0) return false;
    const bool escalation =
        rule_ == ReeveParser::RuleEscalateLine || rule_ == ReeveParser::RuleWatchLine;
    const bool relaxation = rule_ == ReeveParser::RuleRouteLine;
    const bool wanted =
        (escalation && begins_action(type())) ||
        (relaxation && (type() == ReeveParser::K_NEEDS || type() == ReeveParser::K_DROP ||
                        type() == ReeveParser::K_TO)) ||
        (!escalation && !relaxation && !between_ && begins_value(type()) && !ends_line() &&
         (std::ranges::count(required_, true) == 1 ||
          tokens_.at(begin_).type == ReeveParser::WORD));
    const bool typed = rule_ == ReeveParser::RuleWorkLine || rule_ == ReeveParser::RuleAttribute ||
                       rule_ == ReeveParser::RuleFormField;
    if (!wanted || (typed && !is_word(type()))) return false;
    if ((escalation || relaxation) && colon_follows()) return false;
    sink_.report<messages::missing_colon>(span(), fmt::format("after `{}`", text(-1)))
        .fix("write `:`", span(-1).after(), ":");
    return true;
}

/// A line that says where, but not when.
bool Explainer::missing_condition() {
    if (!can(ReeveParser::K_WHEN) || !can(ReeveParser::K_OTHERWISE) || !ends_line() ||
        at_ == begin_)
        return false;
    const auto line = tokens_.at(begin_).span().to(span(-1));
    sink_
        .report<messages::missing_condition>(
            line, line.end - line.begin <= kLineShownMax ? text_of(line) : text(-1))
        .help("write `otherwise` for all cases that the lines before leave over");
    return true;
}

bool Explainer::unclosed_bracket() {
    const auto open = open_brackets();
    if (open.empty()) return false;
    const auto& bracket = tokens_.at(open.back());
    if (bracket.type == ReeveParser::LBRACE) return false;
    const auto closing =
        bracket.type == ReeveParser::LPAREN ? ReeveParser::RPAREN : ReeveParser::RBRACK;
    const bool over = ends_line() || type() == ReeveParser::K_WHEN ||
                      type() == ReeveParser::K_BECAUSE || type() == ReeveParser::LBRACE ||
                      type() == ReeveParser::EQUALS || type() == ReeveParser::ARROW ||
                      type() == ReeveParser::COLON || type() == ReeveParser::K_THEN ||
                      type() == ReeveParser::K_ELSE;
    if (!can(closing) || !over) return false;
    sink_.report<messages::unclosed_bracket>(bracket.span(), tokens_.text_of(bracket))
        .label(gap(), fmt::format("`{}` is missing {} this", written(closing),
                                  ends_line() ? "after" : "before"));
    return true;
}

/// A reserved word where only a name can be meant: before what follows a name.
bool Explainer::reserved_name() {
    if (!is_reserved_type(type())) return false;
    const bool name_wanted = can(ReeveParser::WORD);
    bool used_as_name = false;
    switch (type(1)) {
        case ReeveParser::COLON:
        case ReeveParser::LBRACE:
        case ReeveParser::EQUALS:
        case ReeveParser::DOT:
        case ReeveParser::ARROW:
        case ReeveParser::K_IS:
        case ReeveParser::GREATER:
        case ReeveParser::GREATER_EQUAL:
        case ReeveParser::LESS:
        case ReeveParser::LESS_EQUAL:
        case ReeveParser::COMMA:
        case ReeveParser::LPAREN: used_as_name = true; break;
        case ReeveParser::RBRACE:
        case ReeveParser::TEXT: used_as_name = !can(ReeveParser::LBRACK); break;
        default: used_as_name = token(1).first_on_line && !can(ReeveParser::LBRACK); break;
    }
    if (!name_wanted || !used_as_name) return false;
    sink_.report<messages::reserved_name>(span(), text())
        .help("choose another name, or add to it: `" + std::string(text()) + "_1`");
    return true;
}

bool Explainer::missing_comma() {
    if (!can(ReeveParser::COMMA) || at_ == begin_ || !begins_value(type()) ||
        is_reserved_type(type()))
        return false;
    if (open_brackets().empty()) return false;
    sink_.report<messages::missing_comma>(span(), text()).fix("write `,`", commas());
    return true;
}

/// Who leaves out one comma of a list leaves out those that follow.
std::vector<diagnostics::Edit> Explainer::commas() const {
    std::vector<diagnostics::Edit> edits{{span(-1).after(), ","}};
    const bool fields = type(1) == ReeveParser::COLON;
    const auto depth = open_brackets().size();
    auto inner = depth;
    for (auto index = at_; inner >= depth; ++index) {
        const auto& token = tokens_.at(index);
        const auto next = tokens_.at(index + 1).type;
        if (token.type == antlr4::Token::EOF || token.line > tokens_.at(at_).line + 20) break;
        if (token.type == ReeveParser::LBRACE || token.type == ReeveParser::LPAREN ||
            token.type == ReeveParser::LBRACK)
            ++inner;
        if (token.type == ReeveParser::RBRACE || token.type == ReeveParser::RPAREN ||
            token.type == ReeveParser::RBRACK)
            --inner;
        if (inner != depth) continue;
        const bool field = is_word(next) && tokens_.at(index + 2).type == ReeveParser::COLON &&
                           token.type != ReeveParser::COMMA && token.type != ReeveParser::COLON;
        const bool value = token.type == next &&
                           (token.type == ReeveParser::WORD || token.type == ReeveParser::TEXT);
        if (fields ? field : value) edits.push_back({token.span().after(), ","});
    }
    return edits;
}

/// `timezone`, `worktype`: two words of the language in one.
bool Explainer::joined_words(std::size_t index) {
    const auto& wrong = tokens_.at(index);
    const auto word = tokens_.text_of(wrong);
    if (wrong.type != ReeveParser::WORD) return false;
    const auto& before = ways_[index - origin_];
    const auto types = viable_->types(before);
    for (std::size_t type = 1; type < types.size(); ++type) {
        const auto first = keyword(type);
        if (!types[type] || first.empty() || !word.starts_with(first)) continue;
        const auto second = word.substr(first.size());
        const auto ways = viable_->after(before, type);
        if (second.size() < 2 || keyword(word_type(second)) != second ||
            !viable_->accepts(ways, word_type(second)))
            continue;
        const auto right = fmt::format("{} {}", first, second);
        sink_.report<messages::misspelt_word>(wrong.span(), word)
            .help(fmt::format("write `{}`", right))
            .fix(fmt::format("write `{}`", right), wrong.span(), right);
        return true;
    }
    return false;
}

/// `policy number: text`, `policy-number: text`, `2nd_policy: text`
bool Explainer::name_in_parts() {
    if (at_ == 0 || at_ < begin_ || token().line != token(1).line || viable_ == nullptr)
        return false;
    const auto& ways = ways_.back();
    const bool number = type() == ReeveParser::NUMBER && is_word(type(1)) &&
                        token().end == token(1).begin && can(ReeveParser::WORD) &&
                        !can(ReeveParser::LPAREN);
    if (number && viable_->accepts(viable_->after(ways, ReeveParser::WORD), type(2))) {
        sink_.report<messages::name_in_parts>(span().to(span(1)))
            .help("a name begins with a letter");
        return true;
    }
    if (begin_ == at_ || begin_ != origin_ || token(-1).line != token().line ||
        type(-1) != ReeveParser::WORD || can(ReeveParser::K_IS) || can(ReeveParser::COMMA))
        return false;
    if (at_ - 1 < origin_) return false;
    // Only where a name is given, not where one stands for a value.
    const auto possible = viable_->types(ways_[at_ - 1 - origin_]);
    if (!possible[ReeveParser::WORD] || possible[ReeveParser::NUMBER]) return false;
    const bool dash = type() == ReeveParser::MINUS && is_word(type(1)) &&
                      token(-1).end == token().begin && token().end == token(1).begin;
    const bool blank = is_word(type()) && !is_reserved_type(type());
    if (!dash && !blank) return false;
    const auto next = dash ? 2 : 1;
    // What follows has to go on as after one name, and to be more than the next line's beginning.
    if (token(next).first_on_line || !viable_->accepts(ways, type(next))) return false;
    const auto whole = span(-1).to(span(next - 1));
    const auto right = fmt::format("{}_{}", text(-1), text(next - 1));
    auto& diagnostic = sink_.report<messages::name_in_parts>(whole);
    diagnostic.help(fmt::format("write `{}`", right));
    if (dash) diagnostic.fix(fmt::format("write `{}`", right), whole, right);
    return true;
}

/// `gold: when …`: without the sign the line would go on.
bool Explainer::stray_sign() {
    if (type() != ReeveParser::COLON) return false;
    if (at_ == begin_ || token(1).first_on_line || ways_.empty() || can(ReeveParser::WORD) ||
        !viable_->accepts(ways_.back(), type(1)) || !keyword_follows())
        return false;
    sink_.report<messages::unexpected_word>(span(), text())
        .help("leave it out")
        .fix("remove it", span(), "");
    return true;
}

bool Explainer::keyword_follows() const { return !keyword(type(1)).empty(); }

/// `age > created to now`
bool Explainer::from_to_place() {
    if (type() != ReeveParser::K_TO || token().first_on_line || at_ == begin_) return false;
    const bool operands =
        begins_value(type(-1)) && begins_value(type(1)) && !is_reserved_type(type(-1));
    if (!operands || !(can(ReeveParser::PLUS) || can(ReeveParser::K_OR))) return false;
    sink_.report<messages::from_to_place>(span(-1).to(span(1)))
        .help(fmt::format("write `({} to {})`", text(-1), text(1)));
    return true;
}

}  // namespace reeve::parse
