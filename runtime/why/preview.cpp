#include "runtime/why/preview.h"

#include "runtime/why/future.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace reeve::why {

namespace {

/// What there is to say of the open items of an engine.
class Backlog {
public:
    explicit Backlog(const engine::Engine& engine) : engine_(engine) {
        const auto& queues = engine.rules().program().queues;
        for (std::size_t i = 0; i < queues.size(); ++i) {
            std::uint32_t place = 0;
            for (const ItemId item : engine.waiting_in(abi::QueueId(i))) places_[item] = place++;
        }
    }

    [[nodiscard]] Change::Side side(ItemId id) const {
        const abi::Program& program = engine_.rules().program();
        const state::Item& item = engine_.state().item(id);
        const abi::WorkType& type = program.work_types[item.facts.work_type.index()];
        Change::Side side;
        if (item.segment && type.segments.valid())
            side.segment = program.choices[type.segments.index()].values[*item.segment].name;
        const auto& due = item.facts.promises[static_cast<std::size_t>(abi::PromiseKind::Due)];
        if (due) {
            side.due = due->at;
            side.overdue = !due->finished && due->at <= engine_.now();
        }
        if (item.facts.queue) side.queue = program.queues[*item.facts.queue].named.name;
        for (const abi::Need& need : item.route.needs) {
            const std::string& skill = program.skills[need.skill.index()].named.name;
            side.needs.push_back(need.level > 0 ? fmt::format("{} {}", skill, need.level) : skill);
        }
        std::ranges::sort(side.needs);
        const auto place = places_.find(id);
        if (place == places_.end()) return side;
        side.ahead = place->second;
        side.for_nobody = std::ranges::none_of(
            engine_.state().agents(),
            [&](const state::Agent& agent) { return engine_.fits(id, agent.id); });
        return side;
    }

private:
    const engine::Engine& engine_;
    std::map<ItemId, std::uint32_t> places_;
};

void count(const Change& change, Preview& preview) {
    const auto& [item, before, after] = change;
    preview.newly_overdue += after.overdue && !before.overdue ? 1 : 0;
    preview.newly_without_segment += after.segment.empty() && !before.segment.empty() ? 1 : 0;
    preview.newly_for_nobody += after.for_nobody && !before.for_nobody ? 1 : 0;
    preview.moved += after.queue != before.queue ? 1 : 0;
}

}  // namespace

Preview preview(const engine::Engine& engine, std::shared_ptr<const abi::Rules> rules) {
    Preview preview;
    engine::Engine other = fork(engine);
    engine::Reply reply = other.publish(std::move(rules), engine.now());
    if (reply.rejection) {
        preview.rejection = std::move(reply.rejection);
        return preview;
    }
    const Backlog before(engine), after(other);
    for (const state::Item& item : engine.state().items()) {
        if (model::is_finished(item.state)) continue;
        ++preview.open;
        Change change{item.id, before.side(item.id), after.side(item.id)};
        if (change.before == change.after) continue;
        count(change, preview);
        preview.changed.push_back(std::move(change));
    }
    return preview;
}

}  // namespace reeve::why
