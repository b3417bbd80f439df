#pragma once

#include "runtime/engine/turn.h"

namespace reeve::engine {

/// Asks the rules about an open item as it stands now, and says what changed: segment, promises,
/// who may do it, priority.
void decide(const Turn& turn, const state::Item& item, abi::Parts::Promises promises);

}  // namespace reeve::engine
