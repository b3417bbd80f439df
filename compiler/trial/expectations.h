#pragma once

#include "compiler/source/source.h"
#include "compiler/trial/report.h"
#include "compiler/trial/world.h"

#include <optional>

// Conditions that a test expects, and what was found instead.

namespace reeve::trial {

/// What a condition is about: whose history and rules explain it.
struct Subjects {
    std::vector<model::ItemId> items;
    std::vector<std::string> agents;
    bool segment = false, promises = false, priority = false, route = false;
};
Subjects subjects_of(const World& world, typed::ExprId expr);

/// What is wrong with the condition, as things stand; nothing where it holds. Only what is expected
/// and found, without its history.
std::optional<Failure> compare(const World& world, const source::SourceSet& sources,
                               const Words& words, typed::ExprId condition);

}  // namespace reeve::trial
