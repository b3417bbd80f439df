#include "runtime/engine/points.h"
#include "runtime/engine/test_rules.h"

#include <algorithm>

// What the small house of the engine's tests answers.

namespace reeve::engine::test {

namespace {

constexpr std::int64_t kDay = 24 * kHour, kOpens = 8 * kHour, kCloses = 18 * kHour;

std::int64_t day_of(Instant instant) { return instant.ms / kDay; }

abi::Choice choice(std::string name, std::vector<std::string> values) {
    abi::Choice made{std::move(name), {}};
    for (std::string& value : values) made.values.push_back({value, value});
    return made;
}

abi::Attribute attribute(std::string name, abi::ValueType type) {
    abi::Attribute made;
    made.named = {name, name};
    made.type = std::move(type);
    return made;
}

}  // namespace

SmallRules::SmallRules() {
    rules.version = "small";
    rules.choices = {choice("state", {"queued", "offered", "assigned", "wrapping", "parked", "held",
                                      "completed", "cancelled", "expired", "refused"}),
                     choice("presence", {"available", "away", "offline", "lunch"}),
                     choice("band", {"first", "second"}), choice("outcome", {"paid", "refused"})};
    rules.states = abi::ChoiceId(0);
    rules.presences = abi::ChoiceId(1);
    rules.bands = abi::ChoiceId(2);
    rules.teams = {{{"desk", "Desk"}, {abi::TeamId(1)}}, {{"leads", "Leads"}, {}}};
    rules.skills = {{{"motor", "Motor"}, 1, 5}, {{"french", "French"}, 1, 1}};
    rules.calendars = {{"Office", "Office"}};
    abi::WorkType claim, call;
    claim.named = {"Claim", "Claim"};
    abi::ValueType amount, tag;
    amount.kind = abi::ValueType::Kind::Number;
    amount.high = 1'000'000;
    tag.optional = true;
    claim.attributes = {attribute("amount", amount), attribute("tag", tag)};
    claim.points = 2;
    claim.has_route = true;
    claim.outcomes = abi::ChoiceId(3);
    claim.to_reads = claim.promise_reads = {true, false};
    call.named = {"Call", "Call"};
    call.media = abi::Media::Call;
    call.has_route = true;
    rules.work_types = {claim, call};
    abi::Queue desk, bin, post;
    desk.named = {"desk", "Desk"};
    desk.offers = true;
    desk.answer_within = Duration{45 * kSecond};
    bin.named = {"bin", "Bin"};
    bin.workbin = bin.take_any = true;
    post.named = {"post", "Post"};
    rules.queues = {desk, bin, post};
    line = [](const abi::Item& item, Instant) {
        abi::PriorityLine result;
        if (!item.attributes.empty()) result.value = to_points(item.attributes[0].number());
        return result;
    };
    route = [](const abi::Item&, Instant, abi::Route& made) {
        made.to = 0;
        made.parts = {{1, abi::QueueId(0)}};
    };
}

abi::ExprId SmallRules::condition(Condition condition, Until until) {
    conditions_.push_back(std::move(condition));
    untils_.push_back(std::move(until));
    return abi::ExprId(conditions_.size() - 1);
}

abi::ExprId SmallRules::expr(Expr expr) {
    exprs_.push_back(std::move(expr));
    return abi::ExprId(exprs_.size() - 1);
}

void SmallRules::decide(const abi::Item& item, const abi::House&, Instant now, abi::Parts parts,
                        abi::Decision& decision) const {
    decision.promises = item.promises;
    if (rules.work_types[item.work_type.index()].plan.valid()) {
        decision.band = band(item);
        if (parts.priority) decision.priority = case_line(item, now);
        return;
    }
    auto& due = decision.promises[static_cast<std::size_t>(abi::PromiseKind::Due)];
    if (due_within && parts.promises != abi::Parts::Promises::Keep) {
        const Instant begin =
            parts.promises == abi::Parts::Promises::StartOver ? now : item.created;
        due = abi::Promise{};
        due->begin = begin;
        due->at = {begin.ms + due_within->ms};
    }
    const bool held = item.state == static_cast<std::uint32_t>(model::ItemState::Held);
    if (due && pauses_while_held && held && !due->paused_since) due->paused_since = now;
    if (due && due->paused_since && !held) {
        due->at.ms += now.ms - due->paused_since->ms;
        due->pauses.push_back({*due->paused_since, now});
        due->paused_since.reset();
    }
    decision.band = band(item);
    if (parts.priority) decision.priority = line(item, now);
    if (parts.route) route(item, now, decision.route);
    for (std::uint32_t i = 0; i < thresholds.size() && parts.thresholds; ++i) {
        if (thresholds[i]) decision.thresholds.push_back({i, thresholds[i](item)});
    }
}

bool SmallRules::holds(abi::ExprId condition, const abi::Scene& scene) const {
    return conditions_[condition.index()](scene);
}

Instant SmallRules::holds_until(abi::ExprId condition, const abi::Scene& scene) const {
    const Until& until = untils_[condition.index()];
    return until ? until(scene) : abi::kLastInstant;
}

abi::Term SmallRules::term(std::int64_t ms) {
    terms_.push_back(ms);
    return {abi::TermId(terms_.size() - 1), {}};
}

Instant SmallRules::moved(abi::TermId term, Instant from, bool back) const {
    return {from.ms + (back ? -1 : 1) * terms_[term.index()]};
}

Date SmallRules::local_date(Instant instant) const {
    return {static_cast<std::int32_t>(day_of(instant))};
}

abi::Value SmallRules::value(abi::ExprId expr, const abi::Scene& scene) const {
    return exprs_[expr.index()](scene);
}

Instant SmallRules::repeat(const abi::Item& item, std::uint32_t number, Instant from) const {
    const auto& escalation = rules.work_types[item.work_type.index()].escalation;
    return {from.ms + escalation[number].trigger.length.length.ms};
}

bool SmallRules::is_member(abi::QueueId queue, const abi::Agent& agent) const {
    return queue.index() == 2 ||
           std::ranges::find(agent.teams, abi::TeamId(queue.index())) != agent.teams.end();
}

std::int64_t SmallRules::position(abi::CalendarId clock, Instant instant) const {
    if (!clock.valid()) return instant.ms;
    const std::int64_t in_day =
        std::clamp(instant.ms - day_of(instant) * kDay, kOpens, kCloses) - kOpens;
    return day_of(instant) * (kCloses - kOpens) + in_day;
}

Instant SmallRules::plus(abi::CalendarId clock, Instant from, Duration length) const {
    if (!clock.valid()) return {from.ms + length.ms};
    const std::int64_t to = position(clock, from) + length.ms;
    constexpr std::int64_t kOpen = kCloses - kOpens;
    return {(to / kOpen) * kDay + kOpens + to % kOpen};
}

bool SmallRules::is_open(abi::CalendarId clock, Instant instant) const {
    const std::int64_t in_day = instant.ms - day_of(instant) * kDay;
    return !clock.valid() || (in_day >= kOpens && in_day < kCloses);
}

Instant SmallRules::next_turn(abi::CalendarId, Instant instant) const {
    const std::int64_t day = day_of(instant) * kDay;
    if (instant.ms < day + kOpens) return {day + kOpens};
    if (instant.ms < day + kCloses) return {day + kCloses};
    return {day + kDay + kOpens};
}

Instant SmallRules::next_midnight(Instant instant) const { return {(day_of(instant) + 1) * kDay}; }

Bench::Bench(std::shared_ptr<SmallRules> used, Instant begin)
    : rules(std::move(used)), now(begin), engine(rules, begin) {}

Reply Bench::does(model::CommandBody what, model::Actor by) {
    Reply reply = engine.submit({std::move(by), std::move(what)}, now);
    events.insert(events.end(), reply.events.begin(), reply.events.end());
    return reply;
}

Reply Bench::agent_does(const std::string& agent, model::CommandBody what) {
    return does(std::move(what), {model::Actor::Kind::Agent, agent});
}

void Bench::agent(const std::string& name, std::vector<std::uint32_t> teams,
                  std::vector<abi::Agent::Level> skills, abi::WorkloadId workload) {
    model::DefineAgent define{name, {}, std::move(skills), {}, workload};
    for (const std::uint32_t team : teams) define.teams.emplace_back(team);
    does(std::move(define));
    presence(name, model::Presence::Available);
}

ItemId Bench::claim(std::int64_t amount, std::uint32_t work_type) {
    model::CaptureItem capture;
    capture.work_type = abi::WorkTypeId(work_type);
    if (work_type == 0) capture.given = {{0, Decimal(amount)}};
    return does(std::move(capture)).item;
}

void Bench::later(std::int64_t ms) {
    now.ms += ms;
    model::Events fired = engine.advance_to(now);
    events.insert(events.end(), fired.begin(), fired.end());
}

void Bench::presence(const std::string& agent, model::Presence presence) {
    does(model::SetPresence{agent, static_cast<std::uint32_t>(presence)});
}

}  // namespace reeve::engine::test
