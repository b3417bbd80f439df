#pragma once

#include "compiler/eval/evaluator.h"

namespace reeve::eval {

/// Each line of the escalation as a point in time, in the order written. `window` is narrowed to
/// where no `while` turns.
std::vector<Threshold> evaluate_thresholds(const Context& context,
                                           const typed::Escalation& escalation, Instant now,
                                           Window* window);

}  // namespace reeve::eval
