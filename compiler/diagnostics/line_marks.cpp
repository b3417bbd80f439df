#include "compiler/diagnostics/line_marks.h"

#include "base/display_width.h"

#include <algorithm>
#include <tuple>

namespace reeve::diagnostics {

namespace {

struct HangingText {
    const LineMark* mark;
    std::size_t row;
};

Style style_of(const LineMark& mark, Style primary) {
    return mark.primary ? primary : Style::Secondary;
}

std::size_t length(const LineMark& mark) { return mark.columns.end - mark.columns.begin; }

// Whether the marks from `begin` on, drawn later, leave nothing of this one.
bool is_hidden(const LineMark& mark, const std::vector<LineMark>& marks, std::size_t begin) {
    for (std::size_t column = mark.columns.begin; column < mark.columns.end; ++column) {
        const bool covered =
            std::any_of(marks.begin() + static_cast<std::ptrdiff_t>(begin), marks.end(),
                        [&](const LineMark& other) {
                            return other.columns.begin <= column && column < other.columns.end;
                        });
        if (!covered) return false;
    }
    return true;
}

void draw_underlines(std::vector<LineMark>& marks, Style primary, std::size_t left,
                     Canvas& canvas) {
    // Short ones over long ones, so that a mark inside another stays visible; the primary one wins
    // among equals.
    std::stable_sort(marks.begin(), marks.end(), [](const LineMark& a, const LineMark& b) {
        return length(a) != length(b) ? length(a) > length(b) : a.primary < b.primary;
    });
    const auto main =
        std::find_if(marks.begin(), marks.end(), [](const LineMark& mark) { return mark.primary; });
    if (main != marks.end() &&
        is_hidden(*main, marks, static_cast<std::size_t>(main - marks.begin()) + 1)) {
        std::rotate(main, main + 1, marks.end());
    }
    for (const LineMark& mark : marks) {
        canvas.fill(0, left + mark.columns.begin, left + mark.columns.end, mark.primary ? '^' : '-',
                    style_of(mark, primary));
    }
}

// The mark whose words can stand on the line of the underlines: nothing is drawn to the right of
// it.
const LineMark* find_last(const std::vector<LineMark>& marks) {
    const auto last =
        std::max_element(marks.begin(), marks.end(), [](const LineMark& a, const LineMark& b) {
            return std::tuple(a.columns.end, a.columns.begin, a.primary) <
                   std::tuple(b.columns.end, b.columns.begin, b.primary);
        });
    return last->text.empty() ? nullptr : &*last;
}

// From right to left, each text goes as high as it can without touching a text or a connector to
// its right.
std::vector<HangingText> place_hanging(const std::vector<LineMark>& marks, const LineMark* last) {
    std::vector<HangingText> texts;
    for (const LineMark& mark : marks) {
        if (&mark != last && !mark.text.empty()) texts.push_back({&mark, 2});
    }
    std::stable_sort(texts.begin(), texts.end(), [](const HangingText& a, const HangingText& b) {
        return a.mark->columns.begin > b.mark->columns.begin;
    });
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::size_t end = texts[i].mark->columns.begin + display_width(texts[i].mark->text);
        for (std::size_t right = 0; right < i; ++right) {
            if (end + 2 > texts[right].mark->columns.begin) {
                texts[i].row = std::max(texts[i].row, texts[right].row + 1);
            }
        }
    }
    return texts;
}

}  // namespace

void draw_line_marks(std::vector<LineMark> marks, Style primary, std::size_t left, Canvas& canvas) {
    if (marks.empty()) return;
    draw_underlines(marks, primary, left, canvas);
    const LineMark* last = find_last(marks);
    if (last != nullptr)
        canvas.put(0, left + last->columns.end + 1, last->text, style_of(*last, primary));
    const std::vector<HangingText> texts = place_hanging(marks, last);
    for (const HangingText& text : texts) {
        for (std::size_t row = 1; row < text.row; ++row) {
            canvas.put(row, left + text.mark->columns.begin, "|", style_of(*text.mark, primary));
        }
    }
    for (const HangingText& text : texts) {
        canvas.put(text.row, left + text.mark->columns.begin, text.mark->text,
                   style_of(*text.mark, primary));
    }
}

}  // namespace reeve::diagnostics
