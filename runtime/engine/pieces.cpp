#include "runtime/engine/pieces.h"

#include "runtime/order/rank.h"

#include <algorithm>

namespace reeve::engine {

namespace {

using Slope = abi::PriorityLine::Slope;

/// How many turns of calendars are looked through for the moment at which a sum of rising and
/// falling lines meets a limit; past them the piece ends and is looked at again.
constexpr int kTurnsMax = 32;

/// A moving total, and where it is at other instants.
class Path {
public:
    Path(const abi::Rules& rules, Points value, const std::vector<Slope>& slopes, Instant now)
        : rules_(rules), value_(value), slopes_(slopes), now_(now) {
        for (const Slope& slope : slopes) from_.push_back(rules.position(slope.clock, now));
    }

    [[nodiscard]] Points at(Instant instant) const {
        Points value = value_;
        for (std::size_t i = 0; i < slopes_.size(); ++i)
            value += slopes_[i].per_ms * (rules_.position(slopes_[i].clock, instant) - from_[i]);
        return value;
    }
    /// 1: never falls; -1: never rises; 0: both.
    [[nodiscard]] int direction() const {
        const bool rises =
            std::ranges::any_of(slopes_, [](const Slope& s) { return s.per_ms > 0; });
        const bool falls =
            std::ranges::any_of(slopes_, [](const Slope& s) { return s.per_ms < 0; });
        return rises && falls ? 0 : rises ? 1 : -1;
    }
    /// The first instant after now, at most `until`, at which `beyond` holds, which once it holds
    /// goes on holding on a straight line.
    template <class Beyond>
    [[nodiscard]] Instant first(Instant until, Beyond beyond) const {
        if (direction() != 0) return search(now_, until, beyond);
        Instant from = now_;
        for (int turn = 0; turn < kTurnsMax && from < until; ++turn) {
            Instant to = until;
            for (const Slope& slope : slopes_) {
                if (slope.clock.valid()) to = std::min(to, rules_.next_turn(slope.clock, from));
            }
            const Instant found = search(from, to, beyond);
            if (found < to || beyond(at(to))) return found;
            from = to;
        }
        return from;
    }

private:
    template <class Beyond>
    [[nodiscard]] Instant search(Instant from, Instant to, Beyond beyond) const {
        if (!beyond(at(to))) return to;
        while (to.ms - from.ms > 1) {
            const Instant middle{from.ms + (to.ms - from.ms) / 2};
            (beyond(at(middle)) ? to : from) = middle;
        }
        return to;
    }

    const abi::Rules& rules_;
    Points value_;
    const std::vector<Slope>& slopes_;
    Instant now_;
    std::vector<std::int64_t> from_;
};

/// Points stop at 10^15, and move by a thousand a millisecond at most: what items are ordered by.
void bound(Piece& piece) {
    piece.value = std::clamp(piece.value, -order::kValueMax, order::kValueMax);
    for (Slope& slope : piece.slopes)
        slope.per_ms = std::clamp(slope.per_ms, -order::kSlopeMax, order::kSlopeMax);
}

Piece within_limit(const abi::Rules& rules, const abi::PriorityLine& line, const state::Item& item,
                   Instant now) {
    Piece piece{line.value + item.boost, line.slopes, line.until};
    for (const state::Raise& raise : item.raises) {
        if (raise.until && *raise.until <= now) continue;
        piece.value += raise.points;
        if (raise.until) piece.until = std::min(piece.until, *raise.until);
    }
    if (piece.slopes.empty()) {
        if (line.low) piece.value = std::max(piece.value, *line.low);
        if (line.high) piece.value = std::min(piece.value, *line.high);
        return piece;
    }
    const Path path(rules, piece.value, line.slopes, now);
    if (line.high && piece.value >= *line.high && path.direction() != -1) {
        piece.until = path.first(piece.until, [&](Points p) { return p < *line.high; });
    } else if (line.low && piece.value <= *line.low && path.direction() != 1) {
        piece.until = path.first(piece.until, [&](Points p) { return p > *line.low; });
    } else {
        if (line.high && piece.value <= *line.high)
            piece.until = path.first(piece.until, [&](Points p) { return p >= *line.high; });
        if (line.low && piece.value >= *line.low)
            piece.until = path.first(piece.until, [&](Points p) { return p <= *line.low; });
        const bool over = line.high && piece.value > *line.high;
        const bool under = line.low && piece.value < *line.low;
        if (!over && !under) return piece;
        piece.until = over ? path.first(piece.until, [&](Points p) { return p <= *line.high; })
                           : path.first(piece.until, [&](Points p) { return p >= *line.low; });
    }
    piece.value =
        std::clamp(piece.value, line.low.value_or(piece.value), line.high.value_or(piece.value));
    piece.slopes.clear();
    return piece;
}

}  // namespace

Piece effective_piece(const abi::Rules& rules, const abi::PriorityLine& line,
                      const state::Item& item, Instant now) {
    Piece piece = within_limit(rules, line, item, now);
    bound(piece);
    return piece;
}

}  // namespace reeve::engine
