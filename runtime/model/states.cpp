#include "runtime/model/states.h"

namespace reeve::model {

namespace {

constexpr std::array<std::string_view, kStates> kStateNames{
    "queued", "offered",   "assigned",  "wrapping", "parked",
    "held",   "completed", "cancelled", "expired",  "refused"};

struct Row {
    std::string_view name;
    // One letter a state, in their order: x where the act is allowed.
    std::string_view allowed;
};

constexpr std::array<Row, kActs> kRows{{
    //                Queued, Offered, Assigned, Wrapping, Parked, Held, finished: 4
    {"update", "xxx.xx...."},  {"hold", "xxx.x....."},       {"resume", ".....x...."},
    {"cancel", "xxx.xx...."},  {"complete", "xxx.xx...."},   {"start over", "xxxxxxxxxx"},
    {"reopen", "......xxxx"},  {"expire", "xxx.xx...."},     {"reclassify", "xxx.xx...."},
    {"accept", ".x........"},  {"decline", ".x........"},    {"park", "..x......."},
    {"take up", "....x....."}, {"take", "x........."},       {"end wrap-up", "...x......"},
    {"assign", "xxx.xx...."},  {"transfer", "xxx.xx...."},   {"requeue", "xxx.xx...."},
    {"boost", "xxx.xx...."},   {"reschedule", "xxx.xx...."},
}};

}  // namespace

bool allows(ItemState state, Act act) {
    return kRows[static_cast<std::size_t>(act)].allowed[static_cast<std::size_t>(state)] == 'x';
}

bool case_allows(ItemState state, Act act) {
    switch (act) {
        case Act::Update:
        case Act::Cancel:
        case Act::Expire:
        case Act::Boost: return state == ItemState::Assigned;
        case Act::Reopen: return is_finished(state);
        default: return false;
    }
}

std::string_view name_of(ItemState state) { return kStateNames[static_cast<std::size_t>(state)]; }

std::string_view name_of(Act act) { return kRows[static_cast<std::size_t>(act)].name; }

}  // namespace reeve::model
