#include "compiler/explain/future.h"

namespace reeve::explain {

namespace {

/// Enough for two years of a calendar that opens twice a day.
constexpr std::size_t kStepsMax = 3000;

}  // namespace

Future::Future(const eval::Rules& rules, const eval::Item& item, const eval::House* house,
               Instant now, Instant end)
    : rules_(rules), item_(item), house_(house), end_(end) {
    Instant at = now;
    while (true) {
        steps_.push_back({at, rules.evaluate(item, {.now = at, .house = house})});
        const auto next = steps_.back().answer.next_change;
        if (!next || *next >= end) return;
        if (steps_.size() == kStepsMax) {
            end_ = *next;
            return;
        }
        at = *next;
    }
}

const Future::Step* Future::first_not(const std::function<bool(const Step&)>& same) const {
    for (std::size_t i = 1; i < steps_.size(); ++i) {
        if (!same(steps_[i])) return &steps_[i];
    }
    return nullptr;
}

eval::Context Future::context(const Step& step) const {
    return rules_.context(item_, {.now = step.at, .house = house_}, step.answer);
}

}  // namespace reeve::explain
