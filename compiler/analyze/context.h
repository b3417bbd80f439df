#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/sema/symbols.h"
#include "compiler/typed/program.h"

// What the parts of the analysis share. Each part is a free function and sees only programs without
// errors.

namespace reeve::analyze {

using source::Span;

struct Context {
    const typed::Program& program;
    const sema::Symbols& symbols;
    diagnostics::DiagnosticSink& sink;
};

/// Gaps, overlaps and rows that never count.
void analyze_tables(Context& ctx);
/// Conditions that never or always hold, parts that change nothing, lines that are never reached.
void analyze_conditions(Context& ctx);
/// Lines of a priority that never matter, limits that leave nothing, curves that fall.
void analyze_priorities(Context& ctx);
/// Promises that contradict one another.
void analyze_promises(Context& ctx);
/// Lines of escalations and watches that never fire, come too late or repeat others.
void analyze_escalations(Context& ctx);
/// `after … waiting` that lets nobody new do the work.
void analyze_relaxations(Context& ctx);
/// Work that nobody may do, queues that nothing is put into, rankings that nobody asks for.
void analyze_people(Context& ctx);
/// Steps of cases that nobody may do.
void analyze_plans(Context& ctx);
/// `or else` where nothing is missing, or on the edge.
void analyze_stand_ins(Context& ctx);
/// Declarations that nothing asks about.
void analyze_unused(Context& ctx);

}  // namespace reeve::analyze
