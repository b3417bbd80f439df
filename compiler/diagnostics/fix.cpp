#include "compiler/diagnostics/fix.h"

#include <algorithm>

namespace reeve::diagnostics {

namespace {

std::vector<Edit> sorted(std::span<const Edit> edits) {
    std::vector<Edit> result(edits.begin(), edits.end());
    std::stable_sort(result.begin(), result.end(), [](const Edit& a, const Edit& b) {
        return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
    });
    return result;
}

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (true) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.emplace_back(line);
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

void drop_equal_ends(ChangedLines& lines) {
    while (!lines.before.empty() && !lines.after.empty() &&
           lines.before.back() == lines.after.back()) {
        lines.before.pop_back();
        lines.after.pop_back();
    }
    while (!lines.before.empty() && !lines.after.empty() &&
           lines.before.front() == lines.after.front()) {
        lines.before.erase(lines.before.begin());
        lines.after.erase(lines.after.begin());
        ++lines.first_line;
    }
}

}  // namespace

std::optional<std::string> apply_edits(std::string_view text, std::span<const Edit> edits) {
    std::string result;
    std::size_t done = 0;
    for (const Edit& edit : sorted(edits)) {
        if (edit.span.begin < done || edit.span.end < edit.span.begin ||
            edit.span.end > text.size()) {
            return std::nullopt;
        }
        result += text.substr(done, edit.span.begin - done);
        result += edit.text;
        done = edit.span.end;
    }
    result += text.substr(done);
    return result;
}

std::vector<ChangedLines> changed_lines(const source::SourceFile& file,
                                        std::span<const Edit> edits) {
    std::vector<ChangedLines> result;
    if (!apply_edits(file.text(), edits)) return result;
    const std::vector<Edit> all = sorted(edits);
    for (std::size_t first = 0; first < all.size();) {
        const std::uint32_t begin_line = file.position(all[first].span.begin).line;
        std::uint32_t end_line = file.position(all[first].span.end).line;
        std::size_t next = first + 1;
        while (next < all.size() && file.position(all[next].span.begin).line <= end_line + 1) {
            end_line = std::max(end_line, file.position(all[next++].span.end).line);
        }
        const std::uint32_t begin = file.line_begin(begin_line);
        const std::string_view last = file.line(end_line);
        const std::string_view old_text =
            file.text().substr(begin, file.line_begin(end_line) + last.size() - begin);
        std::vector<Edit> moved(all.begin() + static_cast<std::ptrdiff_t>(first),
                                all.begin() + static_cast<std::ptrdiff_t>(next));
        for (Edit& edit : moved) {
            // An edit may reach over the line break of its last line; the break itself is not part
            // of the lines.
            edit.span.begin = std::min<std::uint32_t>(edit.span.begin - begin,
                                                      static_cast<std::uint32_t>(old_text.size()));
            edit.span.end = std::min<std::uint32_t>(edit.span.end - begin,
                                                    static_cast<std::uint32_t>(old_text.size()));
        }
        ChangedLines lines{begin_line, split_lines(old_text),
                           split_lines(apply_edits(old_text, moved).value_or(""))};
        drop_equal_ends(lines);
        if (!lines.before.empty() || !lines.after.empty()) result.push_back(std::move(lines));
        first = next;
    }
    return result;
}

}  // namespace reeve::diagnostics
