#pragma once

#include "compiler/codegen/compiled.h"

#include <string>

namespace reeve::cli {

/// Where machine code is kept for the next time, as the command line and the surroundings say: the
/// directory named, else $REEVE_CACHE_DIR, else `reeve` in the user's directory for such things.
/// Empty: nowhere.
struct CacheChoice {
    std::string directory;
    bool none = false;
};
std::string cache_directory(const CacheChoice& choice);

/// Makes machine code; loads the code generator when it is first asked.
codegen::CompileUnit native_compiler(const CacheChoice& choice);

}  // namespace reeve::cli
