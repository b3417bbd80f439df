#pragma once

#include <cstdint>
#include <vector>

namespace reeve::columns {

/// How a value is kept in a column. All are fixed-width integers; what an integer means is the
/// schema owner's business.
enum class Width : std::uint8_t { Bits8, Bits16, Bits32, Bits64 };

constexpr int bytes_of(Width width) { return 1 << static_cast<int>(width); }

struct ColumnType {
    Width width = Width::Bits64;
    bool is_signed = true;
    bool optional = false;  // has a column of missing marks beside it
    friend bool operator==(const ColumnType&, const ColumnType&) = default;
};

/// The columns of one kind of row.
struct Schema {
    std::vector<ColumnType> columns;
};

/// What generated code reads: addresses of the first row's values, one for each column, and of the
/// missing marks (bytes, 1 for missing), null where a column has none. Rows are readable up to the
/// next multiple of `kRowsPadded`; those behind the last are zeros.
struct View {
    const void* const* values = nullptr;
    const std::uint8_t* const* missing = nullptr;
    std::uint32_t count = 0;
};

inline constexpr std::uint32_t kRowsPadded = 64;

}  // namespace reeve::columns
