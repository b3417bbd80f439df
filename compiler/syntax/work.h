#pragma once

// Declarations about work: what there is, how urgent it is, who does it.

#include "compiler/syntax/intake.h"
#include "compiler/syntax/routing.h"
#include "compiler/syntax/urgency.h"
