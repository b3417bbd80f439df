#include "compiler/trial/reasons.h"

#include "compiler/explain/explain.h"
#include "compiler/explain/source_text.h"
#include "runtime/abi/points.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::trial {

namespace {

using engine::Obstacle;

class Obstacles {
public:
    Obstacles(const World& world, const source::SourceSet& sources, const Words& words)
        : world_(world), program_(world.program()), source_(sources, program_), words_(words) {}

    /// Without the ones that say no more than the item's state.
    [[nodiscard]] std::vector<std::string> run(const state::Item& item, const std::string& agent,
                                               bool refused) const {
        std::vector<std::string> notes;
        const state::Agent* found = world_.engine().state().find_agent(agent);
        if (found == nullptr || model::is_finished(item.state)) return notes;
        std::vector<Obstacle> obstacles = world_.engine().obstacles(item.id);
        for (Obstacle& one : world_.engine().obstacles(item.id, found->id))
            obstacles.push_back(std::move(one));
        for (const Obstacle& one : obstacles) {
            if (one.kind == Obstacle::Kind::NotQueued) continue;
            // People take from workbins all the same.
            if (one.kind == Obstacle::Kind::SelfService && refused) continue;
            std::string note = describe(one, item, agent);
            if (std::ranges::find(notes, note) == notes.end()) notes.push_back(std::move(note));
        }
        return notes;
    }

private:
    [[nodiscard]] std::string queue(const state::Item& item) const {
        return item.facts.queue ? program_.queues[*item.facts.queue].header.name
                                : std::string("no queue");
    }
    [[nodiscard]] std::string until(const Obstacle& one) const {
        return one.until && *one.until < abi::kLastInstant ? " until " + words_.moment(*one.until)
                                                           : "";
    }

    [[nodiscard]] std::string describe(const Obstacle& one, const state::Item& item,
                                       const std::string& agent) const {
        using Kind = Obstacle::Kind;
        switch (one.kind) {
            case Kind::SelfService:
                return queue(item) + " is a workbin, from which people take themselves";
            case Kind::Closed: return queue(item) + " is closed" + until(one);
            case Kind::KeptBack: return "it is kept back" + until(one);
            case Kind::NotMember: return fmt::format("{} is no member of {}", agent, queue(item));
            case Kind::LacksSkill:
                return fmt::format("{} has {} at level {}, and {} is needed", agent,
                                   program_.skills[one.need.skill.index()].header.name, one.has,
                                   std::max<std::int64_t>(one.need.level, 1));
            case Kind::Unsuitable:
                return fmt::format("`needs {}` does not hold for {}", source_.text(one.test),
                                   agent);
            case Kind::Barred:
                return one.test.valid()
                           ? fmt::format("`never {}` holds for {}", source_.text(one.test), agent)
                           : fmt::format("`never` bars {}", agent);
            case Kind::SomebodyElse:
                return fmt::format("it was taken from {} to go to somebody else", agent);
            case Kind::OthersFirst: return "others are asked first" + until(one);
            case Kind::NotAgain:
                return fmt::format("{} declined or missed it, and is not asked again{}", agent,
                                   until(one));
            case Kind::Away: return agent + " is not available";
            case Kind::NoRoom: return agent + " has no room for it";
            case Kind::NotQueued: break;
        }
        return {};
    }

    const World& world_;
    const typed::Program& program_;
    explain::SourceText source_;
    const Words& words_;
};

/// What is added to the lines of a priority beside them.
void note_raises(const World& world, const state::Item& item, Failure& to) {
    abi::Points raised = 0;
    for (const state::Raise& raise : item.raises) {
        if (!raise.until || *raise.until > world.now()) raised += raise.points;
    }
    if (raised != 0)
        to.notes.push_back(
            fmt::format("the escalation raised its priority by {}", number(abi::shown(raised))));
    if (item.boost != 0)
        to.notes.push_back(
            fmt::format("a supervisor boosted its priority by {}", number(abi::shown(item.boost))));
}

}  // namespace

void add_reasons(const World& world, const source::SourceSet& sources, const Words& words,
                 const Subjects& subjects, Failure& to) {
    const bool by_rules =
        subjects.segment || subjects.promises || subjects.priority || subjects.route;
    if (!by_rules) return;
    const bool refused = to.kind == Failure::Kind::Refused;
    for (const model::ItemId id : subjects.items) {
        const state::Item& item = world.engine().state().item(id);
        // Of cases and their steps the rules for one item say nothing.
        if (item.facts.work_type.index() >= world.program().work_types.size()) continue;
        if (subjects.route) {
            for (const std::string& agent : subjects.agents) {
                for (std::string& note : Obstacles(world, sources, words).run(item, agent, refused))
                    to.notes.push_back(std::move(note));
            }
        }
        if (subjects.priority) note_raises(world, item, to);
        explain::Options options;
        options.now = world.now();
        options.until = world.now();
        explain::Explanation explanation = explain::explain(
            {sources, world.rules(), &world.engine().house()}, item.facts, options);
        if (!subjects.segment) explanation.segment.reset();
        if (!subjects.promises) explanation.promises.clear();
        if (!subjects.priority) explanation.priority.reset();
        if (!subjects.route) explanation.route.reset();
        const explain::Formatter format(world.rules());
        explain::Text text = explain::to_text(explanation, format, {.width = 100, .brief = true});
        // The first line is empty.
        const auto begin = text.lines.begin() + (text.lines.empty() ? 0 : 1);
        to.why.lines.insert(to.why.lines.end(), begin, text.lines.end());
    }
}

}  // namespace reeve::trial
