#pragma once

#include "compiler/codegen/lower.h"
#include "compiler/codegen/values.h"

namespace reeve::codegen {

/// Watches how a line is lowered, for people to read: see `LoweredLine`.
class LineReport {
public:
    /// The line is lowered after this. `exprs` is what it is made of; invalid ones are left out.
    LineReport(Values& values, source::Span span, std::vector<typed::ExprId> exprs);

    LoweredLine::How how = LoweredLine::How::Integers;
    std::string why;  // not Integers

    /// What the line came to.
    [[nodiscard]] LoweredLine line() const;

private:
    Values& values_;
    Ref begin_;
    LoweredLine line_;
};

}  // namespace reeve::codegen
