#pragma once

#include "runtime/engine/impl.h"

namespace reeve::engine {

/// What an event makes it necessary to look at. Made before the event is applied, called after.
class Noting {
public:
    Noting(Engine::Impl& impl, const model::Event& event);
    void run();

    void operator()(const model::ItemCaptured& e);
    void operator()(const model::ItemUpdated& e);
    void operator()(const model::ItemReclassified& e);
    void operator()(const model::ItemHeld& e);
    void operator()(const model::ItemResumed& e);
    void operator()(const model::ItemCancelled& e);
    void operator()(const model::ItemExpired& e);
    void operator()(const model::ItemCompleted& e);
    void operator()(const model::WrapUpEnded&) {}
    void operator()(const model::ItemStartedOver& e);
    void operator()(const model::ItemReopened& e);
    void operator()(const model::SegmentDecided& e);
    void operator()(const model::PromisesMade& e);
    void operator()(const model::PriorityMoved& e);
    void operator()(const model::PriorityRaised& e);
    void operator()(const model::PriorityBoosted& e);
    void operator()(const model::RequirementsSet& e);
    void operator()(const model::ItemQueued& e);
    void operator()(const model::RingBegun& e);
    void operator()(const model::RouteScheduled& e);
    void operator()(const model::ItemRescheduled& e);
    void operator()(const model::NobodyFits& e);
    void operator()(const model::ItemOffered& e);
    void operator()(const model::OfferDeclined& e);
    void operator()(const model::OfferMissed& e);
    void operator()(const model::OfferWithdrawn& e);
    void operator()(const model::ItemAssigned& e);
    void operator()(const model::ItemParked& e);
    void operator()(const model::ReturnAwaited&) {}
    void operator()(const model::ItemTakenUp& e);
    void operator()(const model::LineFired& e);
    void operator()(const model::LinesWaiting&) {}
    void operator()(const model::Notified&) {}
    void operator()(const model::SourceTold&) {}
    void operator()(const model::ActionRefused&) {}
    void operator()(const model::ItemCommented& e);
    void operator()(const model::ItemLinked&) {}
    void operator()(const model::AgentDefined& e);
    void operator()(const model::PresenceSet& e);
    void operator()(const model::SettingChanged& e);
    void operator()(const model::QueueTurned& e);
    void operator()(const model::DayBegan&);
    void operator()(const model::WatchMoved&) {}
    void operator()(const model::WatchScheduled& e);
    void operator()(const model::ProgramPublished&) {}
    void operator()(const model::CaseOpened&) {}
    void operator()(const model::OwnerSet& e);
    void operator()(const model::PartOffered& e) { look_at_case(e.item); }
    void operator()(const model::PartStarted& e) { look_at_case(e.item); }
    void operator()(const model::PartWorked& e) { look_at_case(e.item); }
    void operator()(const model::SourceAsked&) {}
    void operator()(const model::PartDone& e);
    void operator()(const model::PartsSkipped& e) { look_at_case(e.item); }
    void operator()(const model::PartCancelled& e) { look_at_case(e.item); }
    void operator()(const model::PartsReset& e) { look_at_case(e.item); }
    void operator()(const model::MilestonePromised&) {}
    void operator()(const model::MilestoneReached& e) { look_at_case(e.item); }
    void operator()(const model::CaseEnded&) {}
    void operator()(const model::EndingArmed& e) { look_at_case(e.item); }
    void operator()(const model::CaseScheduled&) {}
    void operator()(const model::InteractionLinked& e) { handled(e.item); }
    void operator()(const model::InteractionUnlinked& e) { handled(e.item); }

private:
    void note_item();
    /// After a change of how the item is handled, its data left aside.
    void handled(ItemId item);
    template <class What>
    void heard(ItemId item, What what);
    void look_at_case(ItemId the_case) { agenda_.add(the_case, Phase::Route); }
    /// The case that the item is or belongs to, and the one that waits for that.
    void tell_case(ItemId item);
    /// What its case decides for the items of its steps.
    void look_at_steps(ItemId the_case);
    void begins(ItemId item, abi::Parts::Promises promises);
    void back_in_line(ItemId item);
    void agent_changed(AgentId id);
    void look_at_sensitive();
    void watch(std::optional<abi::QueueId> queue);
    void watch_all();

    Engine::Impl& impl_;
    Agenda& agenda_;
    const model::Event& event_;
    ItemId item_;  // none: about no item
    // As it was before.
    AgentId agent_before_;
    std::optional<abi::QueueId> queue_before_;
    std::optional<std::uint32_t> segment_before_;
};

}  // namespace reeve::engine
