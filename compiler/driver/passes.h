#pragma once

#include "compiler/check/check.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/sema/symbols.h"
#include "compiler/syntax/module.h"
#include "compiler/typed/program.h"

#include <optional>
#include <string>
#include <vector>

// The passes as the driver calls them. Those that this build does not have yet give nothing;
// REEVE_PASSES in the build says how many of parse, declare, check and analyze it has.

namespace reeve::driver::passes {

syntax::Module parse(const source::SourceSet& sources, source::FileId file,
                     diagnostics::DiagnosticSink& sink);
std::string print(const syntax::Module& module);
sema::Symbols declare(const std::vector<syntax::Module>& modules,
                      diagnostics::DiagnosticSink& sink);
std::string print_symbols(const sema::Symbols& symbols, const source::SourceSet& sources);
typed::Program check(const std::vector<syntax::Module>& modules, sema::Symbols& symbols,
                     const check::LoadText& load, diagnostics::DiagnosticSink& sink);
std::string print_names(const sema::Symbols& symbols, const source::SourceSet& sources);
std::string print(const typed::Program& program);
std::optional<std::string> format(const source::SourceSet& sources, source::FileId file,
                                  diagnostics::DiagnosticSink& sink);
void analyze(const typed::Program& program, const sema::Symbols& symbols,
             diagnostics::DiagnosticSink& sink);

}  // namespace reeve::driver::passes
