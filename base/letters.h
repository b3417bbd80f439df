#pragma once

#include <cstdint>

namespace reeve {

/// What Unicode says of a character, as far as names need it: marks stand on the letter before.
enum class LetterKind : std::uint8_t { None, Letter, Mark };
LetterKind letter_kind(char32_t point);

}  // namespace reeve
