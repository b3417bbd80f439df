#include "bench/w1/rows.h"

// The rules of w1.reeve by hand for the vectors of x86-64: the mark that generated code is held
// against.

namespace reeve::bench {

#if defined(__x86_64__)

void intrinsics_512(const Rows& rows, const Answers& answers);

Intrinsics best_intrinsics() {
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return {"AVX-512", intrinsics_512};
    return {nullptr, nullptr};
}

#else

Intrinsics best_intrinsics() { return {nullptr, nullptr}; }

#endif

}  // namespace reeve::bench
