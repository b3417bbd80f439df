#pragma once

#include "compiler/typed/program.h"
#include "runtime/abi/value.h"

namespace reeve::eval {

using abi::ChoiceValue;
using abi::Record;
using abi::Reference;
using abi::Step;
using abi::Value;
using typed::Program;

}  // namespace reeve::eval
