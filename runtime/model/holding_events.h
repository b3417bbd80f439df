#pragma once

#include "runtime/model/ids.h"

// What happened between an item and the agents it is offered to or is with.

namespace reeve::model {

struct ItemOffered {
    ItemId item;
    AgentId agent;
    std::optional<Instant> until;
};
/// `again`: from when the agent may be offered it again; `alone`: where nobody else fits.
struct OfferDeclined {
    ItemId item;
    AgentId agent;
    Instant again, alone;
};
struct OfferMissed {
    ItemId item;
    AgentId agent;
    Instant again, alone;
};
struct OfferWithdrawn {
    ItemId item;
    AgentId agent;
};
struct ItemAssigned {
    enum class How : std::uint8_t { Accepted, Taken, Pushed, Appointed, Resumed };
    ItemId item;
    AgentId agent;
    How how = How::Accepted;
};
/// `interrupted`: comes back as soon as what interrupted it is done.
struct ItemParked {
    ItemId item;
    std::optional<Instant> until;
    bool interrupted = false;
};
/// The time of a parked item has come, and its agent had no room.
struct ReturnAwaited {
    ItemId item;
};
struct ItemTakenUp {
    ItemId item;
};

}  // namespace reeve::model
