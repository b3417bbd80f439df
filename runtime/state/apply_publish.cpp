#include "base/check.h"
#include "runtime/state/applier.h"

#include <algorithm>

// Another program: everything gets the numbers that its names have there.

namespace reeve::state {

using model::Migration;

namespace {

std::optional<std::uint32_t> place(const Migration::Places& places, std::uint32_t old) {
    if (old >= places.size() || places[old] == Migration::kGone) return std::nullopt;
    return places[old];
}

abi::Value with_choice(const abi::Value& value, const Migration::Places& places) {
    if (value.kind() == abi::Value::Kind::List) {
        abi::Value::List list;
        for (const abi::Value& each : value.list()) list.push_back(with_choice(each, places));
        return list;
    }
    if (value.kind() != abi::Value::Kind::Choice) return value;
    const auto next = place(places, value.choice());
    return next ? abi::Value(abi::ChoiceValue{*next}) : abi::Value();
}

template <class Tag>
Id<Tag> moved(Id<Tag> id, const Migration::Places& places) {
    if (!id.valid()) return id;
    const auto next = place(places, id.index());
    return next ? Id<Tag>(*next) : Id<Tag>();
}

}  // namespace

std::vector<abi::Value> migrated(const std::vector<abi::Value>& values,
                                 const Migration::Record& record) {
    std::vector<abi::Value> result;
    result.reserve(record.fields.size());
    for (const Migration::Record::Field& field : record.fields) {
        if (field.from == Migration::kGone)
            result.push_back(field.value);
        else if (field.choice.empty())
            result.push_back(values[field.from]);
        else
            result.push_back(with_choice(values[field.from], field.choice));
    }
    return result;
}

/// Segment and route are decided anew; where a line put the item is known no longer by its number,
/// only that one did.
void Applier::migrate(Item& item, const Migration& migration) {
    abi::Item& facts = item.facts;
    const Migration::Record& record = migration.work_types[facts.work_type.index()];
    CHECK(record.number != Migration::kGone);
    facts.work_type = abi::WorkTypeId(record.number);
    facts.attributes = migrated(facts.attributes, record);
    if (facts.outcome) facts.outcome = place(record.outcomes, *facts.outcome);
    if (facts.source) facts.source = place(migration.sources, *facts.source);
    if (facts.queue) facts.queue = place(migration.queues, *facts.queue);
    item.segment.reset();
    item.route = {};
}

void Applier::migrate(Agent& agent, const Migration& migration) {
    std::vector<abi::TeamId> teams;
    for (const abi::TeamId team : agent.facts.teams) {
        if (const auto next = moved(team, migration.teams); next.valid()) teams.push_back(next);
    }
    agent.facts.teams = std::move(teams);
    std::vector<abi::Agent::Level> skills;
    for (const abi::Agent::Level& level : agent.facts.skills) {
        if (const auto next = moved(level.skill, migration.skills); next.valid())
            skills.push_back({next, level.level});
    }
    agent.facts.skills = std::move(skills);
    agent.facts.attributes = migrated(agent.facts.attributes, migration.agents);
    agent.facts.presence = place(migration.presences, agent.facts.presence)
                               .value_or(static_cast<std::uint32_t>(model::Presence::Away));
    agent.workload = moved(agent.workload, migration.workloads);
}

void Applier::operator()(const model::ProgramPublished& event) {
    state_.version_ = event.version;
    if (!event.migration) return;
    const Migration& migration = *event.migration;
    for (Item& item : state_.items_) migrate(item, migration);
    for (Agent& agent : state_.agents_) migrate(agent, migration);
    std::vector<Queue> queues(migration.queue_count);
    for (std::uint32_t i = 0; i < state_.queues_.size(); ++i) {
        if (const auto next = place(migration.queues, i)) {
            queues[*next] = std::move(state_.queues_[i]);
            queues[*next].watch_lines.clear();
            queues[*next].watch_again = abi::kLastInstant;
        }
    }
    state_.queues_ = std::move(queues);
    state_.settings_ = migration.settings;
    state_.splits_.clear();
    state_.keys_.clear();
    for (const Item& item : state_.items_) {
        if (item.facts.key && item.facts.source)
            state_.keys_.emplace(key_of(*item.facts.source, *item.facts.key), item.id);
    }
}

}  // namespace reeve::state
