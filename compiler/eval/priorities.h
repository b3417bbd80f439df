#pragma once

#include "compiler/eval/evaluator.h"

namespace reeve::eval {

PriorityAnswer evaluate_priority(const Context& context, const typed::Priority& priority,
                                 Instant now);

}  // namespace reeve::eval
