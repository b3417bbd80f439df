#include "runtime/model/part_states.h"

#include <array>

namespace reeve::model {

namespace {

constexpr std::array<std::string_view, kPartStates> kStateNames{"not started", "active", "done",
                                                                "skipped", "cancelled"};

struct Row {
    std::string_view name;
    // One letter a state, in their order: x where the move is possible.
    std::string_view allowed;
};
constexpr std::array<Row, kPartMoves> kRows{{
    {"start", "x...."},
    {"skip", "x...."},
    {"finish", ".x..."},
    {"cancel", ".x..."},
    {"reset", "xxxxx"},
}};

}  // namespace

bool allows(abi::PartState state, PartMove move) {
    return kRows[static_cast<std::size_t>(move)].allowed[static_cast<std::size_t>(state)] == 'x';
}

std::string_view name_of(abi::PartState state) {
    return kStateNames[static_cast<std::size_t>(state)];
}

std::string_view name_of(PartMove move) { return kRows[static_cast<std::size_t>(move)].name; }

}  // namespace reeve::model
