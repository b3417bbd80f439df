#pragma once

#include "compiler/doc/plan_diagram.h"
#include "compiler/doc/sheet.h"

#include <string>
#include <vector>

namespace reeve::doc {

/// A checked plan as boxes and arrows.
PlanDiagram plan_diagram(const Sheet& sheet, const typed::Plan& plan);
/// "approval in Underwriting": what kind of step it is and where it is done.
std::string step_note(const typed::Step& step, const typed::Program& program);
/// Steps that end the case with an outcome that no line of the endings names.
std::vector<const typed::Step*> ending_steps(const typed::Plan& plan);

}  // namespace reeve::doc
