#include "runtime/engine/roster.h"

#include <algorithm>

namespace reeve::engine {

using model::ItemState;

namespace {

const Decimal kHalf = Decimal::scaled(5, -1);

/// What an agent would have on its hands with another item of a type.
struct Hands {
    const abi::Program& program;
    const state::State& state;
    const state::Agent& agent;
    abi::WorkTypeId type;
    model::ItemId without;

    /// Calls `visit(item, parked)` for each item; what the new one interrupts counts as parked.
    template <class Visit>
    void for_each(Visit visit) const {
        for (const model::ItemId id : agent.items) {
            if (id == without) continue;
            const state::Item& item = state.item(id);
            const bool parked = item.state == ItemState::Parked ||
                                (item.state == ItemState::Assigned &&
                                 interrupts(program, agent, type, item.facts.work_type));
            visit(item, parked);
        }
    }
    [[nodiscard]] Decimal points() const {
        Decimal sum;
        for_each([&](const state::Item& item, bool parked) {
            sum = sum + (parked ? item.points * kHalf : item.points);
        });
        return sum;
    }
    [[nodiscard]] std::int64_t count(const abi::WorkSet& set) const {
        std::int64_t count = 0;
        for_each([&](const state::Item& item, bool parked) {
            if (!parked && is_of(program, set, item.facts.work_type)) ++count;
        });
        return count;
    }
};

bool allows(const abi::WorkloadLine& line, const Hands& hands, Decimal points) {
    using Kind = abi::WorkloadLine::Kind;
    switch (line.kind) {
        case Kind::AtMostPoints: return hands.points() + points <= line.points;
        case Kind::AtMostItems:
            return !is_of(hands.program, line.first, hands.type) ||
                   hands.count(line.first) < line.count;
        case Kind::NoneWhileBusy:
            return !is_of(hands.program, line.first, hands.type) || hands.count(line.second) == 0;
        case Kind::Interrupts: return true;
    }
    return true;
}

}  // namespace

bool is_of(const abi::Program& program, const abi::WorkSet& set, abi::WorkTypeId type) {
    if (set.all_of_medium) return program.work_types[type.index()].media == set.media;
    return set.work_type == type;
}

bool interrupts(const abi::Program& program, const state::Agent& agent, abi::WorkTypeId by,
                abi::WorkTypeId what) {
    if (!agent.workload) return false;
    const auto& lines = program.workloads[agent.workload.index()].lines;
    return std::ranges::any_of(lines, [&](const abi::WorkloadLine& line) {
        return line.kind == abi::WorkloadLine::Kind::Interrupts && is_of(program, line.first, by) &&
               is_of(program, line.second, what);
    });
}

std::optional<NoRoom> what_is_full(const abi::Program& program, const state::State& state,
                                   const state::Agent& agent, abi::WorkTypeId type, Decimal points,
                                   model::ItemId without) {
    const Hands hands{program, state, agent, type, without};
    if (!agent.workload) {
        bool busy = false;
        hands.for_each([&](const state::Item&, bool parked) { busy = busy || !parked; });
        return busy ? std::optional(NoRoom{}) : std::nullopt;
    }
    const auto& lines = program.workloads[agent.workload.index()].lines;
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        if (!allows(lines[i], hands, points)) return NoRoom{i};
    }
    return std::nullopt;
}

bool has_room(const abi::Program& program, const state::State& state, const state::Agent& agent,
              abi::WorkTypeId type, Decimal points, model::ItemId without) {
    return !what_is_full(program, state, agent, type, points, without);
}

Decimal share_in_use(const abi::Program& program, const state::State& state,
                     const state::Agent& agent) {
    Decimal share;
    if (!agent.workload) {
        for (const model::ItemId id : agent.items) {
            if (state.item(id).state != ItemState::Parked) share = 1;
        }
        return share;
    }
    for (const abi::WorkloadLine& line : program.workloads[agent.workload.index()].lines) {
        using Kind = abi::WorkloadLine::Kind;
        if (line.kind == Kind::AtMostPoints && !line.points.is_zero())
            share = std::max(share, agent.facts.load / line.points);
        if (line.kind == Kind::AtMostItems && line.count > 0) {
            std::int64_t count = 0;
            for (const model::ItemId id : agent.items) {
                const state::Item& item = state.item(id);
                if (item.state != ItemState::Parked &&
                    is_of(program, line.first, item.facts.work_type))
                    ++count;
            }
            share = std::max(share, Decimal(count) / Decimal(line.count));
        }
    }
    return share;
}

std::int64_t level_of(const state::Agent& agent, abi::SkillId skill) {
    const auto found = std::ranges::find(agent.facts.skills, skill, &abi::Agent::Level::skill);
    return found == agent.facts.skills.end() ? 0 : found->level;
}

bool meets(const state::Agent& agent, const abi::Need& need) {
    return level_of(agent, need.skill) >= std::max<std::int64_t>(need.level, 1);
}

bool has_skills(const state::Agent& agent, const std::vector<abi::Need>& needs) {
    return std::ranges::all_of(needs, [&](const abi::Need& need) { return meets(agent, need); });
}

void Roster::learn(AgentId id, std::uint32_t number) {
    const WaitingClass& of_class = classes_[number];
    if (!is_member(of_class.queue, id) || !has_skills(state_->agent(id), of_class.needs)) return;
    classes_of_[id.index()].push_back(number);
    if (free_.has(id)) free_for_[number].put(id, true);
}

void Roster::learn(const std::vector<WaitingClass>& classes) {
    for (std::size_t i = classes_.size(); i < classes.size(); ++i) {
        classes_.push_back(classes[i]);
        free_for_.emplace_back();
        for (std::size_t agent = 0; agent < members_.size(); ++agent)
            learn(AgentId(agent), static_cast<std::uint32_t>(i));
    }
}

void Roster::refresh(AgentId id) {
    if (members_.size() <= id.index()) {
        members_.resize(id.index() + 1);
        loads_.resize(id.index() + 1);
        classes_of_.resize(id.index() + 1);
    }
    members_[id.index()] = queues_of(id);
    loads_[id.index()] = state_->agent(id).facts.load;
    for (const std::uint32_t number : classes_of_[id.index()]) free_for_[number].put(id, false);
    classes_of_[id.index()].clear();
    for (std::uint32_t i = 0; i < classes_.size(); ++i) learn(id, i);
    recount(id);
}

std::vector<bool> Roster::queues_of(AgentId id) const {
    const abi::Agent& agent = state_->agent(id).facts;
    std::vector<bool> queues(rules_->program().queues.size());
    for (std::size_t i = 0; i < queues.size(); ++i)
        queues[i] = rules_->is_member(abi::QueueId(i), agent);
    return queues;
}

bool Roster::recount(AgentId id) {
    const state::Agent& agent = state_->agent(id);
    if (agent.facts.load != loads_[id.index()]) {
        loads_[id.index()] = agent.facts.load;
        if (queues_of(id) != members_[id.index()]) {
            refresh(id);
            return true;
        }
    }
    const abi::Program& program = rules_->program();
    bool room = false;
    if (agent.is(model::Presence::Available)) {
        for (std::size_t i = 0; i < program.work_types.size() && !room; ++i)
            room =
                has_room(program, *state_, agent, abi::WorkTypeId(i), program.work_types[i].points);
    }
    if (room == free_.has(id)) return false;
    free_.put(id, room);
    for (const std::uint32_t number : classes_of_[id.index()]) free_for_[number].put(id, room);
    return false;
}

}  // namespace reeve::engine
