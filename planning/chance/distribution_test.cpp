#include "planning/chance/distribution.h"

#include <gtest/gtest.h>

#include <cmath>

namespace reeve::chance {
namespace {

struct Moments {
    double mean;
    double deviation;
};
Moments draw_many(const Distribution& distribution) {
    Random random(17);
    constexpr int kCount = 200'000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < kCount; ++i) {
        const double value = distribution.draw(random);
        EXPECT_GE(value, 0);
        sum += value;
        squares += value * value;
    }
    const double mean = sum / kCount;
    return {mean, std::sqrt(squares / kCount - mean * mean)};
}

TEST(Distribution, HasTheMeanAndDeviationThatItSays) {
    using enum Distribution::Kind;
    for (const Distribution::Kind kind : {LogNormal, Gamma}) {
        for (const double deviation : {20.0, 100.0}) {
            const Moments found = draw_many({kind, 100, deviation, {}});
            // Five standard errors of the mean; the deviation of long tails is less sure.
            EXPECT_NEAR(found.mean, 100, 5 * deviation / std::sqrt(200'000.0));
            EXPECT_NEAR(found.deviation, deviation, 0.04 * deviation);
        }
    }
    const Moments exponential = draw_many({Exponential, 100, 0, {}});
    EXPECT_NEAR(exponential.mean, 100, 1.2);
    EXPECT_NEAR(exponential.deviation, 100, 1.5);
    const Moments constant = draw_many({Constant, 100, 0, {}});
    EXPECT_EQ(constant.mean, 100);
}

TEST(Distribution, DrawsEachSeenValueAsOften) {
    const Distribution seen{Distribution::Kind::Empirical, 0, 0, {1, 2, 6}};
    EXPECT_EQ(seen.expected(), 3);
    Random random(3);
    int twos = 0;
    for (int i = 0; i < 30'000; ++i) twos += seen.draw(random) == 2 ? 1 : 0;
    EXPECT_NEAR(twos, 10'000, 5 * std::sqrt(30'000 * 2.0 / 9));
}

TEST(Distribution, LogNormalsHaveTheMedianOfTheirFormula) {
    const Distribution lognormal{Distribution::Kind::LogNormal, 100, 100, {}};
    Random random(4);
    int below = 0;
    for (int i = 0; i < 40'000; ++i) below += lognormal.draw(random) < 100 / std::sqrt(2) ? 1 : 0;
    EXPECT_NEAR(below, 20'000, 500);
}

}  // namespace
}  // namespace reeve::chance
