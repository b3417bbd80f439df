#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

#include <optional>
#include <string>

namespace reeve::driver {

/// One text laid out, or the messages that say why it cannot be.
struct Formatted {
    source::SourceSet sources;
    diagnostics::DiagnosticSink sink;
    std::optional<std::string> text;
};

/// `path` is what messages call the text; nothing is read or written.
Formatted format_text(const std::string& path, std::string text);

}  // namespace reeve::driver
