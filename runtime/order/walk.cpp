#include "runtime/order/walk.h"

#include <algorithm>

namespace reeve::order {

Walk::Walk(const Order& order, IndexId index, ClockPositions now)
    : order_(order), groups_(order.at(index).groups), now_(now) {}

std::optional<Standing> Walk::next() {
    if (candidates_.empty()) open_band();
    if (candidates_.empty()) return std::nullopt;
    std::pop_heap(candidates_.begin(), candidates_.end());
    const Candidate first = candidates_.back();
    candidates_.pop_back();

    const Group& group = order_.groups_[first.group];
    const Heap& heap = order_.heaps_[group.heap(first.leaf)];
    if (first.node != 0) {
        // The rest of that part: whatever lost on the way up.
        for (std::uint32_t node = group.tournament().node_of(first.leaf); node != first.node;
             node /= 2) {
            add_node(first.group, node ^ 1U);
        }
    }
    const std::uint32_t begin = Heap::first_child(first.position);
    for (std::uint32_t i = begin; i < begin + Heap::kChildren && i < heap.size(); ++i) {
        add_entry(first.group, first.leaf, i);
    }
    return Standing{EntryId(heap[first.position].slot), first.rank};
}

void Walk::open_band() {
    if (next_group_ == groups_.size()) return;
    const std::int32_t band = order_.groups_[groups_[next_group_]].band();
    for (; next_group_ < groups_.size(); ++next_group_) {
        const std::uint32_t group = groups_[next_group_];
        if (order_.groups_[group].band() != band) return;
        add_node(group, Tournament::kRoot);
    }
}

void Walk::add_node(std::uint32_t group, std::uint32_t node) {
    const Group& its = order_.groups_[group];
    const std::uint32_t leaf = its.winner(node, now_, order_.heaps_, order_.slots_);
    if (leaf == Tournament::kNobody) return;
    const HeapEntry& entry = order_.heaps_[its.heap(leaf)][0];
    add({its.rank(entry, leaf, now_, order_.slots_), group, node, leaf, 0});
}

void Walk::add_entry(std::uint32_t group, std::uint32_t leaf, std::uint32_t position) {
    const Group& its = order_.groups_[group];
    const HeapEntry& entry = order_.heaps_[its.heap(leaf)][position];
    add({its.rank(entry, leaf, now_, order_.slots_), group, 0, leaf, position});
}

void Walk::add(const Candidate& candidate) {
    candidates_.push_back(candidate);
    std::push_heap(candidates_.begin(), candidates_.end());
}

}  // namespace reeve::order
