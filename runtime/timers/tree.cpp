#include "runtime/timers/tree.h"

#include <bit>

namespace reeve::timers {

namespace {

constexpr std::uint64_t kDigitMask = 0xFF;
/// A window that has so many chunks becomes a node. Half a chunk is lost for each of its windows,
/// so fewer would waste memory; more would make a longer pause.
constexpr std::uint32_t kChunksMax = 4096;
/// With so many chunks, the next 256 ms are taken millisecond by millisecond.
constexpr std::uint32_t kChunksToTake = 128;

}  // namespace

Tree::Tree() {
    for (std::uint32_t i = 0; i < kRootNodes; ++i) {
        const std::uint32_t node = new_node(0);
        nodes_[node].level = kRootLevel;
        nodes_[node].base = std::uint64_t{i} << (kDigitBits * (kRootLevel + 1));
    }
}

void Tree::insert(const DueEntry& timer, Slots& slots) {
    auto node = static_cast<std::uint32_t>(timer.due >> (kDigitBits * (kRootLevel + 1)));
    unsigned shift = kDigitBits * kRootLevel;
    std::uint32_t word = 0;
    for (;; shift -= kDigitBits) {
        word = node * kFanOut + static_cast<std::uint32_t>((timer.due >> shift) & kDigitMask);
        if ((words_[word] & kNodeFlag) == 0) break;
        node = words_[word] & ~kNodeFlag;
    }
    const auto due_low = static_cast<std::uint32_t>(timer.due & kLowMask);
    const bool full = push(word, {timer.key, due_low, timer.slot});
    if (full && shift != 0) divide(word, slots);
}

std::uint64_t Tree::take_first(std::vector<DueEntry>& out, Slots& slots) {
    for (;;) {
        const std::uint32_t word = first_word();
        const Node& node = nodes_[word / kFanOut];
        const std::uint64_t begin = window_begin(node, word);
        const std::uint64_t end = begin + (std::uint64_t{1} << (kDigitBits * node.level));
        const std::uint32_t chunks_before = chunks_[words_[word] >> kChunkBits].chunks_before;
        if (node.level > 1 || (node.level == 1 && chunks_before >= kChunksToTake)) {
            divide(word, slots);
            if (empty()) return end;
            continue;
        }
        take_all(word, slots, [&](const Entry& taken) { out.push_back(timer(begin, taken)); });
        mark_empty(word);
        return end;
    }
}

void Tree::sweep(std::int64_t entries, Slots& slots) {
    const std::uint32_t end = nodes_used_ * kFanOut;
    for (; entries > 0 && swept_ < end; ++swept_) {
        if (nodes_[swept_ / kFanOut].used == 0) {
            swept_ |= kFanOut - 1;
            continue;
        }
        --entries;
        const std::uint32_t word = swept_;
        if (!is_list(word)) continue;
        entries -= take_all(word, slots, [&](const Entry& kept) { push(word, kept); });
        if (words_[word] == 0) mark_empty(word);
    }
    if (swept_ >= end) swept_ = 0;
}

std::size_t Tree::memory_bytes() const {
    return words_.memory_bytes() + nodes_.memory_bytes() + chunks_.memory_bytes() +
           free_nodes_.memory_bytes() + free_chunks_.memory_bytes();
}

/// Lets the processor read a chunk before it is needed: it cannot guess where the next one is.
void Tree::fetch(std::uint32_t chunk) const {
    constexpr std::size_t kLine = 64;
    const auto* bytes = reinterpret_cast<const char*>(&chunks_[chunk]);
    for (std::size_t i = 0; i < sizeof(Chunk); i += kLine) __builtin_prefetch(bytes + i);
}

/// Empties the list of a window, which stays marked as not empty, drops what was cancelled, and
/// hands on the rest, which `take` may push to the same window. How many there were.
template <class Take>
std::int64_t Tree::take_all(std::uint32_t word, Slots& slots, Take take) {
    std::int64_t count = 0;
    std::uint32_t place = words_[word];
    words_[word] = 0;
    while (place != 0) {
        const std::uint32_t next = before(place);
        if ((place & kChunkMask) == kChunkMask - 1) fetch(chunks_[place >> kChunkBits].previous);
        const Entry& taken = entry(place);
        if (slots.live(taken.slot)) {
            take(taken);
        } else {
            slots.drop(taken.slot);
        }
        if ((place & kChunkMask) == 0) free_chunks_.release(place >> kChunkBits);
        place = next;
        ++count;
    }
    return count;
}

/// Whether the window should become a node.
bool Tree::push(std::uint32_t word, const Entry& value) {
    const std::uint32_t last = words_[word];
    std::uint32_t place = last + 1;
    bool full = false;
    if (last == 0 || (place & kChunkMask) == kChunkEntries) {
        if (last == 0) mark_used(word);
        const std::uint32_t chunk = new_chunk(last);
        full = chunks_[chunk].chunks_before >= kChunksMax;
        place = chunk << kChunkBits;
    }
    chunks_[place >> kChunkBits].entries[place & kChunkMask] = value;
    words_[word] = place;
    return full;
}

std::uint32_t Tree::new_chunk(std::uint32_t last) {
    std::uint32_t chunk = free_chunks_.take();
    if (chunk == FreeIndexes::kNone) {
        CHECK(chunks_used_ < kNodeFlag >> kChunkBits);
        while (chunks_used_ >= chunks_.capacity()) chunks_.grow();
        chunk = chunks_used_++;
    }
    const std::uint32_t previous = last >> kChunkBits;
    const std::uint32_t chunks_before = last == 0 ? 0 : chunks_[previous].chunks_before + 1;
    chunks_[chunk].previous = previous;
    chunks_[chunk].chunks_before = chunks_before;
    return chunk;
}

void Tree::mark_used(std::uint32_t word) {
    Node& node = nodes_[word / kFanOut];
    std::uint64_t& marks = node.not_empty[word % kFanOut / 64];
    const std::uint64_t mark = std::uint64_t{1} << (word % 64);
    if ((marks & mark) != 0) return;
    marks |= mark;
    if (++node.used == 1 && node.level == kRootLevel) root_used_ |= 1U << (word / kFanOut);
}

/// Nodes without entries vanish.
void Tree::mark_empty(std::uint32_t word) {
    for (;;) {
        const std::uint32_t index = word / kFanOut;
        Node& node = nodes_[index];
        words_[word] = 0;
        node.not_empty[word % kFanOut / 64] &= ~(std::uint64_t{1} << (word % 64));
        if (--node.used != 0) return;
        if (node.level == kRootLevel) {
            root_used_ &= ~(1U << index);
            return;
        }
        free_nodes_.release(index);
        word = node.word;
    }
}

std::uint32_t Tree::new_node(std::uint32_t word) {
    std::uint32_t node = free_nodes_.take();
    if (node == FreeIndexes::kNone) {
        CHECK(nodes_used_ < kNodeFlag / kFanOut);
        node = nodes_used_++;
        if (nodes_.capacity() < nodes_used_) nodes_.grow();
        if (words_.capacity() < std::size_t{nodes_used_} * kFanOut) words_.grow();
    }
    nodes_[node] = {.not_empty = {}, .base = 0, .word = word, .used = 0, .level = 0};
    for (std::uint32_t i = 0; i < kFanOut; ++i) words_[node * kFanOut + i] = 0;
    return node;
}

/// Makes the list of a window a node with a list for each of its 256 windows.
void Tree::divide(std::uint32_t word, Slots& slots) {
    const std::uint32_t index = new_node(word);
    const Node& parent = nodes_[word / kFanOut];
    Node& node = nodes_[index];
    const unsigned shift = kDigitBits * (parent.level - 1U);
    node.level = static_cast<std::uint8_t>(parent.level - 1U);
    node.base = window_begin(parent, word);
    take_all(word, slots, [&](const Entry& moved) {
        const auto digit = static_cast<std::uint32_t>((moved.due_low >> shift) & kDigitMask);
        push(index * kFanOut + digit, moved);
    });
    words_[word] = kNodeFlag | index;
    if (node.used != 0) return;
    free_nodes_.release(index);
    mark_empty(word);
}

/// The first window that is not empty and no node.
std::uint32_t Tree::first_word() const {
    CHECK(root_used_ != 0);
    auto index = static_cast<std::uint32_t>(std::countr_zero(root_used_));
    for (;;) {
        const Node& node = nodes_[index];
        std::uint32_t digit = 0;
        while (node.not_empty[digit / 64] == 0) digit += 64;
        digit += static_cast<std::uint32_t>(std::countr_zero(node.not_empty[digit / 64]));
        const std::uint32_t word = index * kFanOut + digit;
        if ((words_[word] & kNodeFlag) == 0) return word;
        index = words_[word] & ~kNodeFlag;
    }
}

}  // namespace reeve::timers
