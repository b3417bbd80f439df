#pragma once

#include <cstdint>

// What compiled rules and their caller agree on.

namespace reeve::abi {

/// Rows to answer for. All addresses are the caller's and are only read, the outputs' excepted.
struct Batch {
    /// Addresses of the first row's values, and of its missing marks (one byte each, null where the
    /// column has none), by column of the layout. Readable up to the next multiple of 64 rows.
    const void* const* values;
    const std::uint8_t* const* missing;
    /// One value each for all rows, by slot of the layout.
    const std::int64_t* slots;
    /// Bytes by number of a value in an attribute's dictionary, by test of the layout; 0 or 1.
    const std::uint8_t* const* tests;
    /// Where results go, by output of the unit, as wide as the unit says; writable up to the next
    /// multiple of 64 rows.
    void* const* outputs;
    std::uint32_t count;
};

/// Answers for all rows of a batch. Any number of threads may call it at once.
using Kernel = void (*)(const Batch*) noexcept;
/// Answers for the one row.
using RowFunction = void (*)(const Batch*, std::uint32_t row) noexcept;

}  // namespace reeve::abi
