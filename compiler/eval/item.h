#pragma once

#include "compiler/eval/value.h"
#include "runtime/abi/item.h"

namespace reeve::eval {

using abi::Agent;
using abi::ClockRuns;
using abi::Item;
using abi::Promise;
using abi::PromiseKind;

}  // namespace reeve::eval
