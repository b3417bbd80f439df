#include "compiler/trial/world.h"

#include "compiler/eval/evaluator.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::trial {

namespace {

std::vector<std::string> names_of(const typed::Test& test) {
    std::vector<std::string> names;
    for (const typed::RosterAgent& agent : test.roster) names.push_back(agent.header.name);
    return names;
}

}  // namespace

World::World(const eval::Rules& rules, std::shared_ptr<const abi::Rules> asked,
             const typed::Test& test, Instant from)
    : rules_(rules),
      test_(test),
      prepared_(rules.program()),
      engine_(std::move(asked), from),
      now_(from),
      roster_(names_of(test)),
      variables_(test.variables.size()) {}

std::optional<model::Rejection> World::submit(const model::Command& command) {
    engine::Reply reply = engine_.submit(command, now_);
    events_.insert(events_.end(), reply.events.begin(), reply.events.end());
    last_item_ = reply.item;
    return reply.rejection;
}

void World::pass_to(Instant instant) {
    const model::Events events = engine_.advance_to(instant);
    events_.insert(events_.end(), events.begin(), events.end());
    now_ = std::max(now_, instant);
}

eval::Context World::context() const {
    records_.assign(variables_.size(), {});
    for (std::size_t i = 0; i < variables_.size(); ++i) {
        const state::Item* item = engine_.state().find(variables_[i]);
        if (item == nullptr) continue;
        records_[i].item = &item->facts;
        records_[i].derived.segment = item->segment;
        records_[i].derived.promises = item->facts.promises;
        records_[i].derived.band = item->band;
        records_[i].derived.priority = engine_.priority(variables_[i]);
    }
    eval::Context context{.program = rules_.program(),
                          .prepared = prepared_,
                          .calendars = rules_.calendars(),
                          .house = &engine_.house()};
    context.records = records_;
    context.roster = roster_;
    return context;
}

eval::Value World::value(typed::ExprId expr) const {
    const eval::Context context = this->context();
    return eval::Evaluator(context, now_, nullptr).value(expr);
}

model::ItemId World::item(typed::ExprId target) const {
    if (!target.valid()) return {};
    const eval::Context context = this->context();
    const abi::Item* item = eval::Evaluator(context, now_, nullptr).record_item(target);
    return item == nullptr ? model::ItemId() : model::ItemId{std::stoull(item->id)};
}

std::string World::name_of(model::ItemId item) const {
    const auto named = std::ranges::find(variables_, item);
    if (named != variables_.end())
        return test_.variables[static_cast<std::size_t>(named - variables_.begin())].header.name;
    const state::Item* found = engine_.state().find(item);
    if (found == nullptr) return "an item";
    return fmt::format(
        "{} {}", engine_.rules().program().work_types[found->facts.work_type.index()].named.name,
        item.number);
}

eval::Value value_without_world(const eval::Rules& rules, const typed::Test& test,
                                typed::ExprId expr) {
    const eval::Prepared prepared(rules.program());
    const std::vector<std::string> roster = names_of(test);
    eval::Context context{
        .program = rules.program(), .prepared = prepared, .calendars = rules.calendars()};
    context.roster = roster;
    return eval::Evaluator(context, abi::kFirstInstant, nullptr).value(expr);
}

}  // namespace reeve::trial
