#pragma once

#include "compiler/check/expressions.h"

#include <string>
#include <string_view>
#include <vector>

// Small things that the checkers of the house and of work share.

namespace reeve::check {

/// Symbols of a kind in the order of their declaration, with their declarations.
std::vector<sema::SymbolId> declared(const Context& ctx, sema::SymbolKind kind);

/// Reports the second of two things that may be said once. True the first time; `first` remembers
/// where that was.
bool said_once(Context& ctx, Span& first, Span here, std::string_view what);

/// Adds a name that belongs to another declaration; reports one that is there already. Invalid
/// then, and for empty names.
sema::SymbolId add_inner(Context& ctx, sema::Symbol symbol);

/// Teams by name; unknown ones are left out, one that is named twice is reported.
std::vector<typed::TeamId> resolve_teams(Context& ctx, const std::vector<syntax::Name>& names,
                                         std::string_view what);

/// Whether the value is the same whenever it is asked for: it reads no item, no agent, no setting
/// and no clock.
bool is_fixed(const typed::Program& program, typed::ExprId expr);
/// Whether the expression reads the agent being considered.
bool reads_agent(const typed::Program& program, typed::ExprId expr);

/// Attributes of one declaration: names, types and visibility first, defaults once all names are
/// known.
struct AttributeHome {
    sema::DeclRef decl;
    sema::Space space = sema::Space::Attribute;
    sema::SymbolKind kind = sema::SymbolKind::Attribute;
    sema::SymbolId owner;
};
void declare_attributes(Context& ctx, const AttributeHome& home,
                        const std::vector<syntax::Attribute>& attributes,
                        std::vector<typed::Attribute>& into);
void check_defaults(Context& ctx, const AttributeHome& home,
                    const std::vector<syntax::Attribute>& attributes,
                    std::vector<typed::Attribute>& into);

/// The calendar of rule blocks about a type or plan: of the block where it names one, else of its
/// `sla`, else of the business.
typed::CalendarId calendar_of_blocks(Context& ctx, const syntax::Name& own, std::string_view type);

/// `80%` of 0.8.
std::string percent_text(Decimal share);
/// `friday`
std::string_view weekday_name(int weekday);

}  // namespace reeve::check
