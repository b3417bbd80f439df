#pragma once

#include "compiler/eval/context.h"
#include "runtime/abi/decision.h"

namespace reeve::bind {

/// Segment, promises, priority, route and thresholds of the context's item, in the order in which
/// each may read those before it.
void decide(eval::Context context, Instant now, abi::Parts parts, abi::Decision& decision);

/// The route's answer as the engine keeps it.
abi::Route to_route(const eval::Context& context, const typed::Route& rules,
                    const eval::RouteAnswer& answer, Instant now);
/// A straight piece, before raises and limit.
abi::PriorityLine to_line(const typed::Priority& rules, const eval::PriorityAnswer& answer);

}  // namespace reeve::bind
