#pragma once

#include "compiler/diagnostics/line_layout.h"

#include <string>
#include <vector>

namespace reeve::diagnostics {

/// A piece of one line to underline; `columns` are those shown and never empty.
struct LineMark {
    Columns columns;
    std::string text;
    bool primary = false;
};

/// Draws the underlines of one line into row 0 and the words beneath them so that none covers
/// another:
///
///     --------   ^^ the words of the last mark stand beside it
///     |
///     those of the others hang below
///
void draw_line_marks(std::vector<LineMark> marks, Style primary, std::size_t left, Canvas& canvas);

}  // namespace reeve::diagnostics
