#pragma once

#include "tests/sameness/draft.h"

#include <cstdint>

namespace reeve::sameness {

/// A program about one work type, `Item`: attributes of random types and ranges, definitions,
/// tables, segments, promises, a priority and a route made of random expressions. The same seed
/// gives the same program.
Draft random_program(std::uint64_t seed);

}  // namespace reeve::sameness
