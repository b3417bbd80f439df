#include "runtime/why/waiting.h"

#include <algorithm>

namespace reeve::why {

namespace {

using Kind = Obstacle::Kind;

bool has(const std::vector<Obstacle>& obstacles, Kind kind) {
    return std::ranges::find(obstacles, kind, &Obstacle::kind) != obstacles.end();
}

bool could_do(const std::vector<Obstacle>& obstacles) {
    return std::ranges::all_of(obstacles,
                               [](const Obstacle& obstacle) { return passes(obstacle.kind); });
}

/// How far somebody is from getting the item; who has to learn something is furthest.
std::size_t distance(const Blocked& blocked) {
    std::size_t sum = 0;
    for (const Obstacle& obstacle : blocked.obstacles) sum += passes(obstacle.kind) ? 1 : 100;
    return sum;
}

WaitReason reason_of(const WhyWaiting& why) {
    if (has(why.own, Kind::NotQueued)) return WaitReason::NotWaiting;
    if (has(why.own, Kind::SelfService)) return WaitReason::SelfService;
    if (has(why.own, Kind::Closed)) return WaitReason::Closed;
    if (has(why.own, Kind::KeptBack)) return WaitReason::KeptBack;
    // The one who comes closest decides: here before room, room before whose turn it is.
    WaitReason reason = WaitReason::NobodyAtAll;
    for (const Blocked& blocked : why.agents) {
        if (!could_do(blocked.obstacles)) continue;
        WaitReason one = WaitReason::MatchesAtOnce;
        if (has(blocked.obstacles, Kind::Away))
            one = WaitReason::NobodyHere;
        else if (has(blocked.obstacles, Kind::NoRoom))
            one = WaitReason::AllBusy;
        else if (!blocked.obstacles.empty())
            one = WaitReason::OthersFirst;
        reason = std::max(reason, one);
    }
    return reason;
}

void narrow(std::optional<Instant>& next, const std::vector<Obstacle>& obstacles) {
    for (const Obstacle& obstacle : obstacles) {
        if (obstacle.until) next = std::min(next.value_or(abi::kLastInstant), *obstacle.until);
    }
}

}  // namespace

WhyWaiting why_waiting(const engine::Engine& engine, ItemId item) {
    WhyWaiting why;
    why.item = item;
    why.own = engine.obstacles(item);
    if (!has(why.own, Kind::NotQueued)) {
        const std::size_t own = why.own.size();
        for (const state::Agent& agent : engine.state().agents()) {
            std::vector<Obstacle> all = engine.obstacles(item, agent.id);
            all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(own));
            why.agents.push_back({agent.id, std::move(all)});
        }
        std::ranges::stable_sort(why.agents, {}, distance);
        why.ahead = engine.count_ahead(item, kAheadMax);
    }
    why.reason = reason_of(why);
    narrow(why.next, why.own);
    for (const Blocked& blocked : why.agents) {
        if (could_do(blocked.obstacles)) narrow(why.next, blocked.obstacles);
    }
    return why;
}

WhyIdle why_idle(const engine::Engine& engine, AgentId id) {
    WhyIdle why;
    why.agent = id;
    const state::Agent& agent = engine.state().agent(id);
    const auto& queues = engine.rules().program().queues;
    bool waits = false, room = false, gets = false;
    for (std::size_t number = 0; number < queues.size(); ++number) {
        const abi::QueueId queue(number);
        if (queues[number].workbin || !engine.rules().is_member(queue, agent.facts)) continue;
        QueueLook& look = why.queues.emplace_back();
        look.queue = queue;
        for (const ItemId item : engine.waiting_in(queue)) {
            const std::vector<Obstacle> obstacles = engine.obstacles(item, id);
            ++look.waiting;
            room = room || !has(obstacles, Kind::NoRoom);
            gets = gets || obstacles.empty();
            if (!could_do(obstacles)) {
                ++look.for_others;
                continue;
            }
            if (look.first) continue;
            look.first = item;
            look.obstacles = obstacles;
        }
        waits = waits || look.waiting > 0;
    }
    if (!agent.is(model::Presence::Available)) return why;
    why.reason = gets                 ? IdleReason::MatchesAtOnce
                 : why.queues.empty() ? IdleReason::NoQueue
                 : !waits             ? IdleReason::NothingWaits
                 : !room              ? IdleReason::Full
                                      : IdleReason::NothingFits;
    return why;
}

}  // namespace reeve::why
