#include "compiler/analyze/context.h"
#include "compiler/analyze/logic.h"
#include "compiler/diagnostics/analyze_messages.h"

// Steps of cases that nobody may do.

namespace reeve::analyze {

namespace messages = diagnostics::messages;

namespace {

/// A step from which everybody is excluded who takes work from its queue.
void look_at_people(Context& ctx, const typed::Step& step) {
    if (!step.queue.valid()) return;
    const typed::Queue& queue = ctx.program.queues[step.queue.index()];
    if (!queue.members) return;
    for (const typed::ExprId never : step.never) {
        if (ctx.program.expr(never).type.base != typed::Base::YesNo) continue;
        Logic logic(ctx.program);
        logic.add(queue.members);
        logic.add(never);
        logic.freeze();
        const auto members = logic.region(queue.members);
        const auto rest = Logic::both(logic.space(), members, logic.region(never, true));
        if (!members || members->empty() || !rest || !rest->empty()) continue;
        ctx.sink
            .report<messages::everybody_excluded>(ctx.program.expr(never).span, queue.header.name)
            .label(ctx.program.expr(queue.members).span, "its members are chosen here")
            .help("exclude fewer people, or let the step be done elsewhere");
    }
}

}  // namespace

void analyze_plans(Context& ctx) {
    for (const typed::Plan& plan : ctx.program.plans) {
        for (const typed::Step& step : plan.steps) look_at_people(ctx, step);
    }
}

}  // namespace reeve::analyze
