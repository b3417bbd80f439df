#pragma once

#include "runtime/engine/test_rules.h"

#include <random>

// Rules with something of everything that makes the engine move, and random commands for them.

namespace reeve::engine::test {

/// Queue 1 is a workbin, queue 2 is open in calendar 0.
std::shared_ptr<SmallRules> busy_rules();

/// The same commands for the same seed and the same states.
class Stream {
public:
    explicit Stream(std::uint64_t seed) : random_(seed) {}

    std::int64_t below(std::int64_t end) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(end));
    }
    std::string agent() { return "a" + std::to_string(below(5)); }
    model::CommandBody next(const state::State& state);

private:
    std::mt19937_64 random_;
};

}  // namespace reeve::engine::test
