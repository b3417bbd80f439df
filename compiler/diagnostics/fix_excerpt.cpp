#include "compiler/diagnostics/fix_excerpt.h"

#include "compiler/diagnostics/fix.h"
#include "compiler/diagnostics/line_layout.h"

#include <algorithm>
#include <string>

namespace reeve::diagnostics {

namespace {

// More changed lines than these tell nobody anything; the fix is made by a tool anyway.
constexpr std::size_t kLinesShown = 12;
constexpr std::size_t kSourceWidthMin = 40;

// The bytes in which two lines differ: the same number at the begin and at the end are equal.
struct Difference {
    std::size_t begin = 0;
    std::size_t end_before = 0;
    std::size_t end_after = 0;
};

Difference find_difference(std::string_view before, std::string_view after) {
    const auto begin =
        static_cast<std::size_t>(std::ranges::mismatch(before, after).in1 - before.begin());
    std::size_t equal = 0;
    const std::size_t equal_max = std::min(before.size(), after.size()) - begin;
    while (equal < equal_max &&
           before[before.size() - 1 - equal] == after[after.size() - 1 - equal])
        ++equal;
    return {begin, before.size() - equal, after.size() - equal};
}

class FixExcerpt {
public:
    FixExcerpt(const FixExcerptOptions& options, StyledText& out) : options_(options), out_(out) {}

    void write(const std::vector<ChangedLines>& changes) {
        for (const ChangedLines& change : changes) {
            const bool pair = change.before.size() == 1 && change.after.size() == 1;
            if (pair && change.first_line == options_.line_in_sight && changes.size() == 1) {
                write_rewritten(change.first_line, change.before[0], change.after[0]);
            } else {
                write_both(change);
            }
        }
        if (hidden_ > 0) {
            out_.write(Style::Margin, "...")
                .write(fmt::format(" and {} more lines", hidden_))
                .end_line();
        }
    }

private:
    void write_rewritten(std::uint32_t number, std::string_view before, std::string_view after) {
        const Difference difference = find_difference(before, after);
        const LineLayout layout =
            write_line(number, '+', after, {difference.begin, difference.end_after});
        const std::size_t begin = layout.shown(layout.column(difference.begin));
        const std::size_t end = layout.shown(layout.column(difference.end_after));
        if (begin == end) return;
        out_.blanks(options_.number_width + 1).write(Style::Margin, "|").blanks(begin + 1);
        out_.write(Style::Added, std::string(end - begin, '~')).end_line();
    }

    void write_both(const ChangedLines& change) {
        // Long lines are cut at the same place before and after.
        Difference difference;
        if (!change.before.empty() && !change.after.empty()) {
            difference = find_difference(change.before.front(), change.after.front());
        }
        std::uint32_t number = change.first_line;
        for (const std::string& line : change.before) {
            write_or_hide(number++, '-', line, {difference.begin, difference.end_before});
        }
        number = change.first_line;
        for (const std::string& line : change.after) {
            write_or_hide(number++, '+', line, {difference.begin, difference.end_after});
        }
    }

    void write_or_hide(std::uint32_t number, char sign, std::string_view line, Columns wanted) {
        if (++shown_ <= kLinesShown) {
            write_line(number, sign, line, wanted);
        } else {
            ++hidden_;
        }
    }

    // `wanted` are bytes of the line.
    LineLayout write_line(std::uint32_t number, char sign, std::string_view line, Columns wanted) {
        LineLayout layout(line);
        const std::size_t margin = options_.number_width + 3;
        const std::size_t width = options_.width > margin ? options_.width - margin : 0;
        layout.cut({layout.column(wanted.begin), layout.column(wanted.end)},
                   std::max(width, kSourceWidthMin));
        Canvas canvas;
        layout.draw(canvas, 0, 0);
        std::string text;
        StyledText plain(text, false);
        canvas.write_row(0, plain);
        const Style style = sign == '+' ? Style::Added : Style::Removed;
        out_.write(Style::Margin, fmt::format("{:>{}}", number, options_.number_width)).write(" ");
        out_.write(style, std::string_view(&sign, 1));
        if (!text.empty()) out_.write(" ").write(style, text);
        out_.end_line();
        return layout;
    }

    const FixExcerptOptions& options_;
    StyledText& out_;
    std::size_t shown_ = 0;
    std::size_t hidden_ = 0;
};

}  // namespace

void write_fix_excerpt(const source::SourceFile& file, std::span<const Edit> edits,
                       const FixExcerptOptions& options, StyledText& out) {
    FixExcerpt(options, out).write(changed_lines(file, edits));
}

}  // namespace reeve::diagnostics
