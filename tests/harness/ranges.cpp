#include "tests/harness/ranges.h"

#include "compiler/eval/evaluator.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::harness {

using typed::Op;

namespace {

std::optional<std::string> outside(const typed::Interval& range, Decimal number, std::string what) {
    const bool scaled =
        range.scale == typed::Interval::kAnyScale || number.round(range.scale) == number;
    if (range.contains(number) && scaled) return std::nullopt;
    return fmt::format("{} is {}, outside {}..{} with {} decimals", what, number.to_string(),
                       range.low.to_string(), range.high.to_string(), range.scale);
}

}  // namespace

std::optional<std::string> outside_range(const eval::Context& context, Instant now,
                                         typed::ExprId id) {
    const typed::Program& program = context.program;
    const typed::Expr& e = program.expr(id);
    if (e.type.is_numeric()) {
        const eval::Value value = eval::Evaluator(context, now, nullptr).value(id);
        if (value.is_missing()) {
            if (e.type.optional) return std::nullopt;
            return typed::print(program, id) + " is missing";
        }
        if (auto wrong = outside(e.range, value.number(), typed::print(program, id))) return wrong;
    }
    if (e.op == Op::If || e.op == Op::And || e.op == Op::Or || e.op == Op::OrElse)
        return std::nullopt;
    for (const typed::ExprId arg : e.args) {
        if (auto wrong = outside_range(context, now, arg)) return wrong;
    }
    return std::nullopt;
}

std::optional<std::string> outside_range(const eval::Rules& rules, const eval::Item& item,
                                         const eval::Question& question,
                                         const eval::Evaluation& evaluation) {
    const auto& priority = rules.program().work_type(item.work_type).priority;
    if (!priority) return std::nullopt;
    const eval::Context context = rules.prepare(item, question);
    for (std::size_t i = 0; i < priority->lines.size(); ++i) {
        const typed::PriorityLine& line = priority->lines[i];
        if (!evaluation.priority.terms[i].holds) continue;
        for (const typed::ExprId id : {line.value, line.subject}) {
            if (!id.valid()) continue;
            if (auto wrong = outside_range(context, question.now, id)) return wrong;
        }
        if (line.kind == typed::PriorityLine::Kind::Multiply || line.moves) continue;
        typed::Interval term = line.term;
        term.scale = typed::Interval::kAnyScale;
        // Rounded to a thousandth, it may lie as far beyond an end.
        term.low = term.low - Decimal::scaled(1, -3);
        term.high = term.high + Decimal::scaled(1, -3);
        if (auto wrong = outside(term, evaluation.priority.terms[i].exact,
                                 fmt::format("line {} of the priority", i)))
            return wrong;
    }
    return std::nullopt;
}

}  // namespace reeve::harness
