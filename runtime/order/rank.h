#pragma once

#include "base/id.h"

#include <compare>
#include <cstdint>
#include <span>

// How the order of work is said: bands, priorities that move with clocks, and what decides where
// they are equal.

namespace reeve::order {

__extension__ typedef __int128 Int128;

/// Points are counted in 10^-18 points, slopes in 10^-18 points a millisecond. Within these bounds,
/// which `Order` holds callers to, nothing overflows: a priority is a value of at most 10^33 and,
/// for each clock, twice a slope times a position, at most 2 * 10^34; with eight clocks that makes
/// less than 10^36, and the differences of two less than 10^37, where 128 bits hold 1.7 * 10^38.
inline constexpr Int128 kPoint = 1'000'000'000'000'000'000;
inline constexpr Int128 kValueMax = 1'000'000'000'000'000 * kPoint;
inline constexpr Int128 kSlopeMax = 1'000 * kPoint;
inline constexpr std::int64_t kPositionMax = 10'000'000'000'000;
inline constexpr std::size_t kClocksMax = 8;

/// A clock by its number in the caller's table: plain time, the open time of a calendar.
using ClockId = Id<struct ClockTag>;
/// Where each clock stands, in milliseconds from -10^13 to 10^13, by its number. As time goes on
/// clocks move forward or stand still. Clocks whose numbers are not in use may say anything.
using ClockPositions = std::span<const std::int64_t>;

/// How a priority moves with one clock. What stands still, now or for as long as its piece lasts,
/// has no term.
struct Term {
    ClockId clock;
    Int128 slope = 0;         // not zero
    std::int64_t anchor = 0;  // the position of the clock at which `Piece::value` holds
};

/// The straight piece on which the priority of an item is now.
struct Piece {
    std::int32_t band = 0;        // a smaller one comes first
    Int128 value = 0;             // where each clock is at its anchor
    std::span<const Term> terms;  // in the order of clocks, each once
};

/// Where an item stands at an instant: the smaller comes first.
struct Rank {
    std::int32_t band = 0;
    Int128 priority = 0;             // the higher comes first
    std::int64_t in_line_since = 0;  // milliseconds; the older comes first
    std::uint64_t id = 0;

    friend bool operator==(const Rank&, const Rank&) = default;
    friend std::strong_ordering operator<=>(const Rank& a, const Rank& b) {
        if (a.band != b.band) return a.band <=> b.band;
        if (a.priority != b.priority) return b.priority <=> a.priority;
        if (a.in_line_since != b.in_line_since) return a.in_line_since <=> b.in_line_since;
        return a.id <=> b.id;
    }
};

}  // namespace reeve::order
