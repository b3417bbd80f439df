#pragma once

#include "compiler/check/check.h"
#include "compiler/diagnostics/check_messages.h"
#include "compiler/diagnostics/names_messages.h"

#include <map>
#include <span>
#include <string_view>

// What the parts of the checker share while one program is checked.

namespace reeve::check {

namespace messages = diagnostics::messages;
using source::Span;

/// The state of one run. Parts of the checker are free functions over it, one file for each kind of
/// declaration.
struct Context {
    const std::vector<syntax::Module>& modules;
    sema::Symbols& symbols;
    typed::Program& program;
    diagnostics::DiagnosticSink& sink;
    const LoadText& load;

    /// SymbolId of a top-level or inner name → index of the typed thing (choice, work type,
    /// attribute, queue, …). Filled when the typed thing is made, before any body is checked.
    std::map<sema::SymbolId, std::uint32_t> index_of;
    std::map<sema::SymbolId, typed::DeclaredType>
        named_types;  // `type Score = …` and choices used as types

    /// Whose inner names the values of a choice are: a declared choice, the attribute of an inline
    /// one, the work type or plan of segments and outcomes. Filled with the choice; without an
    /// entry uses of its values are not recorded. Choices of top-level names (queues, bands,
    /// sources) need none.
    std::map<typed::ChoiceId, sema::SymbolId> owner_of_choice;
    typed::ChoiceId part_states;  // what `state` of a stage can be
    bool zone_missed = false;     // reported once that no time zone is in force

    [[nodiscard]] const syntax::Module& module(sema::DeclRef ref) const {
        return modules[ref.module];
    }
    template <class Decl>
    [[nodiscard]] const Decl& decl(sema::DeclRef ref) const {
        return std::get<Decl>(modules[ref.module].decls[ref.decl]);
    }

    /// The symbol with that name; records the use. Unknown names are reported once, with "did you
    /// mean" over the space (a fix where one is near); empty names (already reported) give an
    /// invalid id silently.
    sema::SymbolId require(sema::Space space, const syntax::Name& name, sema::SymbolId owner = {});
    /// The same, without a report where there is none.
    sema::SymbolId look_up(sema::Space space, const syntax::Name& name, sema::SymbolId owner = {});
    /// The same where a value is set: `Claim { amount: … }`.
    sema::SymbolId look_up_to_set(sema::Space space, const syntax::Name& name,
                                  sema::SymbolId owner = {});

    // Typed ids of named things; invalid where unknown (reported).
    typed::CalendarId calendar(const syntax::Name& name);
    typed::TeamId team(const syntax::Name& name);
    typed::SkillId skill(const syntax::Name& name);
    typed::QueueId queue(const syntax::Name& name);         // queues and workbins
    typed::WorkTypeId work_type(const syntax::Name& name);  // reports another kind of type too
    typed::PlanId plan(const syntax::Name& name);

    [[nodiscard]] std::uint32_t index(sema::SymbolId id) const;  // CHECKs that it is there
    [[nodiscard]] std::optional<std::uint32_t> find_index(sema::SymbolId id) const;

    /// Records that a value of the choice stands at `span`.
    void use_choice_value(typed::ChoiceId choice, std::uint32_t value, Span span);
};

/// Reports `message` about `name` unknown in `space`; used by `require` and by the expression
/// checker.
void report_unknown(Context& ctx, sema::Space space, const syntax::Name& name,
                    std::span<const std::string_view> candidates);

typed::Header make_header(const syntax::DeclHead& head);

/// A type as written: ranges, decimals, currency, choices (an inline choice gets a typed::Choice of
/// its own), named types, work types (`a: Claim`, only where `records`). Errors give Base::Error.
struct TypeOptions {
    bool records = false;
    sema::SymbolId owner;  // of the values of an inline choice: the attribute, parameter or setting
};
typed::DeclaredType resolve_type(Context& ctx, const syntax::Module& module,
                                 const syntax::Type& type, TypeOptions options = {});

/// Span of time: checked amounts (whole milliseconds, whole steps), calendar named or in force
/// where it is in business units (none in force: reported). `in_force` may be invalid.
typed::TimeAmount resolve_within(Context& ctx, const syntax::TimeSpan& time,
                                 const syntax::Name& calendar, typed::CalendarId in_force);
/// A plain duration; business units and calendar steps are reported. Zero is refused where
/// `positive`.
std::optional<Duration> resolve_duration(Context& ctx, const syntax::TimeSpan& time,
                                         std::string_view role);

}  // namespace reeve::check
