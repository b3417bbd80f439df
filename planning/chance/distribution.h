#pragma once

#include "planning/chance/random.h"

#include <cstdint>
#include <vector>

namespace reeve::chance {

/// How long things take, in seconds. A value; what the kind does not use is empty.
struct Distribution {
    enum class Kind : std::uint8_t {
        Constant,     // `mean`
        Exponential,  // `mean`
        LogNormal,    // `mean`, `deviation`
        Gamma,        // `mean`, `deviation`
        Empirical     // one of `values`, each as likely
    };
    Kind kind = Kind::Constant;
    double mean = 0;       // positive; 0 is allowed for constants
    double deviation = 0;  // positive
    std::vector<double> values;

    /// The same seed gives the same numbers on every platform.
    [[nodiscard]] double draw(Random& random) const;
    /// Of what is drawn.
    [[nodiscard]] double expected() const;
};

}  // namespace reeve::chance
