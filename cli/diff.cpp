#include "cli/diff.h"

#include "compiler/diagnostics/styled_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace reeve::cli {

namespace {

using diagnostics::Style;
using diagnostics::StyledText;
using Lines = std::vector<std::string_view>;

// Above this many pairs of lines the table would be too large; the whole middle then counts as
// changed.
constexpr std::size_t kPairsMax = 4'000'000;

struct Step {
    char sign;         // ' ', '-' or '+'
    std::size_t line;  // of `before`, from 1
    std::string_view text;
};

Lines split(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

// lengths[i][j]: of the longest common part of what begins at i and j.
class CommonLines {
public:
    CommonLines(const Lines& before, const Lines& after) : width_(after.size() + 1) {
        if ((before.size() + 1) * width_ > kPairsMax) return;
        lengths_.assign((before.size() + 1) * width_, 0);
        for (std::size_t i = before.size(); i-- > 0;) {
            for (std::size_t j = after.size(); j-- > 0;) {
                lengths_[i * width_ + j] = before[i] == after[j]
                                               ? at(i + 1, j + 1) + 1
                                               : std::max(at(i + 1, j), at(i, j + 1));
            }
        }
    }
    [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const {
        return lengths_.empty() ? 0 : lengths_[i * width_ + j];
    }

private:
    std::size_t width_;
    std::vector<std::uint32_t> lengths_;
};

std::vector<Step> compare(Lines before, Lines after) {
    std::vector<Step> steps;
    std::size_t line = 1;
    const auto same = std::ranges::mismatch(before, after);
    for (auto equal = before.begin(); equal != same.in1; ++equal)
        steps.push_back({' ', line++, *equal});
    before.erase(before.begin(), same.in1);
    after.erase(after.begin(), same.in2);
    const CommonLines common(before, after);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        const bool both = i < before.size() && j < after.size();
        if (both && before[i] == after[j] && common.at(i, j) > 0) {
            steps.push_back({' ', line++, before[i++]});
            ++j;
        } else if (i < before.size() && (!both || common.at(i + 1, j) >= common.at(i, j + 1))) {
            steps.push_back({'-', line++, before[i++]});
        } else {
            steps.push_back({'+', line, after[j++]});
        }
    }
    return steps;
}

}  // namespace

std::string show_diff(std::string_view before, std::string_view after, const DiffOptions& options) {
    if (before == after) return "";
    const std::vector<Step> steps = compare(split(before), split(after));
    std::vector<bool> shown(steps.size(), false);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].sign == ' ') continue;
        const std::size_t last = std::min(steps.size() - 1, i + options.context);
        for (std::size_t near = i - std::min(i, options.context); near <= last; ++near)
            shown[near] = true;
    }
    std::string out;
    StyledText text(out, options.color);
    const std::size_t number_width = std::to_string(steps.empty() ? 1 : steps.back().line).size();
    std::size_t count = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!shown[i]) continue;
        if (count++ == options.lines_max) {
            text.write(Style::Margin, "...").end_line();
            break;
        }
        if (i > 0 && !shown[i - 1] && count > 1) text.write(Style::Margin, "...").end_line();
        const Style style = steps[i].sign == '-'   ? Style::Removed
                            : steps[i].sign == '+' ? Style::Added
                                                   : Style::Plain;
        const std::string number = steps[i].sign == '+' ? "" : std::to_string(steps[i].line);
        text.write(Style::Margin, fmt::format("{:>{}} ", number, number_width));
        text.write(style, std::string_view(&steps[i].sign, 1)).write(" ");
        text.write(style, diagnostics::visible_text(steps[i].text)).end_line();
    }
    // Text that differs in its final line break alone has no line that differs.
    if (out.empty()) text.write("the last line does not end with a line break\n");
    return out;
}

}  // namespace reeve::cli
