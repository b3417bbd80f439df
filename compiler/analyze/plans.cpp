#include "base/text.h"
#include "compiler/analyze/case_run.h"
#include "compiler/analyze/context.h"
#include "compiler/analyze/logic.h"
#include "compiler/diagnostics/catalog.h"

#include <algorithm>

// Cases that can come to a stop with nothing left to do and no end.

namespace reeve::analyze {

namespace messages = diagnostics::messages;

namespace {

/// Each run costs a walk through the plan; plans with more ways than this are not judged.
constexpr std::uint64_t kMostRuns = 4'096;

/// The next combination; no where all have been seen.
bool advance(std::vector<std::uint32_t>& ways, const std::vector<Decision>& decisions) {
    for (std::size_t i = 0; i < ways.size(); ++i) {
        if (++ways[i] < decisions[i].ways) return true;
        ways[i] = 0;
    }
    return false;
}

void report(Context& ctx, const typed::Plan& plan, const CaseRun& run,
            const std::vector<Decision>& decisions, const std::vector<std::uint32_t>& ways) {
    auto& message = ctx.sink.report<messages::case_can_hang>(plan.header.span, plan.header.name);
    std::vector<std::string> example;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        if (decisions[i].kind == Decision::Kind::Test)
            message.label(decisions[i].test->span,
                          ways[i] == 1 ? "if this holds" : "if this does not hold");
        else
            example.push_back(run.describe(decisions[i], ways[i]));
    }
    if (!example.empty())
        message.note("no `ends as` holds in the end when " + join_words(example, "and"));
    message.help("end with a line `ends as … when nothing is left to do`");
}

void look_at_end(Context& ctx, const typed::Plan& plan) {
    if (std::ranges::any_of(plan.endings, &typed::Ending::nothing_left)) return;
    CaseRun run(ctx.program, plan);
    if (!run.decisions()) return;
    const std::vector<Decision>& decisions = *run.decisions();
    std::uint64_t runs = 1;
    for (const Decision& decision : decisions) {
        runs *= decision.ways;
        if (runs > kMostRuns) return;
    }
    std::vector<std::uint32_t> ways(decisions.size());
    do {
        if (!run.ends(ways)) return report(ctx, plan, run, decisions, ways);
    } while (advance(ways, decisions));
}

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
        look_at_end(ctx, plan);
        for (const typed::Step& step : plan.steps) look_at_people(ctx, step);
    }
}

}  // namespace reeve::analyze
