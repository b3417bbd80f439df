#include "tests/ide/marked_file.h"

#include <algorithm>

namespace reeve::ide_tests {

namespace {

/// Calls `f(line, offset)` for each line without its break.
template <class F>
void for_each_line(std::string_view text, F f) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        f(text.substr(at, end - at), at);
        at = end + 1;
    }
}

}  // namespace

std::vector<Expectation> read_expectations(std::string_view text) {
    std::vector<Expectation> found;
    std::size_t above = 0;
    std::uint32_t number = 0;
    for_each_line(text, [&](std::string_view line, std::size_t offset) {
        ++number;
        if (!line.starts_with('#')) {
            above = offset;
            return;
        }
        const std::size_t first = line.find_first_not_of(' ', 1);
        if (first == std::string_view::npos || line[first] != '^') return;
        const std::size_t end = std::min(line.find_first_not_of('^', first), line.size());
        const std::size_t word = std::min(line.find_first_not_of(' ', end), line.size());
        const std::size_t colon = line.find(": ", word);
        if (colon == std::string_view::npos) return;
        found.push_back({std::string(line.substr(word, colon - word)),
                         std::string(line.substr(colon + 2)),
                         static_cast<std::uint32_t>(above + first),
                         static_cast<std::uint32_t>(above + end), number});
    });
    return found;
}

std::vector<CompletionCase> read_completion_cases(std::string_view text) {
    std::vector<CompletionCase> cases;
    for_each_line(text, [&](std::string_view line, std::size_t /*offset*/) {
        const std::string rest(line.substr(std::min<std::size_t>(2, line.size())));
        if (line.starts_with(": ")) {
            cases.push_back({rest, {}, 0, {}, {}, {}});
        } else if (!cases.empty()) {
            CompletionCase& last = cases.back();
            if (line.starts_with("! ")) {
                last.first = rest;
            } else if (line.starts_with("+ ")) {
                last.offered.push_back(rest);
            } else if (line.starts_with("- ")) {
                last.withheld.push_back(rest);
            } else if (last.text.find("$0") == std::string::npos && !line.empty()) {
                last.text += std::string(line) + '\n';
            }
        }
    });
    for (CompletionCase& each : cases) {
        const std::size_t cursor = each.text.find("$0");
        each.offset = static_cast<std::uint32_t>(cursor);
        if (cursor != std::string::npos) each.text.erase(cursor, 2);
    }
    return cases;
}

}  // namespace reeve::ide_tests
