#pragma once

#include "compiler/explain/text.h"

// Lines of pieces, columns that stand below one another; for the sources of this folder only.

namespace reeve::explain {

/// The text, or its beginning and `…` where it has more columns.
std::string shortened(const std::string& text, std::size_t width);

class Layout {
public:
    explicit Layout(std::size_t width) : width_(width) {}

    /// Begins a line.
    Layout& line(std::size_t indent = 0);
    Layout& put(Tone tone, std::string text);
    Layout& put(std::string text) { return put(Tone::Plain, std::move(text)); }
    /// Blanks up to the column, and at least one.
    Layout& to(std::size_t column);
    /// `text` ends at the column.
    Layout& right(std::size_t column, Tone tone, const std::string& text);
    /// At the right edge; on the same line where there is room, else left out of line.
    Layout& at_edge(Tone tone, const std::string& text);
    /// Text broken into lines that begin where this one does.
    Layout& wrapped(Tone tone, std::string_view text);
    void empty_line() { text_.lines.emplace_back(); }
    [[nodiscard]] std::size_t column() const { return column_; }
    [[nodiscard]] std::size_t width() const { return width_; }
    /// Without blanks at the ends of lines.
    [[nodiscard]] Text take();

private:
    Text text_;
    std::size_t width_;
    std::size_t column_ = 0;
};

}  // namespace reeve::explain
