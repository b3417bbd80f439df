#pragma once

#include "runtime/engine/turn.h"

// What agents do with work, and what becomes of agents and settings.

namespace reeve::engine {

Checked accept(const Turn& turn, const state::Item& item, const state::Agent& agent);
Checked decline(const Turn& turn, const state::Item& item, const state::Agent& agent);
Checked park(const Turn& turn, const state::Item& item, const state::Agent& agent,
             std::optional<Instant> until);
Checked take_up(const Turn& turn, const state::Item& item, const state::Agent& agent);
Checked take(const Turn& turn, const state::Item& item, const state::Agent& agent);
/// `taken`: the item that it turned out to be.
Checked take_next(const Turn& turn, abi::QueueId workbin, const state::Agent& agent, ItemId& taken);
Checked end_wrap_up(const Turn& turn, const state::Item& item, const state::Agent& agent);

/// From when an agent who declined or missed the item may be offered it again, and from when where
/// nobody else fits.
std::pair<Instant, Instant> not_again(const Turn& turn, const state::Item& item);

Checked define_agent(const Turn& turn, const model::DefineAgent& command);
Checked set_presence(const Turn& turn, const model::SetPresence& command);
Checked change_setting(const Turn& turn, const model::Actor& by,
                       const model::ChangeSetting& command);

}  // namespace reeve::engine
