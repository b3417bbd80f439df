#pragma once

#include "compiler/check/walker.h"

#include <optional>
#include <vector>

// What calls give. A parameter without a range of its own is counted with the usual one while its
// definition is checked, but what a call gives it may be larger, as a product is, or have more
// decimals, as a quotient has; then the definition's ranges are worked out again for that call.

namespace reeve::check {

/// The range of what a definition or table gives for arguments that go with its parameters; of
/// what is no amount, any range. Nothing where it was checked with something that does not hold for
/// them (a divisor that is never zero, an amount that stays exact, a row for every value): that is
/// reported.
std::optional<typed::Interval> call_range(Walker& walker, const typed::Define& define,
                                          const std::vector<typed::ExprId>& args);
std::optional<typed::Interval> call_range(Walker& walker, const typed::Table& table,
                                          const std::vector<typed::ExprId>& args);

}  // namespace reeve::check
