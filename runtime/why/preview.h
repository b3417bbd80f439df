#pragma once

#include "runtime/engine/engine.h"

#include <string>

// What other rules would do to the work that is open, before they are published.

namespace reeve::why {

using model::ItemId;

/// An open item before and after. Values are named, because numbers of two programs differ.
struct Change {
    ItemId item;
    struct Side {
        std::string segment;  // empty: none
        std::optional<Instant> due;
        std::string queue;               // empty: in none
        std::uint32_t ahead = 0;         // in its queue, where it waits
        std::vector<std::string> needs;  // `motor 3`, in order
        bool overdue = false;
        bool for_nobody = false;  // waits, and nobody whom the engine knows could ever do it
        friend bool operator==(const Side&, const Side&) = default;
    };
    Side before, after;
};

struct Preview {
    /// The rules would not be taken: something open could not be kept.
    std::optional<model::Rejection> rejection;
    std::size_t open = 0;         // looked at
    std::vector<Change> changed;  // in the order of ids
    std::size_t newly_overdue = 0, newly_without_segment = 0, newly_for_nobody = 0;
    std::size_t moved = 0;  // to another queue
};

/// As if `rules` were published at the engine's now. The engine stays as it is. Time and memory
/// grow with the whole state.
Preview preview(const engine::Engine& engine, std::shared_ptr<const abi::Rules> rules);

}  // namespace reeve::why
