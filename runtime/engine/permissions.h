#pragma once

#include "runtime/engine/turn.h"

namespace reeve::engine {

/// Whether this person, agent or source may do that to the item: what only its source may do, what
/// only its holder, and what no agent may. Rules and time may do everything.
Checked permitted(const Turn& turn, const state::Item& item, model::Act act,
                  const model::Actor& by);

}  // namespace reeve::engine
