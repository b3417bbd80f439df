#pragma once

// Declarations of what happens later: escalations, watches, case plans, tests, guarantees.

#include "compiler/syntax/case_plan.h"
#include "compiler/syntax/escalation.h"
#include "compiler/syntax/scenario.h"
