#include "compiler/parse/recovery.h"

#include "compiler/parse/words.h"

#include <algorithm>
#include <array>

namespace reeve::parse {

using antlr4::misc::IntervalSet;
using grammar::ReeveParser;

namespace {

/// What ends a mistake.
enum class Scope : std::uint8_t { None, Line, Head, Declaration };

constexpr std::array kLineRules{
    ReeveParser::RuleBusinessLine,  ReeveParser::RuleCalendarLine, ReeveParser::RuleHolidayLine,
    ReeveParser::RuleSupervisorsLine, ReeveParser::RuleAttribute,  ReeveParser::RuleWorkloadLine,
    ReeveParser::RuleWorkLine,      ReeveParser::RuleSourceLine,   ReeveParser::RuleIntakeLine,
    ReeveParser::RuleSlaLine,       ReeveParser::RuleSegmentLine,  ReeveParser::RulePriorityLine,
    ReeveParser::RulePoint,         ReeveParser::RuleQueueLine,    ReeveParser::RuleRouteLine,
    ReeveParser::RuleEscalateLine,  ReeveParser::RuleWatchLine,    ReeveParser::RulePlanLine,
    ReeveParser::RuleStageLine,     ReeveParser::RuleFormField,    ReeveParser::RuleTestLine,
    ReeveParser::RuleRosterAgent,   ReeveParser::RuleRosterLine,   ReeveParser::RuleGuaranteeLine,
    ReeveParser::RuleTableRow,      ReeveParser::RuleTableHeader};

constexpr std::array kHeadRules{
    ReeveParser::RuleTableHead,     ReeveParser::RuleBusinessHead, ReeveParser::RuleCalendarHead,
    ReeveParser::RuleHolidayHead,   ReeveParser::RuleTeamHead,     ReeveParser::RuleAgentsHaveHead,
    ReeveParser::RuleWorkloadHead,  ReeveParser::RuleWorkTypeHead, ReeveParser::RuleSourceHead,
    ReeveParser::RuleIntakeHead,    ReeveParser::RuleSlaHead,      ReeveParser::RuleSegmentHead,
    ReeveParser::RulePriorityHead,  ReeveParser::RuleQueueHead,    ReeveParser::RuleWorkbinHead,
    ReeveParser::RuleRouteHead,     ReeveParser::RuleEscalateHead, ReeveParser::RuleWatchHead,
    ReeveParser::RuleCasePlanHead,  ReeveParser::RuleStageHead,    ReeveParser::RuleTestHead,
    ReeveParser::RuleGuaranteeHead};

bool is_line_rule(std::size_t rule) { return std::ranges::find(kLineRules, rule) != kLineRules.end(); }

Scope scope_of(const antlr4::ParserRuleContext* context) {
    const auto rule = context->getRuleIndex();
    if (rule == ReeveParser::RuleDecl || rule == ReeveParser::RuleUseDecl) return Scope::Declaration;
    if (std::ranges::find(kHeadRules, rule) != kHeadRules.end()) return Scope::Head;
    if (!is_line_rule(rule)) return Scope::None;
    // An attribute that is a line of a work type or a field of a form ends where that line ends.
    const auto* parent = static_cast<const antlr4::ParserRuleContext*>(context->parent);
    const auto outer = parent->getRuleIndex();
    const bool inside = rule == ReeveParser::RuleAttribute &&
                        (outer == ReeveParser::RuleWorkLine || outer == ReeveParser::RuleFormField);
    return inside ? Scope::None : Scope::Line;
}

const SourceToken& as_token(const antlr4::Token* token) { return static_cast<const SourceToken&>(*token); }

}  // namespace

antlr4::Token* Recovery::recoverInline(antlr4::Parser* parser) { throw antlr4::InputMismatchException(parser); }

void Recovery::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) {
    if (reported_) return;
    reported_ = true;
    // Where the last recovery ended nothing was read since: it is still the same mistake.
    if (tokens_.position() == recovered_at_ && error.getOffendingToken()->getTokenIndex() == recovered_at_) return;
    const auto* no_viable = dynamic_cast<const antlr4::NoViableAltException*>(&error);
    const auto first = no_viable != nullptr ? no_viable->getStartToken()->getTokenIndex() : tokens_.position();
    explainer_.explain(*parser, first, error.getOffendingToken()->getTokenIndex());
}

void Recovery::recover(antlr4::Parser* parser, std::exception_ptr error) {
    const auto* context = parser->getContext();
    const auto scope = scope_of(context);
    const auto& first = as_token(context->start);
    switch (scope) {
        case Scope::None: std::rethrow_exception(error);
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
            skip_to_line(parser, first, beginnings);
            break;
        }
    }
    finish();
}

void Recovery::finish() {
    reported_ = false;
    recovered_at_ = tokens_.position();
}

/// Between the lines of a block: reports what cannot begin a line.
void Recovery::sync(antlr4::Parser* parser) {
    const auto& atn = parser->getATN();
    auto* state = atn.states[parser->getState()];
    const auto type = state->getStateType();
    if (type != antlr4::atn::ATNState::STAR_LOOP_ENTRY && type != antlr4::atn::ATNState::STAR_LOOP_BACK &&
        type != antlr4::atn::ATNState::PLUS_LOOP_BACK) {
        return;
    }
    const auto next = tokens_.LA(1);
    const auto& possible = atn.nextTokens(state);
    if (possible.contains(next) || possible.contains(antlr4::Token::EPSILON)) return;
    const bool program = parser->getContext()->getRuleIndex() == ReeveParser::RuleProgram;
    const bool block = possible.contains(static_cast<std::size_t>(ReeveParser::RBRACE)) &&
                       !possible.contains(static_cast<std::size_t>(ReeveParser::COMMA));
    if (!program && !block) return;
    if (tokens_.position() != recovered_at_) explainer_.explain_line(*parser, tokens_.position());
    if (program) {
        tokens_.consume();
        skip_to_declaration();
    } else {
        skip_to_line(parser, tokens_.current(), possible);
    }
    finish();
}

void Recovery::skip_to_brace(std::uint32_t depth) {
    for (; tokens_.current().type != antlr4::Token::EOF; tokens_.consume()) {
        const auto& token = tokens_.current();
        if (token.depth == depth && token.type == ReeveParser::LBRACE) return;
        if (token.depth < depth || (token.depth == depth && token.type == ReeveParser::RBRACE)) return;
        if (depth == 0 && token.first_on_line && begins_declaration(token.type)) return;
    }
}

void Recovery::skip_to_declaration() {
    for (; tokens_.current().type != antlr4::Token::EOF; tokens_.consume()) {
        const auto& token = tokens_.current();
        if (token.depth == 0 && token.first_on_line && begins_declaration(token.type)) return;
    }
}

/// To the first token of a later line of the block in which `first` stands, or to the block's end.
void Recovery::skip_to_line(antlr4::Parser* /*parser*/, const SourceToken& first, const IntervalSet& beginnings) {
    // Where any name may begin a line, only indentation tells the next line from the rest of this one.
    const bool names = beginnings.contains(static_cast<std::size_t>(ReeveParser::WORD));
    const auto last_line = tokens_.current().line;
    for (; tokens_.current().type != antlr4::Token::EOF; tokens_.consume()) {
        const auto& token = tokens_.current();
        const bool closing = token.type == ReeveParser::RBRACE;
        if (token.depth + (closing ? 1 : 0) < first.depth + (closing ? 1 : 0)) return;
        if (closing && token.depth + 1 == first.depth) return;
        if (token.depth != first.depth || !token.first_on_line || !beginnings.contains(token.type)) continue;
        if (token.index == first.index || token.line == first.line) continue;
        if (names && first.first_on_line && token.indent > first.indent) continue;
        if (token.line < last_line) continue;
        return;
    }
}

}  // namespace reeve::parse
