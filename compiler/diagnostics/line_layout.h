#pragma once

#include "compiler/diagnostics/styled_text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::diagnostics {

/// Columns of a terminal from `begin` to before `end`.
struct Columns {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// How one line of a source file looks on a terminal: where each byte stands once tabs are blanks
/// and wide letters take two columns, and which part is shown of a line that is too long. The line
/// has to outlive it.
class LineLayout {
public:
    explicit LineLayout(std::string_view line);

    /// Before any cut. Offsets beyond the end give the width of the line.
    [[nodiscard]] std::size_t column(std::size_t offset) const;
    [[nodiscard]] std::size_t width() const { return columns_.back(); }
    /// The column of the first character that is not blank, the width of the line where all are.
    [[nodiscard]] std::size_t indentation() const { return indentation_; }

    /// Shows at most `width` columns of a longer line, those around `wanted`.
    void cut(Columns wanted, std::size_t width);
    /// A column of the whole line as a column of what is shown; what is cut off lies on the sign
    /// that says so.
    [[nodiscard]] std::size_t shown(std::size_t column) const;
    /// Draws the line, or what is shown of it.
    void draw(Canvas& canvas, std::size_t row, std::size_t left) const;

private:
    std::string_view line_;
    std::vector<std::size_t> columns_;  // of each byte, and of the end
    std::size_t indentation_ = 0;
    Columns window_;
};

}  // namespace reeve::diagnostics
