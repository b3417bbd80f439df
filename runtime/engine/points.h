#pragma once

#include "runtime/abi/points.h"

namespace reeve::engine {

using abi::kPoint;
using abi::Points;
using abi::shown;
using abi::to_points;

}  // namespace reeve::engine
