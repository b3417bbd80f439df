#include "tests/cli/command.h"

namespace reeve::cli_test {

std::string binary() { return REEVE_BINARY; }

}  // namespace reeve::cli_test
