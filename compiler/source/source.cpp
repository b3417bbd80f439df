#include "compiler/source/source.h"

#include "base/check.h"
#include "base/text.h"

#include <algorithm>
#include <utility>

namespace reeve::source {

SourceFile::SourceFile(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)), line_starts_{0} {
    for (std::size_t i = 0; i < text_.size(); ++i) {
        if (text_[i] == '\n') line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
    }
}

std::string_view SourceFile::line(std::uint32_t number) const {
    CHECK(number >= 1 && number <= line_count());
    std::string_view rest = text().substr(line_starts_[number - 1]);
    std::string_view line = rest.substr(0, rest.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

Position SourceFile::position(std::uint32_t offset) const {
    offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
    auto next = std::ranges::upper_bound(line_starts_, offset);
    auto number = static_cast<std::uint32_t>(next - line_starts_.begin());
    Position position{.line = number, .column = 1};
    std::size_t at = line_starts_[number - 1];
    while (true) {
        // An offset inside a letter has the column of the letter.
        at += decode_utf8(text_, at).length;
        if (at > offset) return position;
        ++position.column;
    }
}

std::uint32_t SourceFile::offset(Position position) const {
    if (position.line < 1) return 0;
    if (position.line > line_count()) return static_cast<std::uint32_t>(text_.size());
    std::string_view content = line(position.line);
    std::size_t at = 0;
    for (std::uint32_t column = 1; column < position.column && at < content.size(); ++column) {
        at += decode_utf8(content, at).length;
    }
    return line_begin(position.line) + static_cast<std::uint32_t>(at);
}

FileId SourceSet::add(std::string path, std::string text) {
    files_.emplace_back(std::move(path), std::move(text));
    return FileId(files_.size() - 1);
}

void SourceSet::replace(FileId id, std::string path, std::string text) {
    files_[id.index()] = SourceFile(std::move(path), std::move(text));
}

std::string_view SourceSet::text(Span span) const {
    if (!span.valid()) return {};
    CHECK(span.begin <= span.end);
    return file(span.file).text().substr(span.begin, span.end - span.begin);
}

}  // namespace reeve::source
