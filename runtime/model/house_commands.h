#pragma once

#include "runtime/abi/house.h"
#include "runtime/abi/item.h"
#include "runtime/model/ids.h"

#include <string>
#include <vector>

// What the engine can be asked to do to the house: agents and settings.

namespace reeve::model {

/// Makes the agent known or replaces what is known; presence stays, `offline` at first.
struct DefineAgent {
    std::string agent;
    std::vector<abi::TeamId> teams;
    std::vector<abi::Agent::Level> skills;
    std::vector<AttributeValue> attributes;
    abi::WorkloadId workload;  // invalid: one item at a time
};
/// `presence`: value of Program::presences. From `offline` to another is signing in.
struct SetPresence {
    std::string agent;
    std::uint32_t presence = 0;
};
struct ChangeSetting {
    abi::SettingId setting;
    abi::Value value;
};

}  // namespace reeve::model
