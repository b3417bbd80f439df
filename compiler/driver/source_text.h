#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

#include <cstddef>
#include <optional>
#include <string>

namespace reeve::driver {

/// The most that a source file may have; section 15 of the reference.
inline constexpr std::size_t kSourceSizeMax = 1024 * 1024;

/// Adds a text that may go to the parser, in place of the file `replaced` where that is valid. What
/// is no UTF-8 or too large is reported instead: at the place where it is named if there is one,
/// else by its path. A text that is no UTF-8 is added all the same, to show the place.
std::optional<source::FileId> add_source(const std::string& path, std::string text,
                                         source::SourceSet& sources,
                                         diagnostics::DiagnosticSink& sink,
                                         source::Span named_at = {}, source::FileId replaced = {});

}  // namespace reeve::driver
