#pragma once

#include "compiler/eval/context.h"

#include <optional>
#include <string>

namespace reeve::harness {

/// Whether an expression, and what it is made of, lies in the ranges that the checker found; what
/// does not, in words. Branches are left alone: they are right only where their condition holds.
std::optional<std::string> outside_range(const eval::Context& context, Instant now,
                                         typed::ExprId id);

/// The same of the lines of the item's priority that hold, and of what they add.
std::optional<std::string> outside_range(const eval::Rules& rules, const eval::Item& item,
                                         const eval::Question& question,
                                         const eval::Evaluation& evaluation);

}  // namespace reeve::harness
