#pragma once

#include "compiler/codegen/unit.h"
#include "compiler/typed/program.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// When answers turn while nothing but time passes: what one item's rules say besides the answers.

namespace reeve::codegen {

/// How a value moves along its straight piece.
struct Motion {
    typed::CalendarId calendar;            // in whose open time; invalid: plain time
    std::optional<std::uint32_t> promise;  // in the clock that the row names for it, instead
    std::optional<Ref> running;            // where it does not, the value stands still
    Ref rate = 0;                          // gained each millisecond, in units of the lane
    Ref ran = 0;                           // milliseconds of the clock since the piece began
};

/// Something that an answer hangs on and that time changes.
struct Turn {
    enum class Kind : std::uint8_t {
        Distance,  // after so many lane units, which the clock covers at `rate`
        Slot,      // with the batch's slot `index`, where the lane is a truth
        Column     // with the evaluator's answer in column `index`, where the lane is a truth
    };
    Kind kind = Kind::Distance;
    Ref value = 0;  // a distance below zero never comes
    typed::CalendarId calendar;
    std::optional<std::uint32_t> promise;
    std::int64_t rate = 1;
    bool beyond = false;  // the distance has to be passed, not only reached
    std::uint32_t index = 0;
    friend bool operator==(const Turn&, const Turn&) = default;
};

struct Turns {
    std::vector<Turn> all;
    std::string why_unknown;  // not empty: something turns at a time that is not known
};

}  // namespace reeve::codegen
