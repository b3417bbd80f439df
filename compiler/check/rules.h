#pragma once

#include "compiler/check/expressions.h"

#include <string_view>
#include <vector>

// What the rule blocks of language sections 6, 7, 8 and 11 share.

namespace reeve::check {

/// What a rule block is about: a work type or a case plan.
struct Subject {
    sema::SymbolId symbol;
    typed::WorkTypeId item;
    typed::PlanId plan;

    [[nodiscard]] bool valid() const { return item.valid() || plan.valid(); }
};

/// Without a report where there is no such thing: for steps before the one that reports it.
Subject find_subject(Context& ctx, const syntax::Name& name);
/// Only work types have segments, promises and routes.
Subject require_work(Context& ctx, const syntax::Name& name);
/// Case plans may have priorities and escalations, too.
Subject require_subject(Context& ctx, const syntax::Name& name);

/// Attributes of the work type, data of the plan.
const std::vector<typed::Attribute>& attributes_of(const Context& ctx, const Subject& subject);
const std::string& name_of(const Context& ctx, const Subject& subject);
/// Invalid where completing it asks for nothing.
typed::ChoiceId outcomes_of(const Context& ctx, const Subject& subject);
/// The declaration of the plan; null for work types.
const syntax::CasePlanDecl* plan_decl(const Context& ctx, const Subject& subject);

/// The calendar of the block, else of the type's `sla`, else of the business.
typed::CalendarId calendar_in_force(const Context& ctx, const Subject& subject,
                                    typed::CalendarId block = {});
Scope rule_scope(const Context& ctx, sema::DeclRef block, const Subject& subject, Place place);

/// Reports an amount of time that is no time. `role` is what it is for: "the time promised".
bool check_positive(Context& ctx, const syntax::TimeSpan& time, std::string_view role);
/// An outcome of the type or plan by name; reported where there is none.
std::optional<std::uint32_t> check_outcome(Context& ctx, const Subject& subject,
                                           const syntax::Name& name);
/// The literal, perhaps with a sign; nothing for other expressions.
std::optional<Decimal> literal_amount(const syntax::Module& module, syntax::ExprId id);

/// Lines of which the first that holds counts: nothing stands after `otherwise`, and together they
/// cover every case.
class FirstMatch {
public:
    FirstMatch(Context& ctx, std::string_view what) : ctx_(ctx), what_(what) {}

    /// Whether the line can be reached; the first that cannot is reported.
    bool add(const syntax::Condition& written, typed::ExprId when, Span line);
    /// Reports that an item may fit none of the lines; `help` says what to write.
    void require_cover(Span block, std::string help) const;

    [[nodiscard]] bool closed() const { return otherwise_.valid(); }
    [[nodiscard]] bool covers() const;

private:
    Context& ctx_;
    std::string_view what_;
    Span otherwise_;
    bool reported_ = false;
    bool uncertain_ = false;  // a condition had a mistake, so nothing is said about the whole
    std::vector<typed::ExprId> conditions_;
};

/// Parts of `check_rules`, in this order.
void check_segments(Context& ctx);
void check_promises(Context& ctx);
void check_priorities(Context& ctx);
void check_escalations(Context& ctx);
void check_watches(Context& ctx);

/// Which promises an sla makes, before anything may read them.
void declare_promises(Context& ctx);

}  // namespace reeve::check
