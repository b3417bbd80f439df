#pragma once

#include "runtime/engine/agenda.h"
#include "runtime/engine/turn.h"

// The steps that follow at a moment. Each looks at one thing as it stands and says what becomes of
// it; nothing is touched.

namespace reeve::engine {

/// A hold or a parking that ends.
void end_pause(const Turn& turn, const state::Item& item);
/// An offer that has run out.
void end_offer(const Turn& turn, const state::Item& item);
/// `to` lines where asked for, rings, `not before`, and whether anybody fits.
void look_at_route(const Turn& turn, const state::Item& item, bool reroute);

struct FiredLine {
    std::uint32_t line = 0;
    bool quiet = false;  // `at most every`: its actions are left out
};
/// The first line of the escalation that is due fires; where none is, says when they are looked at
/// again. Tells the source what it wants to know.
std::optional<FiredLine> look_at_lines(const Turn& turn, const state::Item& item,
                                       std::vector<Happening>& happenings);
/// Runs an action of a line; what cannot be done is said, too.
void act(const Turn& turn, const state::Item& item, const abi::Action& action,
         std::uint32_t number);
/// Teams that are told for an item, or for a queue.
std::vector<std::string> supervisors_of(const Turn& turn, const state::Item& item);
std::vector<std::string> supervisors_of(const Turn& turn, abi::QueueId queue);

/// Whether a parked item may be taken up by its agent: signed in, with room, not interrupted.
bool may_come_back(const Turn& turn, const state::Agent& agent, const state::Item& item);
/// Wrap-up that ends, offers that no longer fit, parked work that comes back: one thing at a time,
/// until nothing is left to say.
void look_at_agent(const Turn& turn, const state::Agent& agent);
void look_at_watch(const Turn& turn, const abi::Watch& watch);
abi::QueueFacts facts_of(const Turn& turn, abi::QueueId queue);

}  // namespace reeve::engine
