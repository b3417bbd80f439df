#include "compiler/check/plan_parts.h"

#include "base/text.h"

// Reports what the order of a plan makes impossible.

namespace reeve::check {
namespace {

using Trouble = PlanReach::Trouble;

std::string name_of(const PlanOutline& outline, std::uint32_t part) {
    return fmt::format("`{}`", outline.parts[part].head->name.text);
}

void report_ring(const PlanHome& home, const PlanOutline& outline, const Trouble& trouble) {
    std::set<std::uint32_t> parts;
    for (const Trouble::Wait& wait : trouble.ring) {
        parts.insert(wait.part);
        parts.insert(wait.for_part);
    }
    std::vector<std::string> names;
    for (const std::uint32_t part : parts) names.push_back(name_of(outline, part));
    const bool alone = names.size() == 1;
    auto& report = home.ctx.sink.report<messages::parts_wait_in_ring>(
        outline.parts[*parts.begin()].head->name.span,
        alone ? names[0] + " waits for itself" : join_words(names, "and") + " wait for one another",
        alone ? "it never comes" : "none of them can be the first");
    for (const Trouble::Wait& wait : trouble.ring) {
        const std::string part = name_of(outline, wait.part);
        const std::string other = name_of(outline, wait.for_part);
        switch (wait.why) {
            case Trouble::Why::Condition:
                report.label(wait.span, fmt::format("{} waits for {} here", part, other));
                break;
            case Trouble::Why::InOrder:
                report.label(wait.span, fmt::format("in order, {} comes after {}", part, other));
                break;
            case Trouble::Why::Inside:
                report.label(wait.span, fmt::format("{} is done only when {} is", part, other));
                break;
        }
    }
    report.help("let one of them start without waiting for the others");
}

void report_trouble(const PlanHome& home, const PlanOutline& outline, const Trouble& trouble) {
    const PlanNode& other = outline.parts[trouble.test.part];
    const std::string part = name_of(outline, trouble.part);
    switch (trouble.kind) {
        case Trouble::Kind::Ring: report_ring(home, outline, trouble); break;
        case Trouble::Kind::OwnStage:
            home.ctx.sink
                .report<messages::waits_for_own_stage>(trouble.test.span,
                                                       outline.parts[trouble.part].head->name.text,
                                                       other.head->name.text)
                .label(other.head->name.span, "the stage around it")
                .help(fmt::format("put {} behind the stage, or let it wait for a step of the stage",
                                  part));
            break;
        case Trouble::Kind::NeverSkipped:
            home.ctx.sink.report<messages::never_skipped>(trouble.test.span, other.head->name.text)
                .label(other.head->name.span, "it has no `only if`, nor has a stage around it")
                .help("test whether it is done");
            break;
    }
}

/// Conditions that decide about no start and no end of a part are not among the troubles of the
/// order.
bool check_skips(const PlanHome& home, const PlanOutline& outline, const PlanReach& reach,
                 const PartCondition& condition) {
    const PartTest* test = reach.never_skipped(condition);
    if (test == nullptr) return true;
    Trouble trouble;
    trouble.kind = Trouble::Kind::NeverSkipped;
    trouble.part = test->part;
    trouble.test = *test;
    report_trouble(home, outline, trouble);
    return false;
}

void check_contradiction(const PlanHome& home, const PlanOutline& outline,
                         const PartCondition& condition) {
    const auto found = condition.contradiction();
    if (!found) return;
    home.ctx.sink
        .report<messages::states_exclude>(found->second.span,
                                          outline.parts[found->second.part].head->name.text)
        .label(found->first.span, "this excludes it")
        .help("join the two with `or`, or keep one of them");
}

}  // namespace

void check_plan_order(const PlanHome& home, const PlanOutline& outline, const PlanReach& reach) {
    for (const Trouble& trouble : reach.troubles()) report_trouble(home, outline, trouble);
    for (const PlanNode& node : outline.parts) {
        // A skip that never happens was reported as trouble where it keeps a part from starting.
        for (const PartCondition* condition : {&node.start, &node.finish}) {
            if (reach.never_skipped(*condition) == nullptr)
                check_contradiction(home, outline, *condition);
        }
        if (check_skips(home, outline, reach, node.only_if))
            check_contradiction(home, outline, node.only_if);
    }
    for (const PartCondition& ending : outline.endings) {
        if (check_skips(home, outline, reach, ending)) check_contradiction(home, outline, ending);
    }
}

}  // namespace reeve::check
