#pragma once

#include <string>

namespace reeve::reference_test {

/// The command that this build made.
std::string binary();

}  // namespace reeve::reference_test
