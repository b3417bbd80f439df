#pragma once

#include "runtime/abi/case.h"

#include <string_view>

// The life of a stage or step of a case, after the plan items of CMMN 1.1 (section 8.4.2) where
// they mean the same. The decision record about cases says where they do not.

namespace reeve::model {

inline constexpr std::size_t kPartStates = 5;

/// What moves a part from one state to another.
enum class PartMove : std::uint8_t {
    Start,   // its conditions hold, or somebody starts it
    Skip,    // `only if` does not hold as it would start
    Finish,  // answered, decided, waited for, or nothing is left in it
    Cancel,  // its item or child case was cancelled or expired, or its case ended
    Reset    // redone or repeated
};
inline constexpr std::size_t kPartMoves = 5;

bool allows(abi::PartState state, PartMove move);
std::string_view name_of(abi::PartState state);
std::string_view name_of(PartMove move);

}  // namespace reeve::model
