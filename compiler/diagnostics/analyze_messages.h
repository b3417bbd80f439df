#pragma once

#include "compiler/diagnostics/message_type.h"

// The messages about what is right but cannot be meant.

namespace reeve::diagnostics::messages {

#define REEVE_MESSAGE REEVE_MESSAGE_TYPE
#include "compiler/diagnostics/catalog/analyze.def"
#undef REEVE_MESSAGE

}  // namespace reeve::diagnostics::messages
