#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

#include <set>

namespace reeve::driver {

/// Adds what the checker found to what reading and parsing found, without what only follows from
/// it: text that was not understood declares nothing, so names are unknown elsewhere and lines seem
/// to be wanting. One mistake, one message. Nothing is held back where all text was understood, but
/// for what an unknown name brings about.
/// Of a library file that the program uses nothing is told but that a name of it is taken twice, at
/// the other place: whoever uses it cannot change it, and does not need all that it offers.
void add_without_consequences(const diagnostics::DiagnosticSink& found,
                              const source::SourceSet& sources,
                              const std::set<source::FileId>& libraries,
                              diagnostics::DiagnosticSink& sink);

}  // namespace reeve::driver
