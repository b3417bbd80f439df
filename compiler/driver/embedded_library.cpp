#include "compiler/driver/embedded_library.h"

#include <algorithm>

namespace reeve::driver {

std::optional<std::string_view> embedded_library(std::string_view dotted_name) {
    std::span<const EmbeddedFile> files = embedded_library_files();
    auto found = std::ranges::find(files, dotted_name, &EmbeddedFile::name);
    if (found == files.end()) return std::nullopt;
    return found->text;
}

}  // namespace reeve::driver
