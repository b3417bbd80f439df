#include "compiler/trial/commands.h"

#include "compiler/eval/evaluator.h"

#include <algorithm>

namespace reeve::trial {

using model::Actor;
using syntax::ActKind;

namespace {

constexpr std::string_view kSupervisor = "supervisor";

std::vector<model::AttributeValue> values_of(const World& world,
                                             const std::vector<typed::FieldValue>& fields) {
    std::vector<model::AttributeValue> values;
    for (const typed::FieldValue& field : fields) {
        values.push_back(
            {field.attribute, field.value.valid() ? world.value(field.value) : eval::Value()});
    }
    return values;
}

std::uint32_t presence(const typed::Program& program, const std::string& word) {
    // Named reasons are values of their own, added by the checker.
    return program.choice(program.presences).find(word).value_or(0);
}

/// The source whose items of this type are: the only one that sends it.
std::optional<std::uint32_t> source_of(const typed::Program& program, typed::WorkTypeId type) {
    std::optional<std::uint32_t> found;
    for (std::uint32_t i = 0; i < program.sources.size(); ++i) {
        if (std::ranges::none_of(program.sources[i].sends,
                                 [&](const auto& sends) { return sends.work_type == type; }))
            continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

class ActReader {
public:
    ActReader(const World& world, const typed::TestLine& line, model::ItemId item)
        : world_(world), line_(line), item_(item) {}

    [[nodiscard]] std::optional<model::Command> run() const {
        if (is_asked()) return answer();
        if (item_.number == 0) return std::nullopt;
        const auto body = this->body();
        if (!body) return std::nullopt;
        return model::Command{actor(), *body};
    }

private:
    [[nodiscard]] std::string agent() const {
        return line_.actor == typed::TestLine::Actor::Agent ? world_.agent(line_.agent)
                                                            : std::string();
    }

    [[nodiscard]] Actor actor() const {
        switch (line_.actor) {
            case typed::TestLine::Actor::Agent: return {Actor::Kind::Agent, agent()};
            case typed::TestLine::Actor::Supervisor:
                return {Actor::Kind::Person, std::string(kSupervisor)};
            case typed::TestLine::Actor::Source: break;
        }
        const auto source = facts().source;
        return {Actor::Kind::Source,
                source ? world_.program().sources[*source].header.name : std::string("source")};
    }

    [[nodiscard]] const abi::Item& facts() const {
        return world_.engine().state().item(item_).facts;
    }
    [[nodiscard]] bool is_parked() const {
        return world_.engine().state().item(item_).state == model::ItemState::Parked;
    }
    [[nodiscard]] bool by_agent() const { return line_.actor == typed::TestLine::Actor::Agent; }

    [[nodiscard]] std::optional<Instant> until() const {
        if (line_.value.valid()) return world_.value(line_.value).moment();
        if (!line_.time) return std::nullopt;
        return eval::plus_time(world_.context(), *line_.time, world_.now(), false);
    }

    /// The step that the act is about; null where that is an item or a case.
    [[nodiscard]] const typed::Step* step() const {
        if (!line_.target.valid()) return nullptr;
        const typed::Expr& target = world_.program().expr(line_.target);
        if (target.op != typed::Op::Part || target.type.record != typed::RecordKind::Step)
            return nullptr;
        return &world_.program().plan(target.type.plan).steps[target.symbol];
    }
    /// A source that answers what it was asked.
    [[nodiscard]] bool is_asked() const {
        const typed::Step* step = this->step();
        return line_.act == ActKind::Completes && step != nullptr &&
               step->kind == typed::Step::Kind::Ask &&
               line_.actor == typed::TestLine::Actor::Source;
    }
    [[nodiscard]] std::optional<model::Command> answer() const {
        const typed::Expr& target = world_.program().expr(line_.target);
        const model::ItemId of = world_.item(target.args[0]);
        if (of.number == 0) return std::nullopt;
        const auto& parts = world_.program().plan(target.type.plan).parts;
        const auto part = std::ranges::find_if(parts, [&](const typed::PlanPart& each) {
            return each.kind == typed::PlanPart::Kind::Step && each.index == target.symbol;
        });
        return model::Command{
            {Actor::Kind::Source, world_.program().sources[step()->source.index()].header.name},
            model::AnswerQuestion{of, static_cast<std::uint32_t>(part - parts.begin()),
                                  values_of(world_, line_.fields)}};
    }

    [[nodiscard]] std::optional<model::CommandBody> body() const {
        switch (line_.act) {
            case ActKind::Accepts: return model::AcceptOffer{item_, agent()};
            case ActKind::Declines: return model::DeclineOffer{item_, agent(), line_.text};
            case ActKind::Takes: return model::TakeItem{item_, agent()};
            case ActKind::Completes: {
                const typed::Step* step = this->step();
                const bool form = step != nullptr && (step->kind == typed::Step::Kind::Form ||
                                                      step->kind == typed::Step::Kind::Ask);
                if (form) return model::AnswerStep{item_, values_of(world_, line_.fields)};
                return model::CompleteItem{item_, line_.outcome};
            }
            case ActKind::Parks: return model::ParkItem{item_, agent(), until()};
            case ActKind::Transfers: return model::TransferItem{item_, line_.queue};
            case ActKind::Updates: return model::UpdateItem{item_, values_of(world_, line_.fields)};
            case ActKind::Cancels: return model::CancelItem{item_, line_.text};
            case ActKind::Holds: return model::HoldItem{item_, until()};
            case ActKind::Resumes:
                // What is parked lies in the agent's own workbin, to be taken up.
                if (by_agent() && is_parked()) return model::TakeUpItem{item_, agent()};
                return model::ResumeItem{item_};
            case ActKind::Boosts:
                return model::BoostItem{item_, world_.value(line_.value).number()};
            case ActKind::Approves:
                return model::DecideStep{item_, abi::Verdict::Approved, line_.text};
            case ActKind::Rejects:
                return model::DecideStep{item_, abi::Verdict::Rejected, line_.text};
            case ActKind::SendsBack:
                return model::DecideStep{item_, abi::Verdict::SentBack, line_.text};
        }
        return std::nullopt;
    }

    const World& world_;
    const typed::TestLine& line_;
    model::ItemId item_;
};

}  // namespace

std::vector<model::Command> commands_of_roster(const World& world) {
    const Actor by{Actor::Kind::Person, std::string(kSupervisor)};
    std::vector<model::Command> commands;
    for (const typed::RosterAgent& agent : world.test().roster) {
        model::DefineAgent define{.agent = agent.header.name, .teams = agent.teams};
        for (const auto& level : agent.skills) define.skills.push_back({level.skill, level.level});
        define.attributes = values_of(world, agent.attributes);
        define.workload = agent.workload;
        commands.push_back({by, std::move(define)});
    }
    // Once all are known, so that nobody is given what belongs to one who comes later.
    for (const typed::RosterAgent& agent : world.test().roster) {
        commands.push_back(
            {{Actor::Kind::Agent, agent.header.name},
             model::SetPresence{agent.header.name, presence(world.program(), agent.presence)}});
    }
    return commands;
}

std::optional<model::Command> command_of(const World& world, const typed::TestLine& line) {
    using Kind = typed::TestLine::Kind;
    const typed::Program& program = world.program();
    switch (line.kind) {
        case Kind::Given: {
            if (line.new_case.plan.valid())
                return model::Command{
                    {Actor::Kind::Person, std::string(kSupervisor)},
                    model::OpenCase{line.new_case.plan, std::nullopt, std::nullopt,
                                    values_of(world, line.new_case.fields)}};
            const auto source = source_of(program, line.item.work_type);
            const Actor by = source
                                 ? Actor{Actor::Kind::Source, program.sources[*source].header.name}
                                 : Actor{Actor::Kind::Person, std::string(kSupervisor)};
            return model::Command{by, model::CaptureItem{line.item.work_type, source, std::nullopt,
                                                         values_of(world, line.item.fields)}};
        }
        case Kind::SetSetting:
            return model::Command{{Actor::Kind::Person, std::string(kSupervisor)},
                                  model::ChangeSetting{line.setting, world.value(line.value)}};
        case Kind::Presence: {
            const std::string& agent = world.agent(line.agent);
            return model::Command{{Actor::Kind::Agent, agent},
                                  model::SetPresence{agent, presence(program, line.presence)}};
        }
        case Kind::Act: return ActReader(world, line, world.item(line.target)).run();
        default: return std::nullopt;
    }
}

}  // namespace reeve::trial
