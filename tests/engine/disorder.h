#pragma once

#include "runtime/engine/engine.h"

#include <string>

namespace reeve::engine::test {

/// What is wrong with the house between two batches, or nothing: who holds what, loads, counts,
/// nobody idle while something waits for them.
std::string disorder(const Engine& engine);

/// What the engine knows of open items that the rules would say otherwise by now, or nothing:
/// segment, promises, band, priority, who may do it, members of queues.
std::string staleness(const Engine& engine);

}  // namespace reeve::engine::test
