#pragma once

#include "runtime/abi/case.h"
#include "runtime/model/ids.h"

#include <string>
#include <vector>

// What happened in a case. `item` is the case's own item throughout; what happens to its data, its
// promise and its end is said by the events of that item.

namespace reeve::model {

/// After the capture of its item.
struct CaseOpened {
    ItemId item;
    abi::PlanId plan;
    std::uint32_t parts = 0;
    std::string reference;
    std::uint64_t number = 0;  // in the series of its plan
    ItemId parent;             // none: opened by itself
    std::uint32_t parent_part = 0;
};
struct OwnerSet {
    ItemId item;
    std::optional<std::string> agent;
};
/// May be started by hand from now on.
struct PartOffered {
    ItemId item;
    std::uint32_t part = 0;
};
/// A new round of it begins.
struct PartStarted {
    ItemId item;
    std::uint32_t part = 0;
    std::optional<abi::Promise> due;
    std::optional<Instant> limit;  // of waits and questions
};
/// The item or child case that a part is worked on by.
struct PartWorked {
    ItemId item;
    std::uint32_t part = 0;
    ItemId work;
};
/// `values` by place among what the question calls them.
struct SourceAsked {
    ItemId item;
    std::uint32_t part = 0;
    std::uint32_t source = 0;
    std::vector<abi::Value> values;
};
struct PartDone {
    ItemId item;
    std::uint32_t part = 0;
    abi::Verdict verdict = abi::Verdict::None;
    std::string comment;
    std::vector<abi::Value> answers;
    std::string by;  // agent, person or source; empty: by itself
};
/// A part with all that is inside.
struct PartsSkipped {
    ItemId item;
    std::vector<std::uint32_t> parts;
};
struct PartCancelled {
    ItemId item;
    std::uint32_t part = 0;
};
/// Parts are as if they had not started: to be redone or repeated, or because their case was
/// reopened. Their rounds stay in the history.
struct PartsReset {
    ItemId item;
    std::vector<std::uint32_t> parts;
    std::vector<std::uint32_t> stages;  // that were done and are active again
    std::vector<std::uint32_t> again;   // those that begin at once
    std::optional<std::uint32_t> by;    // the part whose rule says so; nothing: reopened
    std::optional<std::uint32_t> redo;  // of its redos; nothing: it repeats
};
/// By when a milestone should be reached, counted from the start of its stage or case.
struct MilestonePromised {
    ItemId item;
    std::uint32_t part = 0;
    abi::Promise due;
};
struct MilestoneReached {
    ItemId item;
    std::uint32_t part = 0;
};
/// `ending`: of the plan; nothing: a wait ran out. The completion of its item follows.
struct CaseEnded {
    ItemId item;
    std::optional<std::uint32_t> ending;
};
/// An ending that had held holds no longer, and may end the case again.
struct EndingArmed {
    ItemId item;
};
/// When its conditions are looked at again.
struct CaseScheduled {
    ItemId item;
    Instant again;
};
struct InteractionLinked {
    ItemId item;
    ItemId interaction;
};
struct InteractionUnlinked {
    ItemId item;
    ItemId interaction;
};

}  // namespace reeve::model
