#pragma once

#include "compiler/codegen/unit.h"
#include "compiler/jit/native.h"
#include "runtime/abi/kernel.h"

#include <cstddef>
#include <cstdint>

// What the code generator's module shows of itself to who loads it. Both are built together; the
// numbers keep one of another build from being taken.

namespace reeve::native {

struct Entry {
    /// Layouts that both sides share, rolled into one number.
    std::uint64_t layout = 0;
    codegen::CompileUnit (*compiler)(const jit::Options& options) = nullptr;
    std::string (*print)(const codegen::Unit& unit, const columns::Schema& schema,
                         const jit::Options& options, jit::Stage stage) = nullptr;
};

constexpr std::uint64_t layout_number() {
    std::uint64_t number = 1;
    for (const std::size_t part :
         {sizeof(Entry), sizeof(codegen::Unit), sizeof(codegen::Operation), sizeof(codegen::Output),
          sizeof(columns::ColumnType), sizeof(jit::Options), sizeof(abi::Batch),
          static_cast<std::size_t>(codegen::Op::ToInteger)})
        number = number * 1'000'003 + part;
    return number;
}

/// The one name that the module exports.
inline constexpr const char* kEntryName = "reeve_native_entry";
using EntryFunction = const Entry* (*)();

}  // namespace reeve::native
