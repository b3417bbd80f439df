#pragma once

#include "base/id.h"
#include "runtime/abi/value.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What commands and events speak of.

namespace reeve::model {

/// Items are numbered from 1 as they come in; a number is never used again.
struct ItemId {
    std::uint64_t number = 0;  // 0: none
    friend constexpr auto operator<=>(ItemId, ItemId) = default;
};

/// Place of an agent in the state. Agents are never removed, only signed out.
using AgentId = Id<struct AgentTag>;

/// Who is behind a command or an event.
struct Actor {
    enum class Kind : std::uint8_t {
        System,  // time alone
        Agent,   // by name
        Person,  // a supervisor or somebody else who is signed in, by name
        Source,  // by name
        Rule     // a line of the program; see Cause
    };
    Kind kind = Kind::System;
    std::string name;
    friend bool operator==(const Actor&, const Actor&) = default;
};

/// A new value of an attribute; missing where it is to have none.
struct AttributeValue {
    std::uint32_t attribute = 0;
    abi::Value value;
    friend bool operator==(const AttributeValue&, const AttributeValue&) = default;
};

}  // namespace reeve::model
