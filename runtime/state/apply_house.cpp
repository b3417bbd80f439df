#include "base/check.h"
#include "runtime/state/applier.h"

namespace reeve::state {

using model::Presence;

void Applier::operator()(const model::AgentDefined& event) {
    if (event.agent.index() == state_.agents_.size()) {
        Agent& made = state_.agents_.emplace_back();
        made.id = event.agent;
        made.facts.id = event.name;
        made.facts.presence = static_cast<std::uint32_t>(Presence::Offline);
        made.idle_since = at();
        state_.agent_names_.emplace(event.name, event.agent);
    }
    Agent& defined = agent(event.agent);
    defined.facts.teams = event.teams;
    defined.facts.skills = event.skills;
    defined.facts.attributes = event.attributes;
    defined.workload = event.workload;
}

void Applier::operator()(const model::PresenceSet& event) {
    Agent& changed = agent(event.agent);
    changed.facts.presence = event.presence;
    if (changed.is(Presence::Available)) {
        changed.idle_since = at();
        changed.misses_in_a_row = 0;
    }
}

void Applier::operator()(const model::SettingChanged& event) {
    state_.settings_[event.setting.index()] = event.value;
}

void Applier::operator()(const model::QueueTurned& event) {
    Queue& queue = state_.queues_[event.queue.index()];
    queue.open = event.open;
    queue.turns = event.again;
}

void Applier::operator()(const model::DayBegan& event) {
    state_.splits_.clear();
    for (Agent& each : state_.agents_) each.points_today = Decimal();
    for (Queue& queue : state_.queues_) queue.finished_today = queue.on_time_today = 0;
    state_.next_day_ = event.next;
}

}  // namespace reeve::state
