#pragma once

#include "compiler/diagnostics/diagnostic.h"

// A type for a message. The headers `…_messages.h` make one of each line of their area, so that a
// pass sees the messages of its own area only and is not compiled again for those of others.

#define REEVE_MESSAGE_TYPE(number, level, id, message)                     \
    struct id {                                                            \
        static constexpr const char* kText = message;                      \
        static constexpr Kind kind{number, Severity::level, #id, message}; \
    };
