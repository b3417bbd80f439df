#include "runtime/order/heap.h"

namespace reeve::order {

namespace {

bool ahead(const HeapEntry& a, const HeapEntry& b, const Slots& slots) {
    if (a.intercept != b.intercept) return a.intercept > b.intercept;
    if (a.in_line_since != b.in_line_since) return a.in_line_since < b.in_line_since;
    return slots[a.slot].id < slots[b.slot].id;
}

std::uint32_t parent(std::uint32_t position) { return (position - 1) / Heap::kChildren; }

}  // namespace

void Heap::insert(const HeapEntry& entry, Slots& slots) {
    const std::uint32_t position = entries_.size();
    entries_.push_back(entry);
    put(sift_up(position, entry, slots), entry, slots);
}

void Heap::erase(std::uint32_t position, Slots& slots) {
    const HeapEntry last = entries_[entries_.size() - 1];
    entries_.pop_back();
    if (position != entries_.size()) place(position, last, slots);
}

void Heap::change(std::uint32_t position, Int128 intercept, Slots& slots) {
    HeapEntry entry = entries_[position];
    entry.intercept = intercept;
    place(position, entry, slots);
}

void Heap::put(std::uint32_t position, const HeapEntry& entry, Slots& slots) {
    entries_[position] = entry;
    slots[entry.slot].position = position;
}

/// The entry belongs to this position or one above or below it.
void Heap::place(std::uint32_t position, HeapEntry entry, Slots& slots) {
    const std::uint32_t higher = sift_up(position, entry, slots);
    put(higher == position ? sift_down(position, entry, slots) : higher, entry, slots);
}

/// Moves down what comes after the entry; where the entry goes.
std::uint32_t Heap::sift_up(std::uint32_t position, const HeapEntry& entry, Slots& slots) {
    while (position > 0 && ahead(entry, entries_[parent(position)], slots)) {
        put(position, entries_[parent(position)], slots);
        position = parent(position);
    }
    return position;
}

std::uint32_t Heap::sift_down(std::uint32_t position, const HeapEntry& entry, Slots& slots) {
    const std::uint32_t size = entries_.size();
    for (;;) {
        const std::uint32_t begin = first_child(position);
        if (begin >= size) return position;
        const std::uint32_t end = begin + kChildren < size ? begin + kChildren : size;
        std::uint32_t best = begin;
        for (std::uint32_t child = begin + 1; child < end; ++child) {
            if (ahead(entries_[child], entries_[best], slots)) best = child;
        }
        if (!ahead(entries_[best], entry, slots)) return position;
        put(position, entries_[best], slots);
        position = best;
    }
}

}  // namespace reeve::order
