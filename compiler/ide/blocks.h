#pragma once

#include "compiler/ide/program.h"

#include <string_view>
#include <vector>

// Which declaration stands where, and which rule blocks are about what.

namespace reeve::ide {

/// A rule block: `segment of Claim`. `name` is the place of the type's, plan's or queue's name.
struct Block {
    std::string_view word;  // "segment of"
    sema::DeclRef decl;
    Span name;
};
/// The blocks about a work type, plan or queue, in the order of the program.
std::vector<Block> blocks_about(const Program& program, std::string_view name);

/// The declaration around a place, documentation aside.
std::optional<sema::DeclRef> decl_around(const Program& program, Span place);

/// The block that settles a fact (`segment`, `due`, `priority`, `queue`) for the type whose block
/// stands at the offset; invalid where there is none.
Span block_of_fact(const Program& program, FileId file, std::uint32_t offset, typed::Fact fact);

/// Whether the name stands before a colon in braces, where it gets a value: `{ amount: 0 EUR }`.
bool is_given(const Program& program, Span name);

/// Places of a name that the checker lists under no use: words in braces in texts, names of blocks.
std::vector<Span> unlisted_places(const Program& program, sema::SymbolId symbol);

}  // namespace reeve::ide
