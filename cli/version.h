#pragma once

namespace reeve::cli {

/// "0.1.0"
const char* version();

}  // namespace reeve::cli
