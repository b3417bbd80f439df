#include "runtime/engine/steps.h"

#include <algorithm>

// What is seen of a queue as a whole.

namespace reeve::engine {

namespace {

Decimal mean(const std::deque<std::int64_t>& values) {
    if (values.empty()) return {};
    std::int64_t sum = 0;
    for (const std::int64_t value : values) sum += value;
    return Decimal(sum) / Decimal(static_cast<std::int64_t>(values.size()));
}

std::int64_t count_members(const Turn& turn, abi::QueueId queue, bool available) {
    return std::ranges::count_if(turn.state.agents(), [&](const state::Agent& agent) {
        return turn.roster.is_member(queue, agent.id) &&
               (available ? agent.is(Presence::Available) : agent.signed_in());
    });
}

class Watching {
public:
    Watching(const Turn& turn, const abi::Watch& watch) : turn_(turn), watch_(watch) {
        scene_.now = turn.now;
        scene_.house = &turn.house;
        scene_.queue = watch.queue;
    }

    void run() {
        for (std::uint32_t i = 0; i < watch_.lines.size(); ++i) look_at(i);
        // The condition may turn as an item becomes late.
        const auto& dues = turn_.waiting.dues(watch_.queue);
        const auto due = dues.upper_bound({turn_.now, ItemId{~std::uint64_t{0}}});
        if (due != dues.end()) later(due->first);
        if (again_ != turn_.state.queue(watch_.queue).watch_again)
            turn_.emit(model::WatchScheduled{watch_.queue, again_});
    }

private:
    void later(Instant instant) {
        if (instant > turn_.now) again_ = std::min(again_, instant);
    }
    bool holds(abi::ExprId condition) {
        if (!condition.valid()) return true;
        later(turn_.rules.holds_until(condition, scene_));
        return turn_.rules.holds(condition, scene_);
    }

    void look_at(std::uint32_t number) {
        const abi::EscalationLine& line = watch_.lines[number];
        const auto& known = turn_.state.queue(watch_.queue).watch_lines;
        model::LineProgress now = number < known.size() ? known[number] : model::LineProgress();
        const model::LineProgress before = now;
        const bool condition = holds(line.trigger.condition);
        if (!(holds(line.trigger.while_condition) && condition)) {
            now.holding.reset();
            if (now != before) turn_.emit(model::WatchMoved{watch_.queue, number, now, false});
            return;
        }
        if (!now.holding) now.holding = turn_.now;
        const Instant at = turn_.rules.plus(line.trigger.length.calendar, *now.holding,
                                            line.trigger.length.length);
        later(at);
        const bool fired = now.fired && *now.fired >= *now.holding && before.holding;
        const bool fires = at <= turn_.now && !fired;
        if (fires) now.fired = turn_.now;
        const bool quiet = line.at_most_every && now.last_noticed &&
                           turn_.now.ms - now.last_noticed->ms < line.at_most_every->ms;
        if (fires && !quiet) now.last_noticed = turn_.now;
        if (now != before) turn_.emit(model::WatchMoved{watch_.queue, number, now, fires});
        if (fires && !quiet) notify(line, number);
    }

    void notify(const abi::EscalationLine& line, std::uint32_t number) {
        using Target = abi::Action::Target;
        Turn turn = turn_;
        turn.cause = {{model::Actor::Kind::Rule, {}}, {}, number};
        for (const abi::Action& action : line.actions) {
            model::Notified notice{{}, watch_.queue, action.target, false, {}, {}};
            if (action.target == Target::Supervisors)
                notice.recipients = supervisors_of(turn, watch_.queue);
            if (action.target == Target::Team)
                notice.recipients = {turn.program().teams[action.team.index()].named.name};
            if (action.target == Target::Address) notice.recipients = {action.address};
            if (action.text.valid()) notice.text = turn.rules.text(action.text, scene_);
            turn.emit(std::move(notice));
        }
    }

    const Turn& turn_;
    const abi::Watch& watch_;
    abi::Scene scene_;
    Instant again_ = abi::kLastInstant;
};

}  // namespace

abi::QueueFacts facts_of(const Turn& turn, abi::QueueId id) {
    const state::Queue& queue = turn.state.queue(id);
    abi::QueueFacts facts;
    facts.waiting_items = queue.waiting;
    facts.available_agents = count_members(turn, id, true);
    const auto& ages = turn.waiting.ages(id);
    if (!ages.empty()) {
        facts.oldest = turn.state.item(ages.begin()->second).facts.waiting;
        facts.oldest_wait = {std::max<std::int64_t>(0, turn.now.ms - ages.begin()->first.ms)};
    }
    for (const auto& [due, item] : turn.waiting.dues(id)) {
        if (due > turn.now) break;
        ++facts.late_items;
    }
    const Decimal signed_in = std::max<std::int64_t>(1, count_members(turn, id, false));
    const Decimal wait = Decimal(queue.waiting) * mean(queue.handling_ms) / signed_in;
    facts.expected_wait = {wait.round().to_int64().value_or(0)};
    if (queue.finished_today > 0)
        facts.share_on_time_today = Decimal(queue.on_time_today) / Decimal(queue.finished_today);
    return facts;
}

void look_at_watch(const Turn& turn, const abi::Watch& watch) { Watching(turn, watch).run(); }

}  // namespace reeve::engine
