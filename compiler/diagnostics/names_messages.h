#pragma once

#include "compiler/diagnostics/message_type.h"

// The messages about names.

namespace reeve::diagnostics::messages {

#define REEVE_MESSAGE REEVE_MESSAGE_TYPE
#include "compiler/diagnostics/catalog/names.def"
#undef REEVE_MESSAGE

}  // namespace reeve::diagnostics::messages
