#include "bench/w1/rows.h"

// The rules of w1.reeve by hand for the vectors of x86-64: the mark that generated code is held
// against.

namespace reeve::bench {

#if defined(__x86_64__)

void intrinsics_512(const Rows& rows, const Answers& answers);
void intrinsics_256(const Rows& rows, const Answers& answers);

namespace {

bool has_512() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
bool has_256() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

}  // namespace

Intrinsics best_intrinsics() {
    if (has_512()) return {"AVX-512", intrinsics_512};
    if (has_256()) return {"AVX2", intrinsics_256};
    return {nullptr, nullptr};
}

Intrinsics lesser_intrinsics() {
    if (has_512() && has_256()) return {"AVX2", intrinsics_256};
    return {nullptr, nullptr};
}

#else

Intrinsics best_intrinsics() { return {nullptr, nullptr}; }
Intrinsics lesser_intrinsics() { return {nullptr, nullptr}; }

#endif

}  // namespace reeve::bench
