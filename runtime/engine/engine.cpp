#include "runtime/engine/engine.h"

#include "runtime/engine/fits.h"
#include "runtime/engine/impl.h"
#include "runtime/engine/obstacles.h"
#include "runtime/engine/points.h"
#include "runtime/engine/steps.h"
#include "runtime/order/walk.h"

#include <algorithm>

namespace reeve::engine {

Engine::Engine(std::shared_ptr<const abi::Rules> rules, Instant now) {
    state::State empty(rules->program());
    impl_ = std::make_unique<Impl>(std::move(rules), std::move(empty), now);
}

Engine::Engine(std::shared_ptr<const abi::Rules> rules, state::State state) {
    const Instant now = state.now();
    impl_ = std::make_unique<Impl>(std::move(rules), std::move(state), now);
}

Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Reply Engine::submit(const model::Command& command, Instant now) {
    Reply reply;
    // What a capture that finds somebody leads to, so that events are moved once.
    reply.events.reserve(12);
    impl_->advance_to(now, reply.events);
    impl_->submit(command, reply);
    return reply;
}

model::Events Engine::advance_to(Instant now) {
    model::Events events;
    impl_->advance_to(now, events);
    return events;
}

Reply Engine::publish(std::shared_ptr<const abi::Rules> rules, Instant now) {
    Reply reply;
    impl_->advance_to(now, reply.events);
    impl_->publish(std::move(rules), reply);
    return reply;
}

std::optional<Instant> Engine::next_due() const { return impl_->next_due(); }

Instant Engine::now() const { return impl_->now(); }
const state::State& Engine::state() const { return impl_->state(); }
const abi::Rules& Engine::rules() const { return impl_->rules(); }
const abi::House& Engine::house() const { return impl_->house(); }

abi::Points Engine::exact_priority(ItemId item) const {
    return impl_->waiting().priority(state().item(item));
}

Decimal Engine::priority(ItemId item) const { return shown(exact_priority(item)); }

abi::QueueFacts Engine::queue_facts(abi::QueueId queue) const {
    model::Events none;
    return facts_of(impl_->turn(none), queue);
}

std::vector<ItemId> Engine::waiting_in(abi::QueueId queue) const {
    std::vector<order::Rank> ranks;
    for (const std::uint32_t number : impl_->waiting().classes_of(queue)) {
        order::Walk walk(impl_->waiting().order(), impl_->waiting().classes()[number].index,
                         impl_->waiting().positions());
        while (const auto next = walk.next()) ranks.push_back(next->rank);
    }
    std::ranges::sort(ranks);
    std::vector<ItemId> items;
    for (const order::Rank& rank : ranks) items.push_back({rank.id});
    return items;
}

bool Engine::fits(ItemId item, AgentId agent) const {
    model::Events none;
    return may_do(impl_->turn(none), state().item(item), state().agent(agent));
}

bool Engine::has_room(ItemId id, AgentId agent) const {
    const state::Item& item = state().item(id);
    return engine::has_room(rules().program(), state(), state().agent(agent), item.facts.work_type,
                            item.points);
}

std::vector<Obstacle> Engine::obstacles(ItemId item) const {
    model::Events none;
    return obstacles_of(impl_->turn(none), state().item(item));
}

std::vector<Obstacle> Engine::obstacles(ItemId item, AgentId agent) const {
    model::Events none;
    return obstacles_between(impl_->turn(none), state().item(item), state().agent(agent));
}

std::vector<Candidate> Engine::candidates(ItemId item) const {
    model::Events none;
    return candidates_for(impl_->turn(none), state().item(item));
}

std::uint32_t Engine::count_ahead(ItemId id, std::uint32_t limit) const {
    const state::Item& item = state().item(id);
    if (item.state != model::ItemState::Queued || !item.facts.queue) return 0;
    const Waiting& waiting = impl_->waiting();
    const order::Rank rank = waiting.rank(item);
    std::uint32_t count = 0;
    for (const std::uint32_t number : waiting.classes_of(*item.queue())) {
        if (count >= limit) break;
        count += waiting.order().count_ahead(waiting.classes()[number].index, rank,
                                             waiting.positions(), limit - count);
    }
    return count;
}

}  // namespace reeve::engine
