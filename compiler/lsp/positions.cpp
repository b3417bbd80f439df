#include "compiler/lsp/positions.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace reeve::lsp {

namespace {

std::uint32_t units(const CodePoint& letter, Encoding encoding) {
    switch (encoding) {
        case Encoding::Utf8: return static_cast<std::uint32_t>(letter.length);
        case Encoding::Utf16: return letter.value > 0xFFFF ? 2 : 1;
        case Encoding::Utf32: return 1;
    }
    return 1;
}

std::optional<int> hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

constexpr std::string_view kFile = "file://";

}  // namespace

std::uint32_t to_offset(const source::SourceFile& file, LinePosition position, Encoding encoding) {
    if (position.line >= file.line_count()) return static_cast<std::uint32_t>(file.text().size());
    const std::string_view line = file.line(position.line + 1);
    std::size_t at = 0;
    std::uint32_t count = 0;
    while (at < line.size() && count < position.character) {
        const CodePoint letter = decode_utf8(line, at);
        count += units(letter, encoding);
        if (count > position.character) break;
        at += letter.length;
    }
    return file.line_begin(position.line + 1) + static_cast<std::uint32_t>(at);
}

LinePosition to_position(const source::SourceFile& file, std::uint32_t offset, Encoding encoding) {
    const auto size = static_cast<std::uint32_t>(file.text().size());
    offset = std::min(offset, size);
    const std::uint32_t line = file.position(offset).line;
    const std::uint32_t begin = file.line_begin(line);
    const std::string_view before = file.text().substr(begin, offset - begin);
    return {line - 1, length_of(before, encoding)};
}

std::uint32_t length_of(std::string_view text, Encoding encoding) {
    std::uint32_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint letter = decode_utf8(text, at);
        count += units(letter, encoding);
        at += letter.length;
    }
    return count;
}

std::string path_of_uri(std::string_view uri) {
    if (!uri.starts_with(kFile)) return std::string(uri);
    uri.remove_prefix(kFile.size());
    // The name of a machine may stand before the path.
    uri = uri.substr(std::min(uri.find('/'), uri.size()));
    std::string path;
    for (std::size_t i = 0; i < uri.size(); ++i) {
        const bool escaped =
            uri[i] == '%' && i + 2 < uri.size() && hex(uri[i + 1]) && hex(uri[i + 2]);
        if (escaped) {
            path += static_cast<char>(*hex(uri[i + 1]) * 16 + *hex(uri[i + 2]));
            i += 2;
        } else {
            path += uri[i];
        }
    }
    return path;
}

std::string uri_of_path(std::string_view path) {
    if (!path.starts_with('/')) return std::string(path);
    std::string uri(kFile);
    for (const char c : path) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z') ||
                           std::string_view("/-._~").find(c) != std::string_view::npos;
        if (plain) {
            uri += c;
        } else {
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return uri;
}

}  // namespace reeve::lsp
