#pragma once

#include "compiler/codegen/compiled.h"

#include <string>

namespace reeve::jit {

struct Options {
    bool optimize = true;
    /// Rows that one step of a kernel does; 1, 4, 8, 16 or 32.
    unsigned lanes = 16;
};

/// Compiles units to machine code of this computer.
codegen::CompileUnit compiler(const Options& options);

enum class Stage : std::uint8_t { Llvm, LlvmOptimized, Assembly };
/// The unit's code as text, for people.
std::string print(const codegen::Unit& unit, const columns::Schema& schema, const Options& options,
                  Stage stage);

}  // namespace reeve::jit
