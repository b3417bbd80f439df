#pragma once

#include "runtime/model/case_fields.h"
#include "runtime/model/commands.h"
#include "runtime/model/events.h"
#include "runtime/model/value_codec.h"

// The fields of what commands and events are made of, in the order in which they are written.

namespace reeve::model {

template <class Derived, class Bytes>
class ModelCodec : public CaseCodec<Derived, Bytes> {
public:
    using Base = CaseCodec<Derived, Bytes>;
    using Base::all;
    using Base::Base;
    using Base::fields;

    void fields(ItemId& v) { all(v.number); }
    void fields(Actor& v) { all(v.kind, v.name); }
    void fields(AttributeValue& v) { all(v.attribute, v.value); }
    void fields(Cause& v) { all(v.by, v.reason, v.line); }
    void fields(LineProgress& v) { all(v.fired, v.holding, v.last_noticed, v.count); }
    void fields(abi::ClockRuns::Run& v) { all(v.from, v.to); }
    void fields(abi::ClockRuns& v) { all(v.past, v.since); }
    void fields(abi::Promise& v) {
        all(v.line, v.begin, v.counted_from, v.at, v.calendar, v.pauses, v.paused_since,
            v.finished);
    }
    void fields(abi::PriorityLine::Slope& v) { all(v.clock, v.per_ms); }
    void fields(abi::Need& v) { all(v.skill, v.level); }
    void fields(abi::Ring& v) { all(v.kind, v.agent, v.team, v.time); }
    void fields(abi::Route::Part& v) { all(v.share, v.queue); }
    void fields(abi::Route& v) {
        all(v.to, v.relaxed_to, v.parts, v.needs, v.tests, v.never_tests, v.never, v.ask, v.rings,
            v.not_before, v.until);
    }
    void fields(abi::Agent::Level& v) { all(v.skill, v.level); }

    void fields(CaptureItem& v) { all(v.work_type, v.source, v.key, v.given); }
    void fields(TakeIn& v) { all(v.intake, v.source, v.key, v.values); }
    void fields(UpdateItem& v) { all(v.item, v.changes); }
    void fields(HoldItem& v) { all(v.item, v.until); }
    void fields(ResumeItem& v) { all(v.item); }
    void fields(CancelItem& v) { all(v.item, v.reason); }
    void fields(CompleteItem& v) { all(v.item, v.outcome); }
    void fields(StartOverItem& v) { all(v.item); }
    void fields(ReopenItem& v) { all(v.item); }
    void fields(ExpireItem& v) { all(v.item); }
    void fields(ReclassifyItem& v) { all(v.item, v.work_type, v.given); }
    void fields(AcceptOffer& v) { all(v.item, v.agent); }
    void fields(DeclineOffer& v) { all(v.item, v.agent, v.reason); }
    void fields(ParkItem& v) { all(v.item, v.agent, v.until); }
    void fields(TakeUpItem& v) { all(v.item, v.agent); }
    void fields(TakeItem& v) { all(v.item, v.agent); }
    void fields(TakeNext& v) { all(v.workbin, v.agent); }
    void fields(EndWrapUp& v) { all(v.item, v.agent); }
    void fields(AssignItem& v) { all(v.item, v.agent); }
    void fields(TransferItem& v) { all(v.item, v.queue); }
    void fields(RequeueItem& v) { all(v.item, v.to_someone_else); }
    void fields(BoostItem& v) { all(v.item, v.points); }
    void fields(RescheduleItem& v) { all(v.item, v.not_before); }
    void fields(CommentItem& v) { all(v.item, v.text); }
    void fields(LinkItem& v) { all(v.item, v.other, v.relation); }
    void fields(DefineAgent& v) { all(v.agent, v.teams, v.skills, v.attributes, v.workload); }
    void fields(SetPresence& v) { all(v.agent, v.presence); }
    void fields(ChangeSetting& v) { all(v.setting, v.value); }
    void fields(Command& v) { all(v.by, v.what); }

    void fields(ItemCaptured& v) {
        all(v.item, v.work_type, v.source, v.key, v.attributes, v.points, v.of_case);
    }
    void fields(ItemUpdated& v) { all(v.item, v.changes); }
    void fields(ItemReclassified& v) { all(v.item, v.work_type, v.attributes, v.points); }
    void fields(ItemHeld& v) { all(v.item, v.until); }
    void fields(ItemResumed& v) { all(v.item); }
    void fields(ItemCancelled& v) { all(v.item); }
    void fields(ItemExpired& v) { all(v.item); }
    void fields(ItemCompleted& v) {
        all(v.item, v.outcome, v.wrap_up_until, v.handling_ms, v.on_time);
    }
    void fields(WrapUpEnded& v) { all(v.item); }
    void fields(ItemStartedOver& v) { all(v.item); }
    void fields(ItemReopened& v) { all(v.item); }
    void fields(SegmentDecided& v) { all(v.item, v.segment, v.again); }
    void fields(PromisesMade& v) { all(v.item, v.promises); }
    void fields(PriorityMoved& v) { all(v.item, v.band, v.value, v.slopes, v.again); }
    void fields(PriorityRaised& v) { all(v.item, v.points, v.until); }
    void fields(PriorityBoosted& v) { all(v.item, v.points); }
    void fields(RequirementsSet& v) { all(v.item, v.route); }
    void fields(ItemQueued& v) {
        all(v.item, v.queue, v.how, v.to_line, v.part, v.to_someone_else);
    }
    void fields(RingBegun& v) { all(v.item, v.ring); }
    void fields(RouteScheduled& v) { all(v.item, v.again); }
    void fields(ItemRescheduled& v) { all(v.item, v.not_before); }
    void fields(NobodyFits& v) { all(v.item, v.nobody); }
    void fields(ItemOffered& v) { all(v.item, v.agent, v.until); }
    void fields(OfferDeclined& v) { all(v.item, v.agent, v.again, v.alone); }
    void fields(OfferMissed& v) { all(v.item, v.agent, v.again, v.alone); }
    void fields(OfferWithdrawn& v) { all(v.item, v.agent); }
    void fields(ItemAssigned& v) { all(v.item, v.agent, v.how); }
    void fields(ItemParked& v) { all(v.item, v.until, v.interrupted); }
    void fields(ReturnAwaited& v) { all(v.item); }
    void fields(ItemTakenUp& v) { all(v.item); }
    void fields(LineFired& v) { all(v.item, v.line, v.progress, v.quiet); }
    void fields(LinesWaiting::Line& v) { all(v.line, v.progress); }
    void fields(LinesWaiting& v) { all(v.item, v.lines, v.again); }
    void fields(Notified& v) { all(v.item, v.queue, v.target, v.reminder, v.recipients, v.text); }
    void fields(SourceTold& v) { all(v.item, v.source, v.event); }
    void fields(ActionRefused& v) { all(v.item, v.action, v.code, v.text); }
    void fields(ItemCommented& v) { all(v.item, v.text); }
    void fields(ItemLinked& v) { all(v.item, v.other, v.relation); }
    void fields(AgentDefined& v) {
        all(v.agent, v.name, v.teams, v.skills, v.attributes, v.workload);
    }
    void fields(PresenceSet& v) { all(v.agent, v.presence); }
    void fields(SettingChanged& v) { all(v.setting, v.value); }
    void fields(QueueTurned& v) { all(v.queue, v.open, v.again); }
    void fields(DayBegan& v) { all(v.next); }
    void fields(WatchMoved& v) { all(v.queue, v.line, v.progress, v.fires); }
    void fields(WatchScheduled& v) { all(v.queue, v.again); }
    void fields(Migration::Record::Field& v) { all(v.from, v.value, v.choice); }
    void fields(Migration::Record& v) { all(v.number, v.fields, v.outcomes); }
    void fields(Migration& v) {
        all(v.work_types, v.agents, v.queues, v.skills, v.teams, v.workloads, v.sources,
            v.presences, v.queue_count, v.settings);
    }
    void fields(ProgramPublished& v) { all(v.version, v.migration); }
    void fields(Event& v) { all(v.at, v.cause, v.what); }
};

}  // namespace reeve::model
