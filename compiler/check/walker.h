#pragma once

#include "compiler/check/members.h"

// The checker of one expression: a walk over its syntax that knows at each place what is known
// there.

namespace reeve::check {

/// What a bare name, an empty list or a literal may mean where it stands. Base::Error: nothing is
/// expected.
struct Hint {
    typed::Type type;
    bool groups = false;  // names of several values may stand here (`segment is hot`)
};

/// What a bare name means at its place.
struct Found {
    enum class Kind : std::uint8_t {
        None,
        Local,
        Candidate,
        Attribute,
        Data,
        Fact,
        Part,
        Define,
        Table,
        Setting
    };
    Kind kind = Kind::None;
    std::uint32_t index = 0;
    sema::SymbolId symbol;
    typed::Type type;  // where it is known without reading it
};

class Walker : public MemberReader {
public:
    using MemberReader::MemberReader;

    typed::ExprId value(syntax::ExprId id, const Hint& hint = {});
    typed::ExprId known_value(syntax::ExprId id, const Hint& hint = {});
    CheckedCondition condition(syntax::ExprId id);
    /// A value that goes where `expected` says (fitting.cpp).
    typed::ExprId value_as(syntax::ExprId id, const Expected& expected);
    typed::ExprId bare_name(const syntax::Name& name, Span span, const Hint& hint);
    typed::ExprId path_of_names(std::span<const syntax::Name> names, Span span,
                                const Hint& hint = {});

private:
    using Kind = syntax::ExprKind;

    // dispatch (walker.cpp)
    typed::ExprId node(syntax::ExprId id, const Hint& hint);
    typed::ExprId literal(syntax::ExprId id);
    typed::ExprId negate(syntax::ExprId id, const Hint& hint);
    typed::ExprId in_calendar(syntax::ExprId id, const Hint& hint);
    typed::ExprId list_literal(syntax::ExprId id, const Hint& hint);
    typed::ExprId members(syntax::ExprId id, const Hint& hint);
    typed::ExprId as_condition(syntax::ExprId id) { return condition(id).expr; }

    // conditions (conditions.cpp)
    CheckedCondition chain(syntax::ExprId id);
    std::size_t bare_choice_values(const std::vector<syntax::ExprId>& terms, std::size_t first,
                                   typed::ExprId before);
    bool or_for_or_else(syntax::ExprId id, const std::vector<syntax::ExprId>& terms);
    CheckedCondition negation(syntax::ExprId id);
    CheckedCondition is_known(syntax::ExprId id);
    CheckedCondition plain_condition(syntax::ExprId id);
    typed::ExprId if_chain(syntax::ExprId id, const Hint& hint);
    typed::ExprId or_else(syntax::ExprId id, const Hint& hint);
    /// One type for values of which one is taken; reports the first that does not go with the
    /// first.
    typed::Type unify(std::span<const Operand> values, std::vector<typed::ExprId>& exprs);

    /// The right side of a comparison. Beside a left side that failed, names stay silent.
    typed::ExprId value_beside(typed::ExprId left, syntax::ExprId right);

    // comparisons (comparisons.cpp, choices.cpp)
    CheckedCondition is(syntax::ExprId id);
    CheckedCondition ordering(syntax::ExprId id);
    CheckedCondition between(syntax::ExprId id);
    CheckedCondition in_set(syntax::ExprId id);
    CheckedCondition like_except(syntax::ExprId id);
    CheckedCondition part_state(syntax::ExprId id, typed::ExprId part);
    CheckedCondition sent_back(syntax::ExprId id);
    /// The part is done, and so is what the plan makes sure of then.
    void learn_done(Knowledge& known, const std::string& part) const;
    std::optional<CheckedCondition> calendar_open(syntax::ExprId id);
    std::vector<typed::ExprId> set_members(const syntax::Expr& expr, Operand left, bool& failed);
    /// Brings two sides to one type; false where it reported that they have none.
    bool fit(Operand& left, Operand& right, Span op, bool references_may_miss);
    bool measure_clock(Operand& clock, const Operand& amount);
    bool report_missing_unit(const Operand& number_side, const Operand& other_side);
    void report_two_clocks(const Operand& left, const Operand& right);
    void report_unlike(const Operand& left, const Operand& right, Span op);
    bool check_ignoring(const syntax::Expr& expr, const Operand& left);
    CheckedCondition test(typed::Op op, Span span, std::vector<typed::ExprId> args,
                          const syntax::Expr* expr = nullptr);
    CheckedCondition maybe_not(CheckedCondition condition, bool negated, Span span);
    std::vector<std::uint32_t> group_of(syntax::ExprId id, const typed::Type& choice);

    // texts, lists, people (lists.cpp)
    CheckedCondition text_test(syntax::ExprId id);
    CheckedCondition has(syntax::ExprId id);
    CheckedCondition in_team(syntax::ExprId id);
    CheckedCondition agent_has(const syntax::Expr& expr, typed::ExprId agent, Span span);
    typed::ExprId level_of(syntax::ExprId id);

    // arithmetic (arithmetic.cpp, time_arithmetic.cpp)
    typed::ExprId sum(syntax::ExprId id, const Hint& hint);
    typed::ExprId product(syntax::ExprId id, const Hint& hint);
    typed::ExprId add(const syntax::Expr& op, Operand left, Operand right, Span span);
    typed::ExprId multiply(const syntax::Expr& op, Operand left, Operand right, Span span);
    typed::ExprId divide(const syntax::Expr& op, Operand left, Operand right, Span span);
    typed::ExprId move_moment(const syntax::Expr& op, Operand left, Operand right, Span span);
    typed::ExprId move_date(const syntax::Expr& op, Operand left, Operand right, Span span);
    typed::ExprId from_to(syntax::ExprId id);
    typed::ExprId days_from_to(syntax::ExprId id);
    typed::ExprId numeric_result(typed::Op op, typed::Type type, typed::Interval range, Span span,
                                 std::vector<typed::ExprId> args);
    void report_not_addable(const syntax::Expr& op, const Operand& left, const Operand& right);
    std::optional<Decimal> smallest_divisor(typed::ExprId divisor) const;
    typed::CalendarId needed_calendar(Span span, const std::string& what);
    std::vector<syntax::ExprId> spine(syntax::ExprId id, std::initializer_list<Kind> kinds) const;

    // functions (functions.cpp, calls.cpp)
    typed::ExprId call(syntax::ExprId id, const Hint& hint);
    bool arguments(const syntax::Expr& expr, const std::vector<typed::Param>& params,
                   std::vector<typed::ExprId>& args);
    typed::ExprId call_declared(syntax::ExprId id, sema::SymbolId symbol);
    typed::ExprId extremum(syntax::ExprId id, typed::Op op, const Hint& hint);
    typed::ExprId round(syntax::ExprId id);
    typed::ExprId of_call(syntax::ExprId id);
    typed::ExprId one_argument(syntax::ExprId id);
    bool check_count(const syntax::Expr& expr, std::size_t count);

    // names (names.cpp, members.cpp, facts.cpp)
    Found find(const syntax::Name& name) const;
    typed::ExprId choice_value(const syntax::Name& name, Span span, const Hint& hint);
    void warn_if_two(const syntax::Name& name, const typed::Type& choice);
    typed::ExprId read(const Found& found, const syntax::Name& name, Span span);
    void report_unknown_name(const syntax::Name& name, const Hint& hint);
    std::vector<std::string> names_here(const Hint& hint) const;
    typed::ExprId queue_fact(syntax::ExprId id);
    typed::ExprId candidate(Span span, const std::string& what);
};

}  // namespace reeve::check
