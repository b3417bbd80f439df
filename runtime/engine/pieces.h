#pragma once

#include "runtime/engine/points.h"
#include "runtime/state/item.h"

namespace reeve::engine {

/// A straight piece of the priority that items are ordered by: the rules' line, raises and boost
/// added, within the limit. `value` at the instant asked about, until `until`.
struct Piece {
    Points value = 0;
    std::vector<abi::PriorityLine::Slope> slopes;
    Instant until = abi::kLastInstant;
};

Piece effective_piece(const abi::Rules& rules, const abi::PriorityLine& line,
                      const state::Item& item, Instant now);

}  // namespace reeve::engine
