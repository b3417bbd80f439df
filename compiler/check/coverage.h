#pragma once

#include "compiler/typed/program.h"

#include <span>

namespace reeve::check {

/// Whether one of the conditions holds whatever the values are. Sees through comparisons of
/// attributes, settings and stored facts with constants, of choices, yes/no, texts and amounts;
/// anything else counts as a condition that may not hold. `no` therefore means: not surely.
bool surely_covers(const typed::Program& program, std::span<const typed::ExprId> conditions);

}  // namespace reeve::check
