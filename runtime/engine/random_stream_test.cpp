#include "runtime/engine/points.h"
#include "runtime/engine/random_house.h"
#include "runtime/engine/waiting.h"
#include "runtime/model/encoding.h"

#include <gtest/gtest.h>

// Random streams of commands and time: what an engine does is the same live, replayed from its
// events, and restarted from a snapshot in the middle; and after every batch the house is in order.

namespace reeve::engine::test {
namespace {

using model::ItemState;
using model::Presence;

/// What must hold between any two batches.
std::string disorder(const Engine& engine) {
    const state::State& state = engine.state();
    std::vector<std::int64_t> waiting(state.queues().size());
    for (const state::Item& item : state.items()) {
        if (static_cast<std::uint32_t>(item.state) != item.facts.state) return "two states";
        if (model::is_waiting(item.state) && item.facts.queue) ++waiting[*item.facts.queue];
        if (item.agent.valid() != model::is_held_by_agent(item.state))
            return "held by nobody, or by somebody: " + item.facts.id;
        if (item.facts.assignee.has_value() !=
            (item.state == ItemState::Assigned || item.state == ItemState::Parked))
            return "no assignee, or one too many: " + item.facts.id;
        for (const Instant wake : item.wakes) {
            if (wake <= engine.now()) return "something due was left: " + item.facts.id;
        }
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i] != state.queues()[i].waiting) return "a queue counts wrong";
    }
    for (const state::Agent& agent : state.agents()) {
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
        if (!agent.is(Presence::Available)) continue;
        for (const state::Item& item : state.items()) {
            if (item.state != ItemState::Queued || !item.facts.queue) continue;
            if (*item.facts.queue == 1 || !state.queues()[*item.facts.queue].open) continue;
            if (!engine.fits(item.id, agent.id) || !engine.has_room(item.id, agent.id)) continue;
            // The exceptions that the language names.
            if (item.ring < item.route.rings.size() || !item.refusals.empty()) continue;
            if (item.not_before && *item.not_before > engine.now()) continue;
            if (item.route.not_before && *item.route.not_before > engine.now()) continue;
            return agent.facts.id + " is idle while an item waits: " + item.facts.id;
        }
    }
    return "";
}

/// Whoever gets something by a match gets the most urgent item that it may do over all its queues.
/// `before` is the state in which the match is made.
std::string out_of_order(const std::shared_ptr<SmallRules>& rules, const state::State& before,
                         const model::Event& event) {
    ItemId chosen;
    AgentId agent;
    if (const auto* offered = std::get_if<model::ItemOffered>(&event.what)) {
        chosen = offered->item;
        agent = offered->agent;
    }
    if (const auto* assigned = std::get_if<model::ItemAssigned>(&event.what)) {
        if (assigned->how != model::ItemAssigned::How::Pushed) return "";
        chosen = assigned->item;
        agent = assigned->agent;
    }
    if (chosen.number == 0) return "";
    const auto rank = [&](const state::Item& item) {
        Points points = item.priority;
        for (const auto& slope : item.slopes)
            points += slope.per_ms * (event.at.ms - item.priority_since.ms);
        return order::Rank{static_cast<std::int32_t>(item.band), points,
                           item.facts.in_line_since->ms, item.id.number};
    };
    const Engine probe(rules, before);
    for (const state::Item& item : before.items()) {
        if (item.id == chosen || item.state != ItemState::Queued || !item.facts.queue) continue;
        if (*item.facts.queue == 1 || !before.queues()[*item.facts.queue].open) continue;
        if (!probe.fits(item.id, agent) || !probe.has_room(item.id, agent)) continue;
        if (item.ring < item.route.rings.size() || !item.refusals.empty()) continue;
        if (item.not_before && *item.not_before > event.at) continue;
        if (item.route.not_before && *item.route.not_before > event.at) continue;
        if (rank(item) < rank(before.item(chosen)))
            return "item " + item.facts.id + " comes before " + before.item(chosen).facts.id;
    }
    return "";
}

std::string bytes_of(const model::Events& events) {
    std::string all;
    for (const model::Event& event : events) all += model::encode(event);
    return all;
}

void run(std::uint64_t seed, int steps) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto rules = busy_rules();
    Stream stream(seed);
    Engine live(rules, kMorning);
    state::State replayed(rules->rules);
    std::optional<Engine> restarted;
    Instant now = kMorning;
    int fired = 0;
    for (int i = 0; i < steps; ++i) {
        if (stream.below(3) != 0)
            now.ms += stream.below(2) == 0 ? stream.below(kSecond) : stream.below(20 * kMinute);
        const model::Command command{{model::Actor::Kind::Person, "lea"},
                                     stream.next(live.state())};
        const auto decoded = model::decode_command(model::encode(command));
        ASSERT_TRUE(decoded);
        const Reply reply = live.submit(*decoded, now);
        for (const model::Event& event : reply.events) {
            const auto read = model::decode_event(model::encode(event));
            ASSERT_TRUE(read);
            ASSERT_EQ(out_of_order(rules, replayed, event), "") << "step " << i;
            state::apply(replayed, *read);
            if (std::holds_alternative<model::LineFired>(event.what)) ++fired;
        }
        if (restarted) {
            const Reply again = restarted->submit(command, now);
            ASSERT_EQ(bytes_of(again.events), bytes_of(reply.events)) << "step " << i;
        }
        ASSERT_EQ(disorder(live), "") << "step " << i << " command " << command.what.index();
        if (i % 50 == 25) {
            const std::string bytes = state::encode(live.state());
            ASSERT_EQ(bytes, state::encode(replayed)) << "step " << i;
            restarted.emplace(rules, *state::decode(bytes, rules->rules));
        }
    }
    EXPECT_EQ(state::hash(live.state()), state::hash(replayed));
    EXPECT_EQ(state::hash(live.state()), state::hash(restarted->state()));
    EXPECT_GT(fired, 0);
}

TEST(RandomStream, GivesTheSameLiveReplayedAndRestarted) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        run(seed, 400);
        if (HasFatalFailure()) return;
    }
}

}  // namespace
}  // namespace reeve::engine::test
