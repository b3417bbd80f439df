#include "runtime/order/order.h"

#include "base/check.h"

#include <algorithm>

namespace reeve::order {

namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 32)) * 0xD6E8'FEB8'6659'FD93;
    return (value ^ (value >> 32)) * 0xD6E8'FEB8'6659'FD93;
}

std::uint32_t hash_of(std::uint32_t group, const Slopes& slopes, std::uint32_t count) {
    std::uint64_t hash = mixed(group);
    for (std::uint32_t i = 0; i < count; ++i) {
        hash = mixed(hash ^ static_cast<std::uint64_t>(slopes[i]));
        hash = mixed(hash ^ static_cast<std::uint64_t>(slopes[i] >> 64));
    }
    return static_cast<std::uint32_t>(hash >> 32);
}

/// An index of `values`, one that was freed where there is one.
template <class Value>
std::uint32_t take_index(std::vector<Value>& values, std::vector<std::uint32_t>& free,
                         Value value) {
    if (free.empty()) {
        values.push_back(std::move(value));
        return static_cast<std::uint32_t>(values.size() - 1);
    }
    const std::uint32_t index = free.back();
    free.pop_back();
    values[index] = std::move(value);
    return index;
}

}  // namespace

IndexId Order::new_index() {
    return IndexId(take_index(indexes_, free_indexes_, {.groups = {}, .count = 0, .in_use = true}));
}

void Order::drop_index(IndexId index) {
    CHECK(at(index).count == 0);
    at(index).in_use = false;
    free_indexes_.push_back(index.index());
}

EntryId Order::insert(IndexId index, const Piece& piece, std::int64_t in_line_since,
                      std::uint64_t id) {
    std::uint32_t slot = free_slots_.take();
    if (slot == FreeIndexes::kNone) {
        CHECK(slots_used_ < kNone);
        if (slots_used_ == slots_.capacity()) slots_.grow();
        slot = slots_used_++;
    }
    slots_[slot].id = id;
    put(slot, index, piece, in_line_since);
    return EntryId(slot);
}

void Order::erase(EntryId entry) {
    take_out(entry.index());
    slots_[entry.index()].heap = kNone;
    free_slots_.release(entry.index());
}

void Order::move(EntryId entry, IndexId index, const Piece& piece) {
    const std::int64_t in_line_since = entry_of(entry).in_line_since;
    take_out(entry.index());
    put(entry.index(), index, piece, in_line_since);
}

Rank Order::rank(EntryId entry, ClockPositions now) const {
    return group_of(entry).rank(entry_of(entry), heap_of(entry).leaf, now, slots_);
}

std::optional<Standing> Order::top(IndexId index, ClockPositions now) const {
    std::optional<Standing> best;
    for (const std::uint32_t number : at(index).groups) {
        const Group& group = groups_[number];
        if (best && group.band() != best->rank.band) break;
        const std::uint32_t leaf = group.winner(Tournament::kRoot, now, heaps_, slots_);
        const HeapEntry& entry = heaps_[group.heap(leaf)][0];
        const Rank rank = group.rank(entry, leaf, now, slots_);
        if (!best || rank < best->rank) best = {EntryId(entry.slot), rank};
    }
    return best;
}

std::optional<Order::Crossing> Order::crossing(EntryId behind, EntryId ahead) const {
    const Heap& heap_a = heap_of(behind);
    const Heap& heap_b = heap_of(ahead);
    const Group& group_a = group_of(behind);
    const Group& group_b = group_of(ahead);
    if (group_a.band() != group_b.band()) return std::nullopt;
    std::optional<ClockId> clock;
    for (const Group* group : {&group_a, &group_b}) {
        for (std::uint32_t i = 0; i < group->clocks().count; ++i) {
            const ClockId seen = group->clocks().clocks[i];
            if (slope(heap_a, seen) == slope(heap_b, seen) || clock == seen) continue;
            if (clock) return std::nullopt;
            clock = seen;
        }
    }
    if (!clock) return std::nullopt;
    const Int128 gain = slope(heap_a, *clock) - slope(heap_b, *clock);
    if (gain < 0) return std::nullopt;
    const HeapEntry& a = entry_of(behind);
    const HeapEntry& b = entry_of(ahead);
    const bool wins_ties = a.in_line_since != b.in_line_since ? a.in_line_since < b.in_line_since
                                                              : id_of(behind) < id_of(ahead);
    // The least position p with gain * p > lead, or >= lead for one that wins ties.
    const Int128 lead = b.intercept - a.intercept - (wins_ties ? 1 : 0);
    Int128 position = lead / gain;
    if (lead % gain < 0) --position;
    ++position;
    if (position > kPositionMax) return std::nullopt;
    position = std::max<Int128>(position, -kPositionMax);
    return Crossing{*clock, static_cast<std::int64_t>(position)};
}

std::size_t Order::memory_bytes() const {
    std::size_t bytes = slots_.memory_bytes() + free_slots_.memory_bytes() + table_.memory_bytes();
    for (const Heap& heap : heaps_) bytes += sizeof(Heap) + heap.memory_bytes();
    for (const Group& group : groups_) bytes += group.memory_bytes();
    return bytes;
}

Order::Index& Order::at(IndexId index) {
    CHECK(index.index() < indexes_.size() && indexes_[index.index()].in_use);
    return indexes_[index.index()];
}

const Order::Index& Order::at(IndexId index) const {
    CHECK(index.index() < indexes_.size() && indexes_[index.index()].in_use);
    return indexes_[index.index()];
}

const Heap& Order::heap_of(EntryId entry) const {
    CHECK(entry.index() < slots_used_ && slots_[entry.index()].heap != kNone);
    return heaps_[slots_[entry.index()].heap];
}

/// Zero where the priorities of the heap do not move with that clock.
Int128 Order::slope(const Heap& heap, ClockId clock) const {
    const Group& group = groups_[heap.group];
    for (std::uint32_t i = 0; i < group.clocks().count; ++i) {
        if (group.clocks().clocks[i] == clock) return group.slope(heap.leaf, i);
    }
    return 0;
}

/// Moves the anchor of a piece to where all clocks are at zero.
Order::Motion Order::motion_of(const Piece& piece) {
    CHECK(piece.terms.size() <= kClocksMax);
    CHECK(-kValueMax <= piece.value && piece.value <= kValueMax);
    Motion motion;
    motion.intercept = piece.value;
    for (const Term& term : piece.terms) {
        CHECK(term.slope != 0 && -kSlopeMax <= term.slope && term.slope <= kSlopeMax);
        CHECK(-kPositionMax <= term.anchor && term.anchor <= kPositionMax);
        const std::uint32_t i = motion.clocks.count++;
        CHECK(i == 0 || motion.clocks.clocks[i - 1] < term.clock);
        motion.clocks.clocks[i] = term.clock;
        motion.slopes[i] = term.slope;
        motion.intercept -= term.slope * term.anchor;
    }
    return motion;
}

void Order::put(std::uint32_t slot, IndexId index, const Piece& piece, std::int64_t in_line_since) {
    const Motion motion = motion_of(piece);
    const std::uint32_t number =
        heap_for(group_for(index, piece.band, motion.clocks), motion.slopes);
    slots_[slot].heap = number;
    Heap& heap = heaps_[number];
    heap.insert({motion.intercept, in_line_since, slot}, slots_);
    if (slots_[slot].position == 0) groups_[heap.group].touch(heap.leaf);
    ++at(index).count;
}

void Order::take_out(std::uint32_t slot) {
    const Heap& found = heap_of(EntryId(slot));
    --at(groups_[found.group].index()).count;
    const std::uint32_t number = slots_[slot].heap;
    Heap& heap = heaps_[number];
    const std::uint32_t position = slots_[slot].position;
    heap.erase(position, slots_);
    if (heap.size() == 0) {
        drop_heap(number);
    } else if (position == 0) {
        groups_[heap.group].touch(heap.leaf);
    }
}

std::uint32_t Order::group_for(IndexId index, std::int32_t band, const ClockSet& clocks) {
    std::vector<std::uint32_t>& groups = at(index).groups;
    const auto place = std::ranges::find_if(groups, [&](std::uint32_t number) {
        const Group& group = groups_[number];
        return group.band() > band || (group.band() == band && group.clocks() >= clocks);
    });
    if (place != groups.end() && groups_[*place].band() == band &&
        groups_[*place].clocks() == clocks) {
        return *place;
    }
    return *groups.insert(place, take_index(groups_, free_groups_, Group(index, band, clocks)));
}

std::uint32_t Order::find_heap(std::uint32_t group, const Slopes& slopes,
                               std::uint32_t hash) const {
    return table_.find(hash, [&](std::uint32_t heap) {
        return heaps_[heap].group == group && groups_[group].has_slopes(heaps_[heap].leaf, slopes);
    });
}

std::uint32_t Order::heap_for(std::uint32_t group, const Slopes& slopes) {
    const std::uint32_t hash = hash_of(group, slopes, groups_[group].clocks().count);
    const std::uint32_t found = find_heap(group, slopes, hash);
    if (found != kNone) return found;
    const std::uint32_t heap = take_index(heaps_, free_heaps_, Heap());
    heaps_[heap].group = group;
    heaps_[heap].leaf = groups_[group].add(heap, slopes);
    table_.insert(hash, heap);
    return heap;
}

/// An empty one, and its group with it when that is empty too.
void Order::drop_heap(std::uint32_t heap) {
    const std::uint32_t number = heaps_[heap].group;
    const std::uint32_t leaf = heaps_[heap].leaf;
    Group& group = groups_[number];
    Slopes slopes{};
    for (std::uint32_t i = 0; i < group.clocks().count; ++i) slopes[i] = group.slope(leaf, i);
    table_.erase(hash_of(number, slopes, group.clocks().count), heap);
    heaps_[heap] = Heap();
    free_heaps_.push_back(heap);
    group.remove(leaf);
    if (!group.empty()) return;
    std::erase(at(group.index()).groups, number);
    group = Group({}, 0, {});
    free_groups_.push_back(number);
}

}  // namespace reeve::order
