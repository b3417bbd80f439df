#pragma once

#include "compiler/eval/value.h"

#include <optional>
#include <string>
#include <vector>

// The smallest parts of an explanation: a place in a file, a value that was found, a condition that
// decided, a line that held or did not.

namespace reeve::explain {

/// Line and column from 1; line 0 where there is none.
struct Place {
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

/// A value, and how an author would write it.
struct Shown {
    eval::Value value;
    typed::Type type;
    std::string text;
};

/// What stands in the rules, and what it was.
struct Finding {
    std::string what;
    Shown value;
    std::string note;            // "fraud_score is missing", the row of a table …
    Place place;                 // of that row
    std::vector<Finding> parts;  // what it was worked out from
};

/// A part of a condition that decided its answer.
struct Reason {
    std::string text;
    bool holds = false;
    std::vector<Finding> found;
    std::vector<Reason> inside;  // of a definition that is a condition itself
};

/// A line of a block.
struct Line {
    std::string text;       // without its condition, blocks in braces left out
    std::string condition;  // `when …`, `otherwise`; empty: always
    std::string because;
    bool holds = false;
    Place place;
    std::vector<Reason> reasons;
    /// When the condition turns, if nothing but time passes; as far as that is known.
    std::optional<Instant> turns;
};

}  // namespace reeve::explain
