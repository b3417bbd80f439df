#include "runtime/engine/case_steps.h"
#include "runtime/engine/fits.h"
#include "runtime/engine/values.h"

#include <fmt/format.h>

#include <algorithm>

// How a case begins: its data, its reference, its owner.

namespace reeve::engine {

using model::RejectionCode;

const state::Case* case_of(const Turn& turn, const state::Item& item) {
    if (!item.facts.of_case) return nullptr;
    return turn.state.find_case(ItemId{item.facts.of_case->number});
}

const abi::Plan& plan_of(const Turn& turn, const state::Case& the_case) {
    return turn.program().plans[the_case.facts.plan.index()];
}

const abi::PlanPart* step_of(const Turn& turn, const state::Item& item) {
    if (!item.facts.of_case || item.facts.of_case->is_whole()) return nullptr;
    const state::Case* of = case_of(turn, item);
    return of == nullptr ? nullptr : &plan_of(turn, *of).parts[item.facts.of_case->part];
}

namespace {

/// `MC-{year}-{number:6}` for a day and a number.
std::string reference_for(const std::string& pattern, Date day, std::uint64_t number) {
    std::string made;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '{') {
            made += pattern[i];
            continue;
        }
        if (pattern.substr(i, 2) == "{{") {
            made += pattern[++i];
            continue;
        }
        const std::size_t end = pattern.find('}', i);
        const std::string word = pattern.substr(i + 1, end - i - 1);
        if (word == "year") made += fmt::format("{:04}", day.year());
        if (word == "month") made += fmt::format("{:02}", day.month());
        if (word == "day") made += fmt::format("{:02}", day.day());
        if (word == "number") made += std::to_string(number);
        if (word.starts_with("number:"))
            made += fmt::format("{:0>{}}", number, std::stoi(word.substr(7)));
        i = end;
    }
    return made;
}

bool in_team(const state::Agent& agent, abi::TeamId team) {
    return std::ranges::find(agent.facts.teams, team) != agent.facts.teams.end();
}

/// The smaller is picked, as in a queue.
Decimal measure(const Turn& turn, abi::Pick pick, const abi::Item& item,
                const state::Agent& agent) {
    switch (pick) {
        case abi::Pick::LongestIdle: break;
        case abi::Pick::LeastBusy: return share_in_use(turn.program(), turn.state, agent);
        case abi::Pick::BestRanked:
            return -turn.rules.rank(item, agent.facts, turn.house, turn.now);
        case abi::Pick::FewestPointsToday: return agent.points_today;
    }
    return {};
}

/// Of the team's members that are signed in; where none is, of all of them.
std::optional<std::string> pick_owner(const Turn& turn, const abi::Plan& plan,
                                      const abi::Item& item) {
    const bool anybody = std::ranges::any_of(turn.state.agents(), [&](const state::Agent& agent) {
        return agent.signed_in() && in_team(agent, plan.owner_team);
    });
    const state::Agent* picked = nullptr;
    Standing best;
    for (const state::Agent& agent : turn.state.agents()) {
        if (!in_team(agent, plan.owner_team) || (anybody && !agent.signed_in())) continue;
        const Standing candidate{measure(turn, *plan.owner_pick, item, agent), agent.idle_since,
                                 &agent.facts.id};
        if (picked != nullptr && !(candidate < best)) continue;
        picked = &agent;
        best = candidate;
    }
    return picked == nullptr ? std::nullopt : std::optional(picked->facts.id);
}

std::optional<std::string> owner_of(const Turn& turn, const abi::Plan& plan,
                                    const abi::Item& item) {
    if (plan.owner_pick) return pick_owner(turn, plan, item);
    if (!plan.owner.valid()) return std::nullopt;
    abi::Scene scene;
    scene.now = turn.now;
    scene.house = &turn.house;
    scene.item = &item;
    const abi::Value owner = turn.rules.value(plan.owner, scene);
    return owner.is_missing() ? std::nullopt : std::optional(owner.reference().id);
}

}  // namespace

abi::Promise promise_of(const Turn& turn, const abi::Term& term, Instant begin) {
    abi::Promise promise;
    promise.begin = begin;
    promise.at = turn.rules.moved(term.id, begin, false);
    promise.calendar = term.calendar;
    return promise;
}

void promise_milestones(const Turn& turn, const abi::Plan& plan, ItemId item, std::uint32_t stage) {
    for (std::uint32_t i = 0; i < plan.parts.size(); ++i) {
        const abi::PlanPart& part = plan.parts[i];
        if (part.kind == abi::PlanPart::Kind::Milestone && part.parent == stage && part.due)
            turn.emit(model::MilestonePromised{item, i, promise_of(turn, *part.due, turn.now)});
    }
}

std::expected<ItemId, model::Rejection> open_case(const Turn& turn, const model::OpenCase& what,
                                                  Parent parent) {
    const abi::Program& program = turn.program();
    const auto refuse = [](RejectionCode code) { return std::unexpected(model::rejection(code)); };
    if (!what.plan.valid() || what.plan.index() >= program.plans.size())
        return refuse(RejectionCode::UnknownPlan);
    if (what.source && *what.source >= program.sources.size())
        return refuse(RejectionCode::UnknownSource);
    const abi::Plan& plan = program.plans[what.plan.index()];
    const abi::WorkType& type = program.work_types[plan.case_type.index()];
    auto data = complete_values(program, type.attributes, what.given);
    if (!data) return std::unexpected(std::move(data.error()));

    const ItemId id = turn.state.next_item();
    abi::Item facts;
    facts.work_type = plan.case_type;
    facts.attributes = *data;
    facts.id = std::to_string(id.number);
    facts.created = turn.now;
    turn.emit(model::ItemCaptured{id, plan.case_type, what.source, what.key, std::move(*data), 0,
                                  abi::OfCase{id.number}});
    const std::uint64_t number = turn.state.next_number(what.plan);
    model::CaseOpened opened{
        id, what.plan, static_cast<std::uint32_t>(plan.parts.size()),
        plan.reference.empty()
            ? facts.id
            : reference_for(plan.reference, turn.rules.local_date(turn.now), number),
        number};
    opened.parent = parent.the_case;
    opened.parent_part = parent.part;
    turn.emit(std::move(opened));
    if (auto owner = owner_of(turn, plan, facts)) turn.emit(model::OwnerSet{id, std::move(owner)});
    promise_milestones(turn, plan, id, abi::PlanPart::kNone);
    return id;
}

}  // namespace reeve::engine
