#pragma once

#include "compiler/eval/evaluator.h"
#include "compiler/explain/formatter.h"
#include "compiler/explain/source_text.h"

// Why a condition holds or fails: the parts that decided, with what they found.

namespace reeve::explain {

class Reasons {
public:
    Reasons(const SourceText& source, const Formatter& format, const eval::Context& context,
            Instant now, const eval::Frame* frame = nullptr)
        : source_(source), format_(format), context_(context), now_(now), frame_(frame) {}

    /// Of `and` that fails and `or` that holds, the part that decided; else all parts.
    [[nodiscard]] std::vector<Reason> why(typed::ExprId condition) const;
    /// What an expression read: itself where it is read at once, else what it was worked out from.
    [[nodiscard]] std::vector<Finding> found(typed::ExprId id) const;
    [[nodiscard]] bool holds(typed::ExprId condition) const;
    [[nodiscard]] Shown value(typed::ExprId id) const;

private:
    using Expr = typed::Expr;

    void decide(typed::ExprId id, std::vector<Reason>& out) const;
    void decide_chain(typed::ExprId id, std::vector<Reason>& out) const;
    [[nodiscard]] Reason single(typed::ExprId id) const;
    void find(typed::ExprId id, std::vector<Finding>& out) const;
    [[nodiscard]] Finding whole(typed::ExprId id) const;
    void find_or_else(typed::ExprId id, const Expr& e, std::vector<Finding>& out) const;
    void find_table(typed::ExprId id, const Expr& e, std::vector<Finding>& out) const;
    void find_define(typed::ExprId id, const Expr& e, std::vector<Finding>& out) const;
    [[nodiscard]] eval::Frame frame_of(const Expr& call) const;
    [[nodiscard]] Reasons inside(const eval::Frame& frame) const {
        return {source_, format_, context_, now_, &frame};
    }
    [[nodiscard]] const Expr& expr(typed::ExprId id) const { return context_.program.expr(id); }
    [[nodiscard]] eval::Evaluator evaluator() const { return {context_, now_, nullptr, frame_}; }

    const SourceText& source_;
    const Formatter& format_;
    const eval::Context& context_;
    Instant now_;
    const eval::Frame* frame_;
};

}  // namespace reeve::explain
