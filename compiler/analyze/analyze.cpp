#include "compiler/analyze/analyze.h"

#include "compiler/analyze/context.h"

namespace reeve::analyze {

void analyze(const typed::Program& program, const sema::Symbols& symbols,
             diagnostics::DiagnosticSink& sink) {
    Context ctx{program, symbols, sink};
    analyze_tables(ctx);
    analyze_conditions(ctx);
    analyze_promises(ctx);
    analyze_priorities(ctx);
    analyze_people(ctx);
    analyze_relaxations(ctx);
    analyze_escalations(ctx);
    analyze_plans(ctx);
    analyze_stand_ins(ctx);
    // What repairs an error may use what nothing uses now.
    if (!sink.has_errors()) analyze_unused(ctx);
}

}  // namespace reeve::analyze
