#include "compiler/blocks/loops.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

// One loop for each operation. The lanes of a buffer may be those of an operand: each lane is read
// before it is written.

// The widest vectors of the machine that runs it, where the compiler can make several versions.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define REEVE_LOOPS                                                                              \
    __attribute__((target_clones("arch=skylake-avx512", "arch=haswell", "default"), optimize("O" \
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

template <class T>
void widen(const LoopArguments& o) {
    const T* from = reinterpret_cast<const T*>(o.source);
    for (std::uint32_t i = 0; i < o.count; ++i) o.to[i] = static_cast<std::int64_t>(from[i]);
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
    const auto* bytes = reinterpret_cast<const Truth*>(o.source);
    switch (op) {
        case Op::LoadMask:
        case Op::LoadMissing:
            for (std::uint32_t i = 0; i < o.count; ++i) truths(o.to)[i] = bytes[i] != 0;
            return;
        case Op::Constant:
        case Op::Batch: std::fill_n(o.to, o.count, o.integer); return;
        case Op::ConstantMask:
        case Op::BatchMask: std::fill_n(truths(o.to), o.count, Truth{o.integer != 0}); return;
        case Op::ConstantReal: std::fill_n(reals(o.to), o.count, o.real); return;
        case Op::BatchAt: {
            const auto* slots = reinterpret_cast<const std::int64_t*>(o.source);
            for (std::uint32_t i = 0; i < o.count; ++i) o.to[i] = slots[o.a[i]];
            return;
        }
        case Op::Test:
            for (std::uint32_t i = 0; i < o.count; ++i) truths(o.to)[i] = bytes[o.a[i]];
            return;
        default: {
            const auto set = static_cast<std::uint64_t>(o.integer);
            for (std::uint32_t i = 0; i < o.count; ++i)
                truths(o.to)[i] = (set >> (o.a[i] & 63)) & 1;
        }
    }
}

REEVE_LOOPS void truth(Op op, const LoopArguments& o) {
    const Truth* a = truths(o.a);
    const Truth* b = truths(o.b);
    Truth* to = truths(o.to);
    switch (op) {
        case Op::And:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = a[i] & b[i];
            return;
        case Op::Or:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = a[i] | b[i];
            return;
        default:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = a[i] ^ 1;
    }
}

REEVE_LOOPS void compare(Op op, const LoopArguments& o) {
    // The result is narrower than the operands, so writing it never overtakes reading them.
    Truth* to = truths(o.to);
    switch (op) {
        case Op::Equal:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = o.a[i] == o.b[i];
            return;
        case Op::Less:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = o.a[i] < o.b[i];
            return;
        case Op::LessEqual:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = o.a[i] <= o.b[i];
            return;
        default:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = reals(o.a)[i] < reals(o.b)[i];
    }
}

REEVE_LOOPS void whole(Op op, const LoopArguments& o) {
    switch (op) {
        case Op::Add:
            for (std::uint32_t i = 0; i < o.count; ++i) o.to[i] = o.a[i] + o.b[i];
            return;
        case Op::Subtract:
            for (std::uint32_t i = 0; i < o.count; ++i) o.to[i] = o.a[i] - o.b[i];
            return;
        case Op::Multiply:
            for (std::uint32_t i = 0; i < o.count; ++i) o.to[i] = o.a[i] * o.b[i];
            return;
        case Op::Minimum:
            for (std::uint32_t i = 0; i < o.count; ++i) o.to[i] = std::min(o.a[i], o.b[i]);
            return;
        case Op::Maximum:
            for (std::uint32_t i = 0; i < o.count; ++i) o.to[i] = std::max(o.a[i], o.b[i]);
            return;
        case Op::RoundDivide: {
            // Exact: with less than 52 bits on both sides a tie is a tie in binary64, too.
            const auto by = static_cast<double>(o.integer);
            for (std::uint32_t i = 0; i < o.count; ++i)
                o.to[i] =
                    static_cast<std::int64_t>(std::nearbyint(static_cast<double>(o.a[i]) / by));
            return;
        }
        default:
            for (std::uint32_t i = 0; i < o.count; ++i)
                o.to[i] = static_cast<std::int64_t>(reals(o.a)[i]);
    }
}

/// Conditions lie in bytes: written from the last lane down, a result that shares the buffer of its
/// condition would destroy it, so those are copied first.
REEVE_LOOPS void select(const LoopArguments& o) {
    Truth condition[kBlockRows];
    std::memcpy(condition, truths(o.a), o.count);
    for (std::uint32_t i = 0; i < o.count; ++i) o.to[i] = condition[i] ? o.b[i] : o.c[i];
}

REEVE_LOOPS void real(Op op, const LoopArguments& o) {
    const double* a = reals(o.a);
    const double* b = reals(o.b);
    double* to = reals(o.to);
    switch (op) {
        case Op::ToReal:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = static_cast<double>(o.a[i]);
            return;
        case Op::RealAdd:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = a[i] + b[i];
            return;
        case Op::RealSubtract:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = a[i] - b[i];
            return;
        case Op::RealMultiply:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = a[i] * b[i];
            return;
        case Op::RealDivide:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = a[i] / b[i];
            return;
        case Op::RealMinimum:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = a[i] < b[i] ? a[i] : b[i];
            return;
        case Op::RealMaximum:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = a[i] > b[i] ? a[i] : b[i];
            return;
        default:
            for (std::uint32_t i = 0; i < o.count; ++i) to[i] = std::nearbyint(a[i]);
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
    if (mask) {
        std::memcpy(to, lanes, count);
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
