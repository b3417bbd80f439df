#pragma once

#include <cstdint>
#include <string>
#include <vector>

// What those read and write who are timed beside generated code: its own columns, by name.

namespace reeve::bench {

/// Columns are readable, and answers writable, to the next multiple of 64 rows.
struct Rows {
    std::uint32_t count = 0;
    const std::uint8_t *channel, *product, *tier, *contacts, *reopened, *vulnerable, *complaint;
    const std::uint32_t *amount, *balance;
    const std::int64_t* happened;
    const std::uint32_t *region, *language;  // places in dictionaries
    const std::int64_t* age_base;            // age is base + now …
    const std::uint8_t* age_runs;            // … or base, where the clock stands
    const std::int64_t *sla_base, *sla_total;
    const std::uint8_t* sla_clock;  // place in `slots`, whose value is added to base
    const std::int64_t* slots;      // now; now in the opening hours; 0
    /// By place in the dictionary: bit 0: NL, BE or DE; bit 1: FR or LU.
    const std::uint8_t* region_bits;
    /// Bit 0: not "fr".
    const std::uint8_t* language_bits;
};

struct Answers {
    std::int8_t* segment;
    std::int32_t* priority;  // thousandths
    std::uint8_t* unsure;    // 1: too near to a half thousandth to be sure
};

/// Touches every byte of the columns and writes the answers.
void read_and_write(const Rows& rows, const Answers& answers);
/// The best that intrinsics give on this machine; null where there is none for it.
using RowsFunction = void (*)(const Rows& rows, const Answers& answers);
struct Intrinsics {
    const char* name;
    RowsFunction run;
};
Intrinsics best_intrinsics();
/// Those for AVX2 on a machine that has more.
Intrinsics lesser_intrinsics();
/// Everyday C++ over a struct of arrays, with -O3 -march=native.
void plain_columns(const Rows& rows, const Answers& answers);
/// One row, compiled with -O2.
void plain_item(const Rows& rows, const Answers& answers, std::uint32_t row);
/// The same written without branches, so that the compiler may make vectors of it.
void plain_selects(const Rows& rows, const Answers& answers);

/// One item as everyday programs keep it.
struct Record {
    int channel, product, tier, contacts, reopened;
    std::int64_t amount, balance;
    bool vulnerable, complaint;
    std::int64_t happened, created;
    std::string region, language;
    double sla_used;
};
struct RecordAnswer {
    int segment;
    std::int64_t priority;  // thousandths
};
void plain_records(const std::vector<Record>& records, std::int64_t now,
                   std::vector<RecordAnswer>& answers);

/// Where the exact value is not surely on one side of a half: what binary64 loses, and the slope of
/// a promise, which the language rounds to 10^-18 points a millisecond. In thousandths.
inline constexpr double kLost = 1e-7;
inline constexpr double kSlopeLost = 5e-16;

}  // namespace reeve::bench
