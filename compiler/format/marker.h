#pragma once

#include "compiler/format/tokens.h"

#include <vector>

namespace reeve::format {

/// Finds tokens by their place in the source and marks them. Places where no token begins are
/// passed over.
class Marker {
public:
    Marker(Tokens& tokens, const syntax::Module& module) : tokens_(tokens), module_(module) {}

    void run();

private:
    // Finding tokens.
    [[nodiscard]] std::uint32_t at(source::Span span) const;
    /// The token at or up to two tokens before `span` that is `word`.
    [[nodiscard]] std::uint32_t word_before(source::Span span, std::string_view word) const;
    [[nodiscard]] bool is(std::uint32_t index, std::string_view word) const;

    // Marking them.
    void line(std::uint32_t index, LineKind kind);
    void line(source::Span span, LineKind kind);
    void line_at(source::Span span, std::string_view word);
    /// For lists such as `teams a, b`, whose lines may come more than once: those names that follow
    /// the word.
    void line_before(source::Span name, std::string_view word);
    void break_before(std::uint32_t index, Break kind);
    void declaration(const syntax::DeclHead& head, LineKind kind);
    void attributes(const std::vector<syntax::Attribute>& list);

    // Expressions.
    void expression(const syntax::Expr& expr);
    /// The `else` of an `if`; not of `or else`, `someone else`, `, else in`.
    void alternative(std::uint32_t index);

    // Declarations of the house.
    void visit(const syntax::ChoiceDecl& node);
    void visit(const syntax::TypeDecl& node);
    void visit(const syntax::TableDecl& node);
    void visit(const syntax::SettingDecl& node);
    void visit(const syntax::PeriodDecl& node);
    void visit(const syntax::BandsDecl& node);
    void visit(const syntax::DefineDecl& node);
    void visit(const syntax::BusinessDecl& node);
    void visit(const syntax::CalendarDecl& node);
    /// `08:30-12:00`
    void tight_minus(source::Span window);
    void visit(const syntax::HolidayDecl& node);
    void visit(const syntax::TeamDecl& node);
    void visit(const syntax::AgentsHaveDecl& node);
    void visit(const syntax::SkillDecl& node);
    void visit(const syntax::WorkloadDecl& node);

    // Declarations about work.
    void visit(const syntax::WorkTypeDecl& node);
    void visit(const syntax::SourceDecl& node);
    void visit(const syntax::IntakeDecl& node);
    void visit(const syntax::SlaDecl& node);
    void visit(const syntax::SegmentDecl& node);
    void segments(const std::vector<syntax::SegmentLine>& lines);
    void visit(const syntax::PriorityDecl& node);
    /// `up to (n)`: the expression's span leaves parentheses out.
    void limit_of_term(source::Span value);
    void visit(const syntax::QueueDecl& node);
    void visit(const syntax::RouteDecl& node);
    static LineKind route_line(syntax::RouteLineKind kind);
    void shares(const syntax::Destination& destination);

    // Declarations of what happens later.
    void visit(const syntax::EscalateDecl& node);
    void visit(const syntax::WatchDecl& node);
    void escalations(const std::vector<syntax::EscalationLine>& lines);
    void visit(const syntax::CasePlanDecl& node);
    /// `data {`, which the syntax does not keep where it is empty: the one such pair directly in a
    /// plan.
    void data_block(source::Span plan);
    void plan_step(const syntax::StepDecl& step);
    void modifiers(const std::vector<syntax::Modifier>& list);
    void visit(const syntax::TestDecl& node);
    void roster_agent(const syntax::RosterAgent& agent);
    void visit(const syntax::GuaranteeDecl& node);

    Tokens& tokens_;
    const syntax::Module& module_;
};

}  // namespace reeve::format
