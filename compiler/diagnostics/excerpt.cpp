#include "compiler/diagnostics/excerpt.h"

#include "compiler/diagnostics/line_layout.h"
#include "compiler/diagnostics/line_marks.h"

#include <algorithm>
#include <set>

namespace reeve::diagnostics {

namespace {

using source::Position;
using source::SourceFile;

// Lines of a block that are all shown; of a longer one only the first two and the last.
constexpr std::uint32_t kBlockLinesShown = 5;
constexpr std::size_t kSourceWidthMin = 40;

// A mark that ends on a later line than it begins. Offsets count from the start of their line;
// `end` is the last character's.
struct Block {
    std::uint32_t first_line;
    std::size_t begin;
    std::uint32_t last_line;
    std::size_t end;
    std::string text;
    bool primary;
    std::size_t lane = 0;
    bool open = false;
};

struct InlineMark {
    std::uint32_t line;
    std::size_t begin;
    std::size_t end;
    std::string text;
    bool primary;
};

// A line break at the end of a span belongs to it for an editor, but nobody wants it drawn.
Span without_line_break(const SourceFile& file, Span span) {
    const std::string_view text = file.text();
    span.end = std::min<std::uint32_t>(span.end, static_cast<std::uint32_t>(text.size()));
    span.begin = std::min(span.begin, span.end);
    while (span.end > span.begin && (text[span.end - 1] == '\n' || text[span.end - 1] == '\r'))
        --span.end;
    return span;
}

class Excerpt {
public:
    Excerpt(const SourceFile& file, const std::vector<Mark>& marks, const ExcerptOptions& options)
        : file_(file), options_(options), text_left_(options.number_width + 3) {
        for (const Mark& mark : marks) place(mark);
        assign_lanes();
        choose_lines();
    }

    void write(StyledText& out) {
        write_margin_row(out);
        std::uint32_t previous = 0;
        for (const std::uint32_t line : lines_) {
            if (previous != 0 && line > previous + 1) write_gap(out);
            write_line(line, out);
            previous = line;
        }
    }

private:
    [[nodiscard]] Style style_of(bool primary) const {
        return primary ? options_.primary : Style::Secondary;
    }

    void place(const Mark& mark) {
        const Span span = without_line_break(file_, mark.span);
        const std::uint32_t first = file_.position(span.begin).line;
        const std::uint32_t last = file_.position(span.end).line;
        const std::size_t begin = span.begin - file_.line_begin(first);
        const std::size_t end = span.end - file_.line_begin(last);
        if (first == last) {
            inline_marks_.push_back({first, begin, end, mark.text, mark.primary});
        } else {
            blocks_.push_back({first, begin, last, end > 0 ? end - 1 : 0, mark.text, mark.primary});
        }
    }

    void assign_lanes() {
        std::stable_sort(blocks_.begin(), blocks_.end(), [](const Block& a, const Block& b) {
            return a.first_line != b.first_line ? a.first_line < b.first_line
                                                : a.last_line > b.last_line;
        });
        std::vector<std::uint32_t> last_lines;
        for (Block& block : blocks_) {
            const auto free =
                std::find_if(last_lines.begin(), last_lines.end(),
                             [&](std::uint32_t last) { return last < block.first_line; });
            block.lane = static_cast<std::size_t>(free - last_lines.begin());
            if (free == last_lines.end()) last_lines.push_back(0);
            last_lines[block.lane] = block.last_line;
        }
        text_left_ += 2 * last_lines.size();
    }

    void choose_lines() {
        for (const InlineMark& mark : inline_marks_) lines_.insert(mark.line);
        for (const Block& block : blocks_) {
            lines_.insert({block.first_line, block.last_line});
            if (block.last_line - block.first_line < kBlockLinesShown) {
                for (std::uint32_t line = block.first_line; line < block.last_line; ++line)
                    lines_.insert(line);
            } else {
                lines_.insert(block.first_line + 1);
            }
        }
        // A single line left out would take as much room as the sign that says so.
        const std::vector<std::uint32_t> chosen(lines_.begin(), lines_.end());
        for (std::size_t i = 1; i < chosen.size(); ++i) {
            if (chosen[i] == chosen[i - 1] + 2) lines_.insert(chosen[i] - 1);
        }
    }

    void write_margin_row(StyledText& out) {
        Canvas canvas;
        draw_margin(canvas, 0);
        write_rows(canvas, out);
    }

    void write_gap(StyledText& out) {
        Canvas canvas;
        canvas.put(0, 0, "...", Style::Margin);
        draw_lanes(canvas, 0);
        write_rows(canvas, out);
    }

    void write_line(std::uint32_t line, StyledText& out) {
        LineLayout layout(file_.line(line));
        cut(layout, line);
        Canvas canvas;
        draw_margin(canvas, 0);
        const std::string number = fmt::format("{:>{}}", line, options_.number_width);
        canvas.put(0, 0, number, Style::Margin);
        draw_lanes(canvas, 0);
        layout.draw(canvas, 0, text_left_);
        open_at_indentation(layout, line, canvas);
        write_rows(canvas, out);
        write_inline_marks(layout, line, out);
        write_block_starts(layout, line, out);
        write_block_ends(layout, line, out);
    }

    void cut(LineLayout& layout, std::uint32_t line) const {
        const std::size_t width = std::max(
            kSourceWidthMin, options_.width > text_left_ ? options_.width - text_left_ : 0);
        Columns wanted;
        bool found = false;
        const auto include = [&](std::size_t begin, std::size_t end, bool primary) {
            const Columns columns{layout.column(begin),
                                  std::max(layout.column(end), layout.column(begin) + 1)};
            if (!found || primary) wanted = columns;
            found = true;
        };
        for (const InlineMark& mark : inline_marks_) {
            if (mark.line == line) include(mark.begin, mark.end, mark.primary);
        }
        for (const Block& block : blocks_) {
            if (block.first_line == line) include(block.begin, block.begin + 1, block.primary);
            if (block.last_line == line) include(block.end, block.end + 1, block.primary);
        }
        layout.cut(wanted, width);
    }

    // A block that begins with the first word of its line needs no underline there: a slash at the
    // left edge does.
    void open_at_indentation(const LineLayout& layout, std::uint32_t line, Canvas& canvas) {
        for (Block& block : blocks_) {
            if (block.first_line != line || layout.column(block.begin) != layout.indentation())
                continue;
            canvas.put(0, lane_column(block), "/", style_of(block.primary));
            block.open = true;
        }
    }

    void write_inline_marks(const LineLayout& layout, std::uint32_t line, StyledText& out) {
        std::vector<LineMark> marks;
        for (const InlineMark& mark : inline_marks_) {
            if (mark.line != line) continue;
            const std::size_t begin = layout.shown(layout.column(mark.begin));
            const std::size_t end = std::max(layout.shown(layout.column(mark.end)), begin + 1);
            marks.push_back({{begin, end}, mark.text, mark.primary});
        }
        Canvas canvas;
        draw_line_marks(std::move(marks), options_.primary, text_left_, canvas);
        for (std::size_t row = 0; row < canvas.row_count(); ++row) {
            draw_margin(canvas, row);
            draw_lanes(canvas, row);
        }
        write_rows(canvas, out);
    }

    void write_block_starts(const LineLayout& layout, std::uint32_t line, StyledText& out) {
        for (Block& block : blocks_) {
            if (block.first_line != line || block.open) continue;
            Canvas canvas;
            draw_margin(canvas, 0);
            draw_lanes(canvas, 0);
            draw_turn(block, text_left_ + layout.shown(layout.column(block.begin)), canvas);
            write_rows(canvas, out);
            block.open = true;
        }
    }

    void write_block_ends(const LineLayout& layout, std::uint32_t line, StyledText& out) {
        // The innermost ends first, so that no end crosses another.
        for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) {
            if (block->last_line != line) continue;
            const std::size_t column = text_left_ + layout.shown(layout.column(block->end));
            Canvas canvas;
            draw_margin(canvas, 0);
            draw_lanes(canvas, 0);
            draw_turn(*block, column, canvas);
            canvas.put(0, column + 2, block->text, style_of(block->primary));
            write_rows(canvas, out);
            block->open = false;
        }
    }

    // `|____^`: from the left edge to the place where the block begins or ends.
    void draw_turn(const Block& block, std::size_t column, Canvas& canvas) const {
        const Style style = style_of(block.primary);
        canvas.fill(0, lane_column(block) + 1, column, '_', style);
        canvas.put(0, column, block.primary ? "^" : "-", style);
    }

    [[nodiscard]] std::size_t lane_column(const Block& block) const {
        return options_.number_width + 3 + 2 * block.lane;
    }

    void draw_margin(Canvas& canvas, std::size_t row) const {
        canvas.put(row, options_.number_width + 1, "|", Style::Margin);
    }

    void draw_lanes(Canvas& canvas, std::size_t row) const {
        for (const Block& block : blocks_) {
            if (block.open) canvas.put(row, lane_column(block), "|", style_of(block.primary));
        }
    }

    static void write_rows(const Canvas& canvas, StyledText& out) {
        for (std::size_t row = 0; row < canvas.row_count(); ++row) {
            canvas.write_row(row, out);
            out.end_line();
        }
    }

    const SourceFile& file_;
    const ExcerptOptions& options_;
    std::size_t text_left_;
    std::vector<InlineMark> inline_marks_;
    std::vector<Block> blocks_;
    std::set<std::uint32_t> lines_;
};

}  // namespace

void write_excerpt(const SourceFile& file, std::vector<Mark> marks, const ExcerptOptions& options,
                   StyledText& out) {
    Excerpt(file, marks, options).write(out);
}

std::uint32_t last_line(const SourceFile& file, const std::vector<Mark>& marks) {
    std::uint32_t last = 1;
    for (const Mark& mark : marks) {
        last = std::max(last, file.position(without_line_break(file, mark.span).end).line);
    }
    return last;
}

}  // namespace reeve::diagnostics
