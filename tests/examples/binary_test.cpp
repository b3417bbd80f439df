#include "tests/examples/binary.h"

namespace reeve::examples_test {

std::filesystem::path binary() { return REEVE_BINARY; }

}  // namespace reeve::examples_test
