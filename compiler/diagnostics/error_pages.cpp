#include "compiler/diagnostics/error_pages.h"

#include <algorithm>

namespace reeve::diagnostics {

std::string_view error_page(int number) {
    const std::span<const ErrorPage> pages = error_pages();
    const auto found = std::ranges::lower_bound(pages, number, {}, &ErrorPage::number);
    return found != pages.end() && found->number == number ? found->text : std::string_view();
}

}  // namespace reeve::diagnostics
