#include "runtime/engine/commands.h"

#include "runtime/engine/acts.h"
#include "runtime/engine/case_steps.h"
#include "runtime/engine/permissions.h"
#include "runtime/engine/points.h"
#include "runtime/engine/taking.h"
#include "runtime/engine/values.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::engine {

using model::Act;
using model::RejectionCode;

namespace {

/// Finds what a command names, checks who may do it, and leaves the rest to the acts.
class Processor {
public:
    Processor(const Turn& turn, const model::Actor& by, ItemId& about, bool& repeated)
        : turn_(turn), by_(by), about_(about), repeated_(repeated) {}

    Checked operator()(const model::CaptureItem& c) {
        return take_in(c.work_type, c.source, c.key, c.given);
    }
    Checked operator()(const model::TakeIn& c) {
        const abi::Program& program = turn_.program();
        if (c.intake >= program.intakes.size()) return turn_.refuse(RejectionCode::UnknownIntake);
        if (known(c.source, c.key)) return {};
        const auto& params = program.intakes[c.intake].params;
        std::vector<model::AttributeValue> given;
        for (std::uint32_t i = 0; i < c.values.size(); ++i) given.push_back({i, c.values[i]});
        const auto values = complete_values(program, params, given);
        if (!values) return std::unexpected(values.error());
        const auto choice = turn_.rules.take_in(c.intake, *values, turn_.house, turn_.now);
        if (!choice) return turn_.refuse(RejectionCode::UnknownType);
        given.clear();
        for (std::uint32_t i = 0; i < choice->attributes.size(); ++i)
            given.push_back({i, choice->attributes[i]});
        if (choice->plan.valid()) return open({choice->plan, c.source, c.key, given});
        return take_in(choice->work_type, c.source, c.key, given);
    }

    Checked operator()(const model::UpdateItem& c) {
        return with(c.item, Act::Update,
                    [&](const state::Item& item) { return update(turn_, item, c.changes); });
    }
    Checked operator()(const model::HoldItem& c) {
        return with(c.item, Act::Hold,
                    [&](const state::Item& item) { return hold(turn_, item, c.until); });
    }
    Checked operator()(const model::ResumeItem& c) {
        return with(c.item, Act::Resume,
                    [&](const state::Item& item) { return resume(turn_, item); });
    }
    Checked operator()(const model::CancelItem& c) {
        return with(c.item, Act::Cancel,
                    [&](const state::Item& item) { return cancel(turn_, item); });
    }
    Checked operator()(const model::CompleteItem& c) {
        return with(c.item, Act::Complete,
                    [&](const state::Item& item) { return complete(turn_, item, c.outcome); });
    }
    Checked operator()(const model::StartOverItem& c) {
        return with(c.item, Act::StartOver,
                    [&](const state::Item& item) { return start_over(turn_, item); });
    }
    Checked operator()(const model::ReopenItem& c) {
        return with(c.item, Act::Reopen,
                    [&](const state::Item& item) { return reopen(turn_, item); });
    }
    Checked operator()(const model::ExpireItem& c) {
        return with(c.item, Act::Expire,
                    [&](const state::Item& item) { return expire(turn_, item); });
    }
    Checked operator()(const model::ReclassifyItem& c) {
        return with(c.item, Act::Reclassify, [&](const state::Item& item) {
            return reclassify(turn_, item, c.work_type, c.given);
        });
    }
    Checked operator()(const model::TransferItem& c) {
        return with(c.item, Act::Transfer, [&](const state::Item& item) {
            return move(turn_, item, c.queue, model::ItemQueued::How::Moved);
        });
    }
    Checked operator()(const model::RequeueItem& c) {
        return with(c.item, Act::Requeue, [&](const state::Item& item) {
            return requeue(turn_, item, c.to_someone_else);
        });
    }
    Checked operator()(const model::BoostItem& c) {
        return with(c.item, Act::Boost, [&](const state::Item& item) -> Checked {
            if (Checked ok = allowed(turn_, item, Act::Boost); !ok) return ok;
            turn_.emit(model::PriorityBoosted{item.id, to_points(c.points)});
            return {};
        });
    }
    Checked operator()(const model::RescheduleItem& c) {
        return with(c.item, Act::Reschedule, [&](const state::Item& item) -> Checked {
            if (Checked ok = allowed(turn_, item, Act::Reschedule); !ok) return ok;
            turn_.emit(model::ItemRescheduled{item.id, c.not_before});
            return {};
        });
    }
    Checked operator()(const model::CommentItem& c) {
        return with(c.item, std::nullopt, [&](const state::Item& item) -> Checked {
            turn_.emit(model::ItemCommented{item.id, c.text});
            return {};
        });
    }
    Checked operator()(const model::LinkItem& c) {
        return with(c.item, std::nullopt, [&](const state::Item& item) -> Checked {
            if (turn_.state.find(c.other) == nullptr)
                return turn_.refuse(RejectionCode::UnknownItem);
            turn_.emit(model::ItemLinked{item.id, c.other, c.relation});
            return {};
        });
    }
    Checked operator()(const model::AssignItem& c) {
        return with_agent(c.item, c.agent, Act::Assign,
                          [&](const state::Item& item, const state::Agent& agent) {
                              return assign(turn_, item, agent);
                          });
    }

    Checked operator()(const model::AcceptOffer& c) { return held(c, Act::Accept, accept); }
    Checked operator()(const model::DeclineOffer& c) { return held(c, Act::Decline, decline); }
    Checked operator()(const model::TakeUpItem& c) { return held(c, Act::TakeUp, take_up); }
    Checked operator()(const model::TakeItem& c) { return held(c, Act::Take, take); }
    Checked operator()(const model::EndWrapUp& c) { return held(c, Act::EndWrapUp, end_wrap_up); }
    Checked operator()(const model::ParkItem& c) {
        return with_agent(c.item, c.agent, Act::Park,
                          [&](const state::Item& item, const state::Agent& agent) {
                              return park(turn_, item, agent, c.until);
                          });
    }
    Checked operator()(const model::TakeNext& c) {
        const state::Agent* agent = turn_.state.find_agent(c.agent);
        if (agent == nullptr) return turn_.refuse(RejectionCode::UnknownAgent);
        return take_next(turn_, c.workbin, *agent, about_);
    }

    Checked operator()(const model::OpenCase& c) { return open(c); }
    Checked operator()(const model::AnswerStep& c) {
        return with(c.item, Act::Complete,
                    [&](const state::Item& item) { return answer_step(turn_, item, c.answers); });
    }
    Checked operator()(const model::DecideStep& c) {
        return with(c.item, Act::Complete,
                    [&](const state::Item& item) { return decide_step(turn_, item, c); });
    }
    Checked operator()(const model::AnswerQuestion& c) {
        return with(c.the_case, std::nullopt,
                    [&](const state::Item& item) { return answer_question(turn_, item, c); });
    }
    Checked operator()(const model::StartPart& c) {
        return with(c.the_case, std::nullopt,
                    [&](const state::Item& item) { return start_part(turn_, item, c.part); });
    }
    Checked operator()(const model::SetOwner& c) {
        return with(c.the_case, std::nullopt,
                    [&](const state::Item& item) { return set_owner(turn_, item, c.agent); });
    }
    Checked operator()(const model::LinkInteraction& c) {
        return with(c.the_case, std::nullopt, [&](const state::Item& item) {
            return link_interaction(turn_, item, c.item, true);
        });
    }
    Checked operator()(const model::UnlinkInteraction& c) {
        return with(c.the_case, std::nullopt, [&](const state::Item& item) {
            return link_interaction(turn_, item, c.item, false);
        });
    }

    Checked operator()(const model::DefineAgent& c) { return define_agent(turn_, c); }
    Checked operator()(const model::SetPresence& c) { return set_presence(turn_, c); }
    Checked operator()(const model::ChangeSetting& c) { return change_setting(turn_, by_, c); }

private:
    template <class Do>
    Checked with(ItemId id, std::optional<Act> act, Do act_on) {
        const state::Item* item = turn_.state.find(id);
        if (item == nullptr) return turn_.refuse(RejectionCode::UnknownItem);
        about_ = id;
        if (act) {
            if (Checked ok = permitted(turn_, *item, *act, by_); !ok) return ok;
        }
        return act_on(*item);
    }
    template <class Do>
    Checked with_agent(ItemId id, const std::string& name, Act act, Do act_on) {
        return with(id, act, [&](const state::Item& item) -> Checked {
            const state::Agent* agent = turn_.state.find_agent(name);
            if (agent == nullptr) return turn_.refuse(RejectionCode::UnknownAgent);
            if (Checked ok = allowed(turn_, item, act); !ok) return ok;
            return act_on(item, *agent);
        });
    }
    template <class C>
    Checked held(const C& c, Act act,
                 Checked (*act_on)(const Turn&, const state::Item&, const state::Agent&)) {
        return with_agent(c.item, c.agent, act,
                          [&](const state::Item& item, const state::Agent& agent) {
                              return act_on(turn_, item, agent);
                          });
    }

    bool known(std::optional<std::uint32_t> source, const std::optional<std::string>& key) {
        if (!source || !key) return false;
        const state::Item* there = turn_.state.find(*source, *key);
        if (there == nullptr) return false;
        about_ = there->id;
        repeated_ = true;
        return true;
    }
    Checked open(const model::OpenCase& c) {
        if (known(c.source, c.key)) return {};
        const auto opened = open_case(turn_, c, {});
        if (!opened) return std::unexpected(opened.error());
        about_ = *opened;
        return {};
    }
    Checked take_in(abi::WorkTypeId type, std::optional<std::uint32_t> source,
                    const std::optional<std::string>& key,
                    const std::vector<model::AttributeValue>& given) {
        if (known(source, key)) return {};
        auto captured = capture(turn_, type, source, key, given);
        if (!captured) return std::unexpected(std::move(captured.error()));
        about_ = captured->item;
        turn_.emit(std::move(*captured));
        return {};
    }

    const Turn& turn_;
    const model::Actor& by_;
    ItemId& about_;
    bool& repeated_;
};

}  // namespace

Checked process(const Turn& turn, const model::Command& command, ItemId& about, bool& repeated) {
    return std::visit(Processor(turn, command.by, about, repeated), command.what);
}

}  // namespace reeve::engine
