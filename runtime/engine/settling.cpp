#include "runtime/engine/acts.h"
#include "runtime/engine/case_steps.h"
#include "runtime/engine/decide.h"
#include "runtime/engine/impl.h"
#include "runtime/engine/noting.h"
#include "runtime/engine/steps.h"

// The order of things at one moment.

namespace reeve::engine {

void Engine::Impl::settle(model::Events& events) {
    model::Events fresh;
    while (step(fresh)) apply(fresh, events);
}

/// Takes what comes first. What that sets off is looked at in the same order.
bool Engine::Impl::step(model::Events& fresh) {
    if (!agenda_.actions.empty()) {
        const PendingAction next = agenda_.actions.front();
        agenda_.actions.pop_front();
        Turn turn = this->turn(fresh);
        turn.cause = {{model::Actor::Kind::Rule, {}}, {}, next.line};
        const auto& lines = rules_->program().work_types[next.work_type.index()].escalation;
        act(turn, state_.item(next.item), lines[next.line].actions[next.action], next.action);
        return true;
    }
    if (step_clock(fresh) || step_item(fresh) || step_agent(fresh)) return true;
    if (matching_.match_one(turn(fresh))) return true;
    return step_watch(fresh);
}

bool Engine::Impl::step_clock(model::Events& fresh) {
    const Turn turn = this->turn(fresh);
    if (agenda_.day) {
        agenda_.day = false;
        turn.emit(model::DayBegan{rules_->next_midnight(now_)});
        return true;
    }
    if (agenda_.turning.empty()) return false;
    const abi::QueueId queue = *agenda_.turning.begin();
    agenda_.turning.erase(agenda_.turning.begin());
    const abi::CalendarId calendar = turn.queue_rules(queue).open_in;
    turn.emit(model::QueueTurned{queue, rules_->is_open(calendar, now_),
                                 rules_->next_turn(calendar, now_)});
    return true;
}

bool Engine::Impl::step_item(model::Events& fresh) {
    if (agenda_.items.empty()) return false;
    const ItemPhase next = *agenda_.items.begin();
    agenda_.items.erase(agenda_.items.begin());
    const state::Item& item = state_.item(next.item);
    const Turn turn = this->turn(fresh);
    const bool over = model::is_finished(item.state) || item.state == ItemState::Wrapping;
    switch (next.phase) {
        case Phase::Pause: end_pause(turn, item); break;
        case Phase::Offer: end_offer(turn, item); break;
        case Phase::Decide: {
            if (over) break;
            auto promises = abi::Parts::Promises::Keep;
            if (const auto found = agenda_.promises.find(item.id);
                found != agenda_.promises.end()) {
                promises = found->second;
                agenda_.promises.erase(found);
            }
            if (turn.type_of(item).to_reads_queues) read_queue_facts(turn);
            decide(turn, item, promises);
            break;
        }
        case Phase::Lines: step_lines(turn, item); break;
        case Phase::Route:
            if (turn.type_of(item).plan.valid()) {
                look_at_case(turn, item);
                break;
            }
            look_at_route(turn, item, agenda_.reroute.erase(item.id) > 0);
            break;
    }
    return true;
}

void Engine::Impl::step_lines(const Turn& turn, const state::Item& item) {
    std::vector<Happening> none;
    const auto found = agenda_.happenings.find(item.id);
    auto& happenings = found == agenda_.happenings.end() ? none : found->second;
    const auto fired = look_at_lines(turn, item, happenings);
    if (!fired) {
        if (found != agenda_.happenings.end()) agenda_.happenings.erase(found);
        return;
    }
    if (fired->quiet) return;
    const auto& line = turn.type_of(item).escalation[fired->line];
    for (std::uint32_t i = 0; i < line.actions.size(); ++i)
        agenda_.actions.push_back({item.id, item.facts.work_type, fired->line, i});
}

bool Engine::Impl::step_agent(model::Events& fresh) {
    while (!agenda_.agents.empty()) {
        const AgentId id = *agenda_.agents.begin();
        look_at_agent(turn(fresh), state_.agent(id));
        // It stays until there is nothing left to say of it.
        if (!fresh.empty()) return true;
        agenda_.agents.erase(id);
    }
    return false;
}

bool Engine::Impl::step_watch(model::Events& fresh) {
    while (!agenda_.watches.empty()) {
        const abi::QueueId queue = *agenda_.watches.begin();
        agenda_.watches.erase(agenda_.watches.begin());
        const Turn turn = this->turn(fresh);
        for (const abi::Watch& watch : rules_->program().watches) {
            if (watch.queue != queue) continue;
            house_.queues.resize(rules_->program().queues.size());
            house_.queues[queue.index()] = facts_of(turn, queue);
            look_at_watch(turn, watch);
        }
        if (!fresh.empty()) return true;
    }
    return false;
}

void Engine::Impl::read_queue_facts(const Turn& turn) {
    house_.queues.resize(rules_->program().queues.size());
    for (std::size_t i = 0; i < house_.queues.size(); ++i)
        house_.queues[i] = facts_of(turn, abi::QueueId(i));
}

}  // namespace reeve::engine
