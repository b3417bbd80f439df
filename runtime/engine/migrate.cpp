#include "runtime/engine/migrate.h"

#include "runtime/engine/values.h"
#include "runtime/state/migrated.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::engine {

using model::Migration;
using model::RejectionCode;

namespace {

const std::string& name_of(const abi::Named& named) { return named.name; }
template <class T>
const std::string& name_of(const T& declared) {
    return declared.named.name;
}

template <class T>
Migration::Places places(const std::vector<T>& current, const std::vector<T>& next) {
    Migration::Places result;
    for (const T& each : current) {
        const auto found = std::ranges::find_if(
            next, [&](const T& other) { return name_of(other) == name_of(each); });
        result.push_back(found == next.end() ? Migration::kGone
                                             : static_cast<std::uint32_t>(found - next.begin()));
    }
    return result;
}

const std::vector<abi::Named>& values_of(const abi::Program& program, abi::ChoiceId choice) {
    static const std::vector<abi::Named> kNone;
    return choice.valid() ? program.choices[choice.index()].values : kNone;
}

Migration::Record record_of(const abi::Program& current, const abi::Program& next,
                            const std::vector<abi::Attribute>& from,
                            const std::vector<abi::Attribute>& to) {
    Migration::Record record;
    const Migration::Places old_places = places(to, from);
    for (std::size_t i = 0; i < to.size(); ++i) {
        Migration::Record::Field field;
        field.from = old_places[i];
        if (field.from == Migration::kGone) {
            if (to[i].default_value) field.value = *to[i].default_value;
        } else if (to[i].type.kind == abi::ValueType::Kind::Choice) {
            field.choice = places(values_of(current, from[field.from].type.choice),
                                  values_of(next, to[i].type.choice));
        }
        record.fields.push_back(std::move(field));
    }
    return record;
}

Refusal check_values(const abi::Program& next, const std::vector<abi::Attribute>& attributes,
                     const std::vector<abi::Value>& values, const std::string& whose) {
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        Refusal refusal =
            check_value(next, attributes[i].type, values[i], attributes[i].named.name);
        if (!refusal) continue;
        return model::rejection(RejectionCode::DoesNotFitState,
                                fmt::format("{}: {}", whose, refusal->text));
    }
    return std::nullopt;
}

Refusal gone(const std::string& what, const std::string& name, const std::string& whose) {
    return model::rejection(
        RejectionCode::DoesNotFitState,
        fmt::format("the {} `{}` is gone, and item {} needs it; keep it until that is over", what,
                    name, whose));
}

Refusal check_item(const abi::Program& next, const abi::Program& current, const state::Item& item,
                   const Migration& migration) {
    const abi::Item& facts = item.facts;
    const Migration::Record& record = migration.work_types[facts.work_type.index()];
    if (record.number == Migration::kGone)
        return gone("work type", current.work_types[facts.work_type.index()].named.name, facts.id);
    if (facts.source && migration.sources[*facts.source] == Migration::kGone)
        return gone("source", current.sources[*facts.source].named.name, facts.id);
    if (model::is_finished(item.state)) return std::nullopt;
    if (facts.queue && migration.queues[*facts.queue] == Migration::kGone)
        return gone("queue", current.queues[*facts.queue].named.name, facts.id);
    return check_values(next, next.work_types[record.number].attributes,
                        state::migrated(facts.attributes, record), "item " + facts.id);
}

bool same_form(const abi::Program& current, const std::vector<abi::FormField>& form,
               const abi::Program& next, const std::vector<abi::FormField>& other) {
    return std::ranges::equal(form, other, [&](const auto& a, const auto& b) {
        const abi::ValueType &from = a.attribute.type, &to = b.attribute.type;
        return a.attribute.named.name == b.attribute.named.name &&
               a.data.has_value() == b.data.has_value() && from.kind == to.kind &&
               from.list == to.list && from.currency == to.currency &&
               std::ranges::equal(values_of(current, from.choice), values_of(next, to.choice), {},
                                  &abi::Named::name, &abi::Named::name);
    });
}

/// Whether a case may go on by the other plan: its parts are where they were, and what was answered
/// means the same. Conditions, promises and texts may be others.
bool same_shape(const abi::Program& current, const abi::Plan& plan, const abi::Program& next,
                const abi::Plan& other) {
    const auto same_part = [&](const abi::PlanPart& a, const abi::PlanPart& b) {
        return a.named.name == b.named.name && a.kind == b.kind && a.parent == b.parent &&
               a.after == b.after && a.redos.size() == b.redos.size() &&
               same_form(current, a.form, next, b.form);
    };
    return plan.reference == other.reference && plan.endings.size() == other.endings.size() &&
           std::ranges::equal(plan.parts, other.parts, same_part);
}

/// Cases know their plan and its parts by their places.
Refusal check_cases(const abi::Program& next, const abi::Program& current,
                    const state::State& state) {
    for (const state::Case& one : state.cases()) {
        const std::uint32_t number = one.facts.plan.index();
        const abi::Plan& plan = current.plans[number];
        const bool kept = number < next.plans.size() &&
                          next.plans[number].named.name == plan.named.name &&
                          same_shape(current, plan, next, next.plans[number]);
        if (kept) continue;
        return model::rejection(
            RejectionCode::DoesNotFitState,
            fmt::format("there are cases of `{}`, whose stages, steps, forms and endings have to "
                        "stay as they are, in a plan at the same place; give a plan that differs "
                        "another name, after those that are there",
                        plan.named.name));
    }
    return std::nullopt;
}

std::vector<abi::Value> settings_of(const abi::Program& next, const abi::Program& current,
                                    const state::State& state) {
    const Migration::Places old_places = places(next.settings, current.settings);
    std::vector<abi::Value> values;
    for (std::size_t i = 0; i < next.settings.size(); ++i) {
        const abi::Setting& setting = next.settings[i];
        values.push_back(setting.value);
        // A value that was changed stays where it still fits; choices may mean something else.
        if (old_places[i] == Migration::kGone) continue;
        const abi::Value& now = state.settings()[old_places[i]];
        const bool changed = now != current.settings[old_places[i]].value;
        if (changed && setting.type.kind != abi::ValueType::Kind::Choice &&
            !check_value(next, setting.type, now, setting.named.name))
            values.back() = now;
    }
    return values;
}

}  // namespace

std::expected<Migration, model::Rejection> migration_to(const abi::Program& next,
                                                        const abi::Program& current,
                                                        const state::State& state) {
    Migration migration;
    const Migration::Places types = places(current.work_types, next.work_types);
    for (std::size_t i = 0; i < types.size(); ++i) {
        Migration::Record record;
        if (types[i] != Migration::kGone) {
            const abi::WorkType& from = current.work_types[i];
            const abi::WorkType& to = next.work_types[types[i]];
            record = record_of(current, next, from.attributes, to.attributes);
            record.number = types[i];
            record.outcomes =
                places(values_of(current, from.outcomes), values_of(next, to.outcomes));
        }
        migration.work_types.push_back(std::move(record));
    }
    migration.agents = record_of(current, next, current.agent_attributes, next.agent_attributes);
    migration.queues = places(current.queues, next.queues);
    migration.skills = places(current.skills, next.skills);
    migration.teams = places(current.teams, next.teams);
    migration.workloads = places(current.workloads, next.workloads);
    migration.sources = places(current.sources, next.sources);
    migration.presences =
        places(values_of(current, current.presences), values_of(next, next.presences));
    migration.queue_count = static_cast<std::uint32_t>(next.queues.size());
    migration.settings = settings_of(next, current, state);
    if (Refusal refusal = check_cases(next, current, state))
        return std::unexpected(std::move(*refusal));
    for (const state::Item& item : state.items()) {
        if (Refusal refusal = check_item(next, current, item, migration))
            return std::unexpected(std::move(*refusal));
    }
    for (const state::Agent& agent : state.agents()) {
        if (Refusal refusal =
                check_values(next, next.agent_attributes,
                             state::migrated(agent.facts.attributes, migration.agents),
                             "agent `" + agent.facts.id + "`"))
            return std::unexpected(std::move(*refusal));
    }
    return migration;
}

}  // namespace reeve::engine
