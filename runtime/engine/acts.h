#pragma once

#include "runtime/engine/turn.h"

// What can be done to an item, by a command or by a line of the rules. Each refuses what the item's
// state does not allow, and changes nothing then.

namespace reeve::engine {

/// Whether the state allows it; with a text that says which state does not.
Checked allowed(const Turn& turn, const state::Item& item, model::Act act);

Checked hold(const Turn& turn, const state::Item& item, std::optional<Instant> until);
Checked resume(const Turn& turn, const state::Item& item);
Checked cancel(const Turn& turn, const state::Item& item);
Checked expire(const Turn& turn, const state::Item& item);
Checked complete(const Turn& turn, const state::Item& item, std::optional<std::uint32_t> outcome);
/// The same, where what it ends by has been checked.
void say_completed(const Turn& turn, const state::Item& item, std::optional<std::uint32_t> outcome);
Checked start_over(const Turn& turn, const state::Item& item);
Checked reopen(const Turn& turn, const state::Item& item);
Checked update(const Turn& turn, const state::Item& item,
               const std::vector<model::AttributeValue>& changes);
Checked reclassify(const Turn& turn, const state::Item& item, abi::WorkTypeId type,
                   const std::vector<model::AttributeValue>& given);
Checked move(const Turn& turn, const state::Item& item, abi::QueueId queue,
             model::ItemQueued::How how);
/// Back where it was taken from; the `to` lines are looked at again where they had put it there.
Checked requeue(const Turn& turn, const state::Item& item, bool to_someone_else);
/// Gives it to an agent who meets its needs and has room, of its queue or not.
Checked assign(const Turn& turn, const state::Item& item, const state::Agent& agent);
/// Has the agent, and parks what it interrupts.
void hand_over(const Turn& turn, const state::Item& item, const state::Agent& agent,
               model::ItemAssigned::How how);

/// Sends the item where its `to` lines say, unless it is there already.
void send(const Turn& turn, const state::Item& item);

/// `sends`, defaults and validation of what comes in.
std::expected<model::ItemCaptured, model::Rejection> capture(
    const Turn& turn, abi::WorkTypeId type, std::optional<std::uint32_t> source,
    const std::optional<std::string>& key, const std::vector<model::AttributeValue>& given);

}  // namespace reeve::engine
