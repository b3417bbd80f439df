#pragma once

#include "compiler/format/tree.h"

#include <string>

namespace reeve::format {

/// The file's text in its layout.
std::string print(const Tokens& tokens, Blocks& blocks);

}  // namespace reeve::format
