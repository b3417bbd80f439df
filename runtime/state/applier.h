#pragma once

#include "runtime/state/migrated.h"
#include "runtime/state/state.h"

// What each event does to the state. Private to this folder.

namespace reeve::state {

class Applier {
public:
    Applier(State& state, const model::Event& event) : state_(state), event_(event) {}

    void run();

    // What becomes of an item.
    void operator()(const model::ItemCaptured& event);
    void operator()(const model::ItemUpdated& event);
    void operator()(const model::ItemReclassified& event);
    void operator()(const model::ItemHeld& event);
    void operator()(const model::ItemResumed& event);
    void operator()(const model::ItemCancelled& event);
    void operator()(const model::ItemExpired& event);
    void operator()(const model::ItemCompleted& event);
    void operator()(const model::WrapUpEnded& event);
    void operator()(const model::ItemStartedOver& event);
    void operator()(const model::ItemReopened& event);
    void operator()(const model::ItemCommented& event);
    void operator()(const model::ItemLinked& event);

    // What rules decided about it.
    void operator()(const model::SegmentDecided& event);
    void operator()(const model::PromisesMade& event);
    void operator()(const model::PriorityMoved& event);
    void operator()(const model::PriorityRaised& event);
    void operator()(const model::PriorityBoosted& event);
    void operator()(const model::RequirementsSet& event);
    void operator()(const model::RingBegun& event);
    void operator()(const model::RouteScheduled& event);
    void operator()(const model::ItemRescheduled& event);
    void operator()(const model::NobodyFits& event);
    void operator()(const model::LineFired& event);
    void operator()(const model::LinesWaiting& event);
    void operator()(const model::Notified&) {}
    void operator()(const model::SourceTold&) {}
    void operator()(const model::ActionRefused&) {}

    // Whose it is.
    void operator()(const model::ItemQueued& event);
    void operator()(const model::ItemOffered& event);
    void operator()(const model::OfferDeclined& event);
    void operator()(const model::OfferMissed& event);
    void operator()(const model::OfferWithdrawn& event);
    void operator()(const model::ItemAssigned& event);
    void operator()(const model::ItemParked& event);
    void operator()(const model::ReturnAwaited& event);
    void operator()(const model::ItemTakenUp& event);

    // Cases.
    void operator()(const model::CaseOpened& event);
    void operator()(const model::OwnerSet& event);
    void operator()(const model::PartOffered& event);
    void operator()(const model::PartStarted& event);
    void operator()(const model::PartWorked& event);
    void operator()(const model::SourceAsked&) {}
    void operator()(const model::PartDone& event);
    void operator()(const model::PartsSkipped& event);
    void operator()(const model::PartCancelled& event);
    void operator()(const model::PartsReset& event);
    void operator()(const model::MilestonePromised& event);
    void operator()(const model::MilestoneReached& event);
    void operator()(const model::CaseEnded& event);
    void operator()(const model::EndingArmed& event);
    void operator()(const model::CaseScheduled& event);
    void operator()(const model::InteractionLinked& event);
    void operator()(const model::InteractionUnlinked& event);

    // The house.
    void operator()(const model::AgentDefined& event);
    void operator()(const model::PresenceSet& event);
    void operator()(const model::SettingChanged& event);
    void operator()(const model::QueueTurned& event);
    void operator()(const model::DayBegan& event);
    void operator()(const model::WatchMoved& event);
    void operator()(const model::WatchScheduled& event);
    void operator()(const model::ProgramPublished& event);

private:
    [[nodiscard]] Item& item(ItemId id) { return state_.items_[id.number - 1]; }
    [[nodiscard]] Agent& agent(AgentId id) { return state_.agents_[id.index()]; }
    [[nodiscard]] Instant at() const { return event_.at; }
    [[nodiscard]] Case& case_of(ItemId item) {
        return state_.cases_[state_.case_places_.at(item.number)];
    }
    /// Of what has just entered or begins anew: a case runs, an item waits.
    void enter(Item& item);

    void migrate(Item& item, const model::Migration& migration);
    void migrate(Agent& agent, const model::Migration& migration);
    void touch(Item& item);
    void set_state(Item& item, model::ItemState next);
    /// Lets the clocks of waiting run or stand still, as the item's state and `not before` say.
    void turn_waiting_clocks(Item& item);
    void finish(Item& item, model::ItemState next);
    void begin_anew(Item& item);

    void attach(Item& item, AgentId id);
    /// Takes the item from its agent; it is remembered as the previous assignee if it was.
    void detach(Item& item);
    void refuse(Item& item, AgentId id, Instant again, Instant alone);

    State& state_;
    const model::Event& event_;
};

/// How an item is found by what its source calls it.
std::string key_of(std::uint32_t source, const std::string& key);
/// The later of what the route and a person say; nothing before which it is kept back.
std::optional<Instant> kept_back_until(const Item& item);

}  // namespace reeve::state
