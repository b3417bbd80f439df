#include "compiler/codegen/line_report.h"

#include <limits>

namespace reeve::codegen {

LineReport::LineReport(Values& values, source::Span span, std::vector<typed::ExprId> exprs)
    : values_(values), begin_(values.builder().end()) {
    values.forget_why();
    line_.span = span;
    std::erase_if(exprs, [](typed::ExprId id) { return !id.valid(); });
    line_.exprs = std::move(exprs);
}

LoweredLine LineReport::line() const {
    LoweredLine line = line_;
    line.how = how;
    line.why = why;
    for (Ref ref = begin_; ref < values_.builder().end(); ++ref) {
        const Operation& operation = values_.builder().at(ref);
        if (operation.op == Op::RoundDivideWide) line.rounds_wide = true;
        if (lane_of(operation.op) != Lane::Integer) continue;
        const bool small = operation.low >= std::numeric_limits<std::int32_t>::min() &&
                           operation.high <= std::numeric_limits<std::int32_t>::max();
        line.bits = std::max(line.bits, small ? 32 : 64);
    }
    return line;
}

}  // namespace reeve::codegen
