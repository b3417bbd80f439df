#include "runtime/why/future.h"

#include "runtime/order/rank.h"

#include <algorithm>

namespace reeve::why {

namespace {

order::Rank rank_at(const abi::Rules& rules, const state::Item& item, Instant instant) {
    abi::Points value = item.priority;
    for (const auto& slope : item.slopes)
        value += slope.per_ms * (rules.position(slope.clock, instant) -
                                 rules.position(slope.clock, item.priority_since));
    const Instant since = item.facts.in_line_since.value_or(item.facts.created);
    return {static_cast<std::int32_t>(item.band), value, since.ms, item.id.number};
}

/// Two items on their straight pieces.
class Pair {
public:
    Pair(const abi::Rules& rules, const state::Item& behind, const state::Item& ahead)
        : rules_(rules), behind_(behind), ahead_(ahead) {}

    [[nodiscard]] bool turned(Instant instant) const {
        return rank_at(rules_, behind_, instant) < rank_at(rules_, ahead_, instant);
    }
    /// The first instant from `from` on and before `to` at which the order has turned. Between two
    /// turns of their calendars the distance of the two is a straight line.
    [[nodiscard]] std::optional<Instant> first(Instant from, Instant to) const {
        while (from < to) {
            if (turned(from)) return from;
            Instant end = to;
            for (const state::Item* item : {&behind_, &ahead_}) {
                for (const auto& slope : item->slopes) {
                    if (slope.clock.valid())
                        end = std::min(end, rules_.next_turn(slope.clock, from));
                }
            }
            const Instant last{end.ms - 1};
            if (last > from && turned(last)) return search(from, last);
            from = end;
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] Instant search(Instant no, Instant yes) const {
        while (yes.ms - no.ms > 1) {
            const Instant middle{no.ms + (yes.ms - no.ms) / 2};
            (turned(middle) ? yes : no) = middle;
        }
        return yes;
    }

    const abi::Rules& rules_;
    const state::Item& behind_;
    const state::Item& ahead_;
};

}  // namespace

engine::Engine fork(const engine::Engine& engine) {
    // The rules are the other engine's, and stay so.
    std::shared_ptr<const abi::Rules> rules(std::shared_ptr<void>(), &engine.rules());
    return {std::move(rules), engine.state()};
}

std::optional<Instant> overtakes(const engine::Engine& engine, ItemId behind, ItemId ahead,
                                 Instant until) {
    engine::Engine copy = fork(engine);
    for (;;) {
        const state::Item& one = copy.state().item(behind);
        const state::Item& other = copy.state().item(ahead);
        const bool both_wait = one.state == model::ItemState::Queued && one.facts.queue &&
                               other.state == model::ItemState::Queued &&
                               one.facts.queue == other.facts.queue;
        if (!both_wait) return std::nullopt;
        const Instant due = copy.next_due().value_or(abi::kLastInstant);
        const Instant end = std::min(due, Instant{until.ms + 1});
        if (const auto found = Pair(copy.rules(), one, other).first(copy.now(), end)) return found;
        if (due > until) return std::nullopt;
        (void)copy.advance_to(due);
    }
}

}  // namespace reeve::why
