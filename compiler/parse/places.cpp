#include "compiler/parse/places.h"

#include "grammar/ReeveParser.h"

#include <algorithm>
#include <array>

namespace reeve::parse {

using grammar::ReeveParser;

const Place* find_place(std::size_t rule) {
    static constexpr std::array kPlaces{
        Place{ReeveParser::RuleBusinessLine, "a business",
              "`time zone`, `calendar`, `currency` or `language`"},
        Place{ReeveParser::RuleCalendarLine, "a calendar",
              "`time zone`, `open`, `open on`, `holidays` or `closed on`"},
        Place{ReeveParser::RuleHolidayLine, "a set of holidays",
              "a date, a day and a month (`1 may`), `easter` or `first monday of may`"},
        Place{ReeveParser::RuleSupervisorsLine, "a team", "`supervisors`"},
        Place{ReeveParser::RuleAttribute, "a list of attributes", "the attribute's name and `:`"},
        Place{ReeveParser::RuleWorkloadLine, "a workload",
              "`at most`, `no … while busy with` or `… interrupts`"},
        Place{ReeveParser::RuleWorkLine, "a work type",
              "an attribute's name and `:`, or with `outcomes`, `counts`, `takes about`, `open`, "
              "`show`, `instructions` or "
              "`media`"},
        Place{ReeveParser::RuleSourceLine, "a source", "`sends`, `tell it when` or `only it may`"},
        Place{ReeveParser::RuleIntakeLine, "an intake",
              "a work type and its values in braces, `case` and a case plan, or `to` and another "
              "intake"},
        Place{ReeveParser::RuleSlaLine, "an sla",
              "`counting from`, `start`, `target`, `due` or `pause while`"},
        Place{ReeveParser::RuleSegmentLine, "a segmentation",
              "the segment's name, then `when` or `otherwise`"},
        Place{ReeveParser::RulePriorityLine, "a priority",
              "`band`, `start at`, `add`, `multiply total by` or `limit total to`"},
        Place{ReeveParser::RulePoint, "a curve", "a value, then `->` and the points for it"},
        Place{ReeveParser::RuleQueueLine, "a queue",
              "`members when`, `offer to`, `assign to`, `take`, `not again for`, `wrap up`, `open "
              "in`, `goal` or "
              "`supervisors`"},
        Place{ReeveParser::RuleRouteLine, "a route",
              "`to`, `needs`, `never`, `ask`, `after`, `not before` or `rank agents by`"},
        Place{ReeveParser::RuleEscalateLine, "an escalation",
              "`at`, a duration and `after` or `before`, `untouched for`, `waiting for`, `working "
              "for`, `every` or `when`"},
        Place{ReeveParser::RuleWatchLine, "a watch", "`when`"},
        Place{ReeveParser::RulePlanLine, "a case plan",
              "`reference`, `intent`, `owner`, `data`, `due within`, `band`, `stage`, `step`, "
              "`milestone` or `ends as`"},
        Place{ReeveParser::RuleStageLine, "a stage", "`stage`, `step` or `milestone`"},
        Place{ReeveParser::RuleFormField, "a form",
              "a field's name, with `:` and its type unless the case has it"},
        Place{ReeveParser::RuleTestLine, "a test",
              "`roster`, `clock`, `later`, `given`, `expect`, `set`, or with an agent and what it "
              "does"},
        Place{ReeveParser::RuleRosterAgent, "a roster", "`agent`"},
        Place{ReeveParser::RuleRosterLine, "an agent",
              "`teams`, `skills`, `workload`, `presence` or the name of an attribute"},
        Place{ReeveParser::RuleGuaranteeLine, "a guarantee", "`given` or `always`"},
        Place{ReeveParser::RuleTableRow, "a table", "`|`"}};
    const auto found = std::ranges::find(kPlaces, rule, &Place::rule);
    return found == kPlaces.end() ? nullptr : found;
}

}  // namespace reeve::parse
