#pragma once

#include "runtime/model/events.h"
#include "runtime/model/states.h"

namespace reeve::state {

using model::AgentId;
using model::ItemId;

/// Why an item has to be looked at when its instant comes.
enum class Wake : std::uint8_t { Pause, Offer, Segment, Lines, Route, Priority, WrapUp };
inline constexpr std::size_t kWakes = 7;

struct Raise {
    abi::Points points = 0;
    std::optional<Instant> until;  // nothing: stays
};

/// Who declined or missed it, and from when it may be offered to that agent again.
struct Refusal {
    AgentId agent;
    Instant again;  // while somebody else fits
    Instant alone;  // while nobody else does
};

/// An item with everything that the engine knows of it.
struct Item {
    ItemId id;
    abi::Item facts;  // what rules read; `state`, `queue`, `assignee` and so on included
    model::ItemState state = model::ItemState::Queued;
    AgentId agent;  // who it is offered to or with: assignee, also while it wraps up or is parked

    std::optional<std::uint32_t> segment;
    std::uint32_t band = 0;
    abi::Points priority = 0;  // at `priority_since`
    Instant priority_since;
    std::vector<abi::PriorityLine::Slope> slopes;
    abi::Points boost = 0;
    std::vector<Raise> raises;

    abi::Route route;
    std::uint32_t ring = 0;  // of route.rings
    Instant ring_since;
    std::optional<Instant> not_before;     // asked for by a person
    std::optional<std::uint32_t> to_line;  // that put it into its queue; nothing: somebody did
    std::uint32_t part = 0;                // of that line's split
    AgentId not_to;                        // `requeue to someone else`
    std::vector<Refusal> refusals;
    std::int64_t declines_here = 0, misses_here = 0;  // in this queue
    std::optional<Instant> nobody_fits_since;

    Decimal points = 1;             // what it counts in a workload
    std::uint32_t assignments = 0;  // since it entered or was started over
    model::ItemState held_from = model::ItemState::Queued;
    AgentId held_for;  // whose it was when it was held
    bool interrupted = false;
    bool returns = false;  // parked, and its time has come
    /// By somebody for the first time, since it entered or was started over.
    std::optional<Instant> accepted_at;

    std::vector<model::LineProgress> lines;  // of the escalation; shorter: as at first
    std::vector<std::pair<std::string, ItemId>> links;
    std::uint32_t comments = 0;

    /// `kLastInstant`: not.
    std::array<Instant, kWakes> wakes = no_wakes();

    static constexpr std::array<Instant, kWakes> no_wakes() {
        std::array<Instant, kWakes> wakes{};
        wakes.fill(abi::kLastInstant);
        return wakes;
    }
    [[nodiscard]] Instant next_wake() const {
        Instant next = abi::kLastInstant;
        for (Instant wake : wakes) next = std::min(next, wake);
        return next;
    }
    Instant& wake(Wake kind) { return wakes[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] Instant wake(Wake kind) const { return wakes[static_cast<std::size_t>(kind)]; }
    /// Whether a `to` line put it where it is.
    [[nodiscard]] bool placed_by_rules() const { return to_line.has_value(); }
    [[nodiscard]] std::optional<abi::QueueId> queue() const {
        if (!facts.queue) return std::nullopt;
        return abi::QueueId(*facts.queue);
    }
};

}  // namespace reeve::state
