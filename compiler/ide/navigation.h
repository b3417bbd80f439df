#pragma once

#include "compiler/ide/program.h"

#include <expected>
#include <string>
#include <vector>

// From one place to others: what a name means, where else it stands, and what may be called
// otherwise.

namespace reeve::ide {

/// Where the name at the offset is declared; for the path of a `use`, the beginning of that file.
std::vector<Span> definition(const Program& program, FileId file, std::uint32_t offset);
/// Where the type of what stands there is declared: a choice, a work type, a case plan.
std::vector<Span> type_definition(const Program& program, FileId file, std::uint32_t offset);
/// Who gives a value to the attribute or setting there; of a work type or plan, its rule blocks; of
/// a queue, what routes to it.
std::vector<Span> implementation(const Program& program, FileId file, std::uint32_t offset);
/// All places of the name there, in files of this program, its declaration first.
std::vector<Occurrence> references(const Program& program, FileId file, std::uint32_t offset);
/// Those of the same file; also of a fact or a parenthesis' partner nothing.
std::vector<Occurrence> highlights(const Program& program, FileId file, std::uint32_t offset);

/// The name that would be changed; nothing where none may be.
std::expected<Span, std::string> prepare_rename(const Program& program, FileId file,
                                                std::uint32_t offset);
/// The changes, or why there are none: not a name, a reserved word, a name that is taken, a name of
/// a library.
std::expected<std::vector<diagnostics::Edit>, std::string> rename(const Program& program,
                                                                  FileId file, std::uint32_t offset,
                                                                  const std::string& new_name);

struct Link {
    Span span;
    std::string target;  // of a file that is named: its path; else the dotted name of a library
    bool library = false;
};
/// The files that `use` and `from "…"` name.
std::vector<Link> links(const Program& program, FileId file);

/// Who depends on whom: declarations that use one another. `at` are the places of the uses.
struct Dependency {
    sema::SymbolId symbol;
    std::vector<Span> at;
};
/// The declaration at the offset as an item of that hierarchy; invalid where there is none.
sema::SymbolId dependency_root(const Program& program, FileId file, std::uint32_t offset);
/// Declarations whose text uses the symbol.
std::vector<Dependency> users_of(const Program& program, sema::SymbolId symbol);
/// Top-level names that the declarations and rule blocks of the symbol use.
std::vector<Dependency> used_by(const Program& program, sema::SymbolId symbol);

}  // namespace reeve::ide
