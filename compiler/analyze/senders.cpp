#include "compiler/analyze/senders.h"

namespace reeve::analyze {

using typed::WorkTypeId;

namespace {

class Collector {
public:
    explicit Collector(const typed::Program& program) : result_(program.queues.size()) {
        for (std::size_t i = 0; i < program.work_types.size(); ++i) {
            const typed::WorkType& type = program.work_types[i];
            if (type.route) add_route(*type.route, WorkTypeId(i));
            if (type.escalation) add_escalation(*type.escalation, WorkTypeId(i));
        }
        for (const typed::Plan& plan : program.plans) {
            for (const typed::Step& step : plan.steps)
                add(step.queue, {Sender::Kind::Step, step.as, step.header.span});
            if (plan.escalation) add_escalation(*plan.escalation, {});
        }
        for (const typed::Watch& watch : program.watches) add_lines(watch.lines, {});
    }

    std::vector<std::vector<Sender>> take() { return std::move(result_); }

private:
    void add(typed::QueueId queue, Sender sender) {
        if (queue.valid() && queue.index() < result_.size())
            result_[queue.index()].push_back(sender);
    }

    void add(const typed::Destination& destination, Sender sender) {
        for (const auto& part : destination.parts) add(part.queue, sender);
    }

    void add_route(const typed::Route& route, WorkTypeId type) {
        for (const auto& to : route.to) add(to.destination, {Sender::Kind::Route, type, to.span});
        for (const auto& step : route.relaxations) {
            for (const auto& relaxation : step.relaxations)
                add(relaxation.to, {Sender::Kind::Relaxation, type, relaxation.span});
        }
    }

    void add_escalation(const typed::Escalation& escalation, WorkTypeId type) {
        add_lines(escalation.lines, type);
    }

    void add_lines(const std::vector<typed::EscalationLine>& lines, WorkTypeId type) {
        for (const auto& line : lines) {
            for (const auto& action : line.actions) {
                if (action.kind == typed::Action::Kind::Move)
                    add(action.queue, {Sender::Kind::Escalation, type, action.span});
            }
        }
    }

    std::vector<std::vector<Sender>> result_;
};

}  // namespace

std::vector<std::vector<Sender>> senders(const typed::Program& program) {
    return Collector(program).take();
}

}  // namespace reeve::analyze
