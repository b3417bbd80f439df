#pragma once

#include "runtime/order/order.h"

#include <vector>

namespace reeve::order {

/// The items of one index in their order at an instant, one after the other, without touching those
/// that are not asked for: what a workbin shows, what is ahead of an item, who comes next of those
/// that somebody may do. The order is not changed meanwhile; the positions stay the caller's.
class Walk {
public:
    Walk(const Order& order, IndexId index, ClockPositions now);

    /// Logarithmic time each; nothing at the end.
    std::optional<Standing> next();
    /// The next one that `may(EntryId)` accepts.
    template <class May>
    std::optional<Standing> next(May may) {
        for (;;) {
            std::optional<Standing> found = next();
            if (!found || may(found->entry)) return found;
        }
    }

private:
    /// The first of what is below a node of a group's tournament, or below an entry of a heap.
    struct Candidate {
        Rank rank;
        std::uint32_t group;
        std::uint32_t node;      // of the tournament; 0 for an entry of a heap
        std::uint32_t leaf;      // in which the first one is,
        std::uint32_t position;  // and where in its heap
        friend bool operator<(const Candidate& a, const Candidate& b) { return b.rank < a.rank; }
    };
    void open_band();
    void add_node(std::uint32_t group, std::uint32_t node);
    void add_entry(std::uint32_t group, std::uint32_t leaf, std::uint32_t position);
    void add(const Candidate& candidate);

    const Order& order_;
    const std::vector<std::uint32_t>& groups_;
    ClockPositions now_;
    std::size_t next_group_ = 0;
    std::vector<Candidate> candidates_;  // a heap
};

}  // namespace reeve::order
