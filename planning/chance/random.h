#pragma once

#include <array>
#include <cstdint>

// Random numbers from a seed, the same on every platform: whole numbers by integers, and fractions
// by nothing but +, -, *, / and square roots, which IEEE 754 defines to the last bit. The
// functions of the C library, whose last bits differ, are not used.

namespace reeve::chance {

/// xoshiro256** 1.0, seeded by SplitMix64: D. Blackman and S. Vigna, "Scrambled linear
/// pseudorandom number generators" (2021). A value; each thread has its own.
class Random {
public:
    explicit Random(std::uint64_t seed);

    std::uint64_t next();
    /// 0 to `bound` - 1, each equally likely; `bound` is positive.
    std::uint64_t below(std::uint64_t bound);
    /// Above 0, below 1: the middles of 2^52 equal parts.
    double fraction();
    /// True with that probability, 0 to 1.
    bool happens(double probability);

    /// With the mean 1.
    double exponential();
    /// With the mean 0 and the deviation 1; by the polar method of G. Marsaglia (1964).
    double normal();
    /// With the mean `shape`, which is positive, and the scale 1; by G. Marsaglia and W. W. Tsang,
    /// "A simple method for generating gamma variables" (2000).
    double gamma(double shape);

    /// Another source for another purpose, as good as independent of this one and of those with
    /// other numbers; the same however much was drawn from this one.
    [[nodiscard]] Random fork(std::uint64_t purpose) const;

private:
    std::uint64_t seed_;
    std::array<std::uint64_t, 4> state_;
};

/// exp(x) and ln(x) to about fifteen digits, the same everywhere. `logarithm` of what is positive.
double exponential_of(double x);
double logarithm(double x);

}  // namespace reeve::chance
