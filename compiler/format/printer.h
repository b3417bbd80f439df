#pragma once

#include "compiler/format/rows.h"

#include <string>

namespace reeve::format {

/// What has been written of the current line of text.
struct Position {
    std::uint32_t column = 0;
    std::uint32_t indent = 0;  // of this line of text
};

/// Prints blocks line by line into one text.
class Printer {
public:
    Printer(const Tokens& tokens, Blocks& blocks)
        : tokens_(tokens), blocks_(blocks), rows_(tokens, blocks) {}

    std::string run();

private:
    /// The part of a row that takes several lines of text.
    class Tail;

    /// Recursion is as deep as blocks nest, which parsing has limited.
    void lines(const Block& block, std::uint32_t indent);
    void row(const Row& row, std::uint32_t indent, std::uint32_t comment_column);
    void write(std::string_view text);
    void blanks(std::uint32_t count);
    void start_line(std::uint32_t indent);

    const Tokens& tokens_;
    Blocks& blocks_;
    RowMaker rows_;
    std::string out_;
    Position position_;
};

}  // namespace reeve::format
