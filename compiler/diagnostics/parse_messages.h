#pragma once

#include "compiler/diagnostics/message_type.h"

// The messages about what cannot be read.

namespace reeve::diagnostics::messages {

#define REEVE_MESSAGE REEVE_MESSAGE_TYPE
#include "compiler/diagnostics/catalog/parse.def"
#undef REEVE_MESSAGE

}  // namespace reeve::diagnostics::messages
