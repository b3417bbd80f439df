#include "base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace reeve {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Lead {
    std::size_t length;
    char32_t bits;      // of the lead byte
    char32_t smallest;  // value that needs that length
};

std::optional<Lead> read_lead(unsigned char byte) {
    if (byte < 0x80) return Lead{1, byte, 0};
    if (byte >= 0xC2 && byte <= 0xDF) return Lead{2, byte & 0x1FU, 0x80};
    if (byte >= 0xE0 && byte <= 0xEF) return Lead{3, byte & 0x0FU, 0x800};
    if (byte >= 0xF0 && byte <= 0xF4) return Lead{4, byte & 0x07U, 0x10000};
    return std::nullopt;
}

bool is_scalar_value(char32_t value) {
    bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value <= 0x10FFFF && !surrogate;
}

std::u32string code_points(std::string_view text) {
    std::u32string points;
    for (std::size_t offset = 0; offset < text.size();) {
        CodePoint point = decode_utf8(text, offset);
        points.push_back(point.value);
        offset += point.length;
    }
    return points;
}

std::u32string lower(std::u32string text) {
    for (char32_t& point : text) {
        point = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(point)));
    }
    return text;
}

/// Insertions, deletions, replacements and swaps of neighbours between two words.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
    std::size_t width = b.size() + 1;
    std::vector<std::size_t> rows((a.size() + 1) * width);
    auto cell = [&](std::size_t i, std::size_t j) -> std::size_t& { return rows[i * width + j]; };
    for (std::size_t i = 0; i <= a.size(); ++i) cell(i, 0) = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cell(0, j) = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t replaced = cell(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1);
            std::size_t best = std::min({cell(i - 1, j) + 1, cell(i, j - 1) + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                best = std::min(best, cell(i - 2, j - 2) + 1);
            }
            cell(i, j) = best;
        }
    }
    return cell(a.size(), b.size());
}

/// In half edits: all differences of case together cost one half.
std::size_t word_distance(const std::u32string& a, const std::u32string& b) {
    std::size_t exact = 2 * edit_distance(a, b);
    std::size_t folded = 2 * edit_distance(lower(a), lower(b)) + 1;
    return std::min(exact, folded);
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t offset) {
    constexpr CodePoint kBad{kReplacement, 1, false};
    if (offset >= text.size()) return kBad;
    std::optional<Lead> lead = read_lead(static_cast<unsigned char>(text[offset]));
    if (!lead || offset + lead->length > text.size()) return kBad;
    char32_t value = lead->bits;
    for (std::size_t i = 1; i < lead->length; ++i) {
        auto byte = static_cast<unsigned char>(text[offset + i]);
        if ((byte & 0xC0U) != 0x80U) return kBad;
        value = (value << 6) | (byte & 0x3FU);
    }
    if (value < lead->smallest || !is_scalar_value(value)) return kBad;
    return {value, lead->length, true};
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        CodePoint point = decode_utf8(text, offset);
        if (!point.valid) return offset;
        offset += point.length;
    }
    return std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t offset = 0; offset < text.size(); ++count) {
        offset += decode_utf8(text, offset).length;
    }
    return count;
}

std::string normalize_nfc(std::string_view text) {
    bool ascii = std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
    if (ascii) return std::string(text);
    utf8proc_uint8_t* mapped = nullptr;
    auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    utf8proc_ssize_t length =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
    std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    // Invalid UTF-8 has no normal form and stays as it is.
    if (length < 0) return std::string(text);
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

std::optional<std::string_view> nearest_word(std::string_view word,
                                             std::span<const std::string_view> candidates) {
    std::u32string wanted = code_points(word);
    // In half edits; a word of one letter may differ in its case.
    std::size_t limit = std::max<std::size_t>(2 * wanted.size() / 3, 1);
    std::optional<std::string_view> best;
    for (std::string_view candidate : candidates) {
        std::size_t distance = word_distance(wanted, code_points(candidate));
        if (distance > limit || (best && distance == limit)) continue;
        best = candidate;
        limit = distance;
    }
    return best;
}

std::string join_words(std::span<const std::string> words, std::string_view last) {
    std::string joined;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && i + 1 == words.size()) {
            joined.append(" ").append(last).append(" ");
        } else if (i > 0) {
            joined.append(", ");
        }
        joined += words[i];
    }
    return joined;
}

std::string quote(std::string_view text) {
    std::string quoted = "\"";
    for (char c : text) {
        if (c == '\n') {
            quoted += "\\n";
            continue;
        }
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted += '"';
}

}  // namespace reeve
