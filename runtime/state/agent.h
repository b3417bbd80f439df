#pragma once

#include "runtime/state/item.h"

namespace reeve::state {

struct Agent {
    AgentId id;
    abi::Agent facts;          // what rules read; `load` included
    abi::WorkloadId workload;  // invalid: one item at a time
    /// Offered to it, assigned, wrapping up and parked, in the order in which they came.
    std::vector<ItemId> items;
    Instant idle_since;  // when it last finished something or became available
    Decimal points_today;
    std::uint32_t misses_in_a_row = 0;

    [[nodiscard]] bool is(model::Presence presence) const {
        return facts.presence == static_cast<std::uint32_t>(presence);
    }
    [[nodiscard]] bool signed_in() const { return !is(model::Presence::Offline); }
};

}  // namespace reeve::state
