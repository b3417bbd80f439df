#include "planning/chance/random.h"

#include "base/check.h"

#include <bit>
#include <cmath>

namespace reeve::chance {

namespace {

constexpr double kLn2High = 0.693147180369123816490;  // ln 2 with 21 zeros behind it in binary
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kSqrtHalf = 0.70710678118654752440;

std::uint64_t mix(std::uint64_t& state) {
    state += 0x9E3779B97F4A7C15;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

}  // namespace

double logarithm(double x) {
    CHECK(x > 0);
    int exponent = 0;
    double part = std::frexp(x, &exponent);  // exact
    if (part < kSqrtHalf) {
        part *= 2;
        --exponent;
    }
    // ln(part) = 2 artanh(s), a series in s² with |s| < 0.172.
    const double s = (part - 1) / (part + 1);
    const double square = s * s;
    double sum = 0;
    for (int k = 21; k >= 1; k -= 2) sum = sum * square + 1.0 / k;
    const double scale = exponent;
    return scale * kLn2High + (scale * kLn2Low + 2 * s * sum);
}

double exponential_of(double x) {
    if (x < -745.2) return 0;
    if (x > 709.7) x = 709.7;
    const double steps = std::floor(x / (kLn2High + kLn2Low) + 0.5);
    const double rest = (x - steps * kLn2High) - steps * kLn2Low;
    double sum = 1;
    for (int k = 16; k >= 1; --k) sum = 1 + sum * rest / k;
    return std::ldexp(sum, static_cast<int>(steps));  // exact, save where it is next to nothing
}

Random::Random(std::uint64_t seed) : seed_(seed), state_{} {
    for (std::uint64_t& word : state_) word = mix(seed);
}

std::uint64_t Random::next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
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
    // The lowest values would come once more often than the others, so they are drawn again.
    const std::uint64_t surplus = (0 - bound) % bound;
    for (;;) {
        const std::uint64_t value = next();
        if (value >= surplus) return value % bound;
    }
}

double Random::fraction() { return (static_cast<double>(next() >> 12) + 0.5) * 0x1p-52; }

bool Random::happens(double probability) { return fraction() < probability; }

double Random::exponential() { return -logarithm(fraction()); }

double Random::normal() {
    for (;;) {
        const double x = 2 * fraction() - 1;
        const double y = 2 * fraction() - 1;
        const double square = x * x + y * y;
        if (square >= 1 || square == 0) continue;
        // The second number is thrown away: whoever draws has no state but the generator's.
        return x * std::sqrt(-2 * logarithm(square) / square);
    }
}

double Random::gamma(double shape) {
    CHECK(shape > 0);
    if (shape < 1) {
        const double larger = gamma(shape + 1);
        return larger * exponential_of(logarithm(fraction()) / shape);
    }
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal();
        const double root = 1 + c * x;
        if (root <= 0) continue;
        const double v = root * root * root;
        const double limit = 0.5 * x * x + d - d * v + d * logarithm(v);
        if (logarithm(fraction()) < limit) return d * v;
    }
}

Random Random::fork(std::uint64_t purpose) const {
    std::uint64_t state = seed_;
    const std::uint64_t first = mix(state);
    std::uint64_t second = purpose ^ 0xD1B54A32D192ED03;
    return Random(first ^ mix(second));
}

}  // namespace reeve::chance
