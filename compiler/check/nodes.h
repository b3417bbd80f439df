#pragma once

#include "compiler/check/expressions.h"
#include "compiler/check/known.h"
#include "compiler/check/wording.h"

#include <initializer_list>

// Making typed nodes, and what belongs to every one of them: ranges, missing values.

namespace reeve::check {

/// An operand in both forms: messages speak of what was written.
struct Operand {
    syntax::ExprId syntax;
    typed::ExprId expr;
};

/// What the checker of an expression knows where it is, and the nodes it makes from it.
class Nodes {
public:
    Nodes(Context& ctx, const Scope& scope);

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

protected:
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
