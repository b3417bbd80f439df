#pragma once

#include "compiler/eval/context.h"

#include <functional>
#include <vector>

// What the rules say from an instant on, if nothing but time passes.

namespace reeve::explain {

class Future {
public:
    struct Step {
        Instant at;
        eval::Evaluation answer;
    };

    Future(const eval::Rules& rules, const eval::Item& item, const eval::House* house, Instant now,
           Instant end);

    /// The first is now; each stands until the next one.
    [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
    [[nodiscard]] const Step& now() const { return steps_.front(); }
    /// Until then everything is known.
    [[nodiscard]] Instant end() const { return end_; }
    /// The first step at which it no longer holds; null where that is not known.
    [[nodiscard]] const Step* first_not(const std::function<bool(const Step&)>& same) const;
    /// What expressions read at a step.
    [[nodiscard]] eval::Context context(const Step& step) const;

private:
    const eval::Rules& rules_;
    const eval::Item& item_;
    const eval::House* house_;
    std::vector<Step> steps_;
    Instant end_;
};

}  // namespace reeve::explain
