#pragma once

#include "compiler/diagnostics/diagnostic.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

// One type for every message, made from the catalogue files.
// `sink.report<messages::unknown_name>(span, name)`.

namespace reeve::diagnostics {

namespace messages {

#define REEVE_MESSAGE(number, level, id, message)                          \
    struct id {                                                            \
        static constexpr const char* kText = message;                      \
        static constexpr Kind kind{number, Severity::level, #id, message}; \
    };
#include "compiler/diagnostics/catalog.def"
#undef REEVE_MESSAGE

}  // namespace messages

/// All kinds of messages in the order of their numbers.
std::span<const Kind* const> all_kinds();
/// By number (`2004`), null where there is none.
const Kind* find_kind(int number);
/// "RV2004".
std::string code_of(const Kind& kind);
/// The number in `RV2004`, `rv2004` or `2004`; nothing where the text is not of that form. It need
/// not exist.
std::optional<int> parse_code(std::string_view text);

}  // namespace reeve::diagnostics
