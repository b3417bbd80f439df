#pragma once

#include "compiler/source/source.h"

#include <cstdint>
#include <string>
#include <string_view>

// Places as editors count them, and files as they name them.

namespace reeve::lsp {

/// What a column counts; agreed on when a client introduces itself.
enum class Encoding : std::uint8_t { Utf8, Utf16, Utf32 };

/// Both from 0.
struct LinePosition {
    std::uint32_t line = 0;
    std::uint32_t character = 0;
    friend bool operator==(const LinePosition&, const LinePosition&) = default;
};

/// A place inside a letter is its beginning, one beyond a line its end, one beyond the text its
/// end.
std::uint32_t to_offset(const source::SourceFile& file, LinePosition position, Encoding encoding);
LinePosition to_position(const source::SourceFile& file, std::uint32_t offset, Encoding encoding);
/// What a column counts in that text.
std::uint32_t length_of(std::string_view text, Encoding encoding);

/// `file:///a%20b` is `/a b`; any other URI stands for itself.
std::string path_of_uri(std::string_view uri);
std::string uri_of_path(std::string_view path);

}  // namespace reeve::lsp
