#pragma once

#include "compiler/format/printer.h"

#include <vector>

namespace reeve::format {

/// A bracket that is open while a tail is printed.
struct Bracket {
    std::uint32_t close = kNone;
    std::uint32_t inside = 0;  // where lines inside it begin
    std::uint32_t base = 0;    // the indentation of the line it was opened on
    bool hanging = false;
};

/// A place in the current line of text at which it may be broken after all.
struct Choice {
    std::uint32_t token = 0;
    std::size_t written = 0;
    Position position;
    std::vector<Bracket> brackets;
    std::uint32_t rank = 0;  // lower is better
};

/// Prints the part of a row that takes several lines of text: keeps the breaks of its author,
/// breaks where comments and expanded blocks ask for it, and fills what is too long.
class Printer::Tail {
public:
    Tail(Printer& printer, const Row& row, std::uint32_t indent);

    void run();

private:
    [[nodiscard]] Position& position();
    [[nodiscard]] std::uint32_t limit() const;
    void comment(std::uint32_t index);
    void new_line(std::uint32_t indent);
    /// White space before a token: a break, or blanks.
    void before(std::uint32_t index);
    [[nodiscard]] bool gains(std::uint32_t index);
    [[nodiscard]] std::uint32_t gap_before(std::uint32_t index) const;
    void enter_cell(std::uint32_t index);
    void offer(std::uint32_t index);
    /// Goes back to the best place for a break: within the width, then least deep in brackets, then
    /// rightmost.
    std::uint32_t take_choice();
    /// Back in the cell before the token.
    void leave_cells(std::uint32_t index);
    /// Writes a token, or a whole block; gives the next one.
    std::uint32_t token(std::uint32_t index);
    void open(std::uint32_t index);
    void block(const Block& block);
    /// The indentation of a line of text that begins with this token.
    [[nodiscard]] std::uint32_t continuation(std::uint32_t index) const;
    /// The same outside of all brackets, inside a cell.
    [[nodiscard]] std::uint32_t cell_continuation(std::uint32_t index) const;
    [[nodiscard]] bool begins_cell(std::uint32_t index) const;

    Printer& printer_;
    const Tokens& tokens_;
    const Row& row_;
    std::uint32_t indent_;
    std::size_t cell_;  // the cell that is being printed, and where each began
    std::uint32_t cell_start_;
    std::vector<std::uint32_t> cell_starts_;
    std::vector<Bracket> brackets_;
    std::vector<Choice> choices_;
    bool must_break_ = false;
};

}  // namespace reeve::format
