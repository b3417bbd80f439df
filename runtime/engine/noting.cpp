#include "runtime/engine/noting.h"

#include <algorithm>

namespace reeve::engine {

using Promises = abi::Parts::Promises;

namespace {

ItemId item_of(const model::Event& event) {
    return std::visit(
        [](const auto& what) {
            if constexpr (requires { what.item; })
                return what.item;
            else
                return ItemId{};
        },
        event.what);
}

}  // namespace

/// Where somebody listens.
template <class What>
void Noting::heard(ItemId item, What what) {
    const abi::Item& facts = impl_.state_.item(item).facts;
    const abi::WorkType& type = impl_.rules_->program().work_types[facts.work_type.index()];
    if (!type.escalation.empty() || facts.source) agenda_.happened(item, what);
}

Noting::Noting(Engine::Impl& impl, const model::Event& event)
    : impl_(impl), agenda_(impl.agenda_), event_(event), item_(item_of(event)) {
    const state::Item* item = impl.state_.find(item_);
    if (item == nullptr) return;
    agent_before_ = item->agent;
    queue_before_ = item->queue();
    segment_before_ = item->segment;
}

void Noting::run() {
    if (item_.number != 0) note_item();
    std::visit(*this, event_.what);
}

/// Indexes, and the agents who have more or less on their hands now.
void Noting::note_item() {
    const state::Item& item = impl_.state_.item(item_);
    impl_.waiting_->refresh(item_);
    impl_.roster_->learn(impl_.waiting_->classes());
    impl_.set_item_timer(item);
    for (const AgentId id : {agent_before_, item.agent}) {
        if (!id.valid()) continue;
        if (impl_.roster_->recount(id)) {
            look_at_sensitive();
            watch_all();
        }
        agenda_.agents.insert(id);
        if (impl_.roster_->is_free(id)) impl_.matching_.add(id);
    }
    watch(queue_before_);
    if (item.queue() != queue_before_) watch(item.queue());
}

void Noting::watch(std::optional<abi::QueueId> queue) {
    if (!queue) return;
    const auto& watches = impl_.rules_->program().watches;
    if (std::ranges::find(watches, *queue, &abi::Watch::queue) != watches.end())
        agenda_.watches.insert(*queue);
}

void Noting::watch_all() {
    for (const abi::Watch& each : impl_.rules_->program().watches)
        agenda_.watches.insert(each.queue);
}

void Noting::begins(ItemId item, Promises promises) {
    agenda_.promises[item] = promises;
    agenda_.reroute.insert(item);
    agenda_.look_again(item);
    agenda_.add(item, Phase::Route);
}

void Noting::handled(ItemId item) {
    const abi::Item& facts = impl_.state_.item(item).facts;
    const abi::WorkType& type = impl_.rules_->program().work_types[facts.work_type.index()];
    if (type.reads_handling) agenda_.add(item, Phase::Decide);
    if (!type.escalation.empty()) agenda_.add(item, Phase::Lines);
    if (facts.of_case && !facts.of_case->is_whole()) {
        const state::Case& of = *impl_.state_.find_case(ItemId{facts.of_case->number});
        if (impl_.rules_->program().plans[of.facts.plan.index()].reads_handling)
            look_at_case(of.item);
    }
}

void Noting::back_in_line(ItemId item) {
    handled(item);
    agenda_.add(item, Phase::Route);
    impl_.matching_.add(item);
}

void Noting::operator()(const model::ItemCaptured& e) {
    begins(e.item, Promises::Make);
    heard(e.item, abi::Event::Created);
}

void Noting::operator()(const model::ItemUpdated& e) {
    const state::Item& item = impl_.state_.item(e.item);
    const abi::WorkType& type = impl_.rules_->program().work_types[item.facts.work_type.index()];
    const auto reads = [](const std::vector<bool>& attributes, std::uint32_t attribute) {
        return attribute < attributes.size() && attributes[attribute];
    };
    for (const model::AttributeValue& change : e.changes) {
        if (reads(type.promise_reads, change.attribute))
            agenda_.promises.try_emplace(e.item, Promises::Make);
        if (reads(type.to_reads, change.attribute) && item.placed_by_rules())
            agenda_.reroute.insert(e.item);
        Happening happening{abi::Trigger::Kind::AttributeChanges};
        happening.attribute = change.attribute;
        heard(e.item, happening);
    }
    back_in_line(e.item);
    agenda_.look_again(e.item);
    tell_case(e.item);
    if (item.agent.valid()) agenda_.agents.insert(item.agent);
}

void Noting::operator()(const model::ItemReclassified& e) { begins(e.item, Promises::Make); }

void Noting::operator()(const model::ItemHeld& e) {
    heard(e.item, abi::Event::Held);
    handled(e.item);
}

void Noting::operator()(const model::ItemResumed& e) {
    heard(e.item, abi::Event::Resumed);
    back_in_line(e.item);
}

void Noting::operator()(const model::ItemCancelled& e) {
    heard(e.item, abi::Event::Cancelled);
    tell_case(e.item);
}

void Noting::operator()(const model::ItemExpired& e) {
    heard(e.item, abi::Event::Expired);
    tell_case(e.item);
}

void Noting::operator()(const model::ItemCompleted& e) {
    heard(e.item, abi::Event::Completed);
    tell_case(e.item);
}

void Noting::operator()(const model::ItemStartedOver& e) { begins(e.item, Promises::StartOver); }

void Noting::operator()(const model::ItemReopened& e) {
    begins(e.item, Promises::StartOver);
    heard(e.item, abi::Event::Reopened);
}

void Noting::operator()(const model::SegmentDecided& e) {
    if (!segment_before_ || segment_before_ == e.segment) return;
    heard(e.item, Happening{abi::Trigger::Kind::SegmentChanges});
    if (impl_.state_.item(e.item).placed_by_rules()) {
        agenda_.reroute.insert(e.item);
        agenda_.add(e.item, Phase::Route);
    }
}

void Noting::operator()(const model::PromisesMade& e) { agenda_.add(e.item, Phase::Lines); }

void Noting::operator()(const model::PriorityRaised& e) { agenda_.look_again(e.item); }

void Noting::operator()(const model::PriorityBoosted& e) { agenda_.look_again(e.item); }

void Noting::operator()(const model::RequirementsSet& e) {
    agenda_.add(e.item, Phase::Route);
    agenda_.add(e.item, Phase::Lines);
    impl_.matching_.add(e.item);
    const state::Item& item = impl_.state_.item(e.item);
    if (item.agent.valid()) agenda_.agents.insert(item.agent);
}

void Noting::operator()(const model::ItemQueued& e) {
    using How = model::ItemQueued::How;
    if (e.how != How::Resumed) heard(e.item, abi::Event::Queued);
    if (e.how == How::Requeued && impl_.state_.item(e.item).placed_by_rules())
        agenda_.reroute.insert(e.item);
    // What somebody or a line moved stays there, also where it was to be routed at this moment.
    if (e.how == How::Moved || e.how == How::Escalated) agenda_.reroute.erase(e.item);
    back_in_line(e.item);
}

void Noting::operator()(const model::RingBegun& e) { back_in_line(e.item); }

void Noting::operator()(const model::RouteScheduled& e) {
    handled(e.item);
    impl_.matching_.add(e.item);
}

void Noting::operator()(const model::ItemRescheduled& e) {
    back_in_line(e.item);
    const state::Item& item = impl_.state_.item(e.item);
    if (item.agent.valid()) agenda_.agents.insert(item.agent);
}

void Noting::operator()(const model::NobodyFits& e) { agenda_.add(e.item, Phase::Lines); }

void Noting::operator()(const model::ItemOffered& e) { handled(e.item); }

void Noting::operator()(const model::OfferDeclined& e) {
    heard(e.item, abi::Event::Declined);
    back_in_line(e.item);
}

void Noting::operator()(const model::OfferMissed& e) {
    heard(e.item, abi::Event::Missed);
    back_in_line(e.item);
}

void Noting::operator()(const model::OfferWithdrawn& e) { back_in_line(e.item); }

void Noting::operator()(const model::ItemAssigned& e) {
    if (e.how != model::ItemAssigned::How::Resumed) heard(e.item, abi::Event::Accepted);
    handled(e.item);
}

void Noting::operator()(const model::ItemParked& e) {
    heard(e.item, abi::Event::Parked);
    handled(e.item);
}

void Noting::operator()(const model::ItemTakenUp& e) { handled(e.item); }

void Noting::operator()(const model::LineFired& e) { agenda_.add(e.item, Phase::Lines); }

void Noting::operator()(const model::ItemCommented& e) { handled(e.item); }

}  // namespace reeve::engine
