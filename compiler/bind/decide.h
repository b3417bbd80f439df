#pragma once

#include "compiler/batch/item_rules.h"
#include "compiler/eval/segments.h"
#include "runtime/abi/decision.h"

namespace reeve::bind {

/// Segment, promises, priority, route and thresholds of the context's item, in the order in which
/// each may read those before it. With `compiled`, which are the rules of the item's type, the
/// evaluator is asked only for what these do not say; the decision is the same.
void decide(eval::Context context, Instant now, abi::Parts parts, abi::Decision& decision,
            const batch::ItemRules* compiled = nullptr);

/// The band of a case: of the first line that holds, else the plan's, else the last.
eval::BandAnswer find_band_of(const eval::Context& context, const typed::Plan& plan, Instant now);

/// Of the context's item, which is a case: band, priority and thresholds.
void decide_case(eval::Context context, const typed::Plan& plan, Instant now, abi::Parts parts,
                 abi::Decision& decision);

/// Of an item that no rules are about: a step of a case that borrows none. It keeps its promises.
void decide_nothing(const abi::Item& item, abi::Decision& decision);

/// The route's answer as the engine keeps it.
abi::Route to_route(const eval::Context& context, const typed::Route& rules,
                    const eval::RouteAnswer& answer, Instant now);
/// A straight piece, before raises and limit.
abi::PriorityLine to_line(const typed::Priority& rules, const eval::PriorityAnswer& answer);

}  // namespace reeve::bind
