#include "bench/w1/plain_logic.h"

#include <cstring>

// Everyday C++, compiled with -O3 -march=native.

namespace reeve::bench {

namespace {

using Bytes = std::uint64_t __attribute__((vector_size(64)));

/// Reads 64 rows of a column. By reference, as machines without such vectors cannot return them.
template <class T>
inline __attribute__((always_inline)) void read_step(const T* column, std::uint32_t first,
                                                     Bytes& sum) {
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        Bytes part;
        std::memcpy(&part, reinterpret_cast<const char*>(column + first) + 64 * i, sizeof part);
        sum ^= part;
    }
}

template <class... T>
inline __attribute__((always_inline)) void read_steps(std::uint32_t first, Bytes& sum,
                                                      const T*... columns) {
    (read_step(columns, first, sum), ...);
}

}  // namespace

/// All columns side by side, as the kernels read them.
void read_and_write(const Rows& r, const Answers& answers) {
    for (std::uint32_t i = 0; i < r.count; i += 64) {
        Bytes sum{};
        read_steps(i, sum, r.channel, r.product, r.tier, r.contacts, r.reopened, r.vulnerable,
                   r.complaint, r.age_runs, r.sla_clock, r.amount, r.balance, r.region, r.language,
                   r.happened, r.age_base, r.sla_base, r.sla_total);
        for (std::uint32_t k = 0; k < 4; ++k)
            std::memcpy(answers.priority + i + 16 * k, &sum, sizeof sum);
        std::memcpy(answers.segment + i, &sum, sizeof sum);
        std::memcpy(answers.unsure + i, &sum, sizeof sum);
    }
}

void plain_columns(const Rows& rows, const Answers& answers) {
    for (std::uint32_t i = 0; i < rows.count; ++i) plain_row(rows, answers, i);
}

void plain_records(const std::vector<Record>& records, std::int64_t now,
                   std::vector<RecordAnswer>& answers) {
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Record& r = records[i];
        const View c{r.channel,
                     r.product,
                     r.tier,
                     r.contacts,
                     r.reopened,
                     r.amount,
                     r.balance,
                     r.vulnerable,
                     r.complaint,
                     now - r.happened > 45 * kDay,
                     r.region == "NL" || r.region == "BE" || r.region == "DE",
                     r.region == "FR" || r.region == "LU",
                     r.language != "fr"};
        const int segment = segment_of(c);
        const Total total =
            total_of(c, still_of(c, segment), static_cast<double>(now - r.created), r.sla_used, 1);
        answers[i] = {segment, total.thousandths};
    }
}

}  // namespace reeve::bench
