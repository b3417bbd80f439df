#pragma once

#include "compiler/check/rules.h"

namespace reeve::check {

/// When a line of an escalation fires. `knowledge` gets what its conditions make sure.
typed::Trigger check_trigger(Context& ctx, const Subject& subject, const Scope& scope,
                             const syntax::Trigger& trigger, Knowledge& knowledge);

/// What a line does, one after the other. Actions with a mistake in what they act on are left out.
std::vector<typed::Action> check_actions(Context& ctx, const Subject& subject, const Scope& scope,
                                         const syntax::Actions& actions);
/// `at most every 1 hour`
std::optional<Duration> check_at_most_every(Context& ctx, const syntax::Actions& actions);

/// An amount on a clock. Days of a calendar are steps, of which a clock has none; `what` counts.
typed::TimeAmount check_clock_time(Context& ctx, const syntax::Within& within,
                                   typed::CalendarId in_force, std::string_view what);

/// Who may be told something about an item by its supervisors.
Expressions::Readers supervisors_of_all(const Context& ctx);

/// Reports lines that could set one another off without end at one moment.
void check_loops(Context& ctx);

}  // namespace reeve::check
