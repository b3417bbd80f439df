#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/sema/symbols.h"
#include "compiler/typed/program.h"

// Pass 4: what is allowed but cannot be meant. Silent where it is not certain.

namespace reeve::analyze {

/// Reports gaps, overlaps, lines that never hold, terms that never count, promises out of order,
/// unused declarations … Runs only on programs without errors. Changes nothing.
void analyze(const typed::Program& program, const sema::Symbols& symbols,
             diagnostics::DiagnosticSink& sink);

}  // namespace reeve::analyze
