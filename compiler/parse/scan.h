#pragma once

#include "grammar/ReeveLexer.h"

#include <cstdint>
#include <string_view>
#include <vector>

// Text to pieces, by the shapes of the lexer grammar alone.

namespace reeve::parse {

using grammar::ReeveLexer;

/// A piece of the file: `type` is a token type of the grammar.
struct Lexeme {
    std::size_t type = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// All pieces of `text` in order, white space and comments too: together they are the text. Any
/// text can be scanned; time is linear in its length.
std::vector<Lexeme> scan(std::string_view text);

/// White space and comments.
inline bool is_trivia(std::size_t type) {
    return type == ReeveLexer::SPACE || type == ReeveLexer::COMMENT ||
           type == ReeveLexer::DOC_COMMENT;
}

}  // namespace reeve::parse
