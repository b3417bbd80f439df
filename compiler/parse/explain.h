#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/parse/limits.h"
#include "compiler/parse/tokens.h"
#include "compiler/parse/viable.h"
#include "grammar/ReeveParser.h"

#include <string>
#include <string_view>
#include <vector>

// Says in words of the language what is wrong where the parser cannot go on: first the mistakes
// that are often made and have a message of their own, then whatever the place wants.

namespace reeve::parse {

class Explainer {
public:
    Explainer(Tokens& tokens, diagnostics::DiagnosticSink& sink) : tokens_(tokens), sink_(sink) {}

    /// The parser read from `first` on and cannot accept the token at `offending`.
    void explain(antlr4::Parser& parser, std::size_t first, std::size_t offending);
    /// Between two lines of a block, or two declarations: the current token begins neither.
    void explain_line(antlr4::Parser& parser);
    /// There were so many mistakes that nothing more is read.
    [[nodiscard]] bool full() const { return count_ > kMistakesMax; }
    /// Where reading can go on, if that is before the token that was stumbled over: the line before
    /// was not complete and had swallowed the beginning of the next. Otherwise SIZE_MAX.
    [[nodiscard]] std::size_t resume() const { return resume_; }
    /// After `explain_line`: the line before, where the mistake belongs to it.
    [[nodiscard]] antlr4::ParserRuleContext* continued() const { return continued_; }
    /// The first token of the line with the mistake that was explained last.
    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] bool any() const { return any_; }

private:
    using SourceSpan = source::Span;

    [[nodiscard]] bool admit();
    void follow(Viable::Ways ways, std::size_t begin);
    void find_swallowed_line();
    void report();

    // What stands around the mistake.
    [[nodiscard]] const SourceToken& token(std::ptrdiff_t distance = 0) const;
    [[nodiscard]] std::size_t type(std::ptrdiff_t distance = 0) const {
        return token(distance).type;
    }
    /// As much of the token as a message can show.
    [[nodiscard]] std::string_view text(std::ptrdiff_t distance = 0) const;
    [[nodiscard]] SourceSpan span(std::ptrdiff_t distance = 0) const {
        return token(distance).span();
    }
    [[nodiscard]] std::string_view text_of(SourceSpan span) const {
        return tokens_.text.substr(span.begin, span.end - span.begin);
    }
    [[nodiscard]] bool can(std::size_t type) const { return here_[type]; }
    [[nodiscard]] bool ends_line() const;
    [[nodiscard]] SourceSpan gap() const;
    [[nodiscard]] std::vector<std::size_t> open_brackets() const;
    [[nodiscard]] std::size_t left_comparison(std::size_t before) const;
    [[nodiscard]] SourceSpan operand_before(std::size_t index) const;

    // Mistakes that are often made; each says whether it was that.
    bool foreign_habit();
    bool comparison_mistake();
    bool chained_comparison();
    bool missing_is();
    bool equals_sign();
    bool wrong_brackets();
    bool stray_bracket();
    bool when_for_while();
    bool at_least();
    bool missing_then_comma();
    bool bare_if();
    bool number_mistake();
    bool unit_mistake();
    bool row_mistake();
    bool part_order();
    bool misspelt();
    bool misspelt_at(std::size_t index);
    bool missing_colon();
    [[nodiscard]] bool colon_follows() const;
    bool missing_condition();
    bool unclosed_bracket();
    bool reserved_name();
    bool missing_comma();
    bool from_to_place();
    bool between_and();
    bool foreign_words();
    bool is_before_value();
    [[nodiscard]] bool in_condition() const;
    bool ignoring_place();
    bool days_from();
    bool bare_currency();
    bool wrong_follower();
    bool call_without_parentheses();
    bool values_without_braces();
    bool values_with_commas();
    bool name_in_parts();
    bool joined_words(std::size_t index);
    bool stray_sign();
    bool broken_off();
    [[nodiscard]] bool keyword_follows() const;
    [[nodiscard]] bool is_name_elsewhere(const SourceToken& word) const;
    [[nodiscard]] std::vector<diagnostics::Edit> commas() const;

    // What is missing by place.
    bool missing_value();
    bool missing_name();
    bool missing_part();
    bool missing_word();
    bool missing_alternative();
    void unexpected();

    Tokens& tokens_;
    diagnostics::DiagnosticSink& sink_;
    std::size_t count_ = 0;

    std::size_t rule_ = 0;   // of the line, head or declaration
    std::size_t begin_ = 0;  // its first token
    /// Where following began: at the first of several lines that stand on one, as it seems.
    std::size_t origin_ = 0;
    std::size_t at_ = 0;    // the token that cannot stand where it stands
    bool between_ = false;  // not in a line but after it
    bool any_ = false;
    std::size_t resume_ = SIZE_MAX;
    antlr4::ParserRuleContext* continued_ = nullptr;
    std::vector<Viable::Ways> ways_;  // before each token from `origin_` to `at_`
    TypeSet here_;                    // what could stand at `at_`
    TypeSet required_;                // the same without what may be left out
    Viable* viable_ = nullptr;
};

/// A keyword or symbol as it is written; empty for names and literals.
std::string_view written(std::size_t type);

}  // namespace reeve::parse
