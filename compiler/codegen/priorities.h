#pragma once

#include "compiler/codegen/lower.h"
#include "compiler/codegen/values.h"

namespace reeve::codegen {

/// Adds the operations of a priority to `blocks.now`, with the outputs Priority and Unsure.
void lower_priority(const typed::Program& program, const typed::Priority& priority, Values& values,
                    Blocks& blocks);

}  // namespace reeve::codegen
