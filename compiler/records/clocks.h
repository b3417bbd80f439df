#pragma once

#include "compiler/eval/evaluation.h"

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

/// Puts a date from elsewhere in the place of the moment that the rules promise. The beginning, and
/// the time in which the share is measured, stay those of the line that holds.
void set_due(const eval::Rules& rules, const eval::House* house, Instant due, eval::Item& item);

}  // namespace reeve::records
