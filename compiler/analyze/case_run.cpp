#include "compiler/analyze/case_run.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::analyze {

using typed::Expr;
using typed::ExprId;
using typed::Op;
using typed::PlanPart;

namespace {

constexpr std::uint32_t kNone = 0xffffffff;

/// What can be known only as time passes, or is nobody's choice for the case at hand.
bool depends_on_time(const typed::Program& program, ExprId root) {
    bool found = false;
    for_each_part(program, root, [&](ExprId id) {
        const Expr& e = program.expr(id);
        const bool moving =
            e.op == Op::Fact &&
            typed::info(static_cast<typed::Fact>(e.symbol)).kind != typed::FactKind::Stored;
        found = found || moving || e.op == Op::During || e.op == Op::CalendarOpen ||
                e.op == Op::CallDefine || e.op == Op::CallTable || e.op == Op::Setting;
    });
    return found;
}

/// The attributes, facts and answers that a test reads, each as a text.
std::vector<std::string> reads_of(const typed::Program& program, ExprId root) {
    std::vector<std::string> reads;
    for_each_part(program, root, [&](ExprId id) {
        const Expr& e = program.expr(id);
        if (e.op == Op::Attribute || e.op == Op::Fact || e.op == Op::StepAnswer)
            reads.push_back(typed::print(program, id));
    });
    return reads;
}

}  // namespace

CaseRun::CaseRun(const typed::Program& program, const typed::Plan& plan)
    : program_(program), plan_(plan), previous_(plan.parts.size(), kNone) {
    for (const typed::Stage& stage : plan.stages) {
        if (!stage.in_order) continue;
        for (std::size_t i = 1; i < stage.parts.size(); ++i)
            previous_[stage.parts[i]] = stage.parts[i - 1];
    }
    decide();
}

const typed::PartRules* CaseRun::rules_of(const PlanPart& part) const {
    switch (part.kind) {
        case PlanPart::Kind::Stage: return &plan_.stages[part.index].rules;
        case PlanPart::Kind::Step: return &plan_.steps[part.index].rules;
        case PlanPart::Kind::Milestone: return nullptr;
    }
    return nullptr;
}

const std::string& CaseRun::name_of(const PlanPart& part) const {
    switch (part.kind) {
        case PlanPart::Kind::Stage: return plan_.stages[part.index].header.name;
        case PlanPart::Kind::Step: return plan_.steps[part.index].header.name;
        default: return plan_.milestones[part.index].header.name;
    }
}

std::uint32_t CaseRun::place_of(PlanPart::Kind kind, std::uint32_t index) const {
    for (std::uint32_t place = 0; place < plan_.parts.size(); ++place) {
        if (plan_.parts[place].kind == kind && plan_.parts[place].index == index) return place;
    }
    return kNone;
}

void CaseRun::decide() {
    decisions_.emplace();
    bool free = true;
    for (std::uint32_t place = 0; place < plan_.parts.size(); ++place) {
        const PlanPart& part = plan_.parts[place];
        if (part.kind == PlanPart::Kind::Milestone) {
            free = free && add_tests(plan_.milestones[part.index].when);
            continue;
        }
        const typed::PartRules& rules = *rules_of(part);
        free = free && add_tests(rules.start.when) && add_tests(rules.only_if);
        if (rules.start.by_hand) {
            by_hand_of_.emplace(place, decisions_->size());
            decisions_->push_back({Decision::Kind::ByHand, place, nullptr, 2});
        }
        if (part.kind == PlanPart::Kind::Step &&
            plan_.steps[part.index].kind == typed::Step::Kind::Approval) {
            approval_of_.emplace(place, decisions_->size());
            decisions_->push_back({Decision::Kind::Approval, place, nullptr, 3});
        }
    }
    for (const typed::Ending& ending : plan_.endings) free = free && add_tests(ending.when);
    if (!free) decisions_.reset();
}

/// Tests of parts follow from the course of the case; all others are decided from outside.
bool CaseRun::add_tests(ExprId condition) {
    if (!condition) return true;
    std::map<const Expr*, ExprId> ids;
    for_each_part(program_, condition, [&](ExprId id) { ids.emplace(&program_.expr(id), id); });
    bool free = true;
    truth_of(program_, condition, [&](const Expr& leaf) {
        const auto id = ids.find(&leaf);
        if (leaf.op != Op::PartState)
            free = free && id != ids.end() && !depends_on_time(program_, id->second) &&
                   add_test(leaf, typed::print(program_, id->second));
        // Nothing is decided here, so that all tests are seen.
        return Truth::Maybe;
    });
    return free;
}

/// Tests that read the same attribute may exclude one another, so they cannot be decided freely.
bool CaseRun::add_test(const Expr& test, const std::string& key) {
    const auto [known, is_new] = decision_of_key_.emplace(key, decisions_->size());
    decision_of_test_.emplace(&test, known->second);
    if (!is_new) return true;
    Decision decision;
    decision.test = &test;
    decisions_->push_back(decision);
    bool free = true;
    for (ExprId arg : test.args) {
        for (const std::string& read : reads_of(program_, arg))
            free = read_by_.emplace(read, key).first->second == key && free;
    }
    if (test.op == Op::Attribute || test.op == Op::Fact)
        free = read_by_.emplace(key, key).first->second == key && free;
    return free;
}

std::string CaseRun::describe(const Decision& decision, std::uint32_t way) const {
    switch (decision.kind) {
        case Decision::Kind::Approval: {
            constexpr std::string_view kWords[] = {"approved", "rejected", "sent back"};
            return fmt::format("`{}` is {}", name_of(plan_.parts[decision.part]), kWords[way]);
        }
        case Decision::Kind::ByHand:
            return fmt::format("`{}` is {}started by hand", name_of(plan_.parts[decision.part]),
                               way == 0 ? "not " : "");
        case Decision::Kind::Test: break;
    }
    return {};
}

bool CaseRun::ends(const std::vector<std::uint32_t>& ways) {
    ways_ = ways;
    states_.assign(plan_.parts.size(), State::NotStarted);
    ended_by_wait_ = false;
    // Each round starts or finishes at least one part, each at most once.
    while (!ended()) {
        if (!step()) return false;
    }
    return true;
}

/// One part starts, or one is done: the first in the document.
bool CaseRun::step() {
    for (std::uint32_t place = 0; place < plan_.parts.size(); ++place) {
        if (states_[place] == State::NotStarted && start(place)) return true;
    }
    for (std::uint32_t place = 0; place < plan_.parts.size(); ++place) {
        if (states_[place] == State::Active && finish(place)) return true;
    }
    return false;
}

bool CaseRun::may_start(std::uint32_t place) const {
    const PlanPart& part = plan_.parts[place];
    if (part.parent != PlanPart::kTop) {
        const std::uint32_t stage = place_of(PlanPart::Kind::Stage, part.parent);
        if (stage == kNone || states_[stage] != State::Active) return false;
    }
    if (previous_[place] != kNone && !is_settled(previous_[place])) return false;
    const typed::PartRules* rules = rules_of(part);
    if (!rules) return holds(plan_.milestones[part.index].when);
    if (rules->start.by_hand) return ways_[by_hand_of_.at(place)] == 1;
    return holds(rules->start.when);
}

bool CaseRun::start(std::uint32_t place) {
    if (!may_start(place)) return false;
    const PlanPart& part = plan_.parts[place];
    const typed::PartRules* rules = rules_of(part);
    if (!rules)
        states_[place] = State::Completed;
    else
        states_[place] = holds(rules->only_if) ? State::Active : State::Skipped;
    return true;
}

bool CaseRun::finish(std::uint32_t place) {
    const PlanPart& part = plan_.parts[place];
    if (part.kind == PlanPart::Kind::Stage) {
        if (!stage_is_done(place)) return false;
        states_[place] = State::Completed;
        return true;
    }
    // A wait that ends the case may do so.
    if (plan_.steps[part.index].ends_as) ended_by_wait_ = true;
    states_[place] = outcome_of(place);
    return true;
}

CaseRun::State CaseRun::outcome_of(std::uint32_t place) const {
    const auto approval = approval_of_.find(place);
    if (approval == approval_of_.end()) return State::Completed;
    constexpr State kOutcomes[] = {State::Approved, State::Rejected, State::SentBack};
    return kOutcomes[ways_[approval->second]];
}

bool CaseRun::stage_is_done(std::uint32_t place) const {
    const auto& parts = plan_.stages[plan_.parts[place].index].parts;
    return std::ranges::all_of(parts, [&](std::uint32_t child) {
        if (states_[child] == State::Active) return false;
        const typed::PartRules* rules = rules_of(plan_.parts[child]);
        return !rules || !rules->required || is_settled(child);
    });
}

bool CaseRun::is_settled(std::uint32_t place) const {
    if (plan_.parts[place].kind == PlanPart::Kind::Milestone) return true;
    return states_[place] != State::NotStarted && states_[place] != State::Active;
}

bool CaseRun::ended() const {
    if (ended_by_wait_) return true;
    return std::ranges::any_of(plan_.endings, [&](const typed::Ending& ending) {
        return ending.nothing_left || holds(ending.when);
    });
}

bool CaseRun::holds(ExprId condition) const {
    return truth_of(program_, condition, [&](const Expr& leaf) { return test(leaf); }) ==
           Truth::Yes;
}

Truth CaseRun::test(const Expr& leaf) const {
    if (leaf.op != Op::PartState)
        return ways_[decision_of_test_.at(&leaf)] == 1 ? Truth::Yes : Truth::No;
    const typed::Type& part = program_.expr(leaf.args[0]).type;
    const auto kind = part.record == typed::RecordKind::Stage  ? PlanPart::Kind::Stage
                      : part.record == typed::RecordKind::Step ? PlanPart::Kind::Step
                                                               : PlanPart::Kind::Milestone;
    const std::uint32_t place = place_of(kind, part.record_index);
    if (place == kNone) return Truth::No;
    return is_in(state_of(place), static_cast<typed::PartState>(leaf.symbol)) ? Truth::Yes
                                                                              : Truth::No;
}

/// What stands in a skipped stage is skipped too.
CaseRun::State CaseRun::state_of(std::uint32_t place) const {
    for (std::uint32_t at = place; at != kNone;) {
        if (states_[at] == State::Skipped) return State::Skipped;
        const std::uint32_t parent = plan_.parts[at].parent;
        at = parent == PlanPart::kTop ? kNone : place_of(PlanPart::Kind::Stage, parent);
    }
    return states_[place];
}

bool CaseRun::is_in(State state, typed::PartState asked) const {
    switch (asked) {
        case typed::PartState::Done:
        case typed::PartState::Reached:
            return state == State::Completed || state == State::Approved ||
                   state == State::Rejected || state == State::SentBack;
        case typed::PartState::Approved: return state == State::Approved;
        case typed::PartState::Rejected: return state == State::Rejected;
        case typed::PartState::SentBack: return state == State::SentBack;
        case typed::PartState::Skipped: return state == State::Skipped;
        case typed::PartState::Active: return state == State::Active;
        case typed::PartState::NotStarted: return state == State::NotStarted;
        case typed::PartState::Cancelled: return false;
    }
    return false;
}

}  // namespace reeve::analyze
