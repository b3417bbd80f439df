#pragma once

#include "runtime/engine/engine.h"

// What becomes of the backlog if nobody does anything: a copy of the engine goes ahead in time, so
// that what is said is what would happen. Time and memory grow with the whole state.

namespace reeve::why {

using model::AgentId;
using model::ItemId;

/// An engine of its own that goes on from where this one is, with the same rules, which must
/// outlive it.
engine::Engine fork(const engine::Engine& engine);

/// The first instant, now included, at which `behind` comes before `ahead` in the queue where both
/// wait; nothing where one of them leaves the queue before that, or it does not happen up to
/// `until`.
std::optional<Instant> overtakes(const engine::Engine& engine, ItemId behind, ItemId ahead,
                                 Instant until);

}  // namespace reeve::why
