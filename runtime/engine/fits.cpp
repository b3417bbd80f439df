#include "runtime/engine/fits.h"

#include <algorithm>

namespace reeve::engine {

namespace {

bool in_team(const state::Agent& agent, abi::TeamId team) {
    return std::ranges::find(agent.facts.teams, team) != agent.facts.teams.end();
}

bool is_in(const abi::Ring& ring, const state::Agent& agent) {
    switch (ring.kind) {
        case abi::Ring::Kind::Agent: return !ring.agent.empty() && ring.agent == agent.facts.id;
        case abi::Ring::Kind::Team: return in_team(agent, ring.team);
        case abi::Ring::Kind::Anyone: return true;
    }
    return true;
}

}  // namespace

Standing standing(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    Standing result{Decimal(), agent.idle_since, &agent.facts.id};
    switch (turn.queue_of(item)->pick) {
        case abi::Pick::LongestIdle: break;
        case abi::Pick::LeastBusy:
            result.measure = share_in_use(turn.program(), turn.state, agent);
            break;
        case abi::Pick::BestRanked:
            result.measure = -turn.rules.rank(item.facts, agent.facts, turn.house, turn.now);
            break;
        case abi::Pick::FewestPointsToday: result.measure = agent.points_today; break;
    }
    return result;
}

bool meets_needs(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    const abi::Route& route = item.route;
    if (!has_skills(agent, route.needs)) return false;
    if (item.not_to.valid() && item.not_to == agent.id) return false;
    if (std::ranges::find(route.never, agent.facts.id) != route.never.end()) return false;
    if (route.tests.empty() && route.never_tests.empty()) return true;
    abi::Scene scene = turn.scene(item);
    scene.agent = &agent.facts;
    const auto holds = [&](abi::ExprId test) { return turn.rules.holds(test, scene); };
    return std::ranges::all_of(route.tests, holds) &&
           std::ranges::none_of(route.never_tests, holds);
}

bool may_do(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    return item.facts.queue && turn.roster.is_member(*item.queue(), agent.id) &&
           meets_needs(turn, item, agent);
}

bool in_ring(const Turn&, const state::Item& item, const state::Agent& agent) {
    return item.ring >= item.route.rings.size() || is_in(item.route.rings[item.ring], agent);
}

bool ring_has_anybody(const Turn& turn, const state::Item& item, std::uint32_t ring) {
    const abi::Ring& asked = item.route.rings[ring];
    if (asked.kind == abi::Ring::Kind::Agent) {
        const state::Agent* agent = turn.state.find_agent(asked.agent);
        return agent != nullptr && agent->signed_in() && may_do(turn, item, *agent);
    }
    return std::ranges::any_of(turn.state.agents(), [&](const state::Agent& agent) {
        return agent.signed_in() && is_in(asked, agent) && may_do(turn, item, agent);
    });
}

bool anybody_may(const Turn& turn, const state::Item& item) {
    return std::ranges::any_of(turn.state.agents(), [&](const state::Agent& agent) {
        return agent.signed_in() && may_do(turn, item, agent);
    });
}

std::optional<Instant> not_again_until(const Turn& turn, const state::Item& item,
                                       const state::Agent& agent) {
    const auto found = std::ranges::find(item.refusals, agent.id, &state::Refusal::agent);
    if (found == item.refusals.end() || found->again <= turn.now) return std::nullopt;
    if (found->alone > turn.now) return found->alone;
    const auto stands_aside = [&](AgentId id) {
        return std::ranges::any_of(item.refusals, [&](const state::Refusal& refusal) {
            return refusal.agent == id && refusal.again > turn.now;
        });
    };
    const bool others = std::ranges::any_of(turn.state.agents(), [&](const state::Agent& other) {
        return other.id != agent.id && other.signed_in() && !stands_aside(other.id) &&
               may_do(turn, item, other) && in_ring(turn, item, other);
    });
    return others ? std::optional(found->again) : std::nullopt;
}

bool is_kept_back(const state::Item& item, Instant now) {
    return (item.not_before && *item.not_before > now) ||
           (item.route.not_before && *item.route.not_before > now);
}

bool may_be_offered(const Turn& turn, const state::Item& item, const state::Agent& agent) {
    return agent.is(Presence::Available) && turn.state.queue(*item.queue()).open &&
           may_do(turn, item, agent) && in_ring(turn, item, agent) &&
           !is_kept_back(item, turn.now) && !not_again_until(turn, item, agent) &&
           has_room(turn.program(), turn.state, agent, item.facts.work_type, item.points);
}

std::optional<AgentId> pick_agent(const Turn& turn, const state::Item& item) {
    std::optional<AgentId> picked;
    Standing best;
    turn.roster.free_for(turn.waiting.class_of(item.id)).for_each([&](AgentId id) {
        const state::Agent& agent = turn.state.agent(id);
        if (!may_be_offered(turn, item, agent)) return;
        const Standing candidate = standing(turn, item, agent);
        if (picked && !(candidate < best)) return;
        picked = id;
        best = candidate;
    });
    return picked;
}

}  // namespace reeve::engine
