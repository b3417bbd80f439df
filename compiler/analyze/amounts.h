#pragma once

#include "compiler/typed/program.h"

#include <compare>
#include <optional>

// Amounts of time next to one another, as far as one is surely longer whatever the day.

namespace reeve::analyze {

/// Which of two amounts that begin at one moment ends first. Nothing where that depends on the
/// moment, the calendar or clocks that are put forward.
std::optional<std::strong_ordering> compare(const typed::TimeAmount& a, const typed::TimeAmount& b);
/// `first` surely ends before `second`.
bool surely_shorter(const typed::TimeAmount& first, const typed::TimeAmount& second);

}  // namespace reeve::analyze
