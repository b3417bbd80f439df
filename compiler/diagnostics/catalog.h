#pragma once

#include "compiler/diagnostics/diagnostic.h"

#include <span>

// One type for every message, made from the catalogue files. `sink.report<messages::unknown_name>(span, name)`.

namespace reeve::diagnostics {

namespace messages {

#define REEVE_MESSAGE(number, level, id, message)                                \
    struct id {                                                                  \
        static constexpr const char* kText = message;                            \
        static constexpr Kind kind{number, Severity::level, #id, message};       \
    };
#include "compiler/diagnostics/catalog.def"
#undef REEVE_MESSAGE

}  // namespace messages

/// All kinds of messages in the order of their numbers.
std::span<const Kind* const> all_kinds();
/// By number (`2004`), null where there is none.
const Kind* find_kind(int number);

}  // namespace reeve::diagnostics
