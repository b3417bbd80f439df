#pragma once

#include "runtime/engine/engine.h"

// What goes wrong if things stay as they are.

namespace reeve::why {

using model::AgentId;
using model::ItemId;

/// Waiting items that nobody whom the engine knows could ever do as things stand: members, skills,
/// `needs` and `never`, whether or not anybody is here. In the order of ids.
std::vector<ItemId> unservable(const engine::Engine& engine);

/// An item that is due before anybody gets to it and is done, at the pace of its queue: those ahead
/// of it take, one after the other for each member who is signed in, what the last twenty took. In
/// the open time of the queue's calendar.
struct AtRisk {
    ItemId item;
    Instant due;
    std::optional<Instant> expected;  // nothing: nobody is signed in, or nothing was finished yet
    std::uint32_t ahead = 0;
    /// With so many members more it would be in time; nothing: with any number it would be late.
    std::optional<std::uint32_t> members_missing;
    /// Who could do it if they came back: away or offline, and nothing else in the way for good.
    std::vector<AgentId> away;
};

/// Of one queue, the soonest due first.
std::vector<AtRisk> at_risk(const engine::Engine& engine, abi::QueueId queue);

/// How long the item that waits longest in each class of work has waited: a class is what has the
/// same queue, type and needs.
struct OldestWait {
    abi::QueueId queue;
    abi::WorkTypeId work_type;
    std::vector<abi::Need> needs;
    ItemId item;
    Instant since;  // in line
    std::size_t waiting = 0;
};
/// The longest wait first.
std::vector<OldestWait> oldest_waits(const engine::Engine& engine);

}  // namespace reeve::why
