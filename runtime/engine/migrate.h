#pragma once

#include "runtime/model/migration.h"
#include "runtime/model/rejection.h"
#include "runtime/state/state.h"

#include <expected>

namespace reeve::engine {

/// How what is there fits into the next program, by names. Refused where an item's type or source
/// is gone, where something open is in a queue that is gone, or where a value of an open item or of
/// an agent does not fit.
std::expected<model::Migration, model::Rejection> migration_to(const abi::Program& next,
                                                               const abi::Program& current,
                                                               const state::State& state);

}  // namespace reeve::engine
