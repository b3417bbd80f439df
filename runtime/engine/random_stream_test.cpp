#include "runtime/engine/points.h"
#include "runtime/engine/test_rules.h"
#include "runtime/engine/waiting.h"
#include "runtime/model/encoding.h"

#include <gtest/gtest.h>

#include <random>

// Random streams of commands and time: what an engine does is the same live, replayed from its
// events, and restarted from a snapshot in the middle; and after every batch the house is in order.

namespace reeve::engine::test {
namespace {

using model::ItemState;
using model::Presence;

void add_route(const std::shared_ptr<SmallRules>& rules) {
    rules->route = [](const abi::Item& item, Instant, abi::Route& route) {
        route.to = 0;
        if (item.work_type.index() == 1) {
            route.parts = {{1, abi::QueueId(2)}};
            return;
        }
        const std::int64_t amount = *item.attributes[0].number().to_int64();
        if (amount % 7 == 0) {
            route.to = 1;
            route.parts = {{1, abi::QueueId(1)}};
            return;
        }
        route.parts = {{Decimal::scaled(3, -1), abi::QueueId(0)},
                       {Decimal::scaled(7, -1), abi::QueueId(2)}};
        if (amount % 3 == 0) route.needs.push_back({abi::SkillId(0), amount % 5});
        if (amount % 5 == 0)
            route.rings = {{abi::Ring::Kind::Agent, "a1", {}, {5 * kMinute}},
                           {abi::Ring::Kind::Team, "", abi::TeamId(1), {3 * kMinute}}};
        if (amount % 11 == 0) route.not_before = Instant{item.created.ms + 4 * kMinute};
        if (amount % 13 == 0) route.never = {"a2"};
    };
}

void add_priority(const std::shared_ptr<SmallRules>& rules) {
    rules->line = [](const abi::Item& item, Instant now) {
        abi::PriorityLine line;
        if (item.attributes.empty()) return line;
        const std::int64_t amount = *item.attributes[0].number().to_int64();
        const std::int64_t age = now.ms - item.created.ms;
        // Two points a minute for an hour, then level; never above 150.
        const Points slope = 2 * kPoint / kMinute;
        const Instant bend{item.created.ms + kHour};
        line.value = amount * kPoint + slope * std::min<std::int64_t>(age, kHour);
        if (now < bend) {
            line.slopes = {{{}, slope}};
            line.until = bend;
        }
        line.low = 0;
        line.high = 150 * kPoint;
        return line;
    };
    rules->band = [](const abi::Item& item) { return item.work_type.index() == 1 ? 0U : 1U; };
}

void add_workload(const std::shared_ptr<SmallRules>& rules) {
    abi::Workload normal{{"normal", "Normal"}, {}};
    using Line = abi::WorkloadLine;
    Line points, calls, interrupts, none;
    points.kind = Line::Kind::AtMostPoints;
    points.points = 6;
    calls.kind = Line::Kind::AtMostItems;
    calls.count = 1;
    calls.first.work_type = abi::WorkTypeId(1);
    interrupts.kind = Line::Kind::Interrupts;
    interrupts.first.work_type = abi::WorkTypeId(1);
    interrupts.second.work_type = abi::WorkTypeId(0);
    none.kind = Line::Kind::NoneWhileBusy;
    none.first.work_type = abi::WorkTypeId(0);
    none.second.work_type = abi::WorkTypeId(1);
    normal.lines = {points, calls, interrupts, none};
    rules->rules.workloads = {normal};
}

void add_queues(const std::shared_ptr<SmallRules>& rules) {
    rules->rules.queues[0].not_again_for = Duration{10 * kMinute};
    rules->rules.queues[0].wrap_up = Duration{30 * kSecond};
    rules->rules.queues[2].open_in = abi::CalendarId(0);
    rules->rules.queues[2].pick = abi::Pick::LeastBusy;
}

void add_escalation(const std::shared_ptr<SmallRules>& rules) {
    auto& lines = rules->rules.work_types[0].escalation;
    using Kind = abi::Trigger::Kind;
    const auto waits = rules->condition([](const abi::Scene& s) { return s.item->state <= 1; });
    lines.resize(5);
    lines[0].trigger.kind = Kind::Moment;
    lines[0].trigger.while_condition = waits;
    abi::Action raise, move, requeue, notify, set;
    raise.kind = abi::Action::Kind::RaisePriority;
    raise.value = rules->expr([](const abi::Scene&) { return abi::Value(Decimal(40)); });
    raise.time = Duration{20 * kMinute};
    move.kind = abi::Action::Kind::Move;
    move.queue = abi::QueueId(1);
    requeue.kind = abi::Action::Kind::Requeue;
    requeue.someone_else = true;
    notify.kind = abi::Action::Kind::Notify;
    set.kind = abi::Action::Kind::Set;
    set.attribute = 1;
    set.value = rules->expr([](const abi::Scene&) { return abi::Value("late"); });
    lines[0].actions = {raise, set};
    lines[1].trigger.kind = Kind::Clock;
    lines[1].trigger.while_condition =
        rules->condition([](const abi::Scene& s) { return s.item->state == 2; });
    lines[1].actions = {requeue, notify};
    lines[2].trigger.kind = Kind::Every;
    lines[2].trigger.length.length = {25 * kMinute};
    lines[2].trigger.times = 3;
    lines[2].trigger.while_condition = waits;
    lines[2].actions = {notify};
    lines[3].trigger.kind = Kind::DeclinedOrMissed;
    lines[3].trigger.declined = lines[3].trigger.missed = true;
    lines[3].trigger.times = 3;
    lines[3].actions = {move};
    lines[4].trigger.kind = Kind::NobodyFits;
    lines[4].trigger.length.length = {15 * kMinute};
    lines[4].actions = {notify};
    lines[4].at_most_every = Duration{kHour};
}

void add_thresholds(const std::shared_ptr<SmallRules>& rules) {
    rules->thresholds.resize(5);
    rules->thresholds[0] = [](const abi::Item& item) -> std::optional<Instant> {
        const auto& due = item.promises[2];
        if (!due || due->paused_since) return std::nullopt;
        return Instant{due->at.ms - kHour};
    };
    rules->thresholds[1] = [](const abi::Item& item) -> std::optional<Instant> {
        if (!item.untouched.since) return std::nullopt;
        return Instant{item.untouched.since->ms + 50 * kMinute};
    };
}

void add_watch(const std::shared_ptr<SmallRules>& rules) {
    abi::Action notify;
    notify.kind = abi::Action::Kind::Notify;
    abi::Watch watch;
    watch.queue = abi::QueueId(0);
    watch.lines.resize(1);
    watch.lines[0].trigger.kind = abi::Trigger::Kind::Watch;
    watch.lines[0].trigger.length.length = {5 * kMinute};
    watch.lines[0].trigger.condition =
        rules->condition([](const abi::Scene& s) { return s.house->queues[0].waiting_items > 3; });
    watch.lines[0].actions = {notify};
    rules->rules.watches = {watch};
}

/// Rules with something of everything that makes the engine move.
std::shared_ptr<SmallRules> busy_rules() {
    auto rules = std::make_shared<SmallRules>();
    rules->due_within = Duration{2 * kHour};
    rules->pauses_while_held = true;
    add_route(rules);
    add_priority(rules);
    add_workload(rules);
    add_queues(rules);
    add_escalation(rules);
    add_thresholds(rules);
    add_watch(rules);
    return rules;
}

class Stream {
public:
    explicit Stream(std::uint64_t seed) : random_(seed) {}

    std::int64_t below(std::int64_t end) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(end));
    }
    std::string agent() { return "a" + std::to_string(below(5)); }

    model::CommandBody next(const state::State& state) {
        const ItemId item{1 + static_cast<std::uint64_t>(below(std::max<std::int64_t>(
                                  1, static_cast<std::int64_t>(state.items().size()))))};
        const state::Item* known = state.find(item);
        std::string who = agent();
        if (known != nullptr && known->agent.valid() && below(10) != 0)
            who = state.agent(known->agent).facts.id;
        const Instant soon{state.now().ms + (1 + below(40)) * kMinute};
        switch (below(26)) {
            case 0:
            case 1:
            case 2:
            case 3: {
                model::CaptureItem capture;
                capture.work_type = abi::WorkTypeId(below(4) == 0 ? 1 : 0);
                if (capture.work_type.index() == 0) capture.given = {{0, Decimal(below(100))}};
                return capture;
            }
            case 4: return model::UpdateItem{item, {{0, Decimal(below(100))}}};
            case 5:
                return model::HoldItem{item, below(2) == 0 ? std::optional(soon) : std::nullopt};
            case 6: return model::ResumeItem{item};
            case 7: return model::CancelItem{item, "mistake"};
            case 8:
            case 9:
            case 10: return model::AcceptOffer{item, who};
            case 11: return model::DeclineOffer{item, who, ""};
            case 12:
                return model::ParkItem{item, who,
                                       below(3) == 0 ? std::nullopt : std::optional(soon)};
            case 13: return model::TakeUpItem{item, who};
            case 14: return model::TakeItem{item, who};
            case 15: return model::TakeNext{abi::QueueId(1), who};
            case 16: return model::AssignItem{item, who};
            case 17:
                return model::TransferItem{item, abi::QueueId(static_cast<std::size_t>(below(3)))};
            case 18: return model::RequeueItem{item, below(2) == 0};
            case 19: return model::BoostItem{item, Decimal(below(60) - 20)};
            case 20: return model::RescheduleItem{item, soon};
            case 21: {
                model::DefineAgent define{who, {}, {}, {}, {}};
                for (std::size_t team = 0; team < 2; ++team) {
                    if (below(2) == 0) define.teams.emplace_back(team);
                }
                if (below(2) == 0)
                    define.skills = {{abi::SkillId(0), static_cast<int>(1 + below(5))}};
                // The same each time, so that nobody is left with more than is allowed.
                if (who != "a4") define.workload = abi::WorkloadId(0);
                return define;
            }
            case 22: return model::SetPresence{who, static_cast<std::uint32_t>(below(5) % 3)};
            case 23:
                return below(2) == 0 ? model::CommandBody(model::ReopenItem{item})
                                     : model::CommandBody(model::StartOverItem{item});
            case 24:
                if (below(2) == 0) return model::EndWrapUp{item, who};
                return model::ReclassifyItem{item, {}, {}};
            default:
                return model::CompleteItem{item,
                                           known != nullptr && known->facts.work_type.index() == 1
                                               ? std::nullopt
                                               : std::optional<std::uint32_t>(0)};
        }
    }

private:
    std::mt19937_64 random_;
};

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
