#pragma once

#include "compiler/eval/evaluator.h"

namespace reeve::eval {

PriorityAnswer evaluate_priority(const Context& context, const typed::Priority& priority,
                                 Instant now);

/// The same with raises still to come: slopes and piece are those of the total before `limit`.
PriorityAnswer evaluate_before_limit(const Context& context, const typed::Priority& priority,
                                     Instant now);

/// What a line that never moves adds, zero where it does not hold. `window`, where given, is
/// narrowed to what stays the same.
Decimal evaluate_still_line(const Context& context, const typed::PriorityLine& line, Instant now,
                            Window* window = nullptr);

}  // namespace reeve::eval
