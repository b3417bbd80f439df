#include "compiler/parse/scopes.h"

#include "grammar/ReeveParser.h"

#include <algorithm>
#include <array>

namespace reeve::parse {

using grammar::ReeveParser;

namespace {

constexpr std::array kLineRules{
    ReeveParser::RuleBusinessLine,    ReeveParser::RuleCalendarLine, ReeveParser::RuleHolidayLine,
    ReeveParser::RuleSupervisorsLine, ReeveParser::RuleAttribute,    ReeveParser::RuleWorkloadLine,
    ReeveParser::RuleWorkLine,        ReeveParser::RuleSourceLine,   ReeveParser::RuleIntakeLine,
    ReeveParser::RuleSlaLine,         ReeveParser::RuleSegmentLine,  ReeveParser::RulePriorityLine,
    ReeveParser::RulePoint,           ReeveParser::RuleQueueLine,    ReeveParser::RuleRouteLine,
    ReeveParser::RuleEscalateLine,    ReeveParser::RuleWatchLine,    ReeveParser::RulePlanLine,
    ReeveParser::RuleStageLine,       ReeveParser::RuleFormField,    ReeveParser::RuleTestLine,
    ReeveParser::RuleRosterAgent,     ReeveParser::RuleRosterLine,   ReeveParser::RuleGuaranteeLine,
    ReeveParser::RuleTableRow,        ReeveParser::RuleTableHeader};

constexpr std::array kHeadRules{
    ReeveParser::RuleTableHead,    ReeveParser::RuleBusinessHead, ReeveParser::RuleCalendarHead,
    ReeveParser::RuleHolidayHead,  ReeveParser::RuleTeamHead,     ReeveParser::RuleAgentsHaveHead,
    ReeveParser::RuleWorkloadHead, ReeveParser::RuleWorkTypeHead, ReeveParser::RuleSourceHead,
    ReeveParser::RuleIntakeHead,   ReeveParser::RuleSlaHead,      ReeveParser::RuleSegmentHead,
    ReeveParser::RulePriorityHead, ReeveParser::RuleQueueHead,    ReeveParser::RuleWorkbinHead,
    ReeveParser::RuleRouteHead,    ReeveParser::RuleEscalateHead, ReeveParser::RuleWatchHead,
    ReeveParser::RuleCasePlanHead, ReeveParser::RuleStageHead,    ReeveParser::RuleTestHead,
    ReeveParser::RuleGuaranteeHead};

bool is_line_rule(std::size_t rule) {
    return std::ranges::find(kLineRules, rule) != kLineRules.end();
}

}  // namespace

Scope scope_of(const antlr4::ParserRuleContext* context) {
    const auto rule = context->getRuleIndex();
    if (rule == ReeveParser::RuleDecl || rule == ReeveParser::RuleUseDecl)
        return Scope::Declaration;
    if (std::ranges::find(kHeadRules, rule) != kHeadRules.end()) return Scope::Head;
    if (!is_line_rule(rule)) return Scope::None;
    // An attribute that is a line of a work type or a field of a form ends where that line ends.
    const auto* parent = static_cast<const antlr4::ParserRuleContext*>(context->parent);
    const auto outer = parent->getRuleIndex();
    const bool inside = rule == ReeveParser::RuleAttribute &&
                        (outer == ReeveParser::RuleWorkLine || outer == ReeveParser::RuleFormField);
    return inside ? Scope::None : Scope::Line;
}

}  // namespace reeve::parse
