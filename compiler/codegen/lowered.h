#pragma once

#include "compiler/codegen/turns.h"
#include "compiler/typed/program.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>

namespace reeve::codegen {

/// An expression in lanes.
struct Lowered {
    enum class Kind : std::uint8_t {
        None,      // cannot be lowered
        Mask,      // a truth
        Integer,   // value * 10^-scale / denominator
        Interned,  // the number of a value in a dictionary; only compared with nothing
        Share      // value / total: the share of a promise; 0 or 1 where total is not above 0
    };
    Kind kind = Kind::None;
    Ref value = 0;
    int scale = 0;
    std::int64_t denominator = 1;
    std::optional<Ref> missing;
    Ref total = 0;                 // Share
    std::optional<Motion> motion;  // nothing: it stands still
    bool bends = false;            // it moves, but in no straight line that is known
    explicit operator bool() const { return kind != Kind::None; }
    [[nodiscard]] bool moves() const { return motion || bends; }
};

/// A value that moves, in binary64: at most `size` units in the last place times a few hundred away
/// from the exact one. `run` is at least the milliseconds since its piece began.
struct Real {
    Ref value = 0;
    Ref size = 0;
    Ref run = 0;
    /// What the value surely lies between.
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    /// What `size` is surely not above.
    double size_max = std::numeric_limits<double>::infinity();
    /// `size` is not above the value's own magnitude, so that what caps the value caps it, too.
    bool is_tight = false;

    [[nodiscard]] double magnitude_max() const { return std::max(std::abs(low), std::abs(high)); }
};

/// What an expression reads.
struct Reads {
    std::set<std::uint32_t> attributes;
    bool item = false;    // facts of the item
    bool time = false;    // now, today, periods, calendars
    bool others = false;  // agents, parameters, cases, queues
};
Reads reads_of(const typed::Program& program, typed::ExprId root);

}  // namespace reeve::codegen
