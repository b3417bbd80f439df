#include "runtime/engine/taking.h"
#include "runtime/engine/values.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::engine {

using model::RejectionCode;

namespace {

Checked check_people(const Turn& turn, const model::DefineAgent& c) {
    const abi::Program& program = turn.program();
    if (c.agent.empty()) return turn.refuse(RejectionCode::BadValue, "an agent needs a name");
    if (c.workload.valid() && c.workload.index() >= program.workloads.size())
        return turn.refuse(RejectionCode::UnknownWorkload);
    for (const abi::TeamId team : c.teams) {
        if (team.index() >= program.teams.size())
            return turn.refuse(RejectionCode::UnknownWorkload);
    }
    for (const abi::Agent::Level& level : c.skills) {
        if (level.skill.index() >= program.skills.size())
            return turn.refuse(RejectionCode::UnknownWorkload);
        const abi::Skill& skill = program.skills[level.skill.index()];
        if (level.level < skill.low || level.level > skill.high)
            return turn.refuse(RejectionCode::BadValue,
                               fmt::format("`{}` has levels {} to {}, not {}", skill.named.name,
                                           skill.low, skill.high, level.level));
    }
    return {};
}

}  // namespace

Checked define_agent(const Turn& turn, const model::DefineAgent& c) {
    if (Checked ok = check_people(turn, c); !ok) return ok;
    auto values = complete_values(turn.program(), turn.program().agent_attributes, c.attributes);
    if (!values) return std::unexpected(std::move(values.error()));
    const state::Agent* there = turn.state.find_agent(c.agent);
    const AgentId id = there != nullptr ? there->id : AgentId(turn.state.agents().size());
    turn.emit(model::AgentDefined{id, c.agent, c.teams, c.skills, std::move(*values), c.workload});
    return {};
}

Checked set_presence(const Turn& turn, const model::SetPresence& c) {
    const state::Agent* agent = turn.state.find_agent(c.agent);
    if (agent == nullptr) return turn.refuse(RejectionCode::UnknownAgent);
    if (c.presence >= turn.program().choices[turn.program().presences.index()].values.size())
        return turn.refuse(RejectionCode::UnknownPresence);
    if (agent->facts.presence != c.presence) turn.emit(model::PresenceSet{agent->id, c.presence});
    return {};
}

Checked change_setting(const Turn& turn, const model::Actor& by, const model::ChangeSetting& c) {
    const abi::Program& program = turn.program();
    if (!c.setting.valid() || c.setting.index() >= program.settings.size())
        return turn.refuse(RejectionCode::UnknownSetting);
    const abi::Setting& setting = program.settings[c.setting.index()];
    if (by.kind == model::Actor::Kind::Agent && setting.changed_by.valid()) {
        const state::Agent* agent = turn.state.find_agent(by.name);
        const bool in_team =
            agent != nullptr &&
            std::ranges::find(agent->facts.teams, setting.changed_by) != agent->facts.teams.end();
        if (!in_team)
            return turn.refuse(
                RejectionCode::NotAllowed,
                fmt::format("`{}` may be changed by the team `{}` only", setting.named.name,
                            program.teams[setting.changed_by.index()].named.name));
    }
    if (Refusal refusal = check_value(program, setting.type, c.value, setting.named.name))
        return std::unexpected(std::move(*refusal));
    if (turn.state.settings()[c.setting.index()] != c.value)
        turn.emit(model::SettingChanged{c.setting, c.value});
    return {};
}

}  // namespace reeve::engine
