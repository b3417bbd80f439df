#include "runtime/engine/acts.h"
#include "runtime/engine/case_steps.h"
#include "runtime/engine/values.h"

#include <fmt/format.h>

#include <algorithm>

// What people and systems do to cases and their steps.

namespace reeve::engine {

using abi::PartState;
using model::Act;
using model::RejectionCode;
using Kind = abi::PlanPart::Kind;

namespace {

std::vector<abi::Attribute> fields_of(const abi::PlanPart& part) {
    std::vector<abi::Attribute> fields;
    for (const abi::FormField& field : part.form) fields.push_back(field.attribute);
    return fields;
}

/// A field that is stored in the case's data has what is known there, where nothing was given.
std::expected<std::vector<abi::Value>, model::Rejection> complete_answers(
    const Turn& turn, const abi::PlanPart& part, const state::Item& of,
    std::vector<model::AttributeValue> given) {
    for (std::uint32_t i = 0; i < part.form.size(); ++i) {
        const auto& data = part.form[i].data;
        if (!data || of.facts.attributes[*data].is_missing()) continue;
        if (std::ranges::find(given, i, &model::AttributeValue::attribute) == given.end())
            given.push_back({i, of.facts.attributes[*data]});
    }
    return complete_values(turn.program(), fields_of(part), given);
}

void say_answered(const Turn& turn, const state::Case& of, std::uint32_t number,
                  std::vector<abi::Value> answers) {
    const abi::PlanPart& part = plan_of(turn, of).parts[number];
    const state::Item& item = turn.state.item(of.item);
    model::ItemUpdated updated{of.item, {}};
    for (std::uint32_t i = 0; i < part.form.size(); ++i) {
        const auto& data = part.form[i].data;
        if (data && item.facts.attributes[*data] != answers[i])
            updated.changes.push_back({*data, answers[i]});
    }
    turn.emit(model::PartDone{of.item, number, {}, {}, std::move(answers), turn.cause.by.name});
    if (!updated.changes.empty()) turn.emit(std::move(updated));
}

/// A case that runs.
std::expected<const state::Case*, model::Rejection> running(const Turn& turn,
                                                            const state::Item& item) {
    const state::Case* of = turn.state.find_case(item.id);
    if (of == nullptr) return std::unexpected(model::rejection(RejectionCode::NotACase));
    if (model::is_finished(item.state))
        return std::unexpected(model::rejection(RejectionCode::WrongState, "the case has ended"));
    return of;
}

}  // namespace

Checked allowed_in_case(const Turn& turn, const state::Item& item, Act act) {
    if (item.facts.of_case->is_whole()) {
        if (model::case_allows(item.state, act)) return {};
        const bool ever = model::case_allows(ItemState::Assigned, act) || act == Act::Reopen;
        if (!ever) return turn.refuse(RejectionCode::NotForCases);
        return turn.refuse(RejectionCode::WrongState,
                           fmt::format("the case {}, and then `{}` is not possible",
                                       model::is_finished(item.state) ? "has ended" : "runs",
                                       model::name_of(act)));
    }
    const abi::PlanPart& step = *step_of(turn, item);
    if (act == Act::Reopen || act == Act::StartOver ||
        (act == Act::Reclassify && step.is_answered()))
        return turn.refuse(RejectionCode::NotForCases,
                           "the plan of its case says when a step is done afresh");
    const bool answers = step.kind == Kind::Form || step.kind == Kind::Ask;
    if (answers && (act == Act::Cancel || act == Act::Expire))
        return turn.refuse(RejectionCode::NotForCases,
                           "a form ends by its answers or with its case; cancel the case");
    if (act != Act::Complete || !step.is_answered() || !model::allows(item.state, Act::Complete))
        return {};
    return turn.refuse(answers ? RejectionCode::AnswersNeeded : RejectionCode::VerdictNeeded);
}

Checked answer_step(const Turn& turn, const state::Item& item,
                    const std::vector<model::AttributeValue>& answers) {
    const abi::PlanPart* step = step_of(turn, item);
    if (step == nullptr || (step->kind != Kind::Form && step->kind != Kind::Ask))
        return turn.refuse(RejectionCode::NotOfCase,
                           "that is no form of a case; complete it or decide it");
    if (!model::allows(item.state, Act::Complete)) return allowed(turn, item, Act::Complete);
    const state::Case& of = *case_of(turn, item);
    auto complete = complete_answers(turn, *step, turn.state.item(of.item), answers);
    if (!complete) return std::unexpected(std::move(complete.error()));
    say_completed(turn, item, std::nullopt);
    say_answered(turn, of, item.facts.of_case->part, std::move(*complete));
    return {};
}

Checked decide_step(const Turn& turn, const state::Item& item, const model::DecideStep& what) {
    const abi::PlanPart* step = step_of(turn, item);
    if (step == nullptr || step->kind != Kind::Approval || what.verdict == abi::Verdict::None)
        return turn.refuse(RejectionCode::NotOfCase, "that is no approval of a case");
    if (!model::allows(item.state, Act::Complete)) return allowed(turn, item, Act::Complete);
    const state::Case& of = *case_of(turn, item);
    say_completed(turn, item, std::nullopt);
    turn.emit(model::PartDone{
        of.item, item.facts.of_case->part, what.verdict, what.comment, {}, turn.cause.by.name});
    return {};
}

Checked answer_question(const Turn& turn, const state::Item& item,
                        const model::AnswerQuestion& what) {
    const auto of = running(turn, item);
    if (!of) return std::unexpected(of.error());
    const auto& parts = plan_of(turn, **of).parts;
    if (what.part >= parts.size()) return turn.refuse(RejectionCode::UnknownPart);
    const abi::PlanPart& part = parts[what.part];
    const abi::CasePart& now = (*of)->facts.parts[what.part];
    const auto& by = turn.cause.by;
    const bool asked = part.kind == Kind::Ask && now.state == PartState::Active &&
                       (by.kind != model::Actor::Kind::Source ||
                        turn.program().sources[part.source].named.name == by.name);
    if (!asked || by.kind == model::Actor::Kind::Agent) return turn.refuse(RejectionCode::NotAsked);
    auto complete = complete_answers(turn, part, item, what.answers);
    if (!complete) return std::unexpected(std::move(complete.error()));
    // A person who was asked in its stead need not answer any more.
    if (now.work != 0) turn.emit(model::ItemCancelled{ItemId{now.work}});
    say_answered(turn, **of, what.part, std::move(*complete));
    return {};
}

Checked start_part(const Turn& turn, const state::Item& item, std::uint32_t number) {
    const auto of = running(turn, item);
    if (!of) return std::unexpected(of.error());
    const auto& parts = (*of)->facts.parts;
    if (number >= parts.size()) return turn.refuse(RejectionCode::UnknownPart);
    const std::uint32_t parent = plan_of(turn, **of).parts[number].parent;
    const bool open = parent == abi::PlanPart::kNone || parts[parent].state == PartState::Active;
    if (!parts[number].offered || parts[number].state != PartState::NotStarted || !open)
        return turn.refuse(RejectionCode::NotOfferedToStart);
    begin_part(turn, **of, number);
    return {};
}

Checked set_owner(const Turn& turn, const state::Item& item,
                  const std::optional<std::string>& agent) {
    const auto of = running(turn, item);
    if (!of) return std::unexpected(of.error());
    if (agent && turn.state.find_agent(*agent) == nullptr)
        return turn.refuse(RejectionCode::UnknownAgent);
    turn.emit(model::OwnerSet{item.id, agent});
    return {};
}

Checked link_interaction(const Turn& turn, const state::Item& item, ItemId interaction, bool link) {
    const state::Case* of = turn.state.find_case(item.id);
    if (of == nullptr) return turn.refuse(RejectionCode::NotACase);
    if (turn.state.find(interaction) == nullptr) return turn.refuse(RejectionCode::UnknownItem);
    const auto& linked = of->interactions;
    const bool there = std::ranges::find(linked, interaction) != linked.end();
    if (link && !there) turn.emit(model::InteractionLinked{item.id, interaction});
    if (!link && !there) return turn.refuse(RejectionCode::NotLinked);
    if (!link) turn.emit(model::InteractionUnlinked{item.id, interaction});
    return {};
}

void reopen_parts(const Turn& turn, const state::Item& item) {
    const state::Case* of = turn.state.find_case(item.id);
    if (of == nullptr) return;
    model::PartsReset event{item.id, {}, {}, {}, std::nullopt, std::nullopt};
    const auto& parts = of->facts.parts;
    for (std::uint32_t i = 0; i < parts.size(); ++i) {
        if (parts[i].state == PartState::Cancelled && parts[i].ended == item.facts.finished)
            event.parts.push_back(i);
    }
    event.again = event.parts;
    turn.emit(std::move(event));
}

}  // namespace reeve::engine
