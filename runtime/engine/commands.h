#pragma once

#include "runtime/engine/turn.h"

namespace reeve::engine {

/// What a command leads to by itself; what that sets off comes afterwards. Touches nothing: the
/// events go to the turn. A capture of what is there already gives none, and `repeated` names it.
Checked process(const Turn& turn, const model::Command& command, ItemId& about, bool& repeated);

}  // namespace reeve::engine
