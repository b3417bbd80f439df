#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

#include <optional>
#include <string>
#include <vector>

// One layout for everybody: `reeve fmt`, and "format" in editors.
//
// Layout only. Every token and every comment stays, in its order; the one thing that may go is a
// comma that nothing needs, after the last item of a list and at the end of an attribute.
// docs/language/formatting.md says what authors may rely on.

namespace reeve::format {

/// The file in its layout. Nothing, where the file has syntax errors: they are in `sink`, and a
/// file that is not understood is not touched. Formatting what has been formatted changes nothing.
std::optional<std::string> format(const source::SourceSet& sources, source::FileId file,
                                  diagnostics::DiagnosticSink& sink);

/// The same as changes to the text as it is: one edit for each group of lines that differ, in
/// order, none where the file is laid out already or has syntax errors.
std::vector<diagnostics::Edit> format_edits(const source::SourceSet& sources, source::FileId file,
                                            diagnostics::DiagnosticSink& sink);

/// Those edits that touch lines of `range`. Columns line up with what stands around the range.
std::vector<diagnostics::Edit> format_range(const source::SourceSet& sources, source::FileId file,
                                            source::Span range, diagnostics::DiagnosticSink& sink);

}  // namespace reeve::format
