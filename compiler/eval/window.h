#pragma once

#include "runtime/abi/window.h"

namespace reeve::eval {

using abi::kFirstInstant;
using abi::kLastInstant;
using abi::Window;

}  // namespace reeve::eval
