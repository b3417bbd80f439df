#pragma once

#include <cstddef>

// The limits of the reference, section 15, that one file can reach; that of declarations is for the
// program to count.

namespace reeve::parse {

inline constexpr std::size_t kFileBytesMax = 1U << 20U;
inline constexpr std::size_t kTextBytesMax = 64U << 10U;
inline constexpr std::size_t kListValuesMax = 64;
inline constexpr std::size_t kTableRowsMax = 100'000;
inline constexpr std::size_t kNestingMax = 64;
// Not in the reference: passes walk expressions recursively, and `a + a + …` is as deep as it is
// long.
inline constexpr std::size_t kExprDepthMax = 1'000;

// Not in the reference: who has made more mistakes reads no further messages.
inline constexpr std::size_t kMistakesMax = 100;

}  // namespace reeve::parse
