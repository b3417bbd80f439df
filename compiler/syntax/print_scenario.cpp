#include "compiler/syntax/outline.h"

#include "base/text.h"

#include <array>

// Tests and guarantees.

namespace reeve::syntax {

namespace {

void agent(const RosterAgent& agent, Outline& outline) {
    outline.line("agent {}", agent.name.text);
    const Outline::Level level(outline);
    if (!agent.teams.empty()) outline.line("teams {}", Outline::names(agent.teams));
    for (const auto& skill : agent.skills) {
        outline.line("skill {}{}", skill.skill.text,
                     skill.level ? " " + skill.level->to_string() : "");
    }
    if (agent.workload.valid()) outline.line("workload {}", agent.workload.text);
    if (agent.presence.valid()) outline.line("presence {}", agent.presence.text);
    for (const auto& field : agent.attributes)
        outline.line("{} {}", field.name.text, outline.expr(field.value));
}

void act(const TestLine& line, Outline& outline) {
    static constexpr std::array<std::string_view, 14> kActs{
        "accepts", "completes",  "declines", "takes",   "parks", "transfers", "approves",
        "rejects", "sends back", "updates",  "cancels", "holds", "resumes",   "boosts"};
    const auto fields = line.fields ? " " + outline.fields(*line.fields) : std::string();
    outline.line("act {} {} {}{}{}{}{}{}{}", line.name.text,
                 kActs[static_cast<std::size_t>(line.act)], line.target.text(),
                 Outline::part("as or to", line.as_or_to), Outline::part("for", line.time),
                 outline.part("until", line.until), outline.part("by", line.by), fields,
                 Outline::part("", line.text));
}

void test_line(const TestLine& line, Outline& outline) {
    switch (line.kind) {
        case TestLineKind::Roster: {
            outline.line("roster");
            const Outline::Level level(outline);
            for (const auto& one : line.agents) agent(one, outline);
            break;
        }
        case TestLineKind::Clock:
            outline.line("clock {}{}", outline.expr(line.value),
                         Outline::part("in", line.calendar));
            break;
        case TestLineKind::Later:
            outline.line("later{}{}", Outline::part("", line.time),
                         Outline::part("in", line.calendar));
            break;
        case TestLineKind::Given:
            outline.line("given {} = {}{} {}", line.name.text, line.is_case ? "case " : "",
                         line.what.text, line.fields ? outline.fields(*line.fields) : "{}");
            break;
        case TestLineKind::Expect: outline.line("expect {}", outline.expr(line.value)); break;
        case TestLineKind::ExpectError:
            outline.line("expect error {}", quote(line.error.value));
            break;
        case TestLineKind::SetSetting:
            outline.line("set {} to {}", line.name.text, outline.expr(line.value));
            break;
        case TestLineKind::Presence:
            outline.line("presence {} is {}", line.name.text, line.what.text);
            break;
        case TestLineKind::Act: act(line, outline); break;
    }
}

}  // namespace

void print_scenario(const Decl& decl, Outline& outline) {
    if (const auto* test = std::get_if<TestDecl>(&decl)) {
        outline.head("test", test->head);
        const Outline::Level level(outline);
        outline.line("title {}", quote(test->title.value));
        for (const auto& line : test->lines) test_line(line, outline);
    } else if (const auto* guarantee = std::get_if<GuaranteeDecl>(&decl)) {
        outline.head("guarantee", guarantee->head);
        const Outline::Level level(outline);
        outline.line("title {}", quote(guarantee->title.value));
        outline.line("for {}", outline.params(guarantee->variables));
        for (const auto& line : guarantee->lines) {
            outline.line("{} {}", line.always ? "always" : "given", outline.expr(line.condition));
        }
    }
}

}  // namespace reeve::syntax
