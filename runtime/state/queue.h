#pragma once

#include "runtime/state/agent.h"

#include <deque>
#include <map>

namespace reeve::state {

struct Queue {
    std::int64_t waiting = 0;  // queued or offered here
    bool open = true;
    Instant turns = abi::kLastInstant;  // when it opens or closes next
    /// How long the last 20 that were finished here took, in milliseconds.
    std::deque<std::int64_t> handling_ms;
    std::int64_t finished_today = 0, on_time_today = 0;
    std::vector<model::LineProgress> watch_lines;  // of its watch; shorter: as at first
    Instant watch_again = abi::kLastInstant;
};

/// Of the day, how many items each part of a `to` line's split got.
struct SplitKey {
    abi::WorkTypeId work_type;
    std::uint32_t line = 0;
    friend auto operator<=>(const SplitKey&, const SplitKey&) = default;
};
using Splits = std::map<SplitKey, std::vector<std::int64_t>>;

}  // namespace reeve::state
