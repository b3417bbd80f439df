#pragma once

#include <string>
#include <string_view>

// Texts in other shapes, by the rules of Unicode. Input is valid UTF-8; results are in form C.

namespace reeve {

std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);

struct Folding {
    bool ignore_case = false;     // full case folding: `STRASSE` and `Straße` are the same
    bool ignore_accents = false;  // marks are left out: `é` and `e` are the same
};
/// Texts that are the same but for what is ignored give the same result.
std::string fold(std::string_view text, Folding folding);

/// Whether the whole text fits the pattern: `*` any run, `?` one character, the rest as it stands.
bool matches_wildcards(std::string_view text, std::string_view pattern);

}  // namespace reeve
