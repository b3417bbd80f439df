#pragma once

#include <string_view>

namespace reeve {

/// Columns that a character takes on a terminal: 0 for combining marks and the like, 2 for wide
/// East Asian letters and emoji, 1 for the rest. Control characters count 0: whoever prints them
/// decides what to show instead.
unsigned display_width(char32_t value);

/// The sum over a text.
unsigned display_width(std::string_view text);

}  // namespace reeve
