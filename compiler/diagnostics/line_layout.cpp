#include "compiler/diagnostics/line_layout.h"

#include "base/display_width.h"
#include "base/text.h"

#include <algorithm>

namespace reeve::diagnostics {

namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
// What stays visible to the left of a place that is itself wider than the window.
constexpr std::size_t kLeftContext = 12;

}  // namespace

LineLayout::LineLayout(std::string_view line) : line_(line) {
    columns_.reserve(line.size() + 1);
    std::size_t column = 0;
    bool only_blanks = true;
    for (std::size_t offset = 0; offset < line.size();) {
        const char byte = line[offset];
        if (only_blanks && byte != ' ' && byte != '\t') {
            only_blanks = false;
            indentation_ = column;
        }
        // Nearly all of nearly all files; lines may be as long as a file.
        if (byte >= ' ' && byte <= '~') {
            columns_.push_back(column++);
            ++offset;
            continue;
        }
        const std::size_t length = decode_utf8(line, offset).length;
        columns_.insert(columns_.end(), length, column);
        column += display_width(visible_text(line.substr(offset, length), column));
        offset += length;
    }
    columns_.push_back(column);
    if (only_blanks) indentation_ = column;
    window_ = {0, column};
}

std::size_t LineLayout::column(std::size_t offset) const {
    return columns_[std::min(offset, columns_.size() - 1)];
}

void LineLayout::cut(Columns wanted, std::size_t width) {
    if (this->width() <= width) return;
    const std::size_t wanted_width = wanted.end - wanted.begin;
    const std::size_t left = wanted_width < width ? (width - wanted_width) / 2 : kLeftContext;
    // The start of the line says most about it, so it is kept where the place can be seen with it.
    std::size_t begin = wanted.end + 4 <= width || wanted.begin < left ? 0 : wanted.begin - left;
    begin = std::min(begin, this->width() - width);
    window_ = {begin, begin + width};
}

std::size_t LineLayout::shown(std::size_t column) const {
    // One column more than the window has: the place after the last character can be marked too.
    return std::clamp(column, window_.begin, window_.end) - window_.begin;
}

void LineLayout::draw(Canvas& canvas, std::size_t row, std::size_t left) const {
    const auto first = std::ranges::lower_bound(columns_, window_.begin) - columns_.begin();
    std::size_t offset = static_cast<std::size_t>(first);
    const auto after = [&] { return offset + decode_utf8(line_, offset).length; };
    // A mark that takes no room belongs to the letter before it, which is not shown.
    while (window_.begin > 0 && offset < line_.size() && columns_[after()] == columns_[offset])
        offset = after();
    std::string text;
    const std::size_t begin = columns_[offset];
    while (offset < line_.size() && columns_[after()] <= window_.end) {
        const std::size_t end = after();
        text += visible_text(line_.substr(offset, end - offset), columns_[offset]);
        offset = end;
    }
    canvas.put(row, left + begin - window_.begin, text, Style::Plain);
    if (window_.begin > 0) canvas.put(row, left, kEllipsis, Style::Margin);
    if (window_.end < width())
        canvas.put(row, left + window_.end - window_.begin - 1, kEllipsis, Style::Margin);
}

}  // namespace reeve::diagnostics
