#include "compiler/records/splits.h"

#include <numeric>

namespace reeve::records {

std::size_t Splits::choose(const typed::Destination& destination) {
    std::vector<std::int64_t>& counts = counts_[&destination];
    counts.resize(destination.parts.size());
    const Decimal total = std::accumulate(counts.begin(), counts.end(), std::int64_t{1});
    std::size_t best = 0;
    Decimal most_behind;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const Decimal behind = destination.parts[i].share * total - Decimal(counts[i]);
        if (i > 0 && behind <= most_behind) continue;
        best = i;
        most_behind = behind;
    }
    ++counts[best];
    return best;
}

}  // namespace reeve::records
