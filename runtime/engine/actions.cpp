#include "runtime/abi/points.h"
#include "runtime/engine/acts.h"
#include "runtime/engine/case_steps.h"
#include "runtime/engine/points.h"
#include "runtime/engine/steps.h"

#include <algorithm>

// What a line of an escalation does.

namespace reeve::engine {

using model::RejectionCode;

namespace {

class Doing {
public:
    Doing(const Turn& turn, const state::Item& item, const abi::Action& action)
        : turn_(turn), item_(item), action_(action), scene_(turn.scene(item)) {
        scene_.priority = abi::shown(turn.waiting.priority(item));
    }

    Checked run() {
        using Kind = abi::Action::Kind;
        switch (action_.kind) {
            case Kind::RaisePriority: return raise();
            case Kind::Move:
                return move(turn_, item_, action_.queue, model::ItemQueued::How::Escalated);
            case Kind::Assign: return assign_to();
            case Kind::Requeue: return requeue(turn_, item_, action_.someone_else);
            case Kind::Notify: return notify(action_.target, false);
            case Kind::RemindAssignee: return notify(abi::Action::Target::Assignee, true);
            case Kind::TellSource:
                if (item_.facts.source)
                    turn_.emit(model::SourceTold{item_.id, *item_.facts.source, "told by a rule"});
                return {};
            case Kind::Set: return update(turn_, item_, {{action_.attribute, value()}});
            case Kind::Reclassify: return reclassify(turn_, item_, action_.work_type, fields());
            case Kind::Hold: return hold(turn_, item_, moment());
            case Kind::Complete: return complete(turn_, item_, action_.outcome);
            case Kind::Expire: return expire(turn_, item_);
            case Kind::Cancel: return cancel(turn_, item_);
            case Kind::StartOver: return start_over(turn_, item_);
            case Kind::OpenItem: return open_item();
            case Kind::OpenCase: return open_case();
        }
        return {};
    }

private:
    [[nodiscard]] abi::Value value() const {
        return action_.value.valid() ? turn_.rules.value(action_.value, scene_) : abi::Value();
    }
    [[nodiscard]] std::optional<Instant> moment() const {
        const abi::Value until = value();
        if (until.is_missing()) return std::nullopt;
        return until.moment();
    }
    [[nodiscard]] std::vector<model::AttributeValue> fields() const {
        std::vector<model::AttributeValue> given;
        for (const abi::FieldValue& field : action_.fields)
            given.push_back({field.attribute, field.value.valid()
                                                  ? turn_.rules.value(field.value, scene_)
                                                  : abi::Value()});
        return given;
    }

    Checked raise() {
        if (model::is_finished(item_.state)) return turn_.refuse(RejectionCode::WrongState);
        std::optional<Instant> until;
        if (action_.time) until = Instant{turn_.now.ms + action_.time->ms};
        turn_.emit(model::PriorityRaised{item_.id, to_points(value().number()), until});
        return {};
    }
    /// A missing agent is skipped.
    Checked assign_to() {
        const abi::Value who = value();
        if (who.is_missing()) return {};
        const state::Agent* agent = turn_.state.find_agent(who.reference().id);
        if (agent == nullptr) return turn_.refuse(RejectionCode::UnknownAgent);
        return assign(turn_, item_, *agent);
    }
    Checked notify(abi::Action::Target target, bool reminder) {
        using Target = abi::Action::Target;
        model::Notified notice{item_.id, {}, target, reminder, {}, {}};
        switch (target) {
            case Target::Supervisors: notice.recipients = supervisors_of(turn_, item_); break;
            case Target::Assignee:
                if (!item_.facts.assignee) return {};
                notice.recipients = {*item_.facts.assignee};
                break;
            case Target::Team:
                notice.recipients = {turn_.program().teams[action_.team.index()].named.name};
                break;
            case Target::Address: notice.recipients = {action_.address}; break;
            case Target::Owner: {
                const state::Case* of = case_of(turn_, item_);
                if (of == nullptr || !of->facts.owner) return {};
                notice.recipients = {*of->facts.owner};
                break;
            }
            case Target::Customer: break;
        }
        if (action_.text.valid()) notice.text = turn_.rules.text(action_.text, scene_);
        turn_.emit(std::move(notice));
        return {};
    }
    Checked open_item() {
        auto captured = capture(turn_, action_.work_type, std::nullopt, std::nullopt, fields());
        if (!captured) return std::unexpected(std::move(captured.error()));
        turn_.emit(std::move(*captured));
        return {};
    }

    Checked open_case() {
        const auto opened =
            engine::open_case(turn_, {action_.plan, std::nullopt, std::nullopt, fields()}, {});
        if (!opened) return std::unexpected(opened.error());
        return {};
    }

    const Turn& turn_;
    const state::Item& item_;
    const abi::Action& action_;
    abi::Scene scene_;
};

void add_supervisors(const Turn& turn, abi::TeamId team, std::vector<std::string>& names) {
    for (const abi::TeamId supervisors : turn.program().teams[team.index()].supervisors) {
        const std::string& name = turn.program().teams[supervisors.index()].named.name;
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
}

}  // namespace

std::vector<std::string> supervisors_of(const Turn& turn, abi::QueueId queue) {
    std::vector<std::string> names;
    for (const abi::TeamId team : turn.queue_rules(queue).supervisors)
        names.push_back(turn.program().teams[team.index()].named.name);
    if (!names.empty()) return names;
    std::set<abi::TeamId> teams;
    for (const state::Agent& agent : turn.state.agents()) {
        if (turn.roster.is_member(queue, agent.id))
            teams.insert(agent.facts.teams.begin(), agent.facts.teams.end());
    }
    for (const abi::TeamId team : teams) add_supervisors(turn, team, names);
    return names;
}

std::vector<std::string> supervisors_of(const Turn& turn, const state::Item& item) {
    if (item.facts.assignee) {
        std::vector<std::string> names;
        for (const abi::TeamId team : turn.state.agent(item.agent).facts.teams)
            add_supervisors(turn, team, names);
        return names;
    }
    if (item.facts.queue) return supervisors_of(turn, *item.queue());
    const state::Case* of = case_of(turn, item);
    if (of == nullptr || !of->facts.owner) return {};
    std::vector<std::string> names;
    for (const abi::TeamId team : turn.state.find_agent(*of->facts.owner)->facts.teams)
        add_supervisors(turn, team, names);
    return names;
}

void act(const Turn& turn, const state::Item& item, const abi::Action& action,
         std::uint32_t number) {
    Checked done = Doing(turn, item, action).run();
    if (!done)
        turn.emit(
            model::ActionRefused{item.id, number, done.error().code, std::move(done.error().text)});
}

}  // namespace reeve::engine
