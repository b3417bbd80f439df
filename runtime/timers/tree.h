#pragma once

#include "runtime/timers/slots.h"

#include <array>
#include <cstdint>
#include <vector>

namespace reeve::timers {

/// A timer with its whole due time: milliseconds since the first instant of the queue.
struct DueEntry {
    std::uint64_t due;
    std::uint64_t key;
    std::uint32_t slot;
    friend bool operator<(const DueEntry& a, const DueEntry& b) {
        return a.due != b.due ? a.due < b.due : a.key < b.key;
    }
};

/// The timers that are not near: a tree whose nodes divide their window of time into 256 equal
/// ones. A window holds its entries unordered, in a list of chunks without gaps, and becomes a node
/// of its own only when it grows large or when it is the next to come. Thus no window is ever
/// opened too early for what is inserted later, and an entry moves at most four times.
///
///     root: 4096 windows of 2^32 ms (50 days) -> 2^24 ms (4.7 hours) -> 65 s -> 256 ms -> 1 ms
///
/// Entries of cancelled timers are dropped where they are met.
class Tree {
public:
    static constexpr unsigned kDueBits = 44;  // due times are below 2^44 ms: 557 years

    Tree();

    void insert(const DueEntry& timer, Slots& slots);
    [[nodiscard]] bool empty() const { return root_used_ == 0; }
    /// Moves the entries of the first window that is not empty to `out`, in no order, and says at
    /// which time that window ends; not for an empty tree. The window has 256 ms or less, one only
    /// where more than a few thousand entries are in 256.
    std::uint64_t take_first(std::vector<DueEntry>& out, Slots& slots);
    /// Drops cancelled entries, going on where the last call stopped, until it has looked at
    /// `entries` or some more or has gone round.
    void sweep(std::int64_t entries, Slots& slots);

    template <class Visit>
    void for_each(Visit visit) const {
        for (std::uint32_t word = 0; word < nodes_used_ * kFanOut; ++word) {
            const Node& node = nodes_[word / kFanOut];
            if (!is_list(word)) continue;
            for (std::uint32_t place = words_[word]; place != 0; place = before(place)) {
                visit(timer(window_begin(node, word), entry(place)));
            }
        }
    }
    [[nodiscard]] std::size_t memory_bytes() const;

private:
    static constexpr std::uint32_t kFanOut = 256;
    static constexpr std::uint32_t kRootNodes = 16;
    static constexpr int kRootLevel = 4;
    static constexpr unsigned kDigitBits = 8;
    static constexpr std::uint32_t kNodeFlag = 0x8000'0000;
    static constexpr unsigned kChunkBits = 5;
    static constexpr std::uint32_t kChunkMask = (1U << kChunkBits) - 1;
    static constexpr std::uint32_t kChunkEntries = kChunkMask;
    static constexpr std::uint64_t kLowMask = 0xFFFF'FFFF;

    struct Entry {
        std::uint64_t key;
        std::uint32_t due_low;  // the rest follows from the window
        std::uint32_t slot;
    };
    /// A window's word is the place of its last entry: the chunk's index times 32 plus the entry's.
    /// All chunks before the last are full.
    struct Chunk {
        std::uint32_t previous;
        std::uint32_t chunks_before;
        std::uint64_t unused;
        std::array<Entry, kChunkEntries> entries;
    };
    /// Its windows are the 256 words from its index times 256 on.
    struct Node {
        std::array<std::uint64_t, kFanOut / 64> not_empty;
        std::uint64_t base;  // when its first window begins
        std::uint32_t word;  // of the window that it is; none for the root's
        std::uint16_t used;  // windows that are not empty
        std::uint8_t level;  // its windows have 2^(8 level) milliseconds
    };
    static_assert(sizeof(Entry) == 16 && sizeof(Chunk) == 512);

    [[nodiscard]] const Entry& entry(std::uint32_t place) const {
        return chunks_[place >> kChunkBits].entries[place & kChunkMask];
    }
    /// The place before another one of the same window; 0 at its beginning.
    [[nodiscard]] std::uint32_t before(std::uint32_t place) const {
        if ((place & kChunkMask) != 0) return place - 1;
        const std::uint32_t previous = chunks_[place >> kChunkBits].previous;
        return previous == 0 ? 0 : (previous << kChunkBits) + kChunkEntries - 1;
    }
    [[nodiscard]] bool is_list(std::uint32_t word) const {
        return nodes_[word / kFanOut].used != 0 && words_[word] != 0 &&
               (words_[word] & kNodeFlag) == 0;
    }
    static std::uint64_t window_begin(const Node& node, std::uint32_t word) {
        return node.base + (std::uint64_t{word % kFanOut} << (kDigitBits * node.level));
    }
    static DueEntry timer(std::uint64_t window, const Entry& entry) {
        return {(window & ~kLowMask) | entry.due_low, entry.key, entry.slot};
    }

    template <class Take>
    std::int64_t take_all(std::uint32_t word, Slots& slots, Take take);
    void fetch(std::uint32_t chunk) const;
    bool push(std::uint32_t word, const Entry& value);
    std::uint32_t new_chunk(std::uint32_t last);
    void mark_used(std::uint32_t word);
    void mark_empty(std::uint32_t word);
    std::uint32_t new_node(std::uint32_t word);
    void divide(std::uint32_t word, Slots& slots);
    [[nodiscard]] std::uint32_t first_word() const;

    Slabs<std::uint32_t, 16> words_;  // one for each window: 0, the last place, or a node
    Slabs<Node, 8> nodes_;
    Slabs<Chunk, 9> chunks_;
    FreeIndexes free_nodes_;
    FreeIndexes free_chunks_;
    std::uint32_t nodes_used_ = 0;
    std::uint32_t chunks_used_ = 1;  // place 0 is none
    std::uint32_t root_used_ = 0;    // bits of the root's nodes that are not empty
    std::uint32_t swept_ = 0;        // the word before which the sweep stopped
};

}  // namespace reeve::timers
