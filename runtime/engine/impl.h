#pragma once

#include "runtime/engine/agenda.h"
#include "runtime/engine/engine.h"
#include "runtime/engine/matching.h"
#include "runtime/timers/timer_queue.h"

// How the engine works through a moment. Private to this folder.

namespace reeve::engine {

class Engine::Impl : private abi::Records {
public:
    Impl(std::shared_ptr<const abi::Rules> rules, state::State state, Instant now);
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void submit(const model::Command& command, Reply& reply);
    void publish(std::shared_ptr<const abi::Rules> rules, Reply& reply);
    void advance_to(Instant now, model::Events& events);
    std::optional<Instant> next_due() { return timers_.next_due(); }

    /// The first events of an empty house: its version, its day, which queues are open.
    void start(model::Events& events);

    [[nodiscard]] Instant now() const { return now_; }
    [[nodiscard]] const state::State& state() const { return state_; }
    [[nodiscard]] const abi::Rules& rules() const { return *rules_; }
    [[nodiscard]] const abi::House& house() const { return house_; }
    [[nodiscard]] const Waiting& waiting() const { return *waiting_; }
    /// For questions: a turn that nothing comes of.
    [[nodiscard]] Turn turn(model::Events& out) const {
        return {*rules_, state_, house_, *roster_, *waiting_, now_, {}, out};
    }

private:
    friend class Noting;

    struct ItemTimer {
        timers::TimerId id;
        Instant due = abi::kLastInstant;  // that: none is set
    };

    // What rules read of other items and cases.
    [[nodiscard]] const abi::Item* find_item(std::uint64_t number) const override;
    [[nodiscard]] const abi::Case* find_case(std::uint64_t number) const override;
    [[nodiscard]] Said said(std::uint64_t number) const override;

    void index_state();
    void set_item_timer(const state::Item& item);
    void set_queue_timers(abi::QueueId queue);
    void set_day_timer();
    void set_timer(ItemTimer& timer, Instant due, std::uint64_t key);
    void drain_timers();
    void take_timer(std::uint64_t key);
    void wake(const state::Item& item);

    /// Applies what a step said, keeps indexes up to date and notes what has to be looked at.
    void apply(model::Events& fresh, model::Events& events);
    void settle(model::Events& events);
    /// Takes the next thing on the agenda; false where there is none.
    bool step(model::Events& fresh);
    bool step_clock(model::Events& fresh);
    bool step_item(model::Events& fresh);
    void step_lines(const Turn& turn, const state::Item& item);
    bool step_agent(model::Events& fresh);
    bool step_watch(model::Events& fresh);
    void read_queue_facts(const Turn& turn);
    void look_at_everything();

    std::shared_ptr<const abi::Rules> rules_;
    state::State state_;
    Instant now_;
    abi::House house_;
    std::unique_ptr<Roster> roster_;
    std::unique_ptr<Waiting> waiting_;
    timers::TimerQueue timers_;
    std::vector<ItemTimer> item_timers_;
    std::vector<ItemTimer> turn_timers_, watch_timers_;  // by queue
    ItemTimer day_timer_;
    Agenda agenda_;
    Matching matching_;
};

}  // namespace reeve::engine
