#pragma once

#include <optional>
#include <span>
#include <string_view>

// The library files that `use calendars.france` names. They are part of the binary.

namespace reeve::driver {

struct EmbeddedFile {
    std::string_view name;  // "calendars.france"
    std::string_view text;
};

/// All of them in the order of their names.
std::span<const EmbeddedFile> embedded_library_files();

/// The text of the file with that dotted name; nothing where there is none.
std::optional<std::string_view> embedded_library(std::string_view dotted_name);

}  // namespace reeve::driver
