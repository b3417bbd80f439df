#include "compiler/check/plan_ways.h"

#include <algorithm>

namespace reeve::check {

using syntax::PlanPartKind;
namespace states = part_states;

namespace {

constexpr std::uint8_t kOver = states::kDone | states::kSkipped;

/// Looks at parts in all ways together; what is beyond is not looked at.
constexpr std::size_t kMostPartsLookedAt = 400'000;

/// Beyond, a plan is not looked at either.
constexpr std::size_t kMostParts = 1'000;

constexpr bool only(std::uint8_t states, std::uint8_t allowed) { return (states & ~allowed) == 0; }

}  // namespace

// Both rounds of the course only ever add: first what is possible, from "nothing has started", then
// what is sure, read with all that is possible still open. A condition on data is possible and
// never sure.
PlanCourse::PlanCourse(const PlanOutline& plan, std::span<const std::uint8_t> outcomes)
    : plan_(plan),
      outcomes_(outcomes),
      passed_(plan.parts.size(), states::kNotStarted),
      startable_(plan.parts.size()),
      over_(plan.parts.size()) {
    const auto count = static_cast<std::uint32_t>(plan_.parts.size());
    for (bool changed = true; changed;) {
        changed = false;
        visits_ += count;
        for (std::uint32_t part = 0; part < count; ++part) changed = pass(part) || changed;
    }
    for (bool changed = true; changed;) {
        changed = false;
        visits_ += count;
        for (std::uint32_t part = 0; part < count; ++part) changed = settle(part) || changed;
    }
}

bool PlanCourse::ever_possible(const PartCondition& condition) const {
    return condition.possible(
        [&](const PartTest& test) { return (passed_[test.part] & test.states) != 0; });
}

bool PlanCourse::certain_at_last(const PartCondition& condition) const {
    return condition.certain(
        [&](const PartTest& test) { return only(at_last(test.part), test.states); });
}

bool PlanCourse::pass(std::uint32_t part) {
    const PlanNode& node = plan_.parts[part];
    std::uint8_t& passed = passed_[part];
    const std::uint8_t before = passed;
    if (node.parent != PlanNode::kNone) passed |= passed_[node.parent] & states::kSkipped;
    if (startable(part)) passed |= begun(part);
    if ((passed & states::kActive) != 0) passed |= over(part);
    return passed != before;
}

bool PlanCourse::startable(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    if (node.parent != PlanNode::kNone && (passed_[node.parent] & states::kActive) == 0)
        return false;
    if (node.previous != PlanNode::kNone && (passed_[node.previous] & kOver) == 0) return false;
    return ever_possible(node.start);
}

/// What another part may be when this one starts.
std::uint8_t PlanCourse::at_start(std::uint32_t part, std::uint32_t other) const {
    std::uint8_t may = passed_[other];
    for (std::uint32_t at = part; at != PlanNode::kNone; at = plan_.parts[at].parent) {
        if (plan_.parts[at].previous == other) may &= kOver;
        for (const PartTest& test : plan_.parts[at].start.necessary()) {
            if (test.part == other) may &= test.states;
        }
    }
    return may;
}

/// Active or skipped at once, where it is so far.
std::uint8_t PlanCourse::begun(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    std::uint8_t result = 0;
    const bool may_run = node.only_if.possible(
        [&](const PartTest& test) { return (at_start(part, test.part) & test.states) != 0; });
    const bool must_run = node.only_if.certain(
        [&](const PartTest& test) { return only(at_start(part, test.part), test.states); });
    if (may_run && (outcomes_[part] & ~states::kSkipped) != 0) result |= states::kActive;
    if (!must_run) result |= outcomes_[part] & states::kSkipped;
    return result;
}

/// How the part may be over once it is active.
std::uint8_t PlanCourse::over(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    const std::uint8_t outcomes = outcomes_[part] & states::kDone;
    if (node.kind == PlanPartKind::Stage) {
        const bool settled = std::ranges::all_of(node.children, [&](std::uint32_t child) {
            return !plan_.parts[child].required || (passed_[child] & kOver) != 0;
        });
        return settled ? outcomes : 0;
    }
    return node.finishes_anyway || ever_possible(node.finish) ? outcomes : 0;
}

bool PlanCourse::settle(std::uint32_t part) {
    const bool startable = startable_[part];
    const bool over = over_[part];
    startable_[part] = startable || surely_startable(part);
    over_[part] = over || surely_over(part);
    return startable != startable_[part] || over != over_[part];
}

bool PlanCourse::surely_run(std::uint32_t part) const {
    return startable_[part] && (passed_[part] & states::kSkipped) == 0;
}

bool PlanCourse::surely_startable(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    if (node.parent != PlanNode::kNone) {
        if (!surely_run(node.parent)) return false;
        // A stage does not wait for these, and may be over before they start.
        const bool at_once = !node.start.written() && node.previous == PlanNode::kNone;
        if (!node.required && !at_once) return false;
    }
    if (node.previous != PlanNode::kNone && !only(at_last(node.previous), kOver)) return false;
    return certain_at_last(node.start);
}

/// What is waited for outside of the plan comes; what the plan itself brings has to be sure.
bool PlanCourse::wait_is_over(const PlanNode& node) const {
    return node.finishes_anyway || node.finish.possible([&](const PartTest& test) {
        return only(at_last(test.part), test.states);
    });
}

bool PlanCourse::surely_over(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    if (!startable_[part]) return false;
    switch (node.kind) {
        case PlanPartKind::Milestone:
            return node.parent == PlanNode::kNone && certain_at_last(node.finish);
        case PlanPartKind::Step: return wait_is_over(node);
        case PlanPartKind::Stage: break;
    }
    if ((passed_[part] & states::kActive) == 0) return true;
    return surely_run(part) && std::ranges::all_of(node.children, [&](std::uint32_t child) {
               return !plan_.parts[child].required || only(at_last(child), kOver);
           });
}

/// The states in which the part may be when nothing moves any more.
std::uint8_t PlanCourse::at_last(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    if (over_[part]) return passed_[part] & kOver;
    const bool stays = node.kind == PlanPartKind::Stage || !node.finishes_anyway;
    return stays ? passed_[part] : passed_[part] & ~states::kActive;
}

bool PlanCourse::may_wait() const {
    for (std::uint32_t part = 0; part < plan_.parts.size(); ++part) {
        const PlanNode& node = plan_.parts[part];
        if (node.kind != PlanPartKind::Step || (passed_[part] & states::kActive) == 0) continue;
        if (!wait_is_over(node)) return true;
    }
    return false;
}

PlanWays::PlanWays(const PlanOutline& plan, std::vector<std::uint8_t> outcomes,
                   std::vector<bool> free)
    : plan_(plan), all_(std::move(outcomes)), outcomes_(all_), free_(std::move(free)) {}

PlanWays::Verdict PlanWays::judge() {
    const PlanCourse course(plan_, outcomes_);
    looked_at_ += course.visits();
    passed_.clear();
    for (std::uint32_t part = 0; part < plan_.parts.size(); ++part)
        passed_.push_back(course.passed(part));
    bool possible = false;
    for (const PartCondition& ending : plan_.endings) {
        if (!ending.written()) continue;
        if (course.certain_at_last(ending)) return Verdict::Ends;
        possible = possible || course.ever_possible(ending);
    }
    return possible || course.may_wait() ? Verdict::Open : Verdict::Hangs;
}

/// The ways in which the part can be over, each alone. Where something else says whether it is
/// skipped, each leaves that open.
std::vector<std::uint8_t> PlanWays::choices(std::uint32_t part) const {
    std::vector<std::uint8_t> result;
    const std::uint8_t open = free_[part] ? 0 : all_[part] & states::kSkipped;
    for (const std::uint8_t state : {states::kCompleted, states::kApproved, states::kRejected,
                                     states::kSentBack, states::kSkipped}) {
        if ((all_[part] & ~open & state) != 0) result.push_back(state | open);
    }
    return result;
}

bool PlanWays::search() {
    if (looked_at_ > kMostPartsLookedAt) return false;
    const Verdict verdict = judge();
    if (verdict != Verdict::Open) return verdict == Verdict::Hangs;
    for (std::uint32_t part = 0; part < plan_.parts.size(); ++part) {
        const bool begins = (passed_[part] & ~states::kNotStarted) != 0;
        const std::vector<std::uint8_t> ways = choices(part);
        if (!begins || outcomes_[part] != all_[part] || ways.size() < 2) continue;
        for (const std::uint8_t way : ways) {
            outcomes_[part] = way;
            if (search()) return true;
        }
        outcomes_[part] = all_[part];
        return false;
    }
    return false;
}

std::optional<std::vector<PlanChance>> PlanWays::hanging() {
    if (plan_.parts.size() > kMostParts || !search()) return std::nullopt;
    std::vector<PlanChance> result;
    for (std::uint32_t part = 0; part < plan_.parts.size(); ++part) {
        if (outcomes_[part] == all_[part]) continue;
        const std::uint8_t chosen = outcomes_[part];
        outcomes_[part] = all_[part];
        if (judge() == Verdict::Hangs) continue;
        outcomes_[part] = chosen;
        const auto state = static_cast<std::uint8_t>(
            (chosen & ~states::kSkipped) != 0 ? chosen & ~states::kSkipped : chosen);
        result.push_back({part, state});
    }
    return result;
}

}  // namespace reeve::check
