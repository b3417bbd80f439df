#include "compiler/analyze/context.h"
#include "compiler/analyze/logic.h"
#include "compiler/analyze/truth.h"
#include "compiler/diagnostics/analyze_messages.h"

#include <algorithm>
#include <set>

// `or else` where nothing can be missing, and where what stands in for a missing value decides on
// the edge.

namespace reeve::analyze {

namespace messages = diagnostics::messages;
using typed::Expr;
using typed::Op;

namespace {

bool is_ordering(Op op) {
    return op == Op::Less || op == Op::LessEqual || op == Op::Greater || op == Op::GreaterEqual;
}

/// In `x is known and (x or else 0) > 5` one of the two is too much, and where the stand-in would
/// fail, the test is reported. So what stands beside a test that a value is known is left alone.
std::set<typed::ExprId> beside_tests(const typed::Program& program) {
    std::set<typed::ExprId> found;
    for (std::size_t i = 0; i < program.expr_count(); ++i) {
        const typed::ExprId id(i);
        if (program.expr(id).op != Op::And) continue;
        const auto parts = chain_parts(program, id, Op::And);
        if (std::ranges::none_of(
                parts, [&](typed::ExprId part) { return program.expr(part).op == Op::IsKnown; }))
            continue;
        for_each_part(program, id, [&](typed::ExprId part) {
            if (program.expr(part).op == Op::OrElse) found.insert(part);
        });
    }
    return found;
}

void look_at_need(Context& ctx, const Expr& stand_in, bool beside_test) {
    const Expr& value = ctx.program.expr(stand_in.args[0]);
    if (value.type.optional || value.type.is_error()) return;
    if (beside_test && value.op == Op::Known) return;
    auto& message =
        ctx.sink.report<messages::stand_in_never_needed>(ctx.program.expr(stand_in.args[1]).span);
    message.label(value.span, "this is never missing");
    const Span all = stand_in.span;
    if (!value.span.valid() || value.span.begin < all.begin || value.span.end > all.end) return;
    // A value in parentheses loses them: whatever may stand around `or else` may stand around it.
    Span before = all;
    before.end = value.span.begin;
    Span behind = all;
    behind.begin = value.span.end;
    message.fix("leave `or else` out", {{before, ""}, {behind, ""}});
}

void look_at_edge(Context& ctx, const Expr& test) {
    if (test.args.size() != 2) return;
    for (std::size_t side = 0; side < 2; ++side) {
        const Expr& subject = ctx.program.expr(test.args[side]);
        const Expr* edge = constant_of(ctx.program, test.args[1 - side]);
        if (subject.op != Op::OrElse || !edge) continue;
        const Expr* stand_in = constant_of(ctx.program, subject.args[1]);
        if (!stand_in || !ctx.program.expr(subject.args[0]).type.optional) continue;
        const auto a = line_value(stand_in->value, stand_in->type);
        const auto b = line_value(edge->value, edge->type);
        // Nothing at all is what zero says best.
        if (!a || !b || *a != *b || a->is_zero()) continue;
        const bool passes = test.op == Op::LessEqual || test.op == Op::GreaterEqual;
        ctx.sink
            .report<messages::stand_in_on_edge>(ctx.program.expr(subject.args[1]).span,
                                                passes ? "passes" : "fails")
            .label(ctx.program.expr(test.args[1 - side]).span, "the same value")
            .help("write a value that is clearly on one side, or test `is known`");
        return;
    }
}

}  // namespace

void analyze_stand_ins(Context& ctx) {
    const std::set<typed::ExprId> beside = beside_tests(ctx.program);
    for (std::size_t i = 0; i < ctx.program.expr_count(); ++i) {
        const typed::ExprId id(i);
        const Expr& e = ctx.program.expr(id);
        if (e.op == Op::OrElse && e.args.size() == 2) look_at_need(ctx, e, beside.contains(id));
        if (is_ordering(e.op)) look_at_edge(ctx, e);
    }
}

}  // namespace reeve::analyze
