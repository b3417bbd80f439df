#include "compiler/driver/passes.h"

#include "compiler/analyze/analyze.h"
#if REEVE_FORMAT
#include "compiler/format/format.h"
#endif
#include "compiler/parse/parse.h"

namespace reeve::driver::passes {

#if REEVE_PASSES >= 1
syntax::Module parse(const source::SourceSet& sources, source::FileId file,
                     diagnostics::DiagnosticSink& sink) {
    return reeve::parse::parse(sources, file, sink);
}
std::string print(const syntax::Module& module) { return syntax::print(module); }
#else
syntax::Module parse(const source::SourceSet&, source::FileId file, diagnostics::DiagnosticSink&) {
    syntax::Module module;
    module.file = file;
    return module;
}
std::string print(const syntax::Module&) { return ""; }
#endif

#if REEVE_FORMAT
std::optional<std::string> format(const source::SourceSet& sources, source::FileId file,
                                  diagnostics::DiagnosticSink& sink) {
    return reeve::format::format(sources, file, sink);
}
#else
std::optional<std::string> format(const source::SourceSet& sources, source::FileId file,
                                  diagnostics::DiagnosticSink&) {
    return std::string(sources.file(file).text());
}
#endif

#if REEVE_PASSES >= 2
sema::Symbols declare(const std::vector<syntax::Module>& modules,
                      diagnostics::DiagnosticSink& sink) {
    return sema::declare(modules, sink);
}
std::string print_symbols(const sema::Symbols& symbols, const source::SourceSet& sources) {
    return sema::print_symbols(symbols, sources);
}
#else
sema::Symbols declare(const std::vector<syntax::Module>&, diagnostics::DiagnosticSink&) {
    return {};
}
std::string print_symbols(const sema::Symbols&, const source::SourceSet&) { return ""; }
#endif

#if REEVE_PASSES >= 3
typed::Program check(const std::vector<syntax::Module>& modules, sema::Symbols& symbols,
                     const check::LoadText& load, diagnostics::DiagnosticSink& sink) {
    return reeve::check::check(modules, symbols, load, sink);
}
std::string print_names(const sema::Symbols& symbols, const source::SourceSet& sources) {
    return sema::print_names(symbols, sources);
}
std::string print(const typed::Program& program) { return typed::print(program); }
#else
typed::Program check(const std::vector<syntax::Module>&, sema::Symbols&, const check::LoadText&,
                     diagnostics::DiagnosticSink&) {
    return {};
}
std::string print_names(const sema::Symbols&, const source::SourceSet&) { return ""; }
std::string print(const typed::Program&) { return ""; }
#endif

#if REEVE_PASSES >= 4
void analyze(const typed::Program& program, const sema::Symbols& symbols,
             diagnostics::DiagnosticSink& sink) {
    reeve::analyze::analyze(program, symbols, sink);
}
#else
void analyze(const typed::Program&, const sema::Symbols&, diagnostics::DiagnosticSink&) {}
#endif

}  // namespace reeve::driver::passes
