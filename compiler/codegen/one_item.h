#pragma once

#include "compiler/codegen/turns.h"
#include "compiler/codegen/unit.h"
#include "compiler/typed/program.h"

#include <optional>
#include <string>
#include <vector>

// What the rules say of one item at an instant, and until when: a unit whose outputs are whole
// numbers, and a plan that tells what they are. Answers are exact, or known not to be known.

namespace reeve::codegen {

/// Place among the outputs of the unit, all of them 64 bits wide.
using Place = std::uint32_t;
inline constexpr Place kNoPlace = 0xffff'ffff;

__extension__ typedef __int128 Wide;

/// Something time changes; `turn.value` is no longer a place in the code but among the outputs.
struct PlannedTurn {
    Turn turn;
    Place clock = kNoPlace;  // where a promise names it: the batch slot of the clock's position
};

/// The first line of a list that holds.
struct PlannedChoice {
    Place line = kNoPlace;  // none: there are no lines
    std::vector<PlannedTurn> turns;
    std::string why_not;  // not empty: it is not known until when it holds
};

/// A value that moves, `value * times / (over * total)`, and how much of it a millisecond brings.
struct PlannedMotion {
    Place value = kNoPlace, rate = kNoPlace, ran = kNoPlace;
    Place running = kNoPlace;  // none: always
    Place total = kNoPlace;    // none: 1
    Place clock = kNoPlace;    // as in PlannedTurn; none: `calendar`
    typed::CalendarId calendar;
    Wide times = 1, over = 1;
    bool moves = false;
};

/// A line of the priority.
struct PlannedLine {
    enum class Kind : std::uint8_t {
        Still,    // value: thousandths, 0 where it does not hold
        Moving,   // motion, perhaps through a curve, up to a cap
        Multiply  // value: the factor less one, times 10^scale * denominator
    };
    struct Point {
        Wide at = 0, value = 0;
    };
    /// A decimal as a whole number.
    struct Cap {
        Wide value = 0;
        Wide unit = 1;
    };
    Kind kind = Kind::Still;
    Place holds = kNoPlace;
    Place value = kNoPlace;
    PlannedMotion motion;
    std::vector<Point> points;  // of a curve, rising; else empty
    Wide at_unit = 1, value_unit = 1;
    std::optional<Cap> up_to;
    Wide unit = 1;  // Multiply: of the value
};

struct PlannedPriority {
    std::vector<PlannedLine> lines;
    std::vector<PlannedTurn> turns;
    std::string why_not;  // not empty: the evaluator has to say it
    /// The moment at which it turns is not known, though its value is.
    std::string why_not_until;
};

struct PlannedRoute {
    struct Need {
        Place holds = kNoPlace;
        Place level = kNoPlace;  // none: any
    };
    PlannedChoice to;
    PlannedChoice ask;
    std::vector<Need> needs;   // by line
    std::vector<Place> never;  // by line: whether its condition holds
    std::vector<PlannedTurn> turns;
    std::string why_not;
};

/// A work type's rules for one item. `unit` reads the columns of the work type's layout.
struct OneItem {
    Unit unit;
    PlannedChoice segment, band;  // values, not lines
    PlannedPriority priority;
    PlannedRoute route;
};

}  // namespace reeve::codegen
