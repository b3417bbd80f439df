#pragma once

#include "compiler/diagnostics/message_type.h"

// The messages about files and libraries.

namespace reeve::diagnostics::messages {

#define REEVE_MESSAGE REEVE_MESSAGE_TYPE
#include "compiler/diagnostics/catalog/files.def"
#undef REEVE_MESSAGE

}  // namespace reeve::diagnostics::messages
