#include "tests/engine/disorder.h"

#include "runtime/abi/points.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::engine::test {

namespace {

using model::ItemState;
using model::Presence;

std::string disorder_of(const Engine& engine, const state::Item& item) {
    if (static_cast<std::uint32_t>(item.state) != item.facts.state) return "two states";
    // A case is with nobody; its steps are.
    const bool is_case = engine.state().find_case(item.id) != nullptr;
    if (item.agent.valid() != (!is_case && model::is_held_by_agent(item.state)))
        return "held by nobody, or by somebody";
    if (item.facts.assignee.has_value() !=
        (!is_case && (item.state == ItemState::Assigned || item.state == ItemState::Parked)))
        return "no assignee, or one too many";
    if (item.agent.valid() && !engine.state().agent(item.agent).signed_in() &&
        item.state == ItemState::Offered)
        return "offered to who is not there";
    for (const Instant wake : item.wakes) {
        if (wake <= engine.now()) return "something due was left";
    }
    return "";
}

bool kept_back(const Engine& engine, const state::Item& item) {
    // The exceptions that the language names.
    if (item.ring < item.route.rings.size() || !item.refusals.empty()) return true;
    if (item.not_before && *item.not_before > engine.now()) return true;
    return item.route.not_before && *item.route.not_before > engine.now();
}

std::string disorder_of(const Engine& engine, const state::Agent& agent) {
    const state::State& state = engine.state();
    Decimal load;
    std::size_t busy = 0;
    for (const ItemId id : agent.items) {
        const state::Item& item = state.item(id);
        if (item.agent != agent.id) return "two holders";
        const bool parked = item.state == ItemState::Parked;
        load = load + (parked ? item.points * Decimal::scaled(5, -1) : item.points);
        busy += parked ? 0 : 1;
    }
    if (load != agent.facts.load) return "a load is wrong";
    if (!agent.workload.valid() && busy > 1) return "too much at a time";
    if (!agent.is(Presence::Available)) return "";
    for (const state::Item& item : state.items()) {
        if (item.state != ItemState::Queued || !item.facts.queue) continue;
        if (engine.rules().program().queues[*item.facts.queue].workbin) continue;
        if (!state.queues()[*item.facts.queue].open || kept_back(engine, item)) continue;
        if (engine.fits(item.id, agent.id) && engine.has_room(item.id, agent.id))
            return "idle while an item waits: " + item.facts.id;
    }
    return "";
}

/// Amounts stop at 10^15 points, before raises and after.
bool beyond(abi::Points points) {
    constexpr abi::Points kMost = abi::kPoint * 999'999'999'000'000;
    return points > kMost || points < -kMost;
}

/// What the rules say now, told in a word where it is not what the engine has.
std::string staleness_of(const Engine& engine, const state::Item& item) {
    // Cases and their steps are led by their plan.
    if (item.facts.of_case) return "";
    const abi::Rules& rules = engine.rules();
    const abi::WorkType& type = rules.program().work_types[item.facts.work_type.index()];
    abi::Decision decision;
    abi::Parts parts;
    parts.promises = abi::Parts::Promises::Keep;
    parts.thresholds = false;
    rules.decide(item.facts, engine.house(), engine.now(), parts, decision);
    if (decision.segment != item.segment) return "its segment";
    if (decision.promises != item.facts.promises) return "its promises";
    if (decision.band != item.band) return "its band";
    decision.route.until = abi::kLastInstant;
    // Facts of queues are read when it is decided where something goes, not all the time.
    if (!type.to_reads_queues && !(decision.route == item.route)) return "who may do it";

    abi::Points points = decision.priority.value + item.boost;
    for (const state::Raise& raise : item.raises) {
        if (!raise.until || *raise.until > engine.now()) points += raise.points;
    }
    points = std::max(points, decision.priority.low.value_or(points));
    points = std::min(points, decision.priority.high.value_or(points));
    // A slope is rounded to 10^-18 points for each millisecond: 10^-6 in thirty years.
    const abi::Points found = engine.exact_priority(item.id);
    if (std::max(points - found, found - points) > abi::kPoint / 1'000'000 && !beyond(points))
        return fmt::format("its priority, {} for {}", abi::shown(found).to_string(),
                           abi::shown(points).to_string());
    return "";
}

bool knows_membership(const Engine& engine, const state::Item& item, const state::Agent& agent) {
    if (item.state != ItemState::Queued || !item.facts.queue) return true;
    const std::vector<Obstacle> obstacles = engine.obstacles(item.id, agent.id);
    const bool member =
        std::ranges::find(obstacles, Obstacle::Kind::NotMember, &Obstacle::kind) == obstacles.end();
    return member == engine.rules().is_member(abi::QueueId(*item.facts.queue), agent.facts);
}

}  // namespace

std::string disorder(const Engine& engine) {
    const state::State& state = engine.state();
    std::vector<std::int64_t> waiting(state.queues().size());
    for (const state::Item& item : state.items()) {
        if (model::is_waiting(item.state) && item.facts.queue) ++waiting[*item.facts.queue];
        if (const std::string what = disorder_of(engine, item); !what.empty())
            return fmt::format("item {}: {}", item.facts.id, what);
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i] != state.queues()[i].waiting) return "a queue counts wrong";
    }
    for (const state::Agent& agent : state.agents()) {
        if (const std::string what = disorder_of(engine, agent); !what.empty())
            return fmt::format("agent {}: {}", agent.facts.id, what);
    }
    return "";
}

std::string staleness(const Engine& engine) {
    for (const state::Item& item : engine.state().items()) {
        if (model::is_finished(item.state) || item.state == ItemState::Wrapping) continue;
        for (const state::Agent& agent : engine.state().agents()) {
            if (!knows_membership(engine, item, agent))
                return fmt::format("{} as a member of item {}'s queue", agent.facts.id,
                                   item.facts.id);
        }
        if (const std::string what = staleness_of(engine, item); !what.empty())
            return fmt::format("item {} ({}): {}", item.facts.id, model::name_of(item.state), what);
    }
    return "";
}

}  // namespace reeve::engine::test
