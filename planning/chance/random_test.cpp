#include "planning/chance/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <vector>

namespace reeve::chance {
namespace {

TEST(Random, SaysTheSameEverywhere) {
    Random random(1);
    // These bits are a promise: who changes them changes what every seed means.
    EXPECT_EQ(random.next(), 0xB3F2AF6D0FC710C5u);
    EXPECT_EQ(random.next(), 0x853B559647364CEAu);
    Random drawn(20'260'301);
    std::uint64_t hash = 0;
    for (int i = 0; i < 1000; ++i) {
        for (const double value :
             {drawn.exponential(), drawn.normal(), drawn.gamma(0.3), drawn.gamma(4.5)})
            hash = std::rotl(hash, 5) * 0x9E3779B97F4A7C15u + std::bit_cast<std::uint64_t>(value);
    }
    EXPECT_EQ(hash, 2798027750233629831u);
}

TEST(Random, DrawsBoundedNumbersEvenly) {
    Random random(7);
    std::vector<int> counts(10);
    for (int i = 0; i < 100'000; ++i) ++counts[random.below(10)];
    double chi_square = 0;
    for (const int count : counts) chi_square += (count - 10'000.0) * (count - 10'000.0) / 10'000;
    // 9 degrees of freedom: 27.9 is passed once in a thousand times.
    EXPECT_LT(chi_square, 27.9);
}

/// Kolmogorov and Smirnov: the largest distance of the drawn from the expected distribution.
double distance(std::vector<double> drawn, const std::function<double(double)>& expected) {
    std::ranges::sort(drawn);
    double largest = 0;
    const double count = static_cast<double>(drawn.size());
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        const double at = expected(drawn[i]);
        largest = std::max({largest, std::abs(at - static_cast<double>(i) / count),
                            std::abs(at - static_cast<double>(i + 1) / count)});
    }
    return largest * std::sqrt(count);
}

std::vector<double> draw(const std::function<double(Random&)>& one) {
    Random random(11);
    std::vector<double> drawn;
    for (int i = 0; i < 50'000; ++i) drawn.push_back(one(random));
    return drawn;
}

// 1.95 is passed once in a thousand times.
TEST(Random, DrawsWhatItsNamesSay) {
    EXPECT_LT(distance(draw([](Random& r) { return r.fraction(); }), [](double x) { return x; }),
              1.95);
    EXPECT_LT(distance(draw([](Random& r) { return r.exponential(); }),
                       [](double x) { return -std::expm1(-x); }),
              1.95);
    EXPECT_LT(distance(draw([](Random& r) { return r.normal(); }),
                       [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2)); }),
              1.95);
    // Gamma of shape 3 (Erlang's distribution) and of shape 1/2 (half a chi-square) have closed
    // forms.
    EXPECT_LT(distance(draw([](Random& r) { return r.gamma(3); }),
                       [](double x) { return 1 - std::exp(-x) * (1 + x + x * x / 2); }),
              1.95);
    EXPECT_LT(distance(draw([](Random& r) { return r.gamma(0.5); }),
                       [](double x) { return std::erf(std::sqrt(x)); }),
              1.95);
}

TEST(Random, ForksDoNotDependOnWhatWasDrawn) {
    Random random(5);
    const std::uint64_t first = random.fork(3).next();
    random.next();
    EXPECT_EQ(random.fork(3).next(), first);
    EXPECT_NE(random.fork(4).next(), first);
    EXPECT_NE(Random(6).fork(3).next(), first);
}

TEST(Functions, AreThoseOfTheLibraryToFourteenDigits) {
    for (double x = 1e-300; x < 1e300; x *= 1.37) {
        EXPECT_NEAR(logarithm(x), std::log(x), 4e-16 * std::abs(std::log(x)) + 1e-16);
    }
    for (double x = -700; x < 700; x += 0.37)
        EXPECT_NEAR(exponential_of(x) / std::exp(x), 1, 1e-14);
    EXPECT_EQ(exponential_of(-1000), 0);
    EXPECT_EQ(exponential_of(0), 1);
    EXPECT_EQ(logarithm(1), 0);
}

}  // namespace
}  // namespace reeve::chance
