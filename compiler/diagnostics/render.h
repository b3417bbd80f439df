#pragma once

#include "compiler/diagnostics/diagnostic.h"

#include <cstddef>
#include <span>
#include <string>

// The messages of a run as text for people and as data for tools. All take the messages in the
// order in which they shall appear (`DiagnosticSink::sort`) and append to `out`.

namespace reeve::diagnostics {

struct TextOptions {
    bool color = false;
    /// Columns of the terminal: longer source lines are cut around the place, hints are broken.
    std::size_t width = 120;
};

struct Counts {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t notes = 0;
    std::size_t files = 0;  // with at least one message
};
Counts count(std::span<const Diagnostic> diagnostics);

/// "2 errors and 1 warning in 1 file"; empty where there is no message.
std::string summary(const Counts& counts);

/// For a terminal: each message with an excerpt of the source, hints and fixes. Without the
/// summary.
void render_text(const source::SourceSet& sources, std::span<const Diagnostic> diagnostics,
                 const TextOptions& options, std::string& out);

/// One JSON object; `version` grows when a member is removed or changes its meaning.
void render_json(const source::SourceSet& sources, std::span<const Diagnostic> diagnostics,
                 std::string& out);

/// SARIF 2.1.0, for code scanning services and editors.
void render_sarif(const source::SourceSet& sources, std::span<const Diagnostic> diagnostics,
                  std::string& out);

/// Workflow commands of GitHub Actions, one line for each message.
void render_github(const source::SourceSet& sources, std::span<const Diagnostic> diagnostics,
                   std::string& out);

/// "error", "warning" or "note".
std::string_view word_for(Severity severity);

}  // namespace reeve::diagnostics
