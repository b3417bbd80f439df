#pragma once

#include "compiler/codegen/unit.h"
#include "runtime/columns/schema.h"

#include <cstddef>

// The loops that operations are made of.

namespace reeve::blocks {

inline constexpr std::uint32_t kBlockRows = 256;

/// Buffers hold 64-bit lanes: integers, binary64 in the same bits, or truths as 0 and 1 in their
/// first bytes.
struct LoopArguments {
    std::int64_t* to = nullptr;
    const std::int64_t* a = nullptr;
    const std::int64_t* b = nullptr;
    const std::int64_t* c = nullptr;
    /// The operand is the same for all rows: its first lane says it.
    bool a_is_constant = false, b_is_constant = false, c_is_constant = false;
    const std::byte* source = nullptr;
    columns::Width width = columns::Width::Bits64;
    bool is_signed = true;
    std::int64_t integer = 0;
    double real = 0;
    std::uint32_t count = 0;
};

void run_loop(codegen::Op op, const LoopArguments& arguments);
/// Writes lanes as narrow integers.
void store(const std::int64_t* lanes, columns::Width width, bool mask, std::byte* to,
           std::uint32_t count);

}  // namespace reeve::blocks
