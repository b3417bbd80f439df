#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/module.h"

#include <set>
#include <span>

namespace reeve::driver {

/// What was found in the files of one program.
struct Found {
    const diagnostics::DiagnosticSink& messages;
    std::span<const syntax::Module> modules;
    const std::set<source::FileId>& libraries;  // those of all programs
};

/// Adds what the checker found to what reading and parsing found, without what only follows from
/// it: text that was not understood declares nothing, so names are unknown elsewhere and lines seem
/// to be wanting. One mistake, one message. Nothing is held back where all text was understood, but
/// for what an unknown name brings about: a name that is unknown in several places is reported at
/// the first, with the others beside it.
/// Of a library file that the program uses nothing is told but that a name of it is taken twice, at
/// the other place: whoever uses it cannot change it, and does not need all that it offers.
void add_without_consequences(const Found& found, const source::SourceSet& sources,
                              diagnostics::DiagnosticSink& sink);

}  // namespace reeve::driver
