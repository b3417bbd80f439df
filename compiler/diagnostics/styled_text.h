#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::diagnostics {

/// What a piece of terminal output is, not how it looks.
enum class Style : std::uint8_t {
    Plain,
    Strong,
    Error,
    Warning,
    Note,
    Secondary,
    Margin,
    Help,
    Added,
    Removed,
    Code
};

/// Appends pieces of text to a string, with ANSI colours only when asked.
class StyledText {
public:
    StyledText(std::string& out, bool color) : out_(out), color_(color) {}

    StyledText& write(std::string_view text) {
        out_ += text;
        return *this;
    }
    StyledText& write(Style style, std::string_view text);
    /// Text with code in backticks, which is shown in a colour of its own; `base` is the style of
    /// the rest.
    StyledText& write_prose(Style base, std::string_view text);
    StyledText& blanks(std::size_t count) {
        out_.append(count, ' ');
        return *this;
    }
    StyledText& end_line() {
        out_ += '\n';
        return *this;
    }

private:
    std::string& out_;
    bool color_;
};

/// A grid of terminal columns that is drawn piece by piece, later pieces over earlier ones, and
/// then written line by line.
class Canvas {
public:
    /// Draws the text from `column` on; wide letters take two columns, control characters are not
    /// drawn.
    void put(std::size_t row, std::size_t column, std::string_view text, Style style);
    /// Draws the same character on all columns from `begin` to before `end`.
    void fill(std::size_t row, std::size_t begin, std::size_t end, char character, Style style);
    [[nodiscard]] std::size_t row_count() const { return rows_.size(); }
    /// Without the blanks at the end of the line and without a line break.
    void write_row(std::size_t row, StyledText& out) const;

private:
    // An empty text is the second half of a wide letter.
    struct Cell {
        std::string text = " ";
        Style style = Style::Plain;
    };
    Cell& cell(std::size_t row, std::size_t column);

    std::vector<std::vector<Cell>> rows_;
};

/// The text broken at blanks into lines of at most `width` columns; code in backticks stays whole
/// where it fits on a line. A width of 0 means no breaks.
std::vector<std::string> wrap_text(std::string_view text, std::size_t width);

/// The text made safe to show: tabs become blanks up to the next multiple of four (counted from
/// `column`), other control characters and those that change the direction of writing a visible
/// sign.
std::string visible_text(std::string_view text, std::size_t column = 0);

}  // namespace reeve::diagnostics
