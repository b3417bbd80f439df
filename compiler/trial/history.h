#pragma once

#include "compiler/trial/report.h"
#include "compiler/trial/world.h"

// What happened in a test, event by event, in its author's words.

namespace reeve::trial {

/// What happened to these items and agents since the test began, the last `lines_max` lines.
struct Wanted {
    std::vector<model::ItemId> items;
    std::vector<std::string> agents;
    std::size_t lines_max = 16;
};
void tell_history(const World& world, const source::SourceSet& sources, const Words& words,
                  const Wanted& wanted, Failure& to);

}  // namespace reeve::trial
