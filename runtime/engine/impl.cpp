#include "runtime/engine/impl.h"

#include "runtime/abi/points.h"
#include "runtime/engine/commands.h"
#include "runtime/engine/noting.h"

#include <algorithm>

namespace reeve::engine {

namespace {

// Keys of timers: items by number, then what belongs to the house.
constexpr std::uint64_t kDayKey = std::uint64_t{1} << 60;
constexpr std::uint64_t kTurnKey = std::uint64_t{1} << 61;
constexpr std::uint64_t kWatchKey = std::uint64_t{1} << 62;

}  // namespace

Engine::Impl::Impl(std::shared_ptr<const abi::Rules> rules, state::State state, Instant now)
    : rules_(std::move(rules)), state_(std::move(state)), now_(now) {
    index_state();
}

const abi::Item* Engine::Impl::find_item(std::uint64_t number) const {
    const state::Item* item = state_.find(ItemId{number});
    return item == nullptr ? nullptr : &item->facts;
}

const abi::Case* Engine::Impl::find_case(std::uint64_t number) const {
    const state::Case* found = state_.find_case(ItemId{number});
    return found == nullptr ? nullptr : &found->facts;
}

abi::Records::Said Engine::Impl::said(std::uint64_t number) const {
    const state::Item& item = state_.item(ItemId{number});
    return {item.segment, item.band, abi::shown(waiting_->priority(item))};
}

/// All that is worked out from the state and the rules, from scratch.
void Engine::Impl::index_state() {
    const abi::Program& program = rules_->program();
    house_.settings = state_.settings();
    house_.records = this;
    house_.queues.clear();
    house_.agents.clear();
    roster_ = std::make_unique<Roster>(*rules_, state_);
    waiting_ = std::make_unique<Waiting>(*rules_, state_);
    waiting_->advance_to(now_);
    timers_ = timers::TimerQueue(std::max(now_, timers::kFirstInstant));
    item_timers_.clear();
    turn_timers_.assign(program.queues.size(), {});
    watch_timers_.assign(program.queues.size(), {});
    day_timer_ = {};
    for (const state::Agent& agent : state_.agents()) house_.agents.push_back(&agent.facts);
    for (const state::Agent& agent : state_.agents()) roster_->refresh(agent.id);
    for (const state::Item& item : state_.items()) {
        waiting_->refresh(item.id);
        set_item_timer(item);
    }
    roster_->learn(waiting_->classes());
    for (std::size_t i = 0; i < program.queues.size(); ++i) set_queue_timers(abi::QueueId(i));
    set_day_timer();
}

void Engine::Impl::set_timer(ItemTimer& timer, Instant due, std::uint64_t key) {
    if (timer.due == due) return;
    if (timer.due != abi::kLastInstant) timers_.cancel(timer.id);
    timer.due = due;
    if (due != abi::kLastInstant) timer.id = timers_.insert({due, key});
}

void Engine::Impl::set_item_timer(const state::Item& item) {
    if (item_timers_.size() <= item.id.number) item_timers_.resize(item.id.number + 1);
    // What is due already is on the agenda.
    Instant next = abi::kLastInstant;
    for (const Instant wake : item.wakes) {
        if (wake > now_) next = std::min(next, wake);
    }
    set_timer(item_timers_[item.id.number], next, item.id.number);
}

void Engine::Impl::set_queue_timers(abi::QueueId id) {
    const state::Queue& queue = state_.queue(id);
    set_timer(turn_timers_[id.index()], queue.turns, kTurnKey + id.index());
    set_timer(watch_timers_[id.index()], queue.watch_again, kWatchKey + id.index());
}

void Engine::Impl::set_day_timer() { set_timer(day_timer_, state_.next_day(), kDayKey); }

void Engine::Impl::take_timer(std::uint64_t key) {
    if (key < kDayKey) {
        item_timers_[key].due = abi::kLastInstant;
        wake(state_.item(ItemId{key}));
    } else if (key < kTurnKey) {
        day_timer_.due = abi::kLastInstant;
        agenda_.day = true;
    } else if (key < kWatchKey) {
        turn_timers_[key - kTurnKey].due = abi::kLastInstant;
        agenda_.turning.insert(abi::QueueId(key - kTurnKey));
    } else {
        watch_timers_[key - kWatchKey].due = abi::kLastInstant;
        agenda_.watches.insert(abi::QueueId(key - kWatchKey));
    }
}

/// Puts what is due for an item on the agenda.
void Engine::Impl::wake(const state::Item& item) {
    const auto due = [&](Wake kind) { return item.wake(kind) <= now_; };
    if (due(Wake::Pause)) agenda_.add(item.id, Phase::Pause);
    if (due(Wake::Offer)) agenda_.add(item.id, Phase::Offer);
    if (due(Wake::Segment) || due(Wake::Priority)) agenda_.add(item.id, Phase::Decide);
    if (due(Wake::Lines)) agenda_.add(item.id, Phase::Lines);
    if (due(Wake::Route)) agenda_.add(item.id, Phase::Route);
    if (due(Wake::WrapUp)) agenda_.agents.insert(item.agent);
    // The timer stands for the first of its wakes; the others still come.
    set_item_timer(item);
}

void Engine::Impl::drain_timers() {
    while (const auto timer = timers_.pop_due(now_)) take_timer(timer->key);
}

void Engine::Impl::advance_to(Instant now, model::Events& events) {
    start(events);
    now = std::max(now, now_);
    while (true) {
        const auto due = timers_.next_due();
        if (!due || *due > now) break;
        now_ = std::max(now_, *due);
        waiting_->advance_to(now_);
        drain_timers();
        settle(events);
    }
    now_ = now;
    waiting_->advance_to(now_);
}

void Engine::Impl::start(model::Events& events) {
    if (state_.next_day() != abi::kLastInstant) return;
    model::Events fresh;
    const Turn turn = this->turn(fresh);
    turn.emit(model::ProgramPublished{rules_->program().version});
    turn.emit(model::DayBegan{rules_->next_midnight(now_)});
    for (std::size_t i = 0; i < rules_->program().queues.size(); ++i) {
        const abi::CalendarId calendar = rules_->program().queues[i].open_in;
        if (!calendar.valid()) continue;
        turn.emit(model::QueueTurned{abi::QueueId(i), rules_->is_open(calendar, now_),
                                     rules_->next_turn(calendar, now_)});
    }
    apply(fresh, events);
    settle(events);
}

void Engine::Impl::submit(const model::Command& command, Reply& reply) {
    model::Events fresh;
    Turn turn = this->turn(fresh);
    turn.cause.by = command.by;
    if (const auto* cancel = std::get_if<model::CancelItem>(&command.what))
        turn.cause.reason = cancel->reason;
    if (const auto* decline = std::get_if<model::DeclineOffer>(&command.what))
        turn.cause.reason = decline->reason;
    Checked done = process(turn, command, reply.item, reply.repeated);
    if (!done) {
        reply.rejection = std::move(done.error());
        return;
    }
    apply(fresh, reply.events);
    settle(reply.events);
}

void Engine::Impl::apply(model::Events& fresh, model::Events& events) {
    for (model::Event& event : fresh) {
        Noting noting(*this, event);
        state::apply(state_, event);
        noting.run();
        events.push_back(std::move(event));
    }
    fresh.clear();
}

void Engine::Impl::look_at_everything() {
    for (const state::Agent& agent : state_.agents()) {
        roster_->refresh(agent.id);
        agenda_.agents.insert(agent.id);
        if (roster_->is_free(agent.id)) matching_.add(agent.id);
    }
    for (const state::Item& item : state_.items()) {
        if (model::is_finished(item.state) || item.state == ItemState::Wrapping) continue;
        agenda_.look_again(item.id);
        agenda_.add(item.id, Phase::Route);
        matching_.add(item.id);
    }
    for (const abi::Watch& watch : rules_->program().watches) agenda_.watches.insert(watch.queue);
}

}  // namespace reeve::engine
