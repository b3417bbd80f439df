#pragma once

#include "compiler/codegen/layout.h"
#include "compiler/codegen/one_item.h"
#include "compiler/codegen/unit.h"

#include "compiler/source/source.h"

#include <string>
#include <vector>

// typed::Program → codegen::Unit: rules as operations on columns of integers, exact wherever they
// do not say so themselves.

namespace reeve::codegen {

/// How a line of a rule block is computed.
struct LoweredLine {
    enum class How : std::uint8_t {
        Integers,  // whole numbers of a known scale
        Filtered,  // binary64 with a bound; too near to a half, the evaluator decides
        Evaluator  // worked out by the evaluator beforehand
    };
    source::Span span;
    How how = How::Integers;
    std::string why;                   // not Integers
    std::vector<typed::ExprId> exprs;  // that it is made of
    /// Of the widest integers that are worked out for this line first; 0: none are.
    int bits = 0;
    bool rounds_wide = false;  // quotients of more than 52 bits
};

/// A work type's blocks, all reading the columns of one layout.
struct Blocks {
    Layout layout;
    Unit entry;  // as of `created`: segment and which line of each promise holds
    Unit now;    // segment, band, priority, `to`
    OneItem one;
    std::vector<LoweredLine> lines;
};

/// The program has no errors.
Blocks lower(const typed::Program& program, typed::WorkTypeId type);

/// Leaves out operations whose results nobody asks for, and then columns, slots and tests that
/// nothing reads.
void remove_unused(Blocks& blocks);

/// For people: which line is computed how, and why not in integers.
std::string print_lowering(const typed::Program& program, const source::SourceSet& sources);

/// Values of `Result::Segment`, `To`, `Start` … where no line holds.
inline constexpr std::int64_t kNoLine = 0xffff;
/// Priorities come in thousandths of a point.
inline constexpr int kPriorityDigits = 3;

}  // namespace reeve::codegen
