#include "runtime/why/risk.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace reeve::why {

namespace {

using engine::Obstacle;

bool is_queued(const state::Item& item) {
    return item.state == model::ItemState::Queued && item.facts.queue;
}

std::optional<Instant> due_of(const state::Item& item) {
    const auto& due = item.facts.promises[static_cast<std::size_t>(abi::PromiseKind::Due)];
    if (!due || due->paused_since || due->finished) return std::nullopt;
    return due->at;
}

/// What one queue does with its work.
struct Pace {
    std::int64_t handling_ms = 0;  // mean of the last finished ones; 0: none
    std::int64_t members = 0;      // signed in

    /// When an item with so many ahead is done, with `more` members.
    [[nodiscard]] std::int64_t done_after_ms(std::uint32_t ahead, std::int64_t more) const {
        const std::int64_t rounds = ahead / (members + more);
        return (rounds + 1) * handling_ms;
    }
};

class Queue {
public:
    Queue(const engine::Engine& engine, abi::QueueId id) : engine_(engine) {
        const state::Queue& queue = engine.state().queue(id);
        clock_ = engine.rules().program().queues[id.index()].open_in;
        std::int64_t sum = 0;
        for (const std::int64_t one : queue.handling_ms) sum += one;
        if (!queue.handling_ms.empty())
            pace_.handling_ms = sum / static_cast<std::int64_t>(queue.handling_ms.size());
        for (const state::Agent& agent : engine.state().agents()) {
            if (agent.signed_in() && engine.rules().is_member(id, agent.facts)) ++pace_.members;
        }
    }

    [[nodiscard]] std::optional<Instant> expected(std::uint32_t ahead, std::int64_t more) const {
        if (pace_.handling_ms == 0 || pace_.members + more == 0) return std::nullopt;
        return engine_.rules().plus(clock_, engine_.now(),
                                    Duration{pace_.done_after_ms(ahead, more)});
    }
    /// The fewest members more with which it is in time.
    [[nodiscard]] std::optional<std::uint32_t> missing(std::uint32_t ahead, Instant due) const {
        const auto in_time = [&](std::int64_t more) {
            const auto at = expected(ahead, more);
            return at && *at <= due;
        };
        // With one for each that is ahead, and one for itself, nothing more is to be had.
        std::int64_t enough = static_cast<std::int64_t>(ahead) + 1;
        if (!in_time(enough)) return std::nullopt;
        std::int64_t few = 0;
        while (enough - few > 1) {
            const std::int64_t middle = few + (enough - few) / 2;
            (in_time(middle) ? enough : few) = middle;
        }
        return static_cast<std::uint32_t>(enough);
    }

private:
    const engine::Engine& engine_;
    abi::CalendarId clock_;
    Pace pace_;
};

std::vector<AgentId> who_is_away(const engine::Engine& engine, ItemId item) {
    std::vector<AgentId> away;
    for (const state::Agent& agent : engine.state().agents()) {
        if (agent.is(model::Presence::Available)) continue;
        const auto obstacles = engine.obstacles(item, agent.id);
        if (std::ranges::all_of(obstacles, [](const Obstacle& o) { return passes(o.kind); }))
            away.push_back(agent.id);
    }
    return away;
}

}  // namespace

std::vector<ItemId> unservable(const engine::Engine& engine) {
    std::vector<ItemId> found;
    for (const state::Item& item : engine.state().items()) {
        if (!is_queued(item)) continue;
        const bool somebody = std::ranges::any_of(
            engine.state().agents(),
            [&](const state::Agent& agent) { return engine.fits(item.id, agent.id); });
        if (!somebody) found.push_back(item.id);
    }
    return found;
}

std::vector<AtRisk> at_risk(const engine::Engine& engine, abi::QueueId id) {
    const Queue queue(engine, id);
    std::vector<AtRisk> found;
    std::uint32_t ahead = 0;
    for (const ItemId item : engine.waiting_in(id)) {
        const std::uint32_t place = ahead++;
        const auto due = due_of(engine.state().item(item));
        if (!due) continue;
        const auto expected = queue.expected(place, 0);
        if (expected && *expected <= *due) continue;
        found.push_back(
            {item, *due, expected, place, queue.missing(place, *due), who_is_away(engine, item)});
    }
    std::ranges::stable_sort(found, {}, &AtRisk::due);
    return found;
}

std::vector<OldestWait> oldest_waits(const engine::Engine& engine) {
    using Key = std::tuple<abi::QueueId, abi::WorkTypeId, std::vector<abi::Need>>;
    std::map<Key, OldestWait> classes;
    for (const state::Item& item : engine.state().items()) {
        if (!is_queued(item)) continue;
        const Instant since = item.facts.in_line_since.value_or(item.facts.created);
        const Key key{*item.queue(), item.facts.work_type, item.route.needs};
        OldestWait& oldest = classes[key];
        if (oldest.waiting++ > 0 && oldest.since <= since) continue;
        oldest.queue = *item.queue();
        oldest.work_type = item.facts.work_type;
        oldest.needs = item.route.needs;
        oldest.item = item.id;
        oldest.since = since;
    }
    std::vector<OldestWait> waits;
    for (auto& [key, oldest] : classes) waits.push_back(std::move(oldest));
    std::ranges::stable_sort(waits, {}, &OldestWait::since);
    return waits;
}

}  // namespace reeve::why
