#pragma once

#include <string>

namespace reeve::cli {

struct ImportOptions {
    std::string log;  // "-": standard input
    std::string format;
    std::string mapping;
    std::string items;   // empty: none are written
    std::string roster;  // empty: none is written
};
int import_log(const ImportOptions& options);

}  // namespace reeve::cli
