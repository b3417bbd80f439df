#include "base/text_folding.h"

#include "base/text.h"

#include <utf8proc.h>

#include <cstdlib>

namespace reeve {

namespace {

std::string map(std::string_view text, int options) {
    utf8proc_uint8_t* result = nullptr;
    const auto size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &result,
                     static_cast<utf8proc_option_t>(options | UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (size < 0) return std::string(text);
    std::string mapped(reinterpret_cast<const char*>(result), static_cast<std::size_t>(size));
    std::free(result);
    return mapped;
}

std::string map_points(std::string_view text, utf8proc_int32_t (*point)(utf8proc_int32_t)) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint at = decode_utf8(text, i);
        i += at.length;
        utf8proc_uint8_t bytes[4];
        const auto size =
            utf8proc_encode_char(point(static_cast<utf8proc_int32_t>(at.value)), bytes);
        out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    }
    return map(out, 0);
}

}  // namespace

std::string to_lower(std::string_view text) { return map_points(text, utf8proc_tolower); }
std::string to_upper(std::string_view text) { return map_points(text, utf8proc_toupper); }

std::string fold(std::string_view text, Folding folding) {
    std::string folded(text);
    if (folding.ignore_accents) {
        // Taken apart first, so that marks stand alone; put together again by `map`.
        folded = map(folded, UTF8PROC_STRIPMARK);
    }
    if (folding.ignore_case) folded = map(folded, UTF8PROC_CASEFOLD);
    return folded;
}

bool matches_wildcards(std::string_view text, std::string_view pattern) {
    std::size_t t = 0;
    std::size_t p = 0;
    // Where to go on when the rest does not fit: one character further into the last `*`.
    std::size_t star = std::string_view::npos;
    std::size_t star_text = 0;
    while (t < text.size()) {
        const std::size_t step = decode_utf8(text, t).length;
        if (p < pattern.size() && pattern[p] == '*') {
            star = ++p;
            star_text = t;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            t += step;
        } else if (p < pattern.size() && pattern.substr(p, step) == text.substr(t, step)) {
            p += step;
            t += step;
        } else if (star != std::string_view::npos) {
            star_text += decode_utf8(text, star_text).length;
            t = star_text;
            p = star;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

}  // namespace reeve
