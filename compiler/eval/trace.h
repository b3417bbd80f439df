#pragma once

#include "compiler/typed/program.h"

namespace reeve::eval {

/// Told which parts of a program decided answers, while they are worked out: for coverage. Not told
/// of other instants that are tried to find out until when an answer holds. Parts are named by
/// where they stand in the checked program.
class Trace {
public:
    Trace() = default;
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;
    virtual ~Trace() = default;

    /// A line of a block that counted, a row of a table that gave its result, a definition.
    virtual void used(const void* part) = 0;
    /// An `if`, and whether its condition held.
    virtual void chose(const typed::Expr* choice, bool held) = 0;
};

}  // namespace reeve::eval
