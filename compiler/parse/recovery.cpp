#include "compiler/parse/recovery.h"

#include "compiler/parse/scopes.h"
#include "compiler/parse/words.h"

namespace reeve::parse {

using antlr4::misc::IntervalSet;
using grammar::ReeveParser;

namespace {

const SourceToken& as_token(const antlr4::Token* token) {
    return static_cast<const SourceToken&>(*token);
}

}  // namespace

antlr4::Token* Recovery::recoverInline(antlr4::Parser* parser) {
    throw antlr4::InputMismatchException(parser);
}

void Recovery::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) {
    if (reported_) return;
    reported_ = true;
    // Where the last recovery ended nothing was read since: it is still the same mistake.
    if (tokens_.position() == recovered_at_ &&
        error.getOffendingToken()->getTokenIndex() == recovered_at_)
        return;
    const auto* no_viable = dynamic_cast<const antlr4::NoViableAltException*>(&error);
    const auto first =
        no_viable != nullptr ? no_viable->getStartToken()->getTokenIndex() : tokens_.position();
    explained_ = true;
    explainer_.explain(*parser, first, error.getOffendingToken()->getTokenIndex());
}

void Recovery::recover(antlr4::Parser* parser, std::exception_ptr error) {
    const auto* context = parser->getContext();
    const auto scope = scope_of(context);
    const auto& first = as_token(context->start);
    if (scope == Scope::None) std::rethrow_exception(error);
    if (resume(first.index)) return;
    switch (scope) {
        case Scope::None: break;
        case Scope::Head: skip_to_brace(first.depth); break;
        case Scope::Declaration:
            if (tokens_.position() == first.index) tokens_.consume();
            skip_to_declaration();
            break;
        case Scope::Line: {
            if (tokens_.position() == first.index) tokens_.consume();
            const auto& atn = parser->getATN();
            auto rule = context->getRuleIndex();
            if (rule == ReeveParser::RuleTableHeader) rule = ReeveParser::RuleTableRow;
            const auto beginnings = atn.nextTokens(atn.ruleToStartState[rule]);
            skip_to_line(first, beginnings);
            skipped(first.index);
            finish();
            if (tokens_.current().type != ReeveParser::RBRACE) recovered_at_ = SIZE_MAX;
            return;
        }
    }
    skipped(first.index);
    finish();
}

/// Keeps what was not understood, from the token with that index to where reading goes on.
void Recovery::skipped(std::size_t first) {
    const auto end = tokens_.position();
    if (first >= end) return;
    tokens_.skipped.push_back(tokens_.at(first).span().to(tokens_.at(end - 1).span()));
}

/// Back to the line that the incomplete one before it had swallowed.
bool Recovery::resume(std::size_t first) {
    const auto index = explainer_.resume();
    if (!explained_ || index == SIZE_MAX) return false;
    tokens_.seek(index);
    skipped(std::min(first, explainer_.begin()));
    finish();
    recovered_at_ = SIZE_MAX;
    return true;
}

void Recovery::finish() {
    explained_ = false;
    if (explainer_.full()) tokens_.seek(tokens_.size() - 1);
    reported_ = false;
    recovered_at_ = tokens_.position();
}

/// Between the lines of a block: reports what cannot begin a line.
void Recovery::sync(antlr4::Parser* parser) {
    const auto& atn = parser->getATN();
    auto* state = atn.states[parser->getState()];
    const auto type = state->getStateType();
    if (type != antlr4::atn::ATNState::STAR_LOOP_ENTRY &&
        type != antlr4::atn::ATNState::STAR_LOOP_BACK &&
        type != antlr4::atn::ATNState::PLUS_LOOP_BACK) {
        return;
    }
    const auto& possible = atn.nextTokens(state);
    if (possible.contains(antlr4::Token::EPSILON)) return;
    const bool program = parser->getContext()->getRuleIndex() == ReeveParser::RuleProgram;
    const bool block = possible.contains(static_cast<std::size_t>(ReeveParser::RBRACE)) &&
                       !possible.contains(static_cast<std::size_t>(ReeveParser::COMMA));
    if (!program && !block) return;
    while (!possible.contains(tokens_.LA(1)) && tokens_.LA(1) != antlr4::Token::EOF)
        skip_line(*parser, possible);
}

/// The current token is no beginning of a line or declaration.
void Recovery::skip_line(antlr4::Parser& parser, const IntervalSet& beginnings) {
    const auto begin = tokens_.position();
    auto first = begin;
    if (begin != recovered_at_) {
        explainer_.explain_line(parser);
        // What stands there belongs to the line before, which was read too early as a whole.
        if (auto* last = explainer_.continued()) {
            last->exception = std::make_exception_ptr(antlr4::InputMismatchException(&parser));
        }
        explained_ = true;
        first = explainer_.begin();
        if (resume(first)) return;
    }
    if (parser.getContext()->getRuleIndex() == ReeveParser::RuleProgram) {
        tokens_.consume();
        skip_to_declaration();
        skipped(first);
        finish();
        return;
    }
    skip_to_line(tokens_.at(first), beginnings);
    if (tokens_.position() == begin) tokens_.consume();
    skipped(first);
    finish();
    if (tokens_.current().type != ReeveParser::RBRACE) recovered_at_ = SIZE_MAX;
}

void Recovery::skip_to_brace(std::uint32_t depth) {
    for (; tokens_.current().type != antlr4::Token::EOF; tokens_.consume()) {
        const auto& token = tokens_.current();
        if (token.depth == depth && token.type == ReeveParser::LBRACE) return;
        if (token.depth < depth || (token.depth == depth && token.type == ReeveParser::RBRACE))
            return;
        if (depth == 0 && token.first_on_line && begins_declaration(token.type)) return;
    }
}

void Recovery::skip_to_declaration() {
    for (; tokens_.current().type != antlr4::Token::EOF; tokens_.consume()) {
        const auto& token = tokens_.current();
        if (token.depth != 0 || !token.first_on_line) continue;
        // Also a word at the left edge that was meant to begin a declaration.
        if (begins_declaration(token.type) ||
            (token.indent == 0 && token.type == ReeveParser::WORD))
            return;
    }
}

namespace {

/// Words and symbols that carry on with what stands before them, wherever the line breaks.
bool carries_on(const SourceToken& token, std::size_t next) {
    if (next == ReeveParser::COLON || token.type == ReeveParser::ROW_BAR) return false;
    switch (token.type) {
        case ReeveParser::K_NO:
        case ReeveParser::K_NOT:
        case ReeveParser::K_TO: return false;
        default:
            return is_reserved_type(token.type) ||
                   !(is_word(token.type) || token.type == ReeveParser::NUMBER);
    }
}

}  // namespace

/// To the first token of a later line of the block in which `first` stands, or to the block's end.
void Recovery::skip_to_line(const SourceToken& first, const IntervalSet& beginnings) {
    // Where any name may begin a line, only indentation tells the next line from the rest of this
    // one.
    const bool names = beginnings.contains(static_cast<std::size_t>(ReeveParser::WORD));
    // In `queue x { members when` the line is the block's own: whatever follows is indented deeper
    // than that.
    auto begin = first.index;
    while (begin > 0 && !tokens_.at(begin).first_on_line) --begin;
    const bool opens_line = tokens_.at(begin).depth < first.depth;
    for (; tokens_.current().type != antlr4::Token::EOF; tokens_.consume()) {
        const auto& token = tokens_.current();
        if (token.type == ReeveParser::RBRACE && token.depth < first.depth) return;
        // What closes a block of the line itself ends nothing else.
        if (token.type == ReeveParser::RBRACE && token.depth == first.depth) continue;
        if (token.depth != first.depth || !token.first_on_line || token.line == first.line)
            continue;
        const bool deeper = !opens_line && token.indent > first.indent;
        const bool possible = beginnings.contains(token.type);
        if (deeper ? names || !possible : !possible && carries_on(token, tokens_.LA(2))) continue;
        return;
    }
}

}  // namespace reeve::parse
