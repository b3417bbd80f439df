#pragma once

#include "compiler/eval/item.h"

// What a record's state says about the clocks of its item. A record has no history, so what it does
// not say is taken to have happened at the moment asked about.

namespace reeve::records {

/// What a state means for clocks and promises.
enum class Phase : std::uint8_t {
    Waiting,  // queued, offered
    InHand,   // assigned, parked
    Over,     // wrapping
    Held,
    Finished  // completed, cancelled, expired, refused
};
Phase phase_of(const typed::Program& program, std::uint32_t state);

/// Sets the clocks of an item from its state, `created` and `in_line_since`.
void set_clocks(const typed::Program& program, Instant at, eval::Item& item);

}  // namespace reeve::records
