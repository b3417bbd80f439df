#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/parse/tokens.h"
#include "grammar/ReeveParser.h"

// Says in words of the language what is wrong where the parser cannot go on.

namespace reeve::parse {

class Explainer {
public:
    Explainer(Tokens& tokens, diagnostics::DiagnosticSink& sink) : tokens_(tokens), sink_(sink) {}

    /// The parser read from `first` on and cannot accept the token at `offending`.
    void explain(antlr4::Parser& parser, std::size_t first, std::size_t offending);
    /// Between two lines of a block, or two declarations: `offending` begins neither.
    void explain_line(antlr4::Parser& parser, std::size_t offending);

private:
    Tokens& tokens_;
    diagnostics::DiagnosticSink& sink_;
};

}  // namespace reeve::parse
