#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/styled_text.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace reeve::diagnostics {

struct FixExcerptOptions {
    std::size_t number_width = 1;
    std::size_t width = 120;
    /// The line that the reader has before their eyes; 0 where there is none. If it is all that
    /// changes, only what becomes of it is shown, with the new part underlined.
    std::uint32_t line_in_sight = 0;
};

/// The lines that edits of one file change, before and after:
///
///     12 +     add 3 when sla_used > 80%
///        |                           ~~~
///
void write_fix_excerpt(const source::SourceFile& file, std::span<const Edit> edits,
                       const FixExcerptOptions& options, StyledText& out);

}  // namespace reeve::diagnostics
