#pragma once

#include "runtime/model/events.h"

#include <deque>
#include <map>
#include <set>
#include <vector>

// What is still to be looked at, at one moment. Empty between batches, so it is no part of the
// state: replaying events needs none of it.

namespace reeve::engine {

using model::AgentId;
using model::ItemId;

/// What is looked at for an item, in this order.
enum class Phase : std::uint8_t { Pause, Offer, Decide, Lines, Route };

/// What happened to an item, for event lines. Lines from `next_line` on have not heard of it.
struct Happening {
    abi::Trigger::Kind kind = abi::Trigger::Kind::Event;  // or Attribute-, SegmentChanges
    abi::Event event = abi::Event::Created;
    std::uint32_t attribute = 0;
    std::uint32_t next_line = 0;
    bool told = false;  // its source, where it wants to know
};

/// An action of a line that fired and that is to be run next.
struct PendingAction {
    ItemId item;
    abi::WorkTypeId work_type;  // whose line it is
    std::uint32_t line = 0;
    std::uint32_t action = 0;
};

struct ItemPhase {
    ItemId item;
    Phase phase = Phase::Pause;
    friend auto operator<=>(ItemPhase, ItemPhase) = default;
};

struct Agenda {
    std::deque<PendingAction> actions;
    bool day = false;                // midnight has come
    std::set<abi::QueueId> turning;  // queues whose calendar opens or closes
    std::set<ItemPhase> items;
    std::map<ItemId, abi::Parts::Promises> promises;  // to be made anew
    std::set<ItemId> reroute;                         // whose `to` lines are to be looked at
    std::map<ItemId, std::vector<Happening>> happenings;
    std::set<AgentId> agents;
    std::set<abi::QueueId> watches;

    void add(ItemId item, Phase phase) { items.insert({item, phase}); }
    /// After nearly every change of an item.
    void look_again(ItemId item) {
        add(item, Phase::Decide);
        add(item, Phase::Lines);
    }
    void happened(ItemId item, Happening happening) {
        happenings[item].push_back(happening);
        add(item, Phase::Lines);
    }
    void happened(ItemId item, abi::Event event) {
        happened(item, {abi::Trigger::Kind::Event, event});
    }
};

}  // namespace reeve::engine
