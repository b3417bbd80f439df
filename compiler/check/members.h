#pragma once

#include "compiler/check/nodes.h"

// Reading what records have: attributes, answers, parts of plans and facts.

namespace reeve::check {

class MemberReader : public Nodes {
public:
    using Nodes::Nodes;

    /// Attributes, answers and facts as a member of a record; `names` are consumed as far as
    /// needed.
    typed::ExprId member(typed::ExprId base, std::span<const syntax::Name> names, std::size_t& used,
                         Span span);

protected:
    typed::ExprId read_attribute(const typed::Attribute& attribute, std::uint32_t index,
                                 typed::ExprId base, Span span);
    typed::ExprId read_fact(typed::Fact fact, typed::ExprId base, Span span);
    typed::ExprId read_part(typed::PlanId plan, sema::SymbolId symbol, typed::ExprId base,
                            Span span);
    typed::ExprId agent_member(typed::ExprId base, std::span<const syntax::Name> names,
                               std::size_t& used, Span first);
    typed::ExprId item_member(typed::ExprId base, std::span<const syntax::Name> names,
                              std::size_t& used, Span span);
    typed::ExprId case_member(typed::ExprId base, std::span<const syntax::Name> names,
                              std::size_t& used, Span span);
    typed::ExprId step_member(typed::ExprId base, std::span<const syntax::Name> names,
                              std::size_t& used, Span span);
    typed::ExprId stage_member(typed::ExprId base, std::span<const syntax::Name> names,
                               std::size_t& used, Span span);
    std::optional<typed::Fact> fact_at(std::span<const syntax::Name> names,
                                       std::size_t& used) const;
    void report_unknown_part(const typed::Type& type, const syntax::Name& name,
                             const std::vector<std::string>& names);
    bool fact_allowed(typed::Fact fact, Span span);
    bool fact_type(typed::Fact fact, const typed::Type& record, Span span, typed::Type& type,
                   typed::Interval& range);
    bool promise_type(typed::Fact fact, const typed::Type& record, Span span, typed::Type& type);
    typed::ExprId clock_in(typed::ExprId clock, typed::CalendarId calendar);
};

}  // namespace reeve::check
