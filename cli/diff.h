#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reeve::cli {

struct DiffOptions {
    bool color = false;
    std::size_t context = 1;     // equal lines shown around a change
    std::size_t lines_max = 40;  // of the whole diff
};

/// The lines that differ, with line numbers of `before`; empty where the texts are equal.
std::string show_diff(std::string_view before, std::string_view after, const DiffOptions& options);

}  // namespace reeve::cli
