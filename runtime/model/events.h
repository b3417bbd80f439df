#pragma once

#include "runtime/model/case_events.h"
#include "runtime/model/holding_events.h"
#include "runtime/model/item_events.h"
#include "runtime/model/migration.h"
#include "runtime/model/rejection.h"

#include <variant>

// What happened. Everything that the state is made of came by one of these.

namespace reeve::model {

/// How far a line of an escalation or a watch has come.
struct LineProgress {
    std::optional<Instant> fired;         // last
    std::optional<Instant> holding;       // since when its condition holds: `every`, watches
    std::optional<Instant> last_noticed;  // last time its actions were run: `at most every`
    std::uint32_t count = 0;              // `every`: firings of this run
    friend bool operator==(const LineProgress&, const LineProgress&) = default;
};

/// A line fired; its actions follow as events of their own, whose cause names it.
struct LineFired {
    ItemId item;
    std::uint32_t line = 0;
    LineProgress progress;
    bool quiet = false;  // `at most every` leaves its actions out
};
/// How the lines of an item's escalation stand; they are looked at again at `again`.
struct LinesWaiting {
    struct Line {
        std::uint32_t line = 0;
        LineProgress progress;
    };
    ItemId item;
    std::vector<Line> lines;  // that changed
    Instant again;
};
struct Notified {
    ItemId item;         // none for watches
    abi::QueueId queue;  // of watches
    abi::Action::Target target = abi::Action::Target::Supervisors;
    bool reminder = false;
    std::vector<std::string> recipients;  // teams or agents by name, or an address
    std::string text;
};
struct SourceTold {
    ItemId item;
    std::uint32_t source = 0;
    std::string event;
};
/// An action of a line could not be done: the state or an agent's room did not allow it.
struct ActionRefused {
    ItemId item;
    std::uint32_t action = 0;  // of the line that the cause names
    RejectionCode code = RejectionCode::WrongState;
    std::string text;
};
struct ItemCommented {
    ItemId item;
    std::string text;
};
struct ItemLinked {
    ItemId item, other;
    std::string relation;
};

struct AgentDefined {
    AgentId agent;
    std::string name;
    std::vector<abi::TeamId> teams;
    std::vector<abi::Agent::Level> skills;
    std::vector<abi::Value> attributes;
    abi::WorkloadId workload;
};
struct PresenceSet {
    AgentId agent;
    std::uint32_t presence = 0;
};
struct SettingChanged {
    abi::SettingId setting;
    abi::Value value;
};
/// A queue's calendar opened or closed; `again` is its next turn.
struct QueueTurned {
    abi::QueueId queue;
    bool open = true;
    Instant again;
};
/// Midnight on the business's clock: shares, points and goals of the day start anew.
struct DayBegan {
    Instant next;
};
struct WatchMoved {
    abi::QueueId queue;
    std::uint32_t line = 0;
    LineProgress progress;
    bool fires = false;
};
/// When a queue's watch is looked at again.
struct WatchScheduled {
    abi::QueueId queue;
    Instant again;
};
/// Other rules are in force; everything is looked at again. The first of a house has no migration.
struct ProgramPublished {
    std::string version;
    std::optional<Migration> migration;
};

using EventBody = std::variant<
    ItemCaptured, ItemUpdated, ItemReclassified, ItemHeld, ItemResumed, ItemCancelled, ItemExpired,
    ItemCompleted, WrapUpEnded, ItemStartedOver, ItemReopened, SegmentDecided, PromisesMade,
    PriorityMoved, PriorityRaised, PriorityBoosted, RequirementsSet, ItemQueued, RingBegun,
    RouteScheduled, ItemRescheduled, NobodyFits, ItemOffered, OfferDeclined, OfferMissed,
    OfferWithdrawn, ItemAssigned, ItemParked, ReturnAwaited, ItemTakenUp, LineFired, LinesWaiting,
    Notified, SourceTold, ActionRefused, ItemCommented, ItemLinked, AgentDefined, PresenceSet,
    SettingChanged, QueueTurned, DayBegan, WatchMoved, WatchScheduled, ProgramPublished, CaseOpened,
    OwnerSet, PartOffered, PartStarted, PartWorked, SourceAsked, PartDone, PartsSkipped,
    PartCancelled, PartsReset, MilestonePromised, MilestoneReached, CaseEnded, EndingArmed,
    CaseScheduled, InteractionLinked, InteractionUnlinked>;

/// Why something happened: who did it, and the line of the program in force where a rule did.
struct Cause {
    Actor by;
    std::string reason;
    std::optional<std::uint32_t>
        line;  // of the escalation of the item's work type, or of the watch
};

struct Event {
    Instant at;
    Cause cause;
    EventBody what;
};

using Events = std::vector<Event>;

}  // namespace reeve::model
