#include "compiler/jit/native.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>

// Single operations against plain arithmetic, for the vectors of this computer and of lesser ones:
// those that are done in several ways, as ranges and machines allow.

namespace reeve::jit {
namespace {

using codegen::Op;
using codegen::Operation;
using codegen::Result;

constexpr std::size_t kRows = 64;
using Rows = std::array<std::int64_t, kRows>;

/// One column in, the last operation out.
struct Case {
    std::vector<Operation> code;  // the first one loads column 0
    std::vector<std::int64_t> slots = {};
    std::function<std::int64_t(std::int64_t)> expected;
};

Rows run(const codegen::CompiledUnit& unit, const Rows& column, const Case& one, bool by_row) {
    alignas(64) Rows out{};
    const void* const values[] = {column.data()};
    const std::uint8_t* const missing[] = {nullptr};
    void* const outputs[] = {out.data()};
    const abi::Batch batch{values, missing, one.slots.data(), nullptr, outputs, kRows};
    if (!by_row) unit.kernel()(&batch);
    for (std::uint32_t i = 0; by_row && i < kRows; ++i) unit.row()(&batch, i);
    return out;
}

void check(const Case& one, const Rows& column) {
    codegen::Unit unit;
    unit.code = one.code;
    unit.outputs.push_back({Result::Priority, static_cast<codegen::Ref>(unit.code.size() - 1),
                            columns::Width::Bits64});
    const columns::Schema schema{{{columns::Width::Bits64, true, false}}};
    for (const Vectors vectors : {Vectors::Widest, Vectors::Avx2, Vectors::Sse2}) {
        for (const bool optimize : {false, true}) {
            const auto compiled =
                compiler({.optimize = optimize, .vectors = vectors, .cache = {}})(unit, schema);
            ASSERT_TRUE(compiled.has_value()) << compiled.error();
            for (const bool by_row : {false, true}) {
                const Rows out = run(**compiled, column, one, by_row);
                for (std::size_t i = 0; i < kRows; ++i)
                    ASSERT_EQ(out[i], one.expected(column[i]))
                        << "of " << column[i] << ", vectors " << static_cast<int>(vectors)
                        << (by_row ? ", by row" : ", kernel") << (optimize ? ", O2" : ", O0");
            }
        }
    }
}

Operation load(std::int64_t low, std::int64_t high) {
    return {.op = Op::Load, .integer = 0, .low = low, .high = high};
}

/// Half to even, in whole numbers.
std::int64_t divided(std::int64_t value, std::int64_t by) {
    std::int64_t quotient = value / by;
    std::int64_t rest = value % by;
    if (rest < 0) {
        rest += by;
        --quotient;
    }
    if (2 * rest > by || (2 * rest == by && quotient % 2 != 0)) ++quotient;
    return quotient;
}

void check_division(std::int64_t by, std::int64_t largest, Op op = Op::RoundDivide) {
    // Around ties and around the ends of the range.
    Rows column{};
    for (std::size_t i = 0; i < kRows; ++i) {
        const auto step = static_cast<std::int64_t>(i / 2);
        const std::int64_t near = i % 4 < 2 ? step * by / 2 : largest - step;
        column[i] = (i % 2 == 0 ? 1 : -1) * std::min(near, largest);
    }
    const std::int64_t most = largest / by + 1;
    check({.code = {load(-largest, largest),
                    {.op = op, .a = 0, .integer = by, .low = -most, .high = most}},
           .expected = [by](std::int64_t value) { return divided(value, by); }},
          column);
}

TEST(Operations, DivideSmallNumbersHalfToEven) {
    for (const std::int64_t by : {2, 3, 4, 5, 7, 10, 1'000, 65'536, 4'000'001})
        check_division(by, (1 << 22) - 1);
}

TEST(Operations, DivideLargeNumbersHalfToEven) {
    for (const std::int64_t by : {2, 3, 5, 1'000, 3'600'000})
        check_division(by, (std::int64_t{1} << 51) - 1);
}

TEST(Operations, DivideTheLargestNumbersHalfToEven) {
    for (const std::int64_t by : {2, 3, 1'000, 3'600'000})
        check_division(by, (std::int64_t{1} << 61) - 1, Op::RoundDivideWide);
    check_division(1'000'000'000'000'000, (std::int64_t{1} << 61) - 1, Op::RoundDivideWide);
    check_division(7, 1'000, Op::RoundDivideWide);
}

TEST(Operations, FindValuesInSets) {
    Rows column{};
    for (std::size_t i = 0; i < kRows; ++i) column[i] = static_cast<std::int64_t>(i);
    constexpr std::uint64_t kSet = 0x9234'5678'9abc'def1;
    const auto is_in = [](std::uint64_t set) {
        return [set](std::int64_t value) { return static_cast<std::int64_t>(set >> value & 1); };
    };
    const auto code = [](std::int64_t high, std::uint64_t set) {
        return std::vector<Operation>{
            load(0, high), {.op = Op::InBits, .a = 0, .integer = static_cast<std::int64_t>(set)}};
    };
    check({.code = code(63, kSet), .expected = is_in(kSet)}, column);
    for (auto& value : column) value %= 32;
    constexpr std::uint64_t kSmallSet = 0x8000'0001;
    check({.code = code(31, kSmallSet), .expected = is_in(kSmallSet)}, column);
}

TEST(Operations, TakeOneOfFewSlotsAndOfMany) {
    for (const std::int64_t count : {1, 3, 4, 5, 40}) {
        std::vector<std::int64_t> slots{-1};
        for (std::int64_t i = 0; i < count; ++i) slots.push_back(i * 1'000'000'007 - 5);
        Rows column{};
        for (std::size_t i = 0; i < kRows; ++i) column[i] = static_cast<std::int64_t>(i) % count;
        check(
            {.code = {load(0, count - 1),
                      {.op = Op::BatchAt, .a = 0, .integer = 1, .low = -5, .high = 1LL << 40}},
             .slots = slots,
             .expected = [&](std::int64_t at) { return slots[static_cast<std::size_t>(at) + 1]; }},
            column);
    }
}

TEST(Operations, AddWhatAConditionHoldsFor) {
    Rows column{};
    for (std::size_t i = 0; i < kRows; ++i) column[i] = static_cast<std::int64_t>(i * i) - 900;
    const auto constant = [](std::int64_t value) {
        return Operation{.op = Op::Constant, .integer = value, .low = value, .high = value};
    };
    for (const std::int64_t added : {std::int64_t{17}, std::int64_t{1} << 40}) {
        check({.code = {load(-5'000, 5'000),
                        constant(0),
                        constant(added),
                        {.op = Op::Less, .a = 1, .b = 0},
                        {.op = Op::Select, .a = 3, .b = 2, .c = 1, .low = 0, .high = added},
                        {.op = Op::Add, .a = 0, .b = 4, .low = -5'000, .high = 5'000 + added}},
               .expected = [=](std::int64_t v) { return v > 0 ? v + added : v; }},
              column);
    }
}

TEST(Operations, MakeBinary64OfWideNumbersAndBack) {
    constexpr std::int64_t kMost = (std::int64_t{1} << 51) - 1;
    Rows column{};
    for (std::size_t i = 0; i < kRows; ++i)
        column[i] = (i % 2 == 0 ? 1 : -1) * (kMost >> (i / 2 % 52));
    check({.code = {load(-kMost, kMost),
                    {.op = Op::ToReal, .a = 0},
                    {.op = Op::ConstantReal, .real = 0.25},
                    {.op = Op::RealMultiply, .a = 1, .b = 2},
                    {.op = Op::RealRound, .a = 3},
                    {.op = Op::ToInteger, .a = 4, .low = -kMost, .high = kMost}},
           .expected = [](std::int64_t value) { return divided(value, 4); }},
          column);
}

}  // namespace
}  // namespace reeve::jit
