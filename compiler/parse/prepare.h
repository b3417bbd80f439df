#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/parse/scan.h"
#include "compiler/parse/tokens.h"

// Between lexer and parser: words become keywords, bars become rows, and what is commonly written
// wrong is reported and then read as if it were right, so that the parser never stumbles over it.

namespace reeve::parse {

/// Fills `tokens` from the pieces of the file. False where there are so many mistakes that reading
/// on is of no use; that has been reported too. The same for the others.
bool prepare(const std::vector<Lexeme>& lexemes, const source::SourceFile& source,
             source::FileId file, Tokens& tokens, diagnostics::DiagnosticSink& sink);

/// Makes braces balanced: reports each brace that is missing or too much, adds and drops braces,
/// sets the tokens' depth.
bool balance(Tokens& tokens, diagnostics::DiagnosticSink& sink);

/// False, and reported, where something is nested deeper than the parser can follow.
bool check_nesting(const Tokens& tokens, diagnostics::DiagnosticSink& sink);

}  // namespace reeve::parse
