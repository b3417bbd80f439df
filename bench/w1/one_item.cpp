#include "bench/w1/plain_logic.h"

// The same for one item, compiled with -O2 for any machine of the kind, as most programs are.

namespace reeve::bench {

void plain_item(const Rows& rows, const Answers& answers, std::uint32_t row) {
    plain_row(rows, answers, row);
}

}  // namespace reeve::bench
