#include "runtime/order/group.h"

#include "base/check.h"

#include <algorithm>

namespace reeve::order {

namespace {

constexpr std::uint32_t kNoHeap = ~std::uint32_t{0};

/// How long at least a lead of `gap` lasts that shrinks by at most `closing` a step. Rounded down
/// by more than the conversions may have rounded up: too early a look costs time, too late a one is
/// wrong.
std::int64_t steps_for_sure(Int128 gap, Int128 closing) {
    constexpr double kAlmost = 1 - 1e-12;
    constexpr double kMost = 1e15;
    const double steps = static_cast<double>(gap) / static_cast<double>(closing) * kAlmost - 1;
    return steps < 1 ? 0 : static_cast<std::int64_t>(std::min(steps, kMost));
}

}  // namespace

std::uint32_t Group::add(std::uint32_t heap, const Slopes& slopes) {
    auto leaf = static_cast<std::uint32_t>(heaps_.size());
    if (free_leaves_.empty()) {
        heaps_.push_back(heap);
        slopes_.resize(slopes_.size() + clocks_.count);
    } else {
        leaf = free_leaves_.back();
        free_leaves_.pop_back();
        heaps_[leaf] = heap;
    }
    std::copy_n(slopes.begin(), clocks_.count,
                slopes_.begin() + static_cast<std::ptrdiff_t>(leaf) * clocks_.count);
    tournament_.touch(leaf, true);
    return leaf;
}

void Group::remove(std::uint32_t leaf) {
    heaps_[leaf] = kNoHeap;
    free_leaves_.push_back(leaf);
    tournament_.touch(leaf, false);
}

bool Group::has_slopes(std::uint32_t leaf, const Slopes& slopes) const {
    for (std::uint32_t i = 0; i < clocks_.count; ++i) {
        if (slope(leaf, i) != slopes[i]) return false;
    }
    return true;
}

Int128 Group::shift(std::uint32_t leaf, ClockPositions now) const {
    Int128 shift = 0;
    for (std::uint32_t i = 0; i < clocks_.count; ++i) {
        shift += slope(leaf, i) * now[clocks_.clocks[i].index()];
    }
    return shift;
}

Rank Group::rank(const HeapEntry& entry, std::uint32_t leaf, ClockPositions now,
                 const Slots& slots) const {
    return {band_, entry.intercept + shift(leaf, now), entry.in_line_since, slots[entry.slot].id};
}

std::uint32_t Group::winner(std::uint32_t node, ClockPositions now, const std::vector<Heap>& heaps,
                            const Slots& slots) const {
    std::int64_t time = 0;
    for (std::uint32_t i = 0; i < clocks_.count; ++i) {
        const std::int64_t position = now[clocks_.clocks[i].index()];
        CHECK(-kPositionMax <= position && position <= kPositionMax);
        time += position;
    }
    return tournament_.refresh(node, time, [&](std::uint32_t a, std::uint32_t b) {
        return judge(a, b, now, heaps, slots);
    });
}

std::size_t Group::memory_bytes() const {
    return sizeof(Group) + heaps_.capacity() * sizeof(std::uint32_t) +
           slopes_.capacity() * sizeof(Int128) + free_leaves_.capacity() * sizeof(std::uint32_t) +
           tournament_.memory_bytes();
}

Verdict Group::judge(std::uint32_t a, std::uint32_t b, ClockPositions now,
                     const std::vector<Heap>& heaps, const Slots& slots) const {
    constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::max();
    const Rank rank_a = rank(heaps[heaps_[a]][0], a, now, slots);
    const Rank rank_b = rank(heaps[heaps_[b]][0], b, now, slots);
    const bool first = rank_a < rank_b;
    const std::uint32_t ahead = first ? a : b;
    const std::uint32_t behind = first ? b : a;
    Int128 closing = 0;
    std::int64_t time = 0;
    for (std::uint32_t i = 0; i < clocks_.count; ++i) {
        closing = std::max(closing, slope(behind, i) - slope(ahead, i));
        time += now[clocks_.clocks[i].index()];
    }
    if (closing == 0) return {first, kAlways};
    const Int128 gap =
        first ? rank_a.priority - rank_b.priority : rank_b.priority - rank_a.priority;
    return {first, time + steps_for_sure(gap, closing)};
}

}  // namespace reeve::order
