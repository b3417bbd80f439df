#pragma once

#include "compiler/trial/expectations.h"

namespace reeve::trial {

/// Why things stand as they stand, by the rules: the parts that the subjects name, and what keeps
/// an item from an agent.
void add_reasons(const World& world, const source::SourceSet& sources, const Words& words,
                 const Subjects& subjects, Failure& to);

}  // namespace reeve::trial
