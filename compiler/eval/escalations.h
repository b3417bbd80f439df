#pragma once

#include "compiler/eval/evaluator.h"

namespace reeve::eval {

/// Each line of the escalation as a point in time, in the order written.
std::vector<Threshold> evaluate_thresholds(const Context& context,
                                           const typed::Escalation& escalation, Instant now);

}  // namespace reeve::eval
