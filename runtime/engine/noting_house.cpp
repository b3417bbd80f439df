#include "runtime/engine/noting.h"

// What changes of people, settings and clocks make it necessary to look at.

namespace reeve::engine {

void Noting::look_at_sensitive() {
    for (const ItemId id : impl_.waiting_->sensitive()) {
        agenda_.add(id, Phase::Route);
        impl_.matching_.add(id);
    }
}

void Noting::agent_changed(AgentId id) {
    impl_.roster_->refresh(id);
    agenda_.agents.insert(id);
    if (impl_.roster_->is_free(id)) impl_.matching_.add(id);
    look_at_sensitive();
    watch_all();
}

void Noting::operator()(const model::AgentDefined& e) {
    if (e.agent.index() == impl_.house_.agents.size())
        impl_.house_.agents.push_back(&impl_.state_.agent(e.agent).facts);
    agent_changed(e.agent);
}

void Noting::operator()(const model::PresenceSet& e) { agent_changed(e.agent); }

void Noting::operator()(const model::SettingChanged& e) {
    impl_.house_.settings[e.setting.index()] = e.value;
    impl_.look_at_everything();
}

void Noting::operator()(const model::QueueTurned& e) {
    impl_.set_queue_timers(e.queue);
    look_at_sensitive();
    watch(e.queue);
    if (!e.open) return;
    impl_.roster_->free().for_each([&](AgentId id) {
        if (impl_.roster_->is_member(e.queue, id)) impl_.matching_.add(id);
    });
}

void Noting::operator()(const model::DayBegan&) {
    impl_.set_day_timer();
    watch_all();
}

void Noting::operator()(const model::WatchScheduled& e) { impl_.set_queue_timers(e.queue); }

}  // namespace reeve::engine
