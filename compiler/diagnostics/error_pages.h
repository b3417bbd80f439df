#pragma once

#include <span>
#include <string_view>

// The pages docs/errors/RV####.md. They are part of the binary.

namespace reeve::diagnostics {

struct ErrorPage {
    int number;
    std::string_view text;  // Markdown
};

/// In the order of their numbers.
std::span<const ErrorPage> error_pages();

/// Empty where the number has no page.
std::string_view error_page(int number);

}  // namespace reeve::diagnostics
