#include "compiler/blocks/loops.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>

// One loop for each operation. A result never lies in the buffer of an operand.

// The widest vectors of the machine that runs it, where the compiler can make several versions.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define REEVE_LOOPS                                                                           \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), optimize("O" \
                                                                                          "3")))
#else
#define REEVE_LOOPS
#endif

namespace reeve::blocks {

using codegen::Op;
using columns::Width;

namespace {

using Truth = std::uint8_t;

const Truth* truths(const std::int64_t* lanes) { return reinterpret_cast<const Truth*>(lanes); }
Truth* truths(std::int64_t* lanes) { return reinterpret_cast<Truth*>(lanes); }
const double* reals(const std::int64_t* lanes) { return reinterpret_cast<const double*>(lanes); }
double* reals(std::int64_t* lanes) { return reinterpret_cast<double*>(lanes); }

/// to[i] = make(a[i], b[i]); what is constant is taken out of the loop.
template <class T, class R, class Make>
inline __attribute__((always_inline)) void for_two(const LoopArguments& o, const T* __restrict a,
                                                   const T* __restrict b, R* __restrict to,
                                                   const Make& make) {
    const std::uint32_t count = o.count;
    if (o.b_is_constant) {
        const T second = b[0];
        for (std::uint32_t i = 0; i < count; ++i) to[i] = make(a[i], second);
    } else if (o.a_is_constant) {
        const T first = a[0];
        for (std::uint32_t i = 0; i < count; ++i) to[i] = make(first, b[i]);
    } else {
        for (std::uint32_t i = 0; i < count; ++i) to[i] = make(a[i], b[i]);
    }
}

/// To the nearest whole number, half to even, of what is no larger than 2^51: added to a number so
/// large that no fraction fits behind it.
inline double round_half_even(double value) {
    constexpr double kLarge = 0x1.8p52;
    return (value + kLarge) - kLarge;
}

template <class T>
void widen(const LoopArguments& o) {
    const std::uint32_t count = o.count;
    const T* __restrict from = reinterpret_cast<const T*>(o.source);
    std::int64_t* __restrict to = o.to;
    for (std::uint32_t i = 0; i < count; ++i) to[i] = static_cast<std::int64_t>(from[i]);
}

REEVE_LOOPS void load(const LoopArguments& o) {
    switch (o.width) {
        case Width::Bits8: o.is_signed ? widen<std::int8_t>(o) : widen<std::uint8_t>(o); return;
        case Width::Bits16: o.is_signed ? widen<std::int16_t>(o) : widen<std::uint16_t>(o); return;
        case Width::Bits32: o.is_signed ? widen<std::int32_t>(o) : widen<std::uint32_t>(o); return;
        case Width::Bits64: widen<std::int64_t>(o); return;
    }
}

REEVE_LOOPS void read(Op op, const LoopArguments& o) {
    // Bytes may be anything to the compiler, the count included.
    const std::uint32_t count = o.count;
    const auto* __restrict bytes = reinterpret_cast<const Truth*>(o.source);
    const std::int64_t* __restrict index = o.a;
    Truth* __restrict to = truths(o.to);
    switch (op) {
        case Op::LoadMask:
        case Op::LoadMissing:
            for (std::uint32_t i = 0; i < count; ++i) to[i] = bytes[i] != 0;
            return;
        case Op::Constant:
        case Op::Batch: std::fill_n(o.to, count, o.integer); return;
        case Op::ConstantMask:
        case Op::BatchMask: std::fill_n(truths(o.to), count, Truth{o.integer != 0}); return;
        case Op::ConstantReal: std::fill_n(reals(o.to), count, o.real); return;
        case Op::BatchAt: {
            const auto* slots = reinterpret_cast<const std::int64_t*>(o.source);
            for (std::uint32_t i = 0; i < count; ++i) o.to[i] = slots[index[i]];
            return;
        }
        case Op::Test:
            for (std::uint32_t i = 0; i < count; ++i) to[i] = bytes[index[i]];
            return;
        default: {
            const auto set = static_cast<std::uint64_t>(o.integer);
            for (std::uint32_t i = 0; i < count; ++i) to[i] = (set >> (index[i] & 63)) & 1;
        }
    }
}

REEVE_LOOPS void truth(Op op, const LoopArguments& o) {
    const std::uint32_t count = o.count;
    const Truth* __restrict a = truths(o.a);
    const Truth* __restrict b = truths(o.b);
    Truth* __restrict to = truths(o.to);
    switch (op) {
        case Op::And:
            for (std::uint32_t i = 0; i < count; ++i) to[i] = a[i] & b[i];
            return;
        case Op::Or:
            for (std::uint32_t i = 0; i < count; ++i) to[i] = a[i] | b[i];
            return;
        default:
            for (std::uint32_t i = 0; i < count; ++i) to[i] = a[i] ^ 1;
    }
}

REEVE_LOOPS void compare(Op op, const LoopArguments& o) {
    Truth* to = truths(o.to);
    using Whole = std::int64_t;
    switch (op) {
        case Op::Equal: for_two(o, o.a, o.b, to, [](Whole x, Whole y) { return x == y; }); return;
        case Op::Less: for_two(o, o.a, o.b, to, [](Whole x, Whole y) { return x < y; }); return;
        case Op::LessEqual:
            for_two(o, o.a, o.b, to, [](Whole x, Whole y) { return x <= y; });
            return;
        default: for_two(o, reals(o.a), reals(o.b), to, [](double x, double y) { return x < y; });
    }
}

REEVE_LOOPS void whole(Op op, const LoopArguments& o) {
    const std::uint32_t count = o.count;
    using Whole = std::int64_t;
    switch (op) {
        case Op::Add: for_two(o, o.a, o.b, o.to, [](Whole x, Whole y) { return x + y; }); return;
        case Op::Subtract:
            for_two(o, o.a, o.b, o.to, [](Whole x, Whole y) { return x - y; });
            return;
        case Op::Multiply:
            for_two(o, o.a, o.b, o.to, [](Whole x, Whole y) { return x * y; });
            return;
        case Op::Minimum:
            for_two(o, o.a, o.b, o.to, [](Whole x, Whole y) { return x < y ? x : y; });
            return;
        case Op::Maximum:
            for_two(o, o.a, o.b, o.to, [](Whole x, Whole y) { return x > y ? x : y; });
            return;
        case Op::RoundDivideWide: {
            const std::int64_t by = o.integer;
            for (std::uint32_t i = 0; i < o.count; ++i) {
                const std::int64_t quotient = o.a[i] / by;
                const std::int64_t twice = 2 * std::abs(o.a[i] % by);
                const bool further = twice > by || (twice == by && quotient % 2 != 0);
                o.to[i] = quotient + (!further ? 0 : o.a[i] < 0 ? -1 : 1);
            }
            return;
        }
        case Op::RoundDivide: {
            // Exact: with less than 52 bits on both sides a tie is a tie in binary64, too.
            const auto by = static_cast<double>(o.integer);
            for (std::uint32_t i = 0; i < count; ++i)
                o.to[i] = static_cast<Whole>(round_half_even(static_cast<double>(o.a[i]) / by));
            return;
        }
        default:
            for (std::uint32_t i = 0; i < count; ++i) o.to[i] = static_cast<Whole>(reals(o.a)[i]);
    }
}

REEVE_LOOPS void select(const LoopArguments& o) {
    const std::uint32_t count = o.count;
    const Truth* __restrict condition = truths(o.a);
    const std::int64_t* __restrict x = o.b;
    const std::int64_t* __restrict y = o.c;
    std::int64_t* __restrict to = o.to;
    const std::int64_t b = x[0];
    const std::int64_t c = y[0];
    // Both are read whatever the condition, so that vectors may be made of it.
    const auto choose = [](Truth holds, std::int64_t yes, std::int64_t no) {
        return holds != 0 ? yes : no;
    };
    if (o.b_is_constant && o.c_is_constant) {
        for (std::uint32_t i = 0; i < count; ++i) to[i] = choose(condition[i], b, c);
    } else if (o.b_is_constant) {
        for (std::uint32_t i = 0; i < count; ++i) to[i] = choose(condition[i], b, y[i]);
    } else if (o.c_is_constant) {
        for (std::uint32_t i = 0; i < count; ++i) to[i] = choose(condition[i], x[i], c);
    } else {
        for (std::uint32_t i = 0; i < count; ++i) to[i] = choose(condition[i], x[i], y[i]);
    }
}

REEVE_LOOPS void real(Op op, const LoopArguments& o) {
    const std::uint32_t count = o.count;
    const double* a = reals(o.a);
    const double* b = reals(o.b);
    double* to = reals(o.to);
    switch (op) {
        case Op::ToReal:
            for (std::uint32_t i = 0; i < count; ++i) to[i] = static_cast<double>(o.a[i]);
            return;
        case Op::RealAdd: for_two(o, a, b, to, [](double x, double y) { return x + y; }); return;
        case Op::RealSubtract:
            for_two(o, a, b, to, [](double x, double y) { return x - y; });
            return;
        case Op::RealMultiply:
            for_two(o, a, b, to, [](double x, double y) { return x * y; });
            return;
        case Op::RealDivide: for_two(o, a, b, to, [](double x, double y) { return x / y; }); return;
        case Op::RealMinimum:
            for_two(o, a, b, to, [](double x, double y) { return x < y ? x : y; });
            return;
        case Op::RealMaximum:
            for_two(o, a, b, to, [](double x, double y) { return x > y ? x : y; });
            return;
        default:
            for (std::uint32_t i = 0; i < count; ++i) to[i] = round_half_even(a[i]);
    }
}

template <class T>
void narrow(const std::int64_t* lanes, std::byte* to, std::uint32_t count) {
    T* values = reinterpret_cast<T*>(to);
    for (std::uint32_t i = 0; i < count; ++i) values[i] = static_cast<T>(lanes[i]);
}

}  // namespace

void run_loop(Op op, const LoopArguments& arguments) {
    switch (op) {
        case Op::Load: load(arguments); return;
        case Op::LoadMask:
        case Op::LoadMissing:
        case Op::Constant:
        case Op::ConstantMask:
        case Op::ConstantReal:
        case Op::Batch:
        case Op::BatchMask:
        case Op::BatchAt:
        case Op::Test:
        case Op::InBits: read(op, arguments); return;
        case Op::And:
        case Op::Or:
        case Op::Not: truth(op, arguments); return;
        case Op::Equal:
        case Op::Less:
        case Op::LessEqual:
        case Op::RealLess: compare(op, arguments); return;
        case Op::Select:
        case Op::RealSelect: select(arguments); return;
        case Op::ToReal:
        case Op::RealAdd:
        case Op::RealSubtract:
        case Op::RealMultiply:
        case Op::RealDivide:
        case Op::RealMinimum:
        case Op::RealMaximum:
        case Op::RealRound: real(op, arguments); return;
        default: whole(op, arguments);
    }
}

REEVE_LOOPS void store(const std::int64_t* lanes, Width width, bool mask, std::byte* to,
                       std::uint32_t count) {
    if (mask && width == Width::Bits8) {
        std::memcpy(to, lanes, count);
        return;
    }
    if (mask) {
        const auto* truths = reinterpret_cast<const std::uint8_t*>(lanes);
        const auto bytes = static_cast<std::size_t>(columns::bytes_of(width));
        std::memset(to, 0, count * bytes);
        // The lowest byte comes first.
        for (std::uint32_t i = 0; i < count; ++i) to[i * bytes] = static_cast<std::byte>(truths[i]);
        return;
    }
    switch (width) {
        case Width::Bits8: narrow<std::int8_t>(lanes, to, count); return;
        case Width::Bits16: narrow<std::int16_t>(lanes, to, count); return;
        case Width::Bits32: narrow<std::int32_t>(lanes, to, count); return;
        case Width::Bits64: narrow<std::int64_t>(lanes, to, count); return;
    }
}

}  // namespace reeve::blocks
