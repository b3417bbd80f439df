#pragma once

#include "compiler/jit/native.h"

#include <expected>
#include <string>

// Machine code on demand: LLVM is loaded by who asks for it first, and by nobody else.

namespace reeve::native {

struct Entry;

/// The code generator of this computer, loaded from `reeve_native.so` beside this program
/// (`../lib/reeve/`) when it is first asked for, and kept until the process ends. In the error case
/// why there is none, in words that end a sentence. Any thread.
std::expected<const Entry*, std::string> load();

}  // namespace reeve::native
