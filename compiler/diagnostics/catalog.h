#pragma once

#include "compiler/diagnostics/analyze_messages.h"
#include "compiler/diagnostics/check_messages.h"
#include "compiler/diagnostics/files_messages.h"
#include "compiler/diagnostics/names_messages.h"
#include "compiler/diagnostics/parse_messages.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

// All messages at once; a pass includes the header of its own area instead.
// `sink.report<messages::unknown_name>(span, name)`.

namespace reeve::diagnostics {

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
