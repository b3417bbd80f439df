#include "compiler/diagnostics/styled_text.h"

#include "base/display_width.h"
#include "base/text.h"

#include <algorithm>

namespace reeve::diagnostics {

namespace {

constexpr std::size_t kTabWidth = 4;

std::string_view escape_sequence(Style style) {
    switch (style) {
        case Style::Plain: return "";
        case Style::Strong: return "\x1b[1m";
        case Style::Error: return "\x1b[1;31m";
        case Style::Warning: return "\x1b[1;33m";
        case Style::Note: return "\x1b[1;36m";
        case Style::Secondary: return "\x1b[1;34m";
        case Style::Margin: return "\x1b[34m";
        case Style::Help: return "\x1b[1;36m";
        case Style::Added: return "\x1b[32m";
        case Style::Removed: return "\x1b[31m";
        case Style::Code: return "\x1b[36m";
    }
    return "";
}

// The Unicode characters behind the attack "Trojan Source": they make text look as if it stood
// elsewhere.
bool changes_direction(char32_t value) {
    return (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

bool is_control(char32_t value) { return value < 0x20 || (value >= 0x7f && value < 0xa0); }

// Words for breaking lines: runs without blanks, where a piece of code in backticks counts as one
// run if it closes.
std::size_t end_of_word(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    while (end < text.size() && text[end] != ' ') {
        if (text[end] == '`') {
            const std::size_t close = text.find('`', end + 1);
            if (close != std::string_view::npos) end = close;
        }
        ++end;
    }
    return end;
}

std::vector<std::string_view> split_words(std::string_view text, std::size_t width) {
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin < text.size();) {
        if (text[begin] == ' ') {
            ++begin;
            continue;
        }
        std::size_t end = end_of_word(text, begin);
        if (display_width(text.substr(begin, end - begin)) > width) {
            end = std::min(text.find(' ', begin), text.size());
        }
        words.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return words;
}

}  // namespace

StyledText& StyledText::write(Style style, std::string_view text) {
    if (text.empty()) return *this;
    const std::string_view begin = color_ ? escape_sequence(style) : "";
    out_ += begin;
    out_ += text;
    if (!begin.empty()) out_ += "\x1b[0m";
    return *this;
}

StyledText& StyledText::write_prose(Style base, std::string_view text) {
    while (!text.empty()) {
        const std::size_t open = text.find('`');
        const std::size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
        if (close == std::string_view::npos) return write(base, text);
        write(base, text.substr(0, open));
        write(Style::Code, text.substr(open, close + 1 - open));
        text.remove_prefix(close + 1);
    }
    return *this;
}

Canvas::Cell& Canvas::cell(std::size_t row, std::size_t column) {
    if (rows_.size() <= row) rows_.resize(row + 1);
    if (rows_[row].size() <= column) rows_[row].resize(column + 1);
    return rows_[row][column];
}

void Canvas::put(std::size_t row, std::size_t column, std::string_view text, Style style) {
    cell(row, column);
    std::size_t next = column;
    for (std::size_t offset = 0; offset < text.size();) {
        const CodePoint point = decode_utf8(text, offset);
        const std::string_view bytes =
            point.valid ? text.substr(offset, point.length) : "\xEF\xBF\xBD";
        offset += point.length;
        const unsigned width = display_width(point.value);
        if (width == 0) {
            // A combining mark joins the letter that was drawn before it.
            if (next > column && !is_control(point.value)) cell(row, next - 1).text += bytes;
            continue;
        }
        cell(row, next) = {std::string(bytes), style};
        for (unsigned i = 1; i < width; ++i) cell(row, next + i) = {"", style};
        next += width;
    }
}

void Canvas::fill(std::size_t row, std::size_t begin, std::size_t end, char character,
                  Style style) {
    for (std::size_t column = begin; column < end; ++column)
        cell(row, column) = {std::string(1, character), style};
}

void Canvas::write_row(std::size_t row, StyledText& out) const {
    if (row >= rows_.size()) return;
    const std::vector<Cell>& cells = rows_[row];
    std::size_t count = cells.size();
    while (count > 0 && cells[count - 1].text == " ") --count;
    for (std::size_t begin = 0; begin < count;) {
        std::size_t end = begin;
        std::string run;
        while (end < count && cells[end].style == cells[begin].style) run += cells[end++].text;
        out.write(cells[begin].style, run);
        begin = end;
    }
}

std::vector<std::string> wrap_text(std::string_view text, std::size_t width) {
    if (width == 0) return {std::string(text)};
    std::vector<std::string> lines(1);
    std::size_t used = 0;
    for (const std::string_view word : split_words(text, width)) {
        const std::size_t word_width = display_width(word);
        if (used > 0 && used + 1 + word_width > width) {
            lines.emplace_back();
            used = 0;
        }
        if (used > 0) {
            lines.back() += ' ';
            ++used;
        }
        lines.back() += word;
        used += word_width;
    }
    return lines;
}

std::string visible_text(std::string_view text, std::size_t column) {
    std::string result;
    for (std::size_t offset = 0; offset < text.size();) {
        const CodePoint point = decode_utf8(text, offset);
        if (point.value == U'\t') {
            const std::size_t width = kTabWidth - column % kTabWidth;
            result.append(width, ' ');
            column += width;
        } else if (!point.valid || is_control(point.value) || changes_direction(point.value)) {
            result += "\xEF\xBF\xBD";
            ++column;
        } else {
            result += text.substr(offset, point.length);
            column += display_width(point.value);
        }
        offset += point.length;
    }
    return result;
}

}  // namespace reeve::diagnostics
