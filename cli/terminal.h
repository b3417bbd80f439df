#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string_view>

namespace reeve::cli {

enum class ColorMode : std::uint8_t { Auto, Always, Never };

/// Whether to write colours to this stream: as asked, else where a terminal listens that can show
/// them and NO_COLOR is not set.
bool use_color(ColorMode mode, std::FILE* stream);

/// Columns of the terminal behind the stream, 120 where there is none.
std::size_t terminal_width(std::FILE* stream);

/// Whether a terminal listens that is set to letters other than UTF-8.
bool needs_ascii(std::FILE* stream);

void write(std::FILE* stream, std::string_view text);

}  // namespace reeve::cli
