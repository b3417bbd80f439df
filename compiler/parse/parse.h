#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/module.h"

// Pass 1: text to syntax. The only library that sees ANTLR.

namespace reeve::parse {

/// Reads one file. Always returns a module: what could not be read is left out and has been
/// reported, one message for each mistake. No input makes it crash, hang or overflow the stack; the
/// limits of the reference, section 15, hold.
syntax::Module parse(const source::SourceSet& sources, source::FileId file,
                     diagnostics::DiagnosticSink& sink);

/// Tokens for the formatter, highlighters and editors, comments and white space included: together
/// they are the file.
enum class TokenKind : std::uint8_t {
    Word,
    Reserved,
    Number,
    Text,
    Moment,
    Symbol,
    Comment,
    DocComment,
    Space,
    Bad
};
struct Token {
    TokenKind kind;
    source::Span span;
};
std::vector<Token> tokenize(const source::SourceSet& sources, source::FileId file);

/// The reserved words, which no declaration may use as its name.
bool is_reserved(std::string_view word);

}  // namespace reeve::parse
