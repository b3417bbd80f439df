#pragma once

#include "base/slabs.h"
#include "runtime/order/paged_array.h"
#include "runtime/order/rank.h"

namespace reeve::order {

/// Where an item is.
struct Slot {
    std::uint64_t id;
    std::uint32_t heap;
    std::uint32_t position;  // in the heap
};
using Slots = Slabs<Slot, 14>;

/// What decides among items of one motion, without looking elsewhere unless two came at the same
/// moment.
struct HeapEntry {
    Int128 intercept;  // the priority where all clocks are at zero
    std::int64_t in_line_since;
    std::uint32_t slot;
};
static_assert(sizeof(HeapEntry) == 32);

/// Items whose priorities move alike, so that their order never changes: a heap with four children
/// to a node, the first to come on top. Slots know their positions.
class Heap {
public:
    static constexpr std::uint32_t kChildren = 4;

    std::uint32_t group = 0;  // whose it is,
    std::uint32_t leaf = 0;   // and its number there

    [[nodiscard]] std::uint32_t size() const { return entries_.size(); }
    [[nodiscard]] const HeapEntry& operator[](std::uint32_t position) const {
        return entries_[position];
    }
    static std::uint32_t first_child(std::uint32_t position) { return position * kChildren + 1; }

    void insert(const HeapEntry& entry, Slots& slots);
    void erase(std::uint32_t position, Slots& slots);
    /// Another intercept for the entry at a position.
    void change(std::uint32_t position, Int128 intercept, Slots& slots);

    [[nodiscard]] std::size_t memory_bytes() const { return entries_.memory_bytes(); }

private:
    void put(std::uint32_t position, const HeapEntry& entry, Slots& slots);
    void place(std::uint32_t position, HeapEntry entry, Slots& slots);
    std::uint32_t sift_up(std::uint32_t position, const HeapEntry& entry, Slots& slots);
    std::uint32_t sift_down(std::uint32_t position, const HeapEntry& entry, Slots& slots);

    PagedArray<HeapEntry> entries_;
};

}  // namespace reeve::order
