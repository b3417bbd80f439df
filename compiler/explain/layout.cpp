#include "compiler/explain/layout.h"

#include "base/display_width.h"
#include "base/text.h"

namespace reeve::explain {

namespace {

constexpr std::size_t kWrapMin = 30;

/// The pieces of `text` between blanks outside backticks and quotes.
std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != ' ') continue;
        if (i > begin) words.push_back(text.substr(begin, i - begin));
        begin = i + 1;
    }
    return words;
}

}  // namespace

std::string shortened(const std::string& text, std::size_t width) {
    if (display_width(text) <= width) return text;
    std::string result;
    std::size_t used = 1;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = decode_utf8(text, i);
        used += display_width(point.value);
        if (used > width) break;
        result += text.substr(i, point.length);
        i += point.length;
    }
    return result + "…";
}

Layout& Layout::line(std::size_t indent) {
    text_.lines.emplace_back();
    column_ = indent;
    if (indent > 0) text_.lines.back().push_back({Tone::Plain, std::string(indent, ' ')});
    return *this;
}

Layout& Layout::put(Tone tone, std::string text) {
    if (text.empty()) return *this;
    column_ += display_width(text);
    text_.lines.back().push_back({tone, std::move(text)});
    return *this;
}

Layout& Layout::to(std::size_t column) {
    const std::size_t blanks = column > column_ ? column - column_ : 1;
    return put(Tone::Plain, std::string(blanks, ' '));
}

Layout& Layout::right(std::size_t column, Tone tone, const std::string& text) {
    const std::size_t wide = display_width(text);
    if (column > column_ + wide) put(Tone::Plain, std::string(column - column_ - wide, ' '));
    return put(tone, text);
}

Layout& Layout::at_edge(Tone tone, const std::string& text) {
    const std::size_t wide = display_width(text);
    if (column_ + wide + 2 > width_) return put("  ").put(tone, text);
    return right(width_, tone, text);
}

Layout& Layout::wrapped(Tone tone, std::string_view text) {
    const std::size_t begin = column_;
    const std::size_t end = std::max(width_, begin + kWrapMin);
    bool first = true;
    for (const std::string_view word : words_of(text)) {
        const bool fits = column_ + (first ? 0 : 1) + display_width(word) <= end;
        if (!first && fits) put(tone, " ");
        if (!first && !fits) line(begin);
        put(tone, std::string(word));
        first = false;
    }
    return *this;
}

Text Layout::take() {
    for (TextLine& line : text_.lines) {
        while (!line.empty()) {
            std::string& last = line.back().text;
            while (last.ends_with(' ')) last.pop_back();
            if (!last.empty()) break;
            line.pop_back();
        }
    }
    return std::move(text_);
}

std::string Text::to_string() const {
    std::string out;
    for (const TextLine& line : lines) {
        for (const Piece& piece : line) out += piece.text;
        out += '\n';
    }
    return out;
}

std::string in_ascii(std::string_view text) {
    struct Pair {
        std::string_view from;
        std::string_view to;
    };
    constexpr Pair kPairs[] = {{"–", "-"}, {"…", "..."}, {"·", "-"}, {"─", "-"}, {"│", "|"},
                               {"└", "+"}, {"▸", ">"},   {"┤", "+"}, {"┬", "+"}, {"╌", "."},
                               {"┊", ":"}, {"“", "\""},  {"”", "\""}};
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const Pair* found = nullptr;
        for (const Pair& pair : kPairs) {
            if (text.substr(i).starts_with(pair.from)) found = &pair;
        }
        if (found != nullptr) {
            out += found->to;
            i += found->from.size();
        } else {
            out += text[i++];
        }
    }
    return out;
}

}  // namespace reeve::explain
