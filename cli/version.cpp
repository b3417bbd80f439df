#include "cli/version.h"

namespace reeve::cli {

const char* version() { return REEVE_VERSION; }

}  // namespace reeve::cli
