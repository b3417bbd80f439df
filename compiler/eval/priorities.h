#pragma once

#include "compiler/eval/evaluator.h"

namespace reeve::eval {

PriorityAnswer evaluate_priority(const Context& context, const typed::Priority& priority,
                                 Instant now);

/// What a line that never moves adds, zero where it does not hold.
Decimal evaluate_still_line(const Context& context, const typed::PriorityLine& line, Instant now);

}  // namespace reeve::eval
