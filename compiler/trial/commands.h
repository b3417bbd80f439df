#pragma once

#include "compiler/trial/world.h"

// What a line of a test asks of the engine.

namespace reeve::trial {

/// The agents of the roster as they begin: known, and present as the roster says.
std::vector<model::Command> commands_of_roster(const World& world);

/// Of a line that does something: `given`, an act, a presence, a setting. Nothing where there is
/// no such thing to do it to: a step that has not begun.
std::optional<model::Command> command_of(const World& world, const typed::TestLine& line);

}  // namespace reeve::trial
