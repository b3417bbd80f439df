#pragma once

#include "compiler/diagnostics/diagnostic.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::diagnostics {

/// The text with all edits made; nothing where two edits overlap or one lies outside the text.
/// Edits may touch; those that insert at the same place keep their order. All must be edits of the
/// file whose text this is.
std::optional<std::string> apply_edits(std::string_view text, std::span<const Edit> edits);

/// Some lines of a file before and after a fix.
struct ChangedLines {
    std::uint32_t first_line = 1;
    std::vector<std::string> before;
    std::vector<std::string> after;
};

/// What a fix changes in one file, as groups of whole lines from top to bottom. Empty where the
/// edits cannot be made.
std::vector<ChangedLines> changed_lines(const source::SourceFile& file,
                                        std::span<const Edit> edits);

}  // namespace reeve::diagnostics
