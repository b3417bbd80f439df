#pragma once

#include "compiler/typed/program.h"
#include "runtime/columns/schema.h"

#include <cstdint>
#include <vector>

// A rule block as a list of operations on whole columns, without branches. Both the precompiled
// loops and the generated code run it, lane by lane.

namespace reeve::codegen {

enum class Op : std::uint8_t {
#define UNIT_OP(name, result, text) name,
#include "compiler/codegen/unit_ops.def"
#undef UNIT_OP
};

/// What an operation gives in each lane: a truth, a 64-bit integer or a binary64.
enum class Lane : std::uint8_t { Mask, Integer, Real };
Lane lane_of(Op op);
std::string_view to_string(Op op);
/// How many of a, b and c an operation uses.
int operand_count(Op op);

/// Place of an operation in `Unit::code`; an operation uses only earlier ones.
using Ref = std::uint32_t;
inline constexpr Ref kNoRef = 0xffff'ffff;

struct Operation {
    Op op = Op::Constant;
    Ref a = 0, b = 0, c = 0;
    std::int64_t integer = 0;  // constants, columns, slots, tables, divisors
    double real = 0;
    /// What an Integer surely lies between; decides how wide the generated code computes.
    std::int64_t low = 0, high = 0;
};

/// Where the results of a block are found.
enum class Result : std::uint8_t {
    Segment,
    Band,
    Priority,
    Unsure,
    To,
    Start,
    Target,
    Due,
    Part  // one of many, known by its place
};

struct Output {
    Result result = Result::Segment;
    Ref value = 0;
    /// Of the integers written; Unsure is written as bytes.
    columns::Width width = columns::Width::Bits64;
};

struct Unit {
    std::vector<Operation> code;
    std::vector<Output> outputs;
    /// It is only run for single rows: no kernel is made of it.
    bool rows_only = false;
    [[nodiscard]] const Output* find(Result result) const;
};

/// Readable, one operation a line.
std::string print(const Unit& unit);

}  // namespace reeve::codegen
