#pragma once

#include "compiler/ide/program.h"

#include <optional>
#include <string>

namespace reeve::ide {

struct Hover {
    Span span;         // what is talked about
    std::string text;  // Markdown
};

struct HoverOptions {
    Instant now;  // for the next openings of a calendar
};

/// What is known about the word at the offset; nothing for white space, signs and comments.
std::optional<Hover> hover(const Program& program, FileId file, std::uint32_t offset,
                           const HoverOptions& options);

/// One line that declares the symbol: `attribute amount: money(EUR)`.
std::string signature(const Program& program, sema::SymbolId symbol);
/// The text of its `##` lines; empty where there are none.
std::string documentation(const Program& program, sema::SymbolId symbol);
/// What a fact or a clock says, in a sentence; empty for a word that is none.
std::string_view describe_fact(std::string_view word);
/// A declared type as its author wrote it, or in the words of the checker.
std::string type_text(const Program& program, const typed::DeclaredType& type);

}  // namespace reeve::ide
