#pragma once

#include "compiler/format/tokens.h"

#include <deque>

namespace reeve::format {

/// One line as authors think of it: a declaration, a rule, an attribute, a comment of its own. It
/// may hold blocks, and take several lines of text.
struct Line {
    LineKind kind = LineKind::Other;
    std::uint32_t first = 0;  // tokens, both included
    std::uint32_t last = 0;
    std::uint32_t comment = kNone;  // the comment that ends it
    bool blank_before = false;
};

/// Lines between braces; the whole file is one, too. Braces around a list of values are no block.
struct Block {
    std::uint32_t open = kNone;
    std::uint32_t close = kNone;
    std::uint32_t comment = kNone;  // on the line of its opening brace
    std::vector<Line> lines;
    bool on_one_line = true;  // as its author wrote it, and without comments
    bool expanded = false;    // its lines stand below one another; decided while rows are made
};

/// Block 0 is the file.
using Blocks = std::deque<Block>;

Blocks find_blocks(Tokens& tokens);

}  // namespace reeve::format
