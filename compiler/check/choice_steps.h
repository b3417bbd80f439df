#pragma once

#include "compiler/check/rules.h"

namespace reeve::check {

/// `steps of tier { gold -> 10  otherwise -> 0 }`: points for each value of a choice. The subject
/// of `term` is checked already; this fills the points and what they can be.
void check_choice_steps(Context& ctx, const Scope& scope, const syntax::PriorityLine& line,
                        typed::PriorityLine& term);

}  // namespace reeve::check
