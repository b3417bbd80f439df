#include "compiler/check/check.h"

#include "compiler/check/expressions.h"

namespace reeve::check {

typed::Program check(const std::vector<syntax::Module>& modules, sema::Symbols& symbols,
                     const LoadText& load, diagnostics::DiagnosticSink& sink) {
    typed::Program program;
    Context ctx{modules, symbols, program, sink, load, {}, {}};

    declare_values(ctx);
    declare_house(ctx);
    declare_work(ctx);
    declare_segments(ctx);
    declare_plans(ctx);
    // From here on every name, type, segment, promise and plan part is known; bodies may be checked
    // in any order.

    check_values(ctx);
    // From here on the result and the range of every definition and table is known.

    check_house(ctx);
    check_work(ctx);
    check_rules(ctx);
    check_plans(ctx);
    check_tests(ctx);
    return program;
}

}  // namespace reeve::check
