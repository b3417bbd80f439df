#pragma once

#include <array>
#include <cstdint>
#include <string_view>

// The states of an item, and which commands each allows.

namespace reeve::model {

/// In the order of the program's choice of states.
enum class ItemState : std::uint8_t {
    Queued,
    Offered,
    Assigned,
    Wrapping,
    Parked,
    Held,
    Completed,
    Cancelled,
    Expired,
    Refused
};
inline constexpr std::size_t kStates = 10;

/// In the order of the program's choice of presences; the house's own reasons follow.
enum class Presence : std::uint8_t { Available, Away, Offline };

enum class Act : std::uint8_t {
    Update,
    Hold,
    Resume,
    Cancel,
    Complete,
    StartOver,
    Reopen,
    Expire,
    Reclassify,
    Accept,
    Decline,
    Park,
    TakeUp,
    Take,
    EndWrapUp,
    Assign,
    Transfer,
    Requeue,
    Boost,
    Reschedule
};
inline constexpr std::size_t kActs = 20;

constexpr bool is_waiting(ItemState state) {
    return state == ItemState::Queued || state == ItemState::Offered;
}
constexpr bool is_finished(ItemState state) { return state >= ItemState::Completed; }
/// With an agent: offered, assigned, wrapping or parked.
constexpr bool is_held_by_agent(ItemState state) {
    return state >= ItemState::Offered && state <= ItemState::Parked;
}

bool allows(ItemState state, Act act);
/// The same for the item that a case itself is: `assigned` while its plan runs, then finished.
bool case_allows(ItemState state, Act act);
std::string_view name_of(ItemState state);
std::string_view name_of(Act act);

}  // namespace reeve::model
