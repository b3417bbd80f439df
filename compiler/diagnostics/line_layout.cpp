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

LineLayout::LineLayout(std::string_view line) {
    std::size_t column = 0;
    bool only_blanks = true;
    for (std::size_t offset = 0; offset < line.size();) {
        const CodePoint point = decode_utf8(line, offset);
        std::string text = visible_text(line.substr(offset, point.length), column);
        const std::size_t width = display_width(text);
        columns_.insert(columns_.end(), point.length, column);
        if (only_blanks && point.value != U' ' && point.value != U'\t') {
            only_blanks = false;
            indentation_ = column;
        }
        if (width == 0 && !glyphs_.empty()) {
            glyphs_.back().text += text;
        } else {
            glyphs_.push_back({column, width, std::move(text)});
        }
        column += width;
        offset += point.length;
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
    for (const Glyph& glyph : glyphs_) {
        if (glyph.column < window_.begin || glyph.column + glyph.width > window_.end) continue;
        canvas.put(row, left + glyph.column - window_.begin, glyph.text, Style::Plain);
    }
    if (window_.begin > 0) canvas.put(row, left, kEllipsis, Style::Margin);
    if (window_.end < width())
        canvas.put(row, left + window_.end - window_.begin - 1, kEllipsis, Style::Margin);
}

}  // namespace reeve::diagnostics
