#pragma once

#include "compiler/typed/program.h"

#include <compare>
#include <optional>
#include <string>
#include <vector>

// Lines of an escalation next to one another: which of two surely fires first, which say the same.

namespace reeve::analyze {

/// A place on something along which an item moves: the share of a promise, the time around a
/// moment, a clock. Only places on the same course are compared.
struct Place {
    std::string course;
    Decimal share;                            // of a promise
    std::optional<typed::TimeAmount> amount;  // around a moment, or of a clock; none: at the moment
    bool before = false;
};

/// Where a line fires; several places where it can be said in several ways, none for other lines.
std::vector<Place> places_of(const typed::Program& program, const typed::Trigger& trigger);
/// Which of two lines fires first, as far as that is sure.
std::optional<std::strong_ordering> compare(const std::vector<Place>& a,
                                            const std::vector<Place>& b);

/// Equal for what says the same.
std::string key_of(const typed::Program& program, const typed::Trigger& trigger);
std::string key_of(const typed::Program& program, const typed::Action& action);

}  // namespace reeve::analyze
