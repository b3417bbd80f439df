#include "compiler/parse/explain.h"

#include "base/text.h"
#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/places.h"
#include "compiler/parse/scopes.h"
#include "compiler/parse/words.h"

#include <algorithm>
#include <array>

namespace reeve::parse {

namespace messages = diagnostics::messages;
using grammar::ReeveParser;

namespace {

/// How far back a line is followed; beyond, only what the parser itself knows is used.
constexpr std::size_t kLineTokensMax = 400;
/// How much of a long word or text a message shows.
constexpr std::size_t kShownMax = 60;

std::size_t index_of(const antlr4::Token* token) { return token->getTokenIndex(); }

/// The line before in the same block, where that was read to its end.
const antlr4::ParserRuleContext* line_before(const antlr4::ParserRuleContext* line) {
    if (line->parent == nullptr || scope_of(line) != Scope::Line) return nullptr;
    const auto& siblings = line->parent->children;
    const auto own = std::ranges::find(siblings, line);
    if (own == siblings.begin() || own == siblings.end()) return nullptr;
    const auto* before = dynamic_cast<const antlr4::ParserRuleContext*>(*(own - 1));
    const bool whole = before != nullptr && scope_of(before) == Scope::Line &&
                       before->exception == nullptr && before->start != nullptr;
    return whole ? before : nullptr;
}

}  // namespace

bool Explainer::admit() {
    ++count_;
    if (count_ == kMistakesMax + 1) {
        sink_.report<messages::too_many_mistakes>(tokens_.current().span().before(), kMistakesMax);
    }
    return !full();
}

void Explainer::explain(antlr4::Parser& parser, std::size_t first, std::size_t offending) {
    const auto* context = parser.getContext();
    Viable viable(parser.getATN());
    viable_ = &viable;
    at_ = offending;
    between_ = false;
    const auto* line = context;
    while (line->parent != nullptr && scope_of(line) == Scope::None) {
        line = static_cast<const antlr4::ParserRuleContext*>(line->parent);
    }
    rule_ = line->getRuleIndex();
    // A line that seems to begin in the middle of one may be the rest of what stands before it.
    const auto* origin = line;
    while (!tokens_.at(index_of(origin->start)).first_on_line) {
        const auto* before = line_before(origin);
        if (before == nullptr) break;
        origin = before;
    }
    if (offending - index_of(origin->start) <= kLineTokensMax) {
        follow(viable.at_start(origin), index_of(origin->start));
        if (at_ >= index_of(line->start)) begin_ = index_of(line->start);
    } else {
        follow(viable.at_state(parser.getState(), context), first);
    }
    // Without looking ahead the parser had already left out what may be left out.
    const bool same = first == offending && at_ == offending;
    required_ = same ? viable.types(viable.at_state(parser.getState(), context)) : here_;
    report();
}

void Explainer::explain_line(antlr4::Parser& parser) {
    const auto* block = parser.getContext();
    Viable viable(parser.getATN());
    viable_ = &viable;
    at_ = tokens_.position();
    between_ = true;
    const auto loop = viable.at_state(parser.getState(), block);
    auto* last = block->children.empty()
                     ? nullptr
                     : dynamic_cast<antlr4::ParserRuleContext*>(block->children.back());
    rule_ = last != nullptr ? last->getRuleIndex() : block->getRuleIndex();
    const bool follows = last != nullptr && last->exception == nullptr &&
                         scope_of(last) == Scope::Line && !tokens_.at(at_).first_on_line &&
                         at_ - index_of(last->start) <= kLineTokensMax;
    const bool declaration =
        last != nullptr && last->exception == nullptr && scope_of(last) == Scope::Declaration &&
        !tokens_.at(at_).first_on_line && at_ - index_of(last->start) <= kLineTokensMax;
    if (follows || declaration) {
        follow(viable.at_start(last), index_of(last->start));
    } else {
        follow(loop, at_);
    }
    continued_ = begin_ == at_ ? nullptr : last;
    if (begin_ == at_) {
        // The rule of the lines to come is what the first way into the block reads.
        for (const auto& way : loop.ways) {
            const auto rule = way.state->ruleIndex;
            if (find_place(rule) != nullptr) rule_ = rule;
        }
    }
    required_ = here_;
    report();
}

/// Follows the tokens from `begin` to the mistake.
void Explainer::follow(Viable::Ways ways, std::size_t begin) {
    begin_ = begin;
    origin_ = begin;
    ways_.clear();
    ways_.push_back(std::move(ways));
    // Looking ahead, the parser may have stopped earlier than it had to, or later.
    auto index = begin;
    for (; index < begin + kLineTokensMax + 1; ++index) {
        const auto type = tokens_.at(index).type;
        if (type == antlr4::Token::EOF || !viable_->accepts(ways_.back(), type)) break;
        ways_.push_back(viable_->after(ways_.back(), type));
    }
    at_ = index;
    resume_ = SIZE_MAX;
    find_swallowed_line();
    here_ = viable_->types(ways_.back());
}

/// Where a line ends too early, the parser goes on with the next one, and stumbles there: `n:
/// number =` before a line `cover: text`. A line that is not indented deeper than this one is no
/// part of it.
void Explainer::find_swallowed_line() {
    const auto& first = tokens_.at(origin_);
    if (!first.first_on_line) return;
    for (auto index = origin_ + 1; index <= at_; ++index) {
        const auto& token = tokens_.at(index);
        if (!token.first_on_line || token.depth != first.depth || token.indent > first.indent)
            continue;
        if (token.type == ReeveParser::RBRACE || token.type == antlr4::Token::EOF) continue;
        const auto& ways = ways_[index - origin_];
        if (viable_->accepts(ways, ReeveParser::RBRACE) ||
            viable_->accepts(ways, antlr4::Token::EOF))
            continue;
        at_ = index;
        resume_ = index;
        ways_.resize(index - origin_ + 1);
        return;
    }
}

void Explainer::report() {
    any_ = true;
    // What goes wrong on a line with a mistake that was reported before the parser saw it, is no
    // news.
    const auto last_line = tokens_.at(at_).line;
    for (auto line = tokens_.at(begin_).line; line <= last_line; ++line) {
        if (tokens_.reported_lines[line]) return;
    }
    if (!admit()) return;
    if (foreign_habit()) return;
    if (row_mistake() || misspelt() || name_in_parts() || broken_off()) return;
    if (stray_sign() || missing_colon() || missing_condition() || unclosed_bracket()) return;
    if (reserved_name() || missing_comma() || from_to_place()) return;
    if (missing_value() || missing_alternative() || missing_name() || missing_part() ||
        missing_word())
        return;
    unexpected();
}

/// A word in the middle of a line was taken for the name that begins the next one, `hrs` in `gold
/// when age > 3 hrs`: then it is that word that cannot stand where it stands.
bool Explainer::broken_off() {
    const auto& word = tokens_.at(begin_);
    const bool amid = begin_ > origin_ && begin_ < at_ && !word.first_on_line &&
                      is_word(word.type) && tokens_.at(begin_ - 1).type != ReeveParser::COMMA;
    if (!amid) return false;
    // `n: number  tier Tier`: the line is what it seems to be.
    const bool typed = at_ == begin_ + 1 && !ends_line() && is_word(type()) &&
                       can(ReeveParser::COLON) && !can(ReeveParser::K_WHEN);
    const bool named = rule_ == ReeveParser::RuleSegmentLine ||
                       rule_ == ReeveParser::RuleWorkLine || rule_ == ReeveParser::RuleAttribute ||
                       rule_ == ReeveParser::RuleFormField || rule_ == ReeveParser::RuleTestLine;
    if (typed || !named || (!keyword(word.type).empty() && rule_ != ReeveParser::RuleSegmentLine))
        return false;
    at_ = begin_;
    begin_ = origin_;
    between_ = true;
    resume_ = SIZE_MAX;
    ways_.resize(at_ - origin_ + 1);
    here_ = viable_->types(ways_.back());
    required_ = here_;
    if (foreign_habit() || misspelt()) return true;
    if (can(ReeveParser::COMMA)) {
        sink_.report<messages::missing_comma>(span(), text())
            .fix("write `,`", span(-1).after(), ",");
        return true;
    }
    unexpected();
    return true;
}

const SourceToken& Explainer::token(std::ptrdiff_t distance) const {
    const auto index = static_cast<std::ptrdiff_t>(at_) + distance;
    return tokens_.at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(index, 0)));
}

std::string_view Explainer::text(std::ptrdiff_t distance) const {
    const auto text = tokens_.text_of(token(distance));
    auto end = std::min(text.size(), kShownMax);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

bool Explainer::ends_line() const {
    const auto& here = token();
    return here.first_on_line || here.type == ReeveParser::RBRACE ||
           here.type == antlr4::Token::EOF;
}

/// Where something is missing: what stands there in its place, or else what stands before.
source::Span Explainer::gap() const { return ends_line() && at_ > 0 ? span(-1) : span(); }

std::string_view written(std::size_t type) {
    if (const auto word = keyword(type); !word.empty()) return word;
    switch (type) {
        case ReeveParser::LBRACE: return "{";
        case ReeveParser::RBRACE: return "}";
        case ReeveParser::LPAREN: return "(";
        case ReeveParser::RPAREN: return ")";
        case ReeveParser::LBRACK: return "[";
        case ReeveParser::RBRACK: return "]";
        case ReeveParser::COMMA: return ",";
        case ReeveParser::COLON: return ":";
        case ReeveParser::EQUALS: return "=";
        case ReeveParser::ARROW: return "->";
        case ReeveParser::DOT_DOT: return "..";
        case ReeveParser::MINUS: return "-";
        case ReeveParser::SLASH: return "/";
        case ReeveParser::BAR_BAR: return "||";
        case ReeveParser::ROW_BAR:
        case ReeveParser::BAR: return "|";
        default: return {};
    }
}

bool Explainer::missing_value() {
    const bool any_value =
        can(ReeveParser::LBRACK) && can(ReeveParser::TEXT) && can(ReeveParser::LPAREN);
    const bool literal =
        can(ReeveParser::NUMBER) && can(ReeveParser::DATE) && can(ReeveParser::K_YES);
    if ((!any_value && !literal) || at_ == 0) return false;
    auto& diagnostic = sink_.report<messages::value_missing>(gap(), text(-1));
    if (!any_value)
        diagnostic.help(
            "only values as such stand here: `12`, `80%`, `5 EUR`, `2 hours`, `2026-03-02`, "
            "`\"text\"`");
    return true;
}

bool Explainer::missing_name() {
    if (!can(ReeveParser::WORD) || between_ || at_ == begin_) return false;
    auto& diagnostic = sink_.report<messages::name_missing>(gap(), text(-1));
    if (type() == ReeveParser::TEXT) {
        diagnostic.help(fmt::format(
            "the name stands first, what is shown to people after it: `{} some_name {}`", text(-1),
            text()));
    } else {
        diagnostic.help("a name is a letter, then letters, digits and `_`");
    }
    return true;
}

bool Explainer::missing_part() {
    if (at_ == 0) return false;
    const auto wanted = static_cast<std::size_t>(std::ranges::count(required_, true));
    const bool names = required_[ReeveParser::WORD];
    const auto wants = [&](std::size_t type) {
        return required_[type] && (!names || !is_word(type));
    };
    std::string_view part;
    const bool text_or_colon = wanted == 2 && wants(ReeveParser::TEXT) && wants(ReeveParser::COLON);
    if ((wanted == 1 && wants(ReeveParser::TEXT)) || text_or_colon) {
        sink_.report<messages::text_missing>(gap(), text(-1));
        return true;
    }
    const bool span_begins = std::ranges::any_of(ways_.back().ways, [](const auto& way) {
        return way.state->ruleIndex == ReeveParser::RuleTimeSpan;
    });
    if (wanted == 1 && wants(ReeveParser::NUMBER))
        part = span_begins ? "a duration such as `2 hours`" : "a number";
    if (wanted == 1 && wants(ReeveParser::PERCENT)) part = "a percentage such as `80%`";
    if (wanted == 1 && wants(ReeveParser::DATE)) part = "a date such as `2026-03-02`";
    if (wanted == 1 && wants(ReeveParser::TIME)) part = "a time of day such as `08:30`";
    if (wants(ReeveParser::K_MINUTES) && wants(ReeveParser::K_WEEK) && !wants(ReeveParser::PLUS)) {
        part = "a unit of time such as `minutes`";
    }
    if (wants(ReeveParser::K_MONDAY) && wants(ReeveParser::K_SUNDAY)) part = "a day of the week";
    if (wants(ReeveParser::K_JANUARY) && wants(ReeveParser::K_MAY)) part = "a month";
    if (part.empty()) return false;
    auto& diagnostic = sink_.report<messages::part_missing>(gap(), part, text(-1));
    if (type() == ReeveParser::NUMBER && wants(ReeveParser::PERCENT))
        diagnostic.help(fmt::format("write `{}%`", text()));
    return true;
}

namespace {

/// Places with so many possibilities that the message names what they have in common. Told by two
/// of them.
struct Alternatives {
    std::size_t one;
    std::size_t other;
    std::string_view what;
    std::string_view list;
};
constexpr std::array kAlternatives{
    Alternatives{ReeveParser::K_MONEY, ReeveParser::K_WHOLE, "a type",
                 "a type is `yes/no`, `number`, `whole number`, `percent`, `money(EUR)`, `text`, "
                 "`date`, `time`, `moment`, "
                 "`duration`, `list of …`, `one of { … }`, or the name of one"},
    Alternatives{ReeveParser::K_NOTIFY, ReeveParser::K_REQUEUE, "an action",
                 "an action is `notify`, `move to`, `raise priority by`, `requeue`, `assign to`, "
                 "`remind assignee`, "
                 "`tell source`, `set`, `reclassify`, `hold`, `complete`, `expire`, `cancel`, "
                 "`start over` or `open`"},
    Alternatives{ReeveParser::K_SUPERVISORS, ReeveParser::K_ASSIGNEE, "whom to notify",
                 "write `supervisors`, `assignee`, `owner`, `customer`, `team` and its name, or an "
                 "address in quotes"},
    Alternatives{ReeveParser::K_ACCEPTS, ReeveParser::K_COMPLETES, "what the agent does",
                 "an agent `accepts`, `declines`, `takes`, `completes`, `parks`, `transfers`, "
                 "`approves`, `rejects` or "
                 "`sends back`; `is` sets whether it is there"},
    Alternatives{ReeveParser::K_CHAT, ReeveParser::K_EMAIL, "a medium",
                 "a medium is `work item`, `call`, `chat`, `email` or `message`"},
    Alternatives{ReeveParser::K_FORM, ReeveParser::K_APPROVAL, "the kind of step",
                 "a step is a `form`, an `approval`, `work`, `wait for`, `case` or `ask`"},
    Alternatives{ReeveParser::K_WITHIN, ReeveParser::K_STARTS, "what the step or stage does",
                 "write `starts when`, `only if`, `due within`, `redo from`, `repeats up to`, "
                 "`showing` or `never`"}};

}  // namespace

bool Explainer::missing_alternative() {
    if (at_ == begin_ || between_) return false;
    const auto found = std::ranges::find_if(kAlternatives, [&](const auto& one) {
        return required_[one.one] && required_[one.other] &&
               (one.one == ReeveParser::K_MONEY || !required_[ReeveParser::WORD]);
    });
    // Any word may be a type's name; where the place is for a type, symbols that follow a name are
    // no use.
    if (found == kAlternatives.end()) return false;
    const bool type_place = found->one == ReeveParser::K_MONEY;
    const bool in_type = std::ranges::any_of(ways_.back().ways, [](const auto& way) {
        return way.state->ruleIndex == ReeveParser::RuleBaseType;
    });
    if (type_place && !in_type) return false;
    if (type_place && type() == ReeveParser::K_OPTIONAL) {
        sink_.report<messages::unexpected_word>(span(), text())
            .help("`optional` stands after the type");
        return true;
    }
    if (ends_line() || !is_word(type()) || type_place) {
        sink_.report<messages::part_missing>(gap(), found->what, text(-1))
            .help(std::string(found->list));
    } else {
        sink_.report<messages::unexpected_word>(span(), text()).help(std::string(found->list));
    }
    return true;
}

/// At most four words or symbols may come next, nothing else.
bool Explainer::missing_word() {
    if (between_) return false;
    std::vector<std::string> words;
    for (std::size_t type = 1; type < required_.size(); ++type) {
        if (!required_[type]) continue;
        // A line that begins with a keyword is rather that than an attribute of the same name.
        if (type == ReeveParser::COLON && at_ == begin_ + 1 &&
            !keyword(tokens_.at(begin_).type).empty() && std::ranges::count(required_, true) > 1) {
            continue;
        }
        const bool acts =
            rule_ == ReeveParser::RuleEscalateLine || rule_ == ReeveParser::RuleWatchLine;
        if (type == ReeveParser::COLON && acts && colon_follows()) continue;
        const auto word = written(type);
        if (word.empty() || words.size() == 4) return false;
        words.push_back(fmt::format("`{}`", word));
    }
    if (words.empty()) return false;
    const auto what = fmt::format("{}", join_words(words, "or"));
    if (at_ == 0) return false;
    // `period from 2026-03-20`: the word was taken for the name, which is what is missing.
    if (words.size() == 1 && what == fmt::format("`{}`", text(-1)) && at_ > begin_ + 1) {
        sink_.report<messages::name_missing>(span(-1), text(-2))
            .help("a name is a letter, then letters, digits and `_`");
        return true;
    }
    sink_.report<messages::part_missing>(gap(), what, text(-1));
    return true;
}

void Explainer::unexpected() {
    if (between_ && begin_ != at_ && is_before_value()) return;
    const auto* place = find_place(rule_);
    if (rule_ == ReeveParser::RuleProgram ||
        (between_ && rule_ == ReeveParser::RuleDecl && begin_ == at_)) {
        auto& diagnostic = sink_.report<messages::not_a_declaration>(span(), text());
        if (type(1) == ReeveParser::EQUALS) {
            diagnostic.help(fmt::format("write `define {} = …`", text()))
                .fix("write `define`", span().before(), "define ");
            return;
        }
        static constexpr std::array<std::string_view, 5> kLikeDefine{"let", "const", "var", "def",
                                                                     "function"};
        if (std::ranges::find(kLikeDefine, text()) != kLikeDefine.end()) {
            diagnostic.help("write `define`").fix("write `define`", span(), "define");
            return;
        }
        diagnostic.help(
            "a file is made of declarations: `work type`, `queue`, `route`, `team`, "
            "`calendar`, `define` and so on");
        return;
    }
    if (begin_ != at_ && !between_ && ends_line()) {
        sink_.report<messages::part_missing>(gap(), "the rest of the line", text(-1));
        return;
    }
    if (begin_ == at_ && place != nullptr) {
        sink_.report<messages::line_not_understood>(span(), place->block)
            .help(fmt::format("a line of {} begins with {}", place->block, place->lines));
        return;
    }
    auto& diagnostic = sink_.report<messages::unexpected_word>(span(), text());
    if (rule_ == ReeveParser::RuleEscalateLine && at_ > 1 &&
        token(-1).type == ReeveParser::NUMBER && type() == ReeveParser::K_OF) {
        diagnostic.help(fmt::format("a share is written with `%`, as in `{}% of sla`", text(-1)));
    }
    if (type() == ReeveParser::K_OF && text(-1) == "list" && text(-2) == "of") {
        diagnostic.help("a list holds texts, numbers or choices, no lists");
        return;
    }
    if (text(-2) == "like") {
        diagnostic.help("`is like` ends with what may differ, as in `a is like b except amount`");
        return;
    }
    if (place != nullptr && between_) {
        diagnostic.help(fmt::format("the line before it is complete; a line of {} begins with {}",
                                    place->block, place->lines));
    }
}

}  // namespace reeve::parse
