#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

// The words of the language: which token type each has, and what a token type is called in
// messages.

namespace reeve::parse {

/// The token type of a word: a keyword's, CURRENCY, or WORD.
std::size_t word_type(std::string_view word);
/// The word of a keyword's token type; empty for types that are no keyword.
std::string_view keyword(std::size_t type);
/// A keyword or any other word: what may be a name unless it is reserved.
bool is_word(std::size_t type);
bool is_reserved_type(std::size_t type);
/// Words that begin a declaration.
bool begins_declaration(std::size_t type);
/// `second` to `year`, also in the plural: 0 is a second; -1 for anything else.
int time_unit(std::size_t type);

}  // namespace reeve::parse
