#pragma once

#include <filesystem>

namespace reeve::support {

/// The root of the repository that this test was built from.
std::filesystem::path source_directory();

}  // namespace reeve::support
