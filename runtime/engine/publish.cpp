#include "runtime/engine/impl.h"
#include "runtime/engine/migrate.h"

namespace reeve::engine {

/// Between two commands: the numbers are moved, all indexes are built anew, and everything open is
/// looked at by the new rules, promises and `to` lines included.
void Engine::Impl::publish(std::shared_ptr<const abi::Rules> rules, Reply& reply) {
    auto migration = migration_to(rules->program(), rules_->program(), state_);
    if (!migration) {
        reply.rejection = std::move(migration.error());
        return;
    }
    model::Event published{now_, {}, {}};
    published.what = model::ProgramPublished{rules->program().version, std::move(*migration)};
    state::apply(state_, published);
    reply.events.push_back(std::move(published));
    rules_ = std::move(rules);
    matching_ = {};
    index_state();

    model::Events fresh;
    const Turn turn = this->turn(fresh);
    for (std::size_t i = 0; i < rules_->program().queues.size(); ++i) {
        const abi::CalendarId calendar = rules_->program().queues[i].open_in;
        const state::Queue& queue = state_.queue(abi::QueueId(i));
        if (!calendar.valid() && queue.open && queue.turns == abi::kLastInstant) continue;
        turn.emit(model::QueueTurned{
            abi::QueueId(i), rules_->is_open(calendar, now_),
            calendar.valid() ? rules_->next_turn(calendar, now_) : abi::kLastInstant});
    }
    apply(fresh, reply.events);
    look_at_everything();
    for (const state::Item& item : state_.items()) {
        if (model::is_finished(item.state) || item.state == ItemState::Wrapping) continue;
        agenda_.promises[item.id] = abi::Parts::Promises::Make;
        if (model::is_waiting(item.state) && (item.placed_by_rules() || !item.facts.queue))
            agenda_.reroute.insert(item.id);
    }
    settle(reply.events);
}

}  // namespace reeve::engine
