#pragma once

#include "runtime/model/migration.h"

#include <vector>

namespace reeve::state {

/// Values in the places that they have in the next program. A value of a choice that is gone is
/// missing.
std::vector<abi::Value> migrated(const std::vector<abi::Value>& values,
                                 const model::Migration::Record& record);

}  // namespace reeve::state
