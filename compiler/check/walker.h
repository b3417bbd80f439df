#pragma once

#include "compiler/check/expressions.h"
#include "compiler/check/known.h"
#include "compiler/check/wording.h"

#include <initializer_list>

// The checker of one expression: a walk over its syntax that knows at each place what is known
// there.

namespace reeve::check {

/// What a bare name, an empty list or a literal may mean where it stands. Base::Error: nothing is
/// expected.
struct Hint {
    typed::Type type;
    bool groups = false;  // names of several values may stand here (`segment is hot`)
};

/// An operand in both forms: messages speak of what was written.
struct Operand {
    syntax::ExprId syntax;
    typed::ExprId expr;
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

class Walker {
public:
    Walker(Context& ctx, const Scope& scope);

    typed::ExprId value(syntax::ExprId id, const Hint& hint = {});
    typed::ExprId known_value(syntax::ExprId id, const Hint& hint = {});
    CheckedCondition condition(syntax::ExprId id);
    /// A value that goes where `expected` says (fitting.cpp).
    typed::ExprId value_as(syntax::ExprId id, const Expected& expected);

    // What follows is for the public interface and the parts of the walker.
    [[nodiscard]] const typed::Expr& expr(typed::ExprId id) const { return ctx_.program.expr(id); }
    [[nodiscard]] const typed::Type& type(typed::ExprId id) const { return expr(id).type; }
    [[nodiscard]] std::string describe(const typed::Type& type) const;
    [[nodiscard]] std::string text(
        syntax::ExprId id) const;  // as written, in backticks; "this" where it is long
    typed::ExprId error(Span span);
    /// Drops `optional`, or reports what may be missing.
    typed::ExprId require_known(Operand operand);
    /// The same for what is written as `name`; `simple` where it is a name or a chain of names.
    struct Written {
        std::optional<std::string> text;
        bool simple = false;
        bool parenthesized = false;
    };
    typed::ExprId require_known(typed::ExprId id, const Written& written);
    /// A date taken as its first instant where a moment is wanted.
    typed::ExprId start_of_day(typed::ExprId date);
    Context& context() { return ctx_; }
    /// Attributes, answers and facts as a member of a record; `names` are consumed as far as
    /// needed.
    typed::ExprId member(typed::ExprId base, std::span<const syntax::Name> names, std::size_t& used,
                         Span span);
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
    typed::ExprId read_attribute(const typed::Attribute& attribute, std::uint32_t index,
                                 typed::ExprId base, Span span);
    typed::ExprId read_fact(typed::Fact fact, typed::ExprId base, Span span);
    typed::ExprId read_part(typed::PlanId plan, sema::SymbolId symbol, typed::ExprId base,
                            Span span);
    typed::ExprId agent_member(typed::ExprId base, std::span<const syntax::Name> names, std::size_t& used, Span first);
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
    typed::ExprId queue_fact(syntax::ExprId id);
    typed::ExprId clock_in(typed::ExprId clock, typed::CalendarId calendar);
    typed::ExprId candidate(Span span, const std::string& what);

    // making nodes (nodes.cpp)
    typed::ExprId make(typed::Op op, typed::Type type, Span span,
                       std::vector<typed::ExprId> args = {});
    typed::ExprId constant(const typed::Type& type, typed::Value value, Span span);
    typed::ExprId truth(typed::Op op, Span span, std::vector<typed::ExprId> args);
    /// What is known of a value that was just read: that it is there, and its smaller range.
    typed::ExprId refine(typed::ExprId id);
    void report_missing(typed::ExprId id, const Written& written);
    [[nodiscard]] bool failed(std::initializer_list<typed::ExprId> ids) const;
    [[nodiscard]] const syntax::Expr& syntax_of(syntax::ExprId id) const {
        return scope_.module->expr(id);
    }
    [[nodiscard]] typed::CalendarId calendar_in_force() const;
    [[nodiscard]] std::string path(typed::ExprId id) const;

    Context& ctx_;
    const Scope& scope_;
    KnownHere known_;
    typed::CalendarId named_calendar_;  // `… in Office` around what is walked
    bool calendar_used_ = false;
    syntax::ExprId test_;        // the innermost comparison around what is walked: for messages
    bool negated_test_ = false;  // it stands directly behind `not`
};

/// The place in words: "a definition", "a promise".
std::string_view describe(Place place);
/// The facts a program's item or case may have by a single word or a word with a dot.
std::string path_of(const typed::Program& program, typed::ExprId expr);

}  // namespace reeve::check
