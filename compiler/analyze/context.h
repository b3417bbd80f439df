#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/sema/symbols.h"
#include "compiler/typed/program.h"

// What the parts of the analysis share. Each part is a free function and sees only programs without
// errors.

namespace reeve::analyze {

struct Context {
    const typed::Program& program;
    const sema::Symbols& symbols;
    diagnostics::DiagnosticSink& sink;
};

/// Gaps, overlaps and rows that never count.
void analyze_tables(Context& ctx);
/// Conditions that never or always hold, parts that change nothing, lines that are never reached.
void analyze_conditions(Context& ctx);

}  // namespace reeve::analyze
