#pragma once

#include "base/id.h"

#include <compare>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::source {

using FileId = Id<struct FileTag>;

/// A piece of one file: bytes from `begin` to before `end`. An empty span marks a place between two
/// characters.
struct Span {
    FileId file;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] bool valid() const { return file.valid(); }
    [[nodiscard]] bool empty() const { return begin == end; }
    /// The span from here to the end of `last`, both in one file.
    [[nodiscard]] Span to(Span last) const {
        return {file, begin, last.end > end ? last.end : end};
    }
    [[nodiscard]] Span before() const {
        return {file, begin, begin};
    }  // the place before the first character
    [[nodiscard]] Span after() const {
        return {file, end, end};
    }  // the place after the last character

    friend auto operator<=>(const Span&, const Span&) = default;
};

/// Line and column, both from 1; the column counts code points.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    friend auto operator<=>(const Position&, const Position&) = default;
};

/// A text with a name. The text never changes; line starts are found once.
class SourceFile {
public:
    SourceFile(std::string path, std::string text);

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::uint32_t line_count() const {
        return static_cast<std::uint32_t>(line_starts_.size());
    }
    /// The line (from 1) without its line break.
    [[nodiscard]] std::string_view line(std::uint32_t number) const;
    [[nodiscard]] std::uint32_t line_begin(std::uint32_t number) const {
        return line_starts_[number - 1];
    }
    /// Offsets beyond the end give the end.
    [[nodiscard]] Position position(std::uint32_t offset) const;
    /// Inverse of `position`; columns beyond the end of the line give its end.
    [[nodiscard]] std::uint32_t offset(Position position) const;

private:
    std::string path_;
    std::string text_;
    std::vector<std::uint32_t> line_starts_;
};

/// All files of a run, in the order in which they were added. References stay valid while the set
/// lives.
class SourceSet {
public:
    FileId add(std::string path, std::string text);
    /// Another text for a file that is there: what was made of the old one (spans, views) is void.
    void replace(FileId id, std::string path, std::string text);
    [[nodiscard]] const SourceFile& file(FileId id) const { return files_[id.index()]; }
    [[nodiscard]] std::size_t size() const { return files_.size(); }
    [[nodiscard]] std::string_view text(Span span) const;
    [[nodiscard]] Position begin(Span span) const { return file(span.file).position(span.begin); }
    [[nodiscard]] Position end(Span span) const { return file(span.file).position(span.end); }

private:
    std::deque<SourceFile> files_;
};

}  // namespace reeve::source
