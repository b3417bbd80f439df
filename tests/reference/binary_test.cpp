#include "tests/reference/command.h"

namespace reeve::reference_test {

std::string binary() { return REEVE_BINARY; }

}  // namespace reeve::reference_test
