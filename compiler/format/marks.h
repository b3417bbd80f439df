#pragma once

#include "compiler/format/tokens.h"

namespace reeve::format {

/// Writes what the syntax knows at the tokens: where lines begin and of what kind, where a line may
/// be broken, which minus is a sign. The module has been read from the same file without errors.
void mark(Tokens& tokens, const syntax::Module& module);

}  // namespace reeve::format
