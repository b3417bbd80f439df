#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The pages docs/errors/RV####.md, which have to have one form:
//
//     # RV3004: a number is compared with a percentage
//
//     One or two short paragraphs.
//
//     ## Wrong
//
//     ```reeve
//     ```
//
//     ## Right
//
//     ```reeve
//     ```
//
// A block may be followed by others, which are files that the example names: ```csv branches.csv

namespace reeve::harness {

struct Example {
    std::string language;  // "reeve"; "text" where no program can show the mistake
    std::string text;
    std::vector<std::pair<std::string, std::string>> files;
};

struct ErrorPage {
    std::string title;
    Example wrong;
    Example right;
    std::vector<std::string> problems;
};

ErrorPage read_error_page(std::string_view code, std::string_view text);

/// "error[RV3004]: …" for each message that the example gives.
std::vector<std::string> messages_of(const Example& example);

/// The index of the pages with a line for each number of the catalogue, as docs/errors/README.md
/// has to be. What stands there about retired numbers is kept.
std::string make_index(std::string_view current);

}  // namespace reeve::harness
