#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/styled_text.h"

#include <string>
#include <vector>

namespace reeve::diagnostics {

/// A place to underline, with words beside it if there are any.
struct Mark {
    Span span;
    std::string text;
    bool primary = false;
};

struct ExcerptOptions {
    /// The style of the primary mark; it shows how grave the message is.
    Style primary = Style::Error;
    /// Columns for line numbers, the same for all excerpts of a message.
    std::size_t number_width = 1;
    /// Columns of the terminal. Longer lines are cut.
    std::size_t width = 120;
};

/// The lines of one file on which marks stand, with line numbers, and the marks beneath them:
///
///        |
///     12 |     add 3 when sla_used > 80
///        |                --------   ^^ a number
///        |                |
///        |                a percentage
///
/// A mark over several lines is drawn along the left edge. At least one mark is needed; all lie in
/// `file`.
void write_excerpt(const source::SourceFile& file, std::vector<Mark> marks,
                   const ExcerptOptions& options, StyledText& out);

/// The number of the last line that an excerpt of these marks shows.
std::uint32_t last_line(const source::SourceFile& file, const std::vector<Mark>& marks);

}  // namespace reeve::diagnostics
