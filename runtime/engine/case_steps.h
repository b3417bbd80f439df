#pragma once

#include "runtime/engine/turn.h"

// Cases: what opens them, what their plans do at a moment, and what people do to their steps.

namespace reeve::engine {

/// The case that an item is or belongs to; null for others.
const state::Case* case_of(const Turn& turn, const state::Item& item);
const abi::Plan& plan_of(const Turn& turn, const state::Case& the_case);
/// Of an item that a step of a case stands behind; null for others.
const abi::PlanPart* step_of(const Turn& turn, const state::Item& item);

/// Says that a case is opened; its plan is looked at afterwards. Gives its item.
struct Parent {
    ItemId the_case;  // none: nobody's child
    std::uint32_t part = 0;
};
std::expected<ItemId, model::Rejection> open_case(const Turn& turn, const model::OpenCase& what,
                                                  Parent parent);

/// The first thing in the case that moves as things stand: what ended, what is redone, what starts,
/// milestones, the end. Where nothing moves, says when it is looked at again.
void look_at_case(const Turn& turn, const state::Item& item);
/// Begins a round of a part: its item, child case or question comes with it.
void begin_part(const Turn& turn, const state::Case& the_case, std::uint32_t part);
/// The person's item of a form, an approval or a question that nobody answered.
void open_step_item(const Turn& turn, const state::Case& the_case, std::uint32_t part);
abi::Promise promise_of(const Turn& turn, const abi::Term& term, Instant begin);
/// Milestones of a stage, or of the case itself (`kNone`), that begins now.
void promise_milestones(const Turn& turn, const abi::Plan& plan, ItemId item, std::uint32_t stage);

/// What the rules say of the item of a case or of one of its steps.
void decide_in_case(const Turn& turn, const state::Item& item, abi::Parts parts,
                    abi::Decision& decision);
/// What cannot be done to cases and to items of their steps, whatever their state.
Checked allowed_in_case(const Turn& turn, const state::Item& item, model::Act act);
/// What was cancelled with the case begins again.
void reopen_parts(const Turn& turn, const state::Item& item);

Checked answer_step(const Turn& turn, const state::Item& item,
                    const std::vector<model::AttributeValue>& answers);
Checked decide_step(const Turn& turn, const state::Item& item, const model::DecideStep& what);
Checked answer_question(const Turn& turn, const state::Item& item,
                        const model::AnswerQuestion& what);
Checked start_part(const Turn& turn, const state::Item& item, std::uint32_t part);
Checked set_owner(const Turn& turn, const state::Item& item,
                  const std::optional<std::string>& agent);
Checked link_interaction(const Turn& turn, const state::Item& item, ItemId interaction, bool link);

}  // namespace reeve::engine
