#include "compiler/check/escalations.h"

#include <fmt/format.h>

#include <set>

namespace reeve::check {

namespace {

typed::EscalationLine check_line(Context& ctx, const Subject& subject, const Scope& scope,
                                 const syntax::EscalationLine& line) {
    typed::EscalationLine result;
    Knowledge knowledge;
    result.span = line.span;
    result.trigger = check_trigger(ctx, subject, scope, line.trigger, knowledge);
    result.actions = check_actions(ctx, subject, scope.with(knowledge), line.actions);
    result.at_most_every = check_at_most_every(ctx, line.actions);
    return result;
}

}  // namespace

std::optional<Duration> check_at_most_every(Context& ctx, const syntax::Actions& actions) {
    if (!actions.at_most_every) return std::nullopt;
    return resolve_duration(ctx, *actions.at_most_every, "the time between two of these");
}

Expressions::Readers supervisors_of_all(const Context& ctx) {
    std::set<typed::TeamId> teams;
    for (const typed::Team& team : ctx.program.teams)
        teams.insert(team.supervisors.begin(), team.supervisors.end());
    for (const typed::Queue& queue : ctx.program.queues)
        teams.insert(queue.supervisors.begin(), queue.supervisors.end());
    return {.everybody = teams.empty(), .teams = {teams.begin(), teams.end()}};
}

typed::TimeAmount check_clock_time(Context& ctx, const syntax::Within& within,
                                   typed::CalendarId in_force, std::string_view what) {
    if (within.time.kind() == syntax::TimeSpanKind::CalendarStep) {
        ctx.sink.report<messages::clock_in_steps>(within.time.span, what)
            .help("count hours, `24 business hours` for example, or days, `3 days`");
        return {within.time, {}};
    }
    check_positive(ctx, within.time, "the time");
    return resolve_within(ctx, within.time, within.calendar, in_force);
}

std::optional<std::uint32_t> check_outcome(Context& ctx, const Subject& subject,
                                           const syntax::Name& name) {
    const typed::ChoiceId choice = outcomes_of(ctx, subject);
    if (!choice.valid()) {
        ctx.sink.report<messages::no_outcomes>(name.span, name_of(ctx, subject))
            .help(subject.plan.valid()
                      ? "outcomes of a case are those of its `ends as` lines"
                      : fmt::format("write `outcomes {{ {}, … }}` in the work type, or leave "
                                    "`as {}` out",
                                    name.text, name.text));
        return std::nullopt;
    }
    const auto outcome = ctx.program.choice(choice).find(name.text);
    if (!outcome) {
        std::vector<std::string_view> names;
        for (const auto& value : ctx.program.choice(choice).values) names.push_back(value.name);
        report_unknown(ctx, sema::Space::Outcome, name, names);
        return std::nullopt;
    }
    ctx.use_choice_value(choice, *outcome, name.span);
    return outcome;
}

void check_escalations(Context& ctx) {
    for (const sema::Symbols::Block& block : ctx.symbols.escalations) {
        const auto& decl = ctx.decl<syntax::EscalateDecl>(block.decl);
        const Subject subject = require_subject(ctx, decl.head.name);
        typed::Escalation escalation;
        escalation.span = decl.head.keyword;
        if (decl.calendar.valid()) escalation.calendar = ctx.calendar(decl.calendar);
        if (!subject.valid()) continue;
        Scope scope = rule_scope(ctx, block.decl, subject, Place::Escalation);
        scope.calendar = calendar_in_force(ctx, subject, escalation.calendar);
        escalation.calendar = scope.calendar;
        for (const syntax::EscalationLine& line : decl.lines)
            escalation.lines.push_back(check_line(ctx, subject, scope, line));
        if (subject.item.valid())
            ctx.program.work_types[subject.item.index()].escalation = std::move(escalation);
        else
            ctx.program.plans[subject.plan.index()].escalation = std::move(escalation);
    }
    check_loops(ctx);
}

}  // namespace reeve::check
