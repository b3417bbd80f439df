#pragma once

#include "compiler/lsp/server.h"

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace reeve::lsp {

/// The next message of a stream in which each has a head with its `Content-Length`; nothing at the
/// end, or where what stands there is no head. A message may have up to 64 MiB.
std::optional<std::string> read_frame(std::FILE* in);
void write_frame(std::FILE* out, std::string_view message);

/// Serves one client until it leaves; returns the exit code of the process. Reads on a thread of
/// its own, so that what has been cancelled or overtaken is known before it is worked on.
int serve(const driver::FileSystem& files, std::string version, std::FILE* in, std::FILE* out);

}  // namespace reeve::lsp
