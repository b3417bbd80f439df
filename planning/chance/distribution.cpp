#include "planning/chance/distribution.h"

#include <cmath>

namespace reeve::chance {

double Distribution::draw(Random& random) const {
    switch (kind) {
        case Kind::Constant: return mean;
        case Kind::Exponential: return mean * random.exponential();
        case Kind::LogNormal: {
            const double ratio = deviation / mean;
            const double variance = logarithm(1 + ratio * ratio);
            return mean * exponential_of(std::sqrt(variance) * random.normal() - variance / 2);
        }
        case Kind::Gamma: {
            const double ratio = mean / deviation;
            return random.gamma(ratio * ratio) * (deviation / ratio);
        }
        case Kind::Empirical: return values[random.below(values.size())];
    }
    return mean;
}

double Distribution::expected() const {
    if (kind != Kind::Empirical) return mean;
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

}  // namespace reeve::chance
