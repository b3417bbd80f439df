#pragma once

#include "compiler/codegen/compiled.h"

#include <string>

namespace reeve::jit {

/// Which of this computer's vectors to use: all that it has; or no more than the named ones, to
/// test and compare what runs on lesser computers. On processors other than x86-64 always all.
enum class Vectors : std::uint8_t { Widest, Avx2, Sse2 };

struct Options {
    bool optimize = true;
    /// Rows that one step of a kernel does; 1, 4, 8, 16 or 32. 0: as its vectors are wide.
    unsigned lanes = 0;
    Vectors vectors = Vectors::Widest;
    /// Directory in which code is kept for the next time; empty: none.
    std::string cache;
    std::uint64_t cache_bytes_max = std::uint64_t{256} << 20;
};

/// Compiles units to machine code of this computer. Any number of threads may compile at once.
codegen::CompileUnit compiler(const Options& options);

enum class Stage : std::uint8_t { Llvm, LlvmOptimized, Assembly };
/// The unit's code as text, for people.
std::string print(const codegen::Unit& unit, const columns::Schema& schema, const Options& options,
                  Stage stage);

}  // namespace reeve::jit
