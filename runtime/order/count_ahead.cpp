#include "runtime/order/order.h"

// Counting what comes before a rank: whole branches of heaps and tournaments are left out whose
// first does not.

namespace reeve::order {

std::uint32_t Order::count_ahead(IndexId index, const Rank& rank, ClockPositions now,
                                 std::uint32_t limit) const {
    std::uint32_t count = 0;
    for (const std::uint32_t number : at(index).groups) {
        const Group& group = groups_[number];
        if (group.band() > rank.band || count >= limit) break;
        count_below(group, Tournament::kRoot, rank, now, limit, count);
    }
    return count;
}

void Order::count_below(const Group& group, std::uint32_t node, const Rank& rank,
                        ClockPositions now, std::uint32_t limit, std::uint32_t& count) const {
    const std::uint32_t leaf = group.winner(node, now, heaps_, slots_);
    if (leaf == Tournament::kNobody || count >= limit) return;
    const Heap& heap = heaps_[group.heap(leaf)];
    if (!(group.rank(heap[0], leaf, now, slots_) < rank)) return;
    if (group.tournament().is_leaf(node)) {
        count_in_heap(heap, rank, group.shift(leaf, now), limit, count);
        return;
    }
    count_below(group, 2 * node, rank, now, limit, count);
    count_below(group, 2 * node + 1, rank, now, limit, count);
}

void Order::count_in_heap(const Heap& heap, const Rank& rank, Int128 shift, std::uint32_t limit,
                          std::uint32_t& count) const {
    const std::int32_t band = groups_[heap.group].band();
    std::vector<std::uint32_t> open{0};
    while (!open.empty() && count < limit) {
        const HeapEntry& entry = heap[open.back()];
        const std::uint32_t begin = Heap::first_child(open.back());
        open.pop_back();
        const std::uint64_t id = slots_[entry.slot].id;
        if (!(Rank{band, entry.intercept + shift, entry.in_line_since, id} < rank)) continue;
        ++count;
        for (std::uint32_t i = begin; i < begin + Heap::kChildren && i < heap.size(); ++i) {
            open.push_back(i);
        }
    }
}

}  // namespace reeve::order
