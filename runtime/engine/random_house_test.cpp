#include "runtime/engine/random_house.h"

#include "runtime/engine/points.h"

namespace reeve::engine::test {

namespace {

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

}  // namespace

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

model::CommandBody Stream::next(const state::State& state) {
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
        case 5: return model::HoldItem{item, below(2) == 0 ? std::optional(soon) : std::nullopt};
        case 6: return model::ResumeItem{item};
        case 7: return model::CancelItem{item, "mistake"};
        case 8:
        case 9:
        case 10: return model::AcceptOffer{item, who};
        case 11: return model::DeclineOffer{item, who, ""};
        case 12:
            return model::ParkItem{item, who, below(3) == 0 ? std::nullopt : std::optional(soon)};
        case 13: return model::TakeUpItem{item, who};
        case 14: return model::TakeItem{item, who};
        case 15: return model::TakeNext{abi::QueueId(1), who};
        case 16: return model::AssignItem{item, who};
        case 17: return model::TransferItem{item, abi::QueueId(static_cast<std::size_t>(below(3)))};
        case 18: return model::RequeueItem{item, below(2) == 0};
        case 19: return model::BoostItem{item, Decimal(below(60) - 20)};
        case 20: return model::RescheduleItem{item, soon};
        case 21: {
            model::DefineAgent define{who, {}, {}, {}, {}};
            for (std::size_t team = 0; team < 2; ++team) {
                if (below(2) == 0) define.teams.emplace_back(team);
            }
            if (below(2) == 0) define.skills = {{abi::SkillId(0), static_cast<int>(1 + below(5))}};
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
            return model::CompleteItem{item, known != nullptr && known->facts.work_type.index() == 1
                                                 ? std::nullopt
                                                 : std::optional<std::uint32_t>(0)};
    }
}

}  // namespace reeve::engine::test
