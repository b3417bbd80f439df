#pragma once

#include "runtime/order/group.h"
#include "runtime/order/heap_table.h"

#include <optional>
#include <vector>

namespace reeve::order {

/// An item that is in the order, by a number that it keeps until it is taken out.
using EntryId = Id<struct EntryTag>;

struct Standing {
    EntryId entry;
    Rank rank;
};

/// Items in the exact order of band, priority, time in line and id, where priorities move along
/// straight lines in the positions of clocks; at every millisecond, without ever being sorted anew.
/// Items whose lines have the same slopes on the same clocks never change their order and share a
/// heap; heaps of the same clocks play a tournament that knows until when its verdicts hold. When a
/// piece of a priority ends, which is the caller's timer, `replace` gives the next one.
///
/// Items are kept by *indexes*: those of one index may be done by the same people, so that who asks
/// compares the tops of the indexes that are theirs. Answers depend on what is in the order and on
/// the clocks only, not on the order of calls. Insert, erase and replace take logarithmic time;
/// memory is 49 bytes an item, some 150 more where it moves like no other of its index and band.
///
/// A value: copies are independent. One thread at a time, for questions too, which remember what
/// they found.
class Order {
public:
    /// An index without items; only an empty one may be dropped.
    IndexId new_index();
    void drop_index(IndexId index);

    /// Bounds and order of terms as `rank.h` says (CHECK). Ids of items in one index differ.
    EntryId insert(IndexId index, const Piece& piece, std::int64_t in_line_since, std::uint64_t id);
    void erase(EntryId entry);
    /// The next piece of an item, in the same index or in another one.
    void replace(EntryId entry, const Piece& piece) { move(entry, index_of(entry), piece); }
    void move(EntryId entry, IndexId index, const Piece& piece);

    [[nodiscard]] std::uint32_t count(IndexId index) const { return at(index).count; }
    [[nodiscard]] IndexId index_of(EntryId entry) const { return group_of(entry).index(); }
    [[nodiscard]] std::uint64_t id_of(EntryId entry) const { return slots_[entry.index()].id; }
    [[nodiscard]] Rank rank(EntryId entry, ClockPositions now) const;
    /// The first of an index; nothing where it is empty.
    [[nodiscard]] std::optional<Standing> top(IndexId index, ClockPositions now) const;
    /// How many of an index come before `rank`, but at most `limit`: time grows with the answer.
    [[nodiscard]] std::uint32_t count_ahead(IndexId index, const Rank& rank, ClockPositions now,
                                            std::uint32_t limit) const;

    struct Crossing {
        ClockId clock;
        std::int64_t position = 0;
        friend bool operator==(const Crossing&, const Crossing&) = default;
    };
    /// The first position of a clock from which on `behind` comes before `ahead`, if both keep
    /// their pieces. Nothing where they are in two bands, where it does not gain, would need longer
    /// than clocks go, or where their slopes differ on several clocks.
    [[nodiscard]] std::optional<Crossing> crossing(EntryId behind, EntryId ahead) const;

    /// Of everything that grows with items.
    [[nodiscard]] std::size_t memory_bytes() const;

private:
    friend class Walk;

    struct Index {
        std::vector<std::uint32_t> groups;  // by band
        std::uint32_t count = 0;
        bool in_use = false;
    };
    struct Motion {
        Int128 intercept = 0;
        ClockSet clocks;
        Slopes slopes{};
    };

    [[nodiscard]] Index& at(IndexId index);
    [[nodiscard]] const Index& at(IndexId index) const;
    [[nodiscard]] const Heap& heap_of(EntryId entry) const;
    [[nodiscard]] const Group& group_of(EntryId entry) const {
        return groups_[heap_of(entry).group];
    }
    [[nodiscard]] const HeapEntry& entry_of(EntryId entry) const {
        return heap_of(entry)[slots_[entry.index()].position];
    }
    [[nodiscard]] Int128 slope(const Heap& heap, ClockId clock) const;

    static Motion motion_of(const Piece& piece);
    std::uint32_t group_for(IndexId index, std::int32_t band, const ClockSet& clocks);
    std::uint32_t heap_for(std::uint32_t group, const Slopes& slopes);
    std::uint32_t find_heap(std::uint32_t group, const Slopes& slopes, std::uint32_t hash) const;
    void put(std::uint32_t slot, IndexId index, const Piece& piece, std::int64_t in_line_since);
    void take_out(std::uint32_t slot);
    void drop_heap(std::uint32_t heap);
    void count_below(const Group& group, std::uint32_t node, const Rank& rank, ClockPositions now,
                     std::uint32_t limit, std::uint32_t& count) const;
    void count_in_heap(const Heap& heap, const Rank& rank, Int128 shift, std::uint32_t limit,
                       std::uint32_t& count) const;

    Slots slots_;
    FreeIndexes free_slots_;
    std::uint32_t slots_used_ = 0;
    std::vector<Heap> heaps_;
    std::vector<std::uint32_t> free_heaps_;
    std::vector<Group> groups_;
    std::vector<std::uint32_t> free_groups_;
    std::vector<Index> indexes_;
    std::vector<std::uint32_t> free_indexes_;
    HeapTable table_;
};

}  // namespace reeve::order
