#include "cli/commands.h"
#include "cli/version.h"

#include "compiler/driver/file_system.h"
#include "compiler/lsp/serve.h"

#include <cstdio>

namespace reeve::cli {

int serve_editor() {
    const driver::DiskFileSystem files;
    return lsp::serve(files, version(), stdin, stdout);
}

}  // namespace reeve::cli
