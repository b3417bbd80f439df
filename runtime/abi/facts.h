#pragma once

#include "runtime/abi/case.h"

#include <vector>

// What the rules read of the house besides the item at hand.

namespace reeve::abi {

/// What is known of a queue besides its rules.
struct QueueFacts {
    std::int64_t waiting_items = 0;
    Duration oldest_wait;
    ClockRuns oldest;  // the clock that `oldest_wait` was read from
    Duration expected_wait;
    std::int64_t available_agents = 0;
    std::int64_t late_items = 0;
    Decimal share_on_time_today = 1;
};

/// The house at `now`. The caller owns what is pointed to.
struct House {
    std::vector<Value> settings;     // by SettingId; empty: as declared
    std::vector<QueueFacts> queues;  // by QueueId; empty: nothing waits anywhere
    std::vector<const Agent*> agents;
    const Records* records = nullptr;  // null: cases are not read
};

}  // namespace reeve::abi
