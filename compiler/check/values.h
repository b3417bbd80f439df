#pragma once

#include "compiler/check/expressions.h"

// Choices and named types, and what the parts of section 3 share.

namespace reeve::check {

/// What a choice to be made is, its values aside.
struct ChoiceParts {
    typed::Header header;
    typed::Choice::Origin origin = typed::Choice::Origin::Declared;
    bool ranked = false;
};
/// Adds a choice with the values written; reports those that stand twice. With an owner the values
/// become its inner names.
typed::ChoiceId make_choice(Context& ctx, const ChoiceParts& parts,
                            const std::vector<syntax::ChoiceValue>& values, sema::SymbolId owner);

/// What the name of a declared choice or type means; resolved when it is first needed. Types
/// defined by themselves are reported and give an error.
typed::DeclaredType named_type(Context& ctx, sema::SymbolId id);

/// The top-level names of a space in the order of their declaration.
std::vector<sema::SymbolId> symbols_of(const Context& ctx, sema::Space space);

/// Definitions and tables are checked in the order in which they need one another.
void check_definitions(Context& ctx);
/// Parameters with their types; of two with one name the second is reported and left out.
std::vector<typed::Param> make_params(Context& ctx, const syntax::Module& module,
                                      const std::vector<syntax::Param>& params,
                                      sema::SymbolId owner, sema::DeclRef decl);
std::vector<Local> locals_of(const Context& ctx, const std::vector<typed::Param>& params,
                             sema::SymbolId owner);
void check_table(Context& ctx, const syntax::Module& module, const syntax::TableDecl& decl,
                 sema::SymbolId symbol);
void declare_table(Context& ctx, sema::SymbolId symbol);
void declare_define(Context& ctx, sema::SymbolId symbol);

}  // namespace reeve::check
