#pragma once

#include "compiler/codegen/layout.h"
#include "compiler/codegen/one_item.h"

namespace reeve::codegen {

/// The rules for one item at a time, on the columns of `layout`, which gets what else they read.
OneItem lower_one(const typed::Program& program, typed::WorkTypeId type, Layout& layout);

}  // namespace reeve::codegen
