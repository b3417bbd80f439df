#pragma once

#include "compiler/diagnostics/message_type.h"

// The messages about what is read but not right.

namespace reeve::diagnostics::messages {

#define REEVE_MESSAGE REEVE_MESSAGE_TYPE
#include "compiler/diagnostics/catalog/check_cases.def"
#include "compiler/diagnostics/catalog/check_house.def"
#include "compiler/diagnostics/catalog/check_rules.def"
#include "compiler/diagnostics/catalog/check_values.def"
#include "compiler/diagnostics/catalog/check_work.def"
#undef REEVE_MESSAGE

}  // namespace reeve::diagnostics::messages
