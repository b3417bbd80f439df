#pragma once

#include "compiler/format/tree.h"

#include <string>

namespace reeve::format {

/// Lines are filled to this many columns …
inline constexpr std::uint32_t kWidth = 120;
/// … but one that its author wrote in one piece is left alone up to a fifth more: a row slightly
/// too long reads better than a broken one.
inline constexpr std::uint32_t kWidthMax = 144;
inline constexpr std::uint32_t kIndent = 4;

/// A piece of a line that may stand in a column.
struct Cell {
    std::uint32_t first = 0;  // tokens, both included
    std::uint32_t last = 0;
    std::uint32_t column = 0;  // which column of the line's kind
    std::uint32_t gap = 2;     // blanks before it, at least
    std::uint32_t accept = 2;  // … and where the author lined lines up with fewer
    std::uint32_t author_gap = kNone;
    std::string_view key;  // of the lines of a one-line block: what the one before it is about
    bool keyed = false;
    std::string text;  // where the row is flat up to here
    std::uint32_t width = 0;
    std::uint32_t start =
        0;  // where it stands, from the line's indentation; decided with the columns
};

/// A line cut into cells. `flat` of them are on the first line of text; the rest, if any, is the
/// tail, which takes several lines of text and is laid out when it is printed.
struct Row {
    const Line* line = nullptr;
    std::vector<Cell> cells;
    std::uint32_t flat = 0;
    bool keeps_soft_breaks = false;
    bool broken = false;  // too long for one line, or broken by its author
    bool tail_on_new_line = false;

    [[nodiscard]] bool is_flat() const { return flat == cells.size(); }
    /// Cells that stand on the first line of text, the beginning of the tail included.
    [[nodiscard]] std::uint32_t placed() const {
        return is_flat() || tail_on_new_line ? flat : flat + 1;
    }
};

/// Cuts lines into cells and decides which blocks are expanded.
class RowMaker {
public:
    RowMaker(const Tokens& tokens, Blocks& blocks) : tokens_(tokens), blocks_(blocks) {}

    Row make(const Line& line, std::uint32_t indent);

    /// Text of tokens on one line; blocks among them, too, or themselves in one.
    [[nodiscard]] std::string flat_text(std::uint32_t first, std::uint32_t last,
                                        bool in_block) const;
    /// Blanks between neighbours on one line of text.
    [[nodiscard]] std::uint32_t flat_gap(std::uint32_t right, bool in_block) const;
    /// Did the author break the line before this token, at a place where that is kept?
    [[nodiscard]] bool keeps_break(const Row& row, std::uint32_t index) const;
    /// May the line be broken before this token?
    [[nodiscard]] Break break_at(const Row& row, std::uint32_t index) const;
    /// A list whose author put its first item on a line of its own.
    [[nodiscard]] bool hangs(std::uint32_t open) const;

private:
    void find_cells(Row& row) const;
    void start_cell(Row& row, std::uint32_t token, Cell cell) const;
    void one_liner_cells(Row& row, std::uint32_t open) const;
    [[nodiscard]] std::uint32_t flat_width(std::uint32_t open, std::uint32_t most) const;
    [[nodiscard]] bool must_break(const Row& row, const Cell& cell) const;
    [[nodiscard]] bool has_breaks(const Row& row) const;
    [[nodiscard]] bool breaks_at(const Row& row, std::uint32_t index) const;

    const Tokens& tokens_;
    Blocks& blocks_;
};

}  // namespace reeve::format
