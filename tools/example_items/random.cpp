#include "tools/example_items/random.h"

#include "base/check.h"

#include <algorithm>
#include <bit>

namespace reeve::example_items {

Random::Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
        seed += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = seed;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        word = mixed ^ (mixed >> 31U);
    }
}

std::uint64_t Random::next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::uint64_t Random::below(std::uint64_t bound) {
    CHECK(bound > 0);
    // What lies above the last whole multiple of `bound` would favour small values.
    const std::uint64_t excess = (~std::uint64_t{0} % bound + 1) % bound;
    std::uint64_t value = next();
    while (value > ~std::uint64_t{0} - excess) value = next();
    return value % bound;
}

std::int64_t Random::between(std::int64_t least, std::int64_t most) {
    CHECK(least <= most);
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
}

std::int64_t Random::long_tailed(std::int64_t typical) {
    std::int64_t middle = typical;
    if (chance(50)) {
        for (int steps = run_of(40, 5); steps > 0; --steps) middle = middle * 9 / 5;
    } else {
        for (int steps = run_of(55, 3); steps > 0; --steps) middle = middle * 5 / 9;
    }
    return std::max(typical / 10, between(middle * 7 / 10, middle * 13 / 10));
}

int Random::run_of(int per_cent, int most) {
    int length = 0;
    while (length < most && chance(per_cent)) ++length;
    return length;
}

}  // namespace reeve::example_items
