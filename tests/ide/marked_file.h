#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::ide_tests {

/// `#   ^^^^ def: choice Tier`: what is said about the range of the nearest line above that is no
/// comment.
struct Expectation {
    std::string what;  // "def"
    std::string text;
    std::uint32_t begin = 0;  // offsets in the file
    std::uint32_t end = 0;
    std::uint32_t line = 0;  // of the marker, from 1
};
std::vector<Expectation> read_expectations(std::string_view text);

/// A block of tests/ide/completion.cases.
struct CompletionCase {
    std::string title;
    std::string text;  // `$0` taken out
    std::uint32_t offset = 0;
    std::string first;
    std::vector<std::string> offered, withheld;
};
std::vector<CompletionCase> read_completion_cases(std::string_view text);

}  // namespace reeve::ide_tests
