#pragma once

#include "runtime/order/heap.h"
#include "runtime/order/tournament.h"

#include <array>
#include <vector>

namespace reeve::order {

/// An index by its number: the items that the same people may do.
using IndexId = Id<struct IndexTag>;

/// The clocks that the priorities of a group move with, in order. Items that stand still have none.
struct ClockSet {
    std::array<ClockId, kClocksMax> clocks;
    std::uint32_t count = 0;
    friend auto operator<=>(const ClockSet&, const ClockSet&) = default;
};
using Slopes = std::array<Int128, kClocksMax>;

/// The heaps of one index whose items are in the same band and move with the same clocks: one for
/// each combination of slopes, and a tournament of their tops. Its time is the sum of the clocks'
/// positions: with one clock its verdicts hold exactly until one overtakes the other, with several
/// at least until the sum has grown by what the fastest of them would need.
class Group {
public:
    Group(IndexId index, std::int32_t band, const ClockSet& clocks)
        : index_(index), band_(band), clocks_(clocks) {}

    [[nodiscard]] IndexId index() const { return index_; }
    [[nodiscard]] std::int32_t band() const { return band_; }
    [[nodiscard]] const ClockSet& clocks() const { return clocks_; }
    [[nodiscard]] bool empty() const { return heaps_.size() == free_leaves_.size(); }

    /// A new heap with those slopes; its number here, its leaf.
    std::uint32_t add(std::uint32_t heap, const Slopes& slopes);
    void remove(std::uint32_t leaf);
    [[nodiscard]] bool has_slopes(std::uint32_t leaf, const Slopes& slopes) const;
    [[nodiscard]] Int128 slope(std::uint32_t leaf, std::uint32_t clock) const {
        return slopes_[std::size_t{leaf} * clocks_.count + clock];
    }
    [[nodiscard]] std::uint32_t heap(std::uint32_t leaf) const { return heaps_[leaf]; }
    /// The heap has another top than before.
    void touch(std::uint32_t leaf) { tournament_.touch(leaf, true); }

    /// What is to be added to the intercepts of a heap.
    [[nodiscard]] Int128 shift(std::uint32_t leaf, ClockPositions now) const;
    [[nodiscard]] Rank rank(const HeapEntry& entry, std::uint32_t leaf, ClockPositions now,
                            const Slots& slots) const;
    /// The leaf whose top comes first of those below a node of the tournament.
    [[nodiscard]] std::uint32_t winner(std::uint32_t node, ClockPositions now,
                                       const std::vector<Heap>& heaps, const Slots& slots) const;
    [[nodiscard]] const Tournament& tournament() const { return tournament_; }

    [[nodiscard]] std::size_t memory_bytes() const;

private:
    [[nodiscard]] Verdict judge(std::uint32_t a, std::uint32_t b, ClockPositions now,
                                const std::vector<Heap>& heaps, const Slots& slots) const;

    IndexId index_;
    std::int32_t band_;
    ClockSet clocks_;
    std::vector<std::uint32_t> heaps_;  // by leaf
    std::vector<Int128> slopes_;        // by leaf and clock
    std::vector<std::uint32_t> free_leaves_;
    Tournament tournament_;
};

}  // namespace reeve::order
