#include "runtime/engine/obstacles.h"

#include "runtime/engine/fits.h"

#include <algorithm>

namespace reeve::engine {

namespace {

using Kind = Obstacle::Kind;

class Finder {
public:
    Finder(const Turn& turn, const state::Item& item, std::vector<Obstacle>& found)
        : turn_(turn), item_(item), route_(item.route), found_(found) {}

    void of_item() {
        if (item_.state != ItemState::Queued || !item_.facts.queue) {
            add(Kind::NotQueued);
            return;
        }
        if (turn_.queue_of(item_)->workbin) add(Kind::SelfService);
        const state::Queue& queue = turn_.state.queue(*item_.queue());
        if (!queue.open) add(Kind::Closed).until = known(queue.turns);
        if (is_kept_back(item_, turn_.now)) {
            const Instant asked = item_.not_before.value_or(abi::kFirstInstant);
            add(Kind::KeptBack).until =
                std::max(asked, route_.not_before.value_or(abi::kFirstInstant));
        }
    }

    void of_agent(const state::Agent& agent) {
        if (!item_.facts.queue) return;
        who_may(agent);
        for_a_time(agent);
    }

private:
    Obstacle& add(Kind kind) {
        found_.push_back({});
        found_.back().kind = kind;
        return found_.back();
    }
    static std::optional<Instant> known(Instant instant) {
        if (instant == abi::kLastInstant) return std::nullopt;
        return instant;
    }

    void who_may(const state::Agent& agent) {
        if (!turn_.roster.is_member(*item_.queue(), agent.id)) add(Kind::NotMember);
        for (const abi::Need& need : route_.needs) {
            if (meets(agent, need)) continue;
            Obstacle& lacks = add(Kind::LacksSkill);
            lacks.need = need;
            lacks.has = level_of(agent, need.skill);
        }
        abi::Scene scene = turn_.scene(item_);
        scene.agent = &agent.facts;
        for (const abi::ExprId test : route_.tests) {
            if (!turn_.rules.holds(test, scene)) add(Kind::Unsuitable).test = test;
        }
        if (std::ranges::find(route_.never, agent.facts.id) != route_.never.end())
            add(Kind::Barred);
        for (const abi::ExprId test : route_.never_tests) {
            if (turn_.rules.holds(test, scene)) add(Kind::Barred).test = test;
        }
        if (item_.not_to.valid() && item_.not_to == agent.id) add(Kind::SomebodyElse);
    }

    void for_a_time(const state::Agent& agent) {
        if (!in_ring(turn_, item_, agent)) {
            const Duration time = route_.rings[item_.ring].time;
            Obstacle& others = add(Kind::OthersFirst);
            if (time.ms > 0) others.until = Instant{item_.ring_since.ms + time.ms};
        }
        if (const auto until = not_again_until(turn_, item_, agent))
            add(Kind::NotAgain).until = until;
        if (!agent.is(Presence::Available)) add(Kind::Away);
        if (const auto full = what_is_full(turn_.program(), turn_.state, agent,
                                           item_.facts.work_type, item_.points))
            add(Kind::NoRoom).line = full->line;
    }

    const Turn& turn_;
    const state::Item& item_;
    const abi::Route& route_;
    std::vector<Obstacle>& found_;
};

}  // namespace

std::vector<Obstacle> obstacles_of(const Turn& turn, const state::Item& item) {
    std::vector<Obstacle> found;
    Finder(turn, item, found).of_item();
    return found;
}

std::vector<Obstacle> obstacles_between(const Turn& turn, const state::Item& item,
                                        const state::Agent& agent) {
    std::vector<Obstacle> found;
    Finder finder(turn, item, found);
    finder.of_item();
    finder.of_agent(agent);
    return found;
}

std::vector<Candidate> candidates_for(const Turn& turn, const state::Item& item) {
    std::vector<std::pair<Standing, AgentId>> standings;
    if (obstacles_of(turn, item).empty()) {
        turn.roster.free_for(turn.waiting.class_of(item.id)).for_each([&](AgentId id) {
            const state::Agent& agent = turn.state.agent(id);
            if (may_be_offered(turn, item, agent))
                standings.emplace_back(standing(turn, item, agent), id);
        });
    }
    std::ranges::sort(standings, [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Candidate> candidates;
    for (const auto& [measured, agent] : standings)
        candidates.push_back({agent, measured.measure, measured.idle_since});
    return candidates;
}

}  // namespace reeve::engine
