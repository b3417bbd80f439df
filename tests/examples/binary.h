#pragma once

#include <filesystem>

namespace reeve::examples_test {

/// The command that this build made.
std::filesystem::path binary();

}  // namespace reeve::examples_test
