#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/sema/symbols.h"
#include "compiler/source/source.h"
#include "compiler/syntax/module.h"

// Pass 2 itself, and its form as text.

namespace reeve::sema {

/// Collects the top-level names of all modules of a program. Reports names declared twice, a second
/// `business` or `bands`, a second block of a kind for one type or queue, and more declarations
/// than the language allows. The first stays; what is left out here is not checked either. From
/// here on every top-level name is in `Symbols`.
Symbols declare(const std::vector<syntax::Module>& modules, diagnostics::DiagnosticSink& sink);

/// `--print=symbols` and `--print=names`.
/// The first is a list of names, inner names indented below their owner; the second a list of
/// places and what they mean.
std::string print_symbols(const Symbols& symbols, const source::SourceSet& sources);
std::string print_names(const Symbols& symbols, const source::SourceSet& sources);

}  // namespace reeve::sema
