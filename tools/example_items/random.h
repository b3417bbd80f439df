#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// Random choices that are the same on every machine: no <random> distributions, no floating point.

namespace reeve::example_items {

template <class T>
struct Weighted {
    int weight;
    T value;
};

/// xoshiro256** 1.0, seeded by SplitMix64; both are by David Blackman and Sebastiano Vigna, who
/// gave them to the public domain (prng.di.unimi.it).
class Random {
public:
    explicit Random(std::uint64_t seed);

    std::uint64_t next();
    /// 0 to `bound` - 1, each equally likely. `bound` is positive.
    std::uint64_t below(std::uint64_t bound);
    /// `least` to `most`, both included.
    std::int64_t between(std::int64_t least, std::int64_t most);
    /// True `per_cent` times in a hundred.
    bool chance(int per_cent) { return below(100) < static_cast<std::uint64_t>(per_cent); }
    bool rarely(int per_mille) { return below(1000) < static_cast<std::uint64_t>(per_mille); }

    /// Amounts as life makes them: most lie around `typical`, a few far above, none below a tenth.
    std::int64_t long_tailed(std::int64_t typical);
    /// How often something succeeds before it fails for the first time, when it succeeds
    /// `per_cent` times in a hundred; at most `most`.
    int run_of(int per_cent, int most);

    template <class T, std::size_t kSize>
    const T& pick(const std::array<T, kSize>& values) {
        return values[below(kSize)];
    }

    template <class T, std::size_t kSize>
    const T& pick(const std::array<Weighted<T>, kSize>& values) {
        std::uint64_t total = 0;
        for (const auto& each : values) total += static_cast<std::uint64_t>(each.weight);
        std::uint64_t at = below(total);
        for (const auto& each : values) {
            if (at < static_cast<std::uint64_t>(each.weight)) return each.value;
            at -= static_cast<std::uint64_t>(each.weight);
        }
        return values.back().value;
    }

private:
    std::array<std::uint64_t, 4> state_;
};

}  // namespace reeve::example_items
