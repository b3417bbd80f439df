#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reeve {

/// One code point read from UTF-8. `length` is 1 and `value` is U+FFFD where the bytes are not
/// valid UTF-8.
struct CodePoint {
    char32_t value;
    std::size_t length;
    bool valid;
};
CodePoint decode_utf8(std::string_view text, std::size_t offset);
/// Byte offset of the first invalid sequence; nothing where all is valid UTF-8.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);
/// Terminal columns would differ for wide letters; this counts code points.
std::size_t count_code_points(std::string_view text);

/// Unicode normalisation form C.
std::string normalize_nfc(std::string_view text);

/// The candidate nearest to `word` (Damerau-Levenshtein, case ignored at half price), if near
/// enough to be meant: at most a third of its length away. Ties go to the first.
std::optional<std::string_view> nearest_word(std::string_view word,
                                             std::span<const std::string_view> candidates);

/// "a", "a and b", "a, b and c". `last` is "and" or "or".
std::string join_words(std::span<const std::string> words, std::string_view last);

/// Text with `"`, `\` and line breaks escaped, in quotes, as the language writes it.
std::string quote(std::string_view text);

}  // namespace reeve
