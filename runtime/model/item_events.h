#pragma once

#include "runtime/abi/rules.h"
#include "runtime/model/ids.h"

#include <string>
#include <vector>

// What happened to an item. Rules' decisions are carried by the events, with the instants at which
// they have to be looked at again, so that applying events asks no rules.

namespace reeve::model {

struct ItemCaptured {
    ItemId item;
    abi::WorkTypeId work_type;
    std::optional<std::uint32_t> source;
    std::optional<std::string> key;
    std::vector<abi::Value> attributes;
    Decimal points;  // what it counts in a workload
    std::optional<abi::OfCase> of_case;
};
struct ItemUpdated {
    ItemId item;
    std::vector<AttributeValue> changes;
};
struct ItemReclassified {
    ItemId item;
    abi::WorkTypeId work_type;
    std::vector<abi::Value> attributes;
    Decimal points;
};
struct ItemHeld {
    ItemId item;
    std::optional<Instant> until;
};
struct ItemResumed {
    ItemId item;
};
struct ItemCancelled {
    ItemId item;
};
struct ItemExpired {
    ItemId item;
};
struct ItemCompleted {
    ItemId item;
    std::optional<std::uint32_t> outcome;
    std::optional<Instant> wrap_up_until;
    std::int64_t handling_ms = 0;  // since its assignee accepted; 0 without
    bool on_time = true;           // of the queue's goal where it has one, else not overdue
};
struct WrapUpEnded {
    ItemId item;
};
struct ItemStartedOver {
    ItemId item;
};
struct ItemReopened {
    ItemId item;
};

/// Segment and promises as of now; they are looked at again at `again`.
struct SegmentDecided {
    ItemId item;
    std::optional<std::uint32_t> segment;
    Instant again;
};
struct PromisesMade {
    ItemId item;
    std::array<std::optional<abi::Promise>, 3> promises;
};
/// A straight piece of the priority, raises and limit included: `value` now, until `again`.
struct PriorityMoved {
    ItemId item;
    std::uint32_t band = 0;
    abi::Points value = 0;
    std::vector<abi::PriorityLine::Slope> slopes;
    Instant again;
};
struct PriorityRaised {
    ItemId item;
    abi::Points points = 0;
    std::optional<Instant> until;
};
struct PriorityBoosted {
    ItemId item;
    abi::Points points = 0;
};
/// Who may do it, as things stand.
struct RequirementsSet {
    ItemId item;
    abi::Route route;
};
struct ItemQueued {
    enum class How : std::uint8_t {
        Routed,     // a `to` line put it there
        Moved,      // by a person
        Escalated,  // by a line of the escalation
        Requeued,   // back where it was taken from
        Resumed     // from `held`
    };
    ItemId item;
    abi::QueueId queue;
    How how = How::Routed;
    std::optional<std::uint32_t> to_line;  // Routed
    std::uint32_t part = 0;                // of its split
    bool to_someone_else = false;
};
/// Ring `ring` of `ask` begins; past the last one, anyone.
struct RingBegun {
    ItemId item;
    std::uint32_t ring = 0;
};
/// When it is looked at again: a ring that ends, `not before`, somebody to be asked again.
struct RouteScheduled {
    ItemId item;
    Instant again;
};
struct ItemRescheduled {
    ItemId item;
    std::optional<Instant> not_before;
};
/// Whether anybody signed in fits, workload aside, changed.
struct NobodyFits {
    ItemId item;
    bool nobody = true;
};

}  // namespace reeve::model
