#include "compiler/eval/evaluator.h"

#include "compiler/eval/elsewhere.h"

#include <algorithm>

namespace reeve::eval {

using typed::Base;
using typed::CellKind;
using typed::TablePolicy;

namespace {

std::strong_ordering order(const typed::Type& type, const Value& a, const Value& b) {
    switch (type.base) {
        case Base::Text: return a.text() <=> b.text();
        case Base::Choice: return a.choice() <=> b.choice();
        case Base::Date: return a.date() <=> b.date();
        case Base::Time: return a.time() <=> b.time();
        case Base::Moment: return a.moment() <=> b.moment();
        default: return a.number() <=> b.number();
    }
}

bool test_holds(const CellTest& test, const typed::Type& type, const Value& value) {
    if (test.kind == CellKind::Any) return true;
    if (test.kind == CellKind::Missing) return value.is_missing();
    if (value.is_missing()) return false;
    const auto is = [&](const Value& other) { return value == other; };
    switch (test.kind) {
        case CellKind::Values: return std::ranges::any_of(test.values, is);
        case CellKind::NotValues: return std::ranges::none_of(test.values, is);
        case CellKind::Less: return order(type, value, test.low) < 0;
        case CellKind::LessEqual: return order(type, value, test.low) <= 0;
        case CellKind::Greater: return order(type, value, test.low) > 0;
        case CellKind::GreaterEqual: return order(type, value, test.low) >= 0;
        case CellKind::Range:
            return order(type, value, test.low) >= 0 && order(type, value, test.high) <= 0;
        default: return order(type, value, test.low) >= 0 && order(type, value, test.high) < 0;
    }
}

bool cell_holds(std::span<const CellTest> tests, const typed::Type& type, const Value& value) {
    return tests.empty() || std::ranges::any_of(tests, [&](const CellTest& test) {
               return test_holds(test, type, value);
           });
}

}  // namespace

bool Evaluator::cell_matches(std::span<const CellTest> tests, std::size_t column,
                             const Moving& value) {
    const Expr& arg = context_.program.expr(frame_->args[column]);
    const bool truth = cell_holds(tests, arg.type, value.value);
    if (!value.moves()) return truth;
    // Each bound of the cell is a turn that a clock can come to.
    std::vector<Instant> guesses;
    const auto same = [&](Instant t) {
        return elsewhere(t, [&](Evaluator& there) {
            return cell_holds(tests, arg.type, there.frame_->values[column].value) == truth;
        });
    };
    for (const CellTest& test : tests) {
        const Value* bounds[] = {&test.low, &test.high};
        for (const Value* bound : bounds) {
            if (bound->is_missing() || !arg.type.is_numeric()) continue;
            narrow_to_sign(same, value.value.number() - bound->number(), value.rates);
        }
        for (const Value& at : test.values) {
            if (arg.type.is_numeric())
                narrow_to_sign(same, value.value.number() - at.number(), value.rates);
        }
    }
    if (value.rising || !arg.type.is_numeric()) narrow(same, guesses);
    return truth;
}

std::vector<std::uint32_t> Evaluator::rows_of_call(typed::ExprId call) {
    const Expr& e = context_.program.expr(call);
    const typed::Table& table = context_.program.tables[e.symbol];
    Frame frame{frame_, e.args, {}};
    for (const typed::ExprId arg : e.args) frame.values.push_back(eval(arg));
    Evaluator inside(context_, now_, nullptr, &frame);
    inside.be_quiet();
    const auto& rows = context_.prepared.tables[e.symbol];
    std::vector<std::uint32_t> matching;
    Value best;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        bool matches = true;
        for (std::size_t j = 0; j < rows[i].cells.size() && matches; ++j)
            matches = inside.cell_matches(rows[i].cells[j], j, frame.values[j]);
        if (!matches) continue;
        if (table.policy == TablePolicy::HighestMatch || table.policy == TablePolicy::LowestMatch) {
            Value value = inside.value(rows[i].result);
            const auto sign = matching.empty() ? std::strong_ordering::equal
                                               : order(table.result.type, value, best);
            const bool better = table.policy == TablePolicy::HighestMatch ? sign > 0 : sign < 0;
            if (!matching.empty() && !better) continue;
            matching = {i};
            best = std::move(value);
            continue;
        }
        matching.push_back(i);
        if (table.policy != TablePolicy::SumOfMatches) break;
    }
    return matching;
}

Moving Evaluator::call_table(const Expr& e) {
    const typed::Table& table = context_.program.tables[e.symbol];
    Frame frame{frame_, e.args, {}};
    for (const typed::ExprId arg : e.args) frame.values.push_back(eval(arg));
    Evaluator inside(context_, now_, window_, &frame);
    inside.trace_ = trace_;
    const typed::Type result_type = table.result.type;
    Moving result;
    bool found = false;
    if (table.policy == TablePolicy::SumOfMatches) result = Value(Decimal());
    const auto& rows = context_.prepared.tables[e.symbol];
    std::size_t best = 0;
    const auto used = [&](std::size_t row) {
        if (trace_ != nullptr) trace_->used(&table.rows[row]);
    };
    for (std::size_t number = 0; number < rows.size(); ++number) {
        const TableRow& row = rows[number];
        bool matches = true;
        for (std::size_t i = 0; i < row.cells.size() && matches; ++i)
            matches = inside.cell_matches(row.cells[i], i, frame.values[i]);
        if (!matches) continue;
        Moving value = inside.eval(row.result);
        switch (table.policy) {
            case TablePolicy::SumOfMatches: {
                used(number);
                for (const Rate& rate : value.rates) result.rates.push_back(rate);
                result.rates = merged(std::move(result.rates));
                result.value = result.value.number() + value.value.number();
                break;
            }
            case TablePolicy::HighestMatch:
            case TablePolicy::LowestMatch: {
                const bool highest = table.policy == TablePolicy::HighestMatch;
                const bool better =
                    !found || (highest ? order(result_type, value.value, result.value) > 0
                                       : order(result_type, value.value, result.value) < 0);
                if (better) {
                    result = std::move(value);
                    best = number;
                }
                break;
            }
            default: used(number); return value;
        }
        found = true;
    }
    if (found && table.policy != TablePolicy::SumOfMatches) used(best);
    return result;
}

}  // namespace reeve::eval
