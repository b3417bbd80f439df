#pragma once

#include "compiler/eval/evaluator.h"

namespace reeve::eval {

/// Where an item goes and who may do it. The context's item has its segment and promises.
RouteAnswer evaluate_route(Context context, const typed::Route& route, const Question& question);

/// The same without windows, which take most of the time.
RouteAnswer evaluate_route_now(Context context, const typed::Route& route,
                               const Question& question);

/// The instant at which a clock that goes on running reaches a length; nothing where it stands
/// still before.
std::optional<Instant> instant_of_length(const Context& context, const ClockRuns& runs,
                                         typed::CalendarId calendar, Duration length);

}  // namespace reeve::eval
