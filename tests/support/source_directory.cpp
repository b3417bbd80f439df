#include "tests/support/source_directory.h"

namespace reeve::support {

std::filesystem::path source_directory() { return REEVE_SOURCE_DIRECTORY; }

}  // namespace reeve::support
