#pragma once

#include <cstddef>
#include <string_view>

// What the parts of the language are called in messages.

namespace reeve::parse {

struct Place {
    std::size_t rule;        // of one of its lines
    std::string_view block;  // "a priority": the block that has such lines
    std::string_view lines;  // how they begin, for "A line of … begins with …"
};

/// The place of a rule that reads lines; null for other rules.
const Place* find_place(std::size_t rule);

}  // namespace reeve::parse
