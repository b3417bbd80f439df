#pragma once

#include "runtime/state/item.h"

namespace reeve::state {

/// How a part ended once.
struct Round {
    abi::PartState state = abi::PartState::Done;  // or Cancelled
    abi::Verdict verdict = abi::Verdict::None;
    std::string comment;
    std::vector<abi::Value> answers;
    std::string by;
    Instant started, ended;
    ItemId work;  // its item or child case
};

/// What the engine knows of a part beyond what rules read.
struct PartProgress {
    std::vector<Round> rounds;         // the history, oldest first
    std::uint32_t repeats = 0;         // of `repeats up to`
    std::vector<std::uint32_t> redos;  // of each `redo`; shorter: none yet
    std::optional<Instant> limit;      // of the wait or question that is active
    bool forced = false;               // begins at once: redone or repeated
};

/// A case beside its item, which has its data, promise, priority and end.
struct Case {
    ItemId item;
    abi::Case facts;
    std::string version;       // of the program whose plan it follows
    std::uint64_t number = 0;  // in the series of its plan
    ItemId parent;             // the case that opened it; none: nobody's child
    std::uint32_t parent_part = 0;
    std::vector<PartProgress> progress;  // by part
    std::vector<ItemId> interactions;    // linked to it
    /// Ended the case before it was reopened, and has held ever since.
    std::optional<std::uint32_t> resting;
};

}  // namespace reeve::state
