#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reeve::cli {

struct MarkdownOptions {
    bool color = false;
    std::size_t width = 80;
};

/// A page of docs/errors for a terminal: headings set off, paragraphs broken to the width, code
/// indented. Knows the parts of Markdown that these pages use: headings, paragraphs, lists, fenced
/// code, code in backticks.
std::string show_markdown(std::string_view page, const MarkdownOptions& options);

}  // namespace reeve::cli
