#include "compiler/check/call_ranges.h"

#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::check {

using typed::Base;
using typed::Expr;
using typed::ExprId;
using typed::Interval;
using typed::Op;

namespace {

bool is_amount(Base base) {
    return base == Base::Money || base == Base::Duration || base == Base::BusinessDuration;
}

int exact_digits(const typed::Type& type) {
    return type.base == Base::Money ? type.currency->minor_digits : 0;
}

bool is_inside(const Interval& given, const Interval& counted) {
    return ranges::within(given, counted) && given.scale <= counted.scale;
}

Interval by_milliseconds(const Interval& range, std::int64_t unit) {
    return ranges::divide(range, ranges::point(Decimal(unit)), Decimal(unit));
}

bool reads(const typed::Program& program, ExprId id, std::size_t param) {
    const Expr& e = program.expr(id);
    if (e.op == Op::Parameter) return e.symbol == param;
    return std::ranges::any_of(e.args, [&](ExprId arg) { return reads(program, arg, param); });
}

/// Whether each such value finds the rows that a value counted with finds, and these give the same
/// for it.
bool table_takes(const typed::Program& program, const typed::Table& table, std::size_t column,
                 const Interval& given) {
    const Interval& counted = table.columns[column].type.range;
    // Beyond an end each row matches as it does there, as long as no cell has a bound there; and
    // between two steps as at one of them, as long as no two bounds are one step apart.
    const auto in_the_way = [&](const typed::Value& bound) {
        const bool at_end = bound.number <= counted.low || counted.high <= bound.number;
        const bool fine = counted.scale < given.scale && 0 < counted.scale &&
                          counted.scale <= bound.number.decimals();
        return at_end || fine;
    };
    for (const typed::Row& row : table.rows) {
        if (row.result.valid() && reads(program, row.result, column)) return false;
        if (row.cells.size() <= column) continue;
        for (const typed::CellTest& test : row.cells[column].tests) {
            using Kind = typed::CellKind;
            const bool ranged = test.kind == Kind::Range || test.kind == Kind::HalfOpenRange;
            const bool compares = Kind::Less <= test.kind && test.kind <= Kind::GreaterEqual;
            if ((ranged || compares) && in_the_way(test.low)) return false;
            if (ranged && in_the_way(test.high)) return false;
            if (std::ranges::any_of(test.values, in_the_way)) return false;
        }
    }
    return true;
}

bool counted_with(const typed::Param& param, const Expr& given) {
    return !param.type.type.is_numeric() || !given.type.is_numeric() ||
           is_inside(given.range, param.type.range);
}

std::string decimals_of(int scale) {
    return scale == Interval::kAnyScale ? "any number of decimals"
                                        : counted(static_cast<std::size_t>(scale), "decimal");
}

void report_beyond(Walker& walker, const std::string& called, const typed::Param& param,
                   ExprId arg) {
    diagnostics::DiagnosticSink& sink = walker.context().sink;
    const Expr given = walker.expr(arg);
    const typed::Type unit = given.type.required();
    const Interval& counted = param.type.range;
    const std::string role = fmt::format("`{}` of `{}`", param.header.name, called);
    if (ranges::within(given.range, counted)) {
        sink.report<messages::too_many_decimals>(given.span, role, decimals_of(counted.scale),
                                                 decimals_of(given.range.scale))
            .label(param.header.span, "declared here")
            .help(fmt::format("round it, `round(…, {})`", counted.scale));
        return;
    }
    sink.report<messages::outside_range>(given.span, role, range_text(unit, counted),
                                         range_text(unit, given.range))
        .label(param.header.span, "declared here, without a range of its own")
        .help(
            "declare smaller ranges for what the value is made of, or keep it within, for "
            "example with `min`");
}

/// A walk over the bodies of definitions. What does not hang on the arguments keeps the range that
/// the checker found; for the rest it is worked out again. Conditions narrow parameters, which
/// holds for all values; only where both sides hang on arguments, or on something else that is
/// read, the bound may come from a range that no longer holds.
class CallRanges {
public:
    explicit CallRanges(const typed::Program& program) : program_(program) {}

    std::optional<Interval> of(const typed::Define& define, const std::vector<Interval>& args) {
        for (const Seen& seen : seen_) {
            if (seen.define == &define && seen.args == args) return seen.range;
        }
        const Frame frame{define, args};
        bool doubtful = false;
        bool narrowed = false;
        std::swap(doubtful, doubtful_);
        std::swap(narrowed, narrowed_);
        std::optional<Interval> range = walk(define.value, frame).range;
        if (doubtful_ && narrowed_) range.reset();
        doubtful_ = doubtful;
        narrowed_ = narrowed;
        seen_.push_back({&define, args, range});
        return range;
    }

private:
    struct Frame {
        const typed::Define& define;
        const std::vector<Interval>& args;
    };
    struct Seen {
        const typed::Define* define;
        std::vector<Interval> args;
        std::optional<Interval> range;
    };
    struct Found {
        std::optional<Interval> range;  // nothing: it cannot be said
        bool hangs = false;             // on an argument beyond what was counted with
    };

    Found walk(ExprId id, const Frame& frame) {
        const Expr& e = program_.expr(id);
        // Definitions that double what they call are refused once that has taken long enough.
        constexpr std::size_t kStepsMax = 20'000;
        if (++steps_ > kStepsMax) return {std::nullopt, true};
        if (e.op == Op::Parameter) return parameter(e, frame);
        std::vector<Interval> args;
        std::vector<bool> hanging;
        for (const ExprId arg : e.args) {
            const Found found = walk(arg, frame);
            if (!found.range) return {std::nullopt, true};
            args.push_back(*found.range);
            hanging.push_back(found.hangs);
        }
        if (std::ranges::find(hanging, true) == hanging.end()) {
            if (e.type.is_numeric() && !path_of(program_, id).empty()) narrowed_ = true;
            return {e.range, false};
        }
        look_at_comparison(e, hanging);
        if (e.op == Op::CallTable && !table(e, args, hanging)) return {std::nullopt, true};
        std::optional<Interval> range = e.op == Op::CallDefine ? call(e, args) : result(e, args);
        if (range && e.type.is_numeric() && !ranges::representable(e.type, *range)) range.reset();
        return {range, true};
    }

    Found parameter(const Expr& e, const Frame& frame) {
        const Interval& counted = frame.define.params[e.symbol].type.range;
        const Interval& given = frame.args[e.symbol];
        if (!e.type.is_numeric()) return {e.range, false};
        if (e.range != counted) narrowed_ = true;
        if (is_inside(given, counted)) return {e.range, false};
        Interval range = given;
        if (counted.low < e.range.low) range.low = std::max(given.low, e.range.low);
        if (e.range.high < counted.high) range.high = std::min(given.high, e.range.high);
        // No value comes here.
        if (range.high < range.low) range = e.range;
        return {range, true};
    }

    void look_at_comparison(const Expr& e, const std::vector<bool>& hanging) {
        if (e.op < Op::Equal || e.op > Op::InSet) return;
        for (std::size_t i = 0; i < hanging.size(); ++i) {
            if (!hanging[i] && !path_of(program_, e.args[i]).empty()) doubtful_ = true;
        }
        if (std::ranges::count(hanging, true) > 1) doubtful_ = true;
    }

    std::optional<Interval> call(const Expr& e, const std::vector<Interval>& args) {
        return of(program_.defines[e.symbol], args);
    }

    bool table(const Expr& e, const std::vector<Interval>& args, const std::vector<bool>& hanging) {
        const typed::Table& table = program_.tables[e.symbol];
        for (std::size_t i = 0; i < args.size(); ++i) {
            const bool numeric = program_.expr(e.args[i]).type.is_numeric();
            if (hanging[i] && numeric && !is_inside(args[i], table.columns[i].type.range) &&
                !table_takes(program_, table, i, args[i]))
                return false;
        }
        return true;
    }

    std::optional<Interval> result(const Expr& e, const std::vector<Interval>& args) const {
        switch (e.op) {
            case Op::Add: return ranges::add(args[0], args[1]);
            case Op::Subtract: return ranges::subtract(args[0], args[1]);
            case Op::Negate: return ranges::negate(args[0]);
            case Op::Absolute: return ranges::absolute(args[0]);
            case Op::Floor: return ranges::floor(args[0]);
            case Op::Ceiling: return ranges::ceiling(args[0]);
            case Op::Multiply: return product(e, args);
            case Op::Divide:
            case Op::DivideOrMissing: return quotient(e, args);
            case Op::Minimum:
            case Op::Maximum: return e.type.is_numeric() ? extremum(e.op, args) : e.range;
            case Op::Round:
                return ranges::round(args[0], static_cast<int>(args[1].low.to_int64().value_or(0)));
            case Op::Hours: return by_milliseconds(args[0], 3'600'000);
            case Op::Minutes: return by_milliseconds(args[0], 60'000);
            case Op::Days: return by_milliseconds(args[0], 86'400'000);
            case Op::If: return ranges::hull(args[1], args[2]);
            case Op::OrElse: return ranges::hull(args[0], args[1]);
            case Op::Known: return args[0];
            default: return other(e);
        }
    }

    /// Conditions, tables and moments lie where they lay.
    std::optional<Interval> other(const Expr& e) const {
        if (!e.type.is_numeric() || e.op == Op::CallTable) return e.range;
        const bool of_amounts = std::ranges::any_of(
            e.args, [&](ExprId arg) { return program_.expr(arg).type.is_numeric(); });
        return of_amounts ? std::nullopt : std::optional(e.range);
    }

    Interval product(const Expr& e, const std::vector<Interval>& args) const {
        const Interval range = ranges::multiply(args[0], args[1]);
        return is_amount(e.type.base) ? ranges::round(range, exact_digits(e.type)) : range;
    }

    std::optional<Interval> quotient(const Expr& e, const std::vector<Interval>& args) const {
        const Interval& divisor = args[1];
        const bool clear = ranges::excludes_zero(divisor);
        // Where its range never excluded zero, a condition did.
        if (e.op == Op::Divide && !clear && ranges::excludes_zero(program_.expr(e.args[1]).range))
            return std::nullopt;
        if (!clear && divisor.scale == Interval::kAnyScale) return std::nullopt;
        const Decimal smallest =
            clear ? std::min(divisor.low.abs(), divisor.high.abs()) : ranges::unit(divisor.scale);
        const Interval range = ranges::divide(args[0], divisor, smallest);
        return is_amount(e.type.base) ? ranges::round(range, exact_digits(e.type)) : range;
    }

    static Interval extremum(Op op, const std::vector<Interval>& args) {
        Interval range = args.front();
        for (std::size_t i = 1; i < args.size(); ++i)
            range = op == Op::Minimum ? ranges::minimum(range, args[i])
                                      : ranges::maximum(range, args[i]);
        return range;
    }

    const typed::Program& program_;
    std::vector<Seen> seen_;
    std::size_t steps_ = 0;
    bool doubtful_ = false;
    bool narrowed_ = false;
};

}  // namespace

std::optional<Interval> call_range(Walker& walker, const typed::Define& define,
                                   const std::vector<ExprId>& args) {
    std::vector<Interval> given;
    std::optional<std::size_t> beyond;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const Expr& arg = walker.expr(args[i]);
        const bool counted = counted_with(define.params[i], arg);
        given.push_back(counted ? define.params[i].type.range : arg.range);
        if (!counted && !beyond) beyond = i;
    }
    if (!beyond) return define.result.range;
    auto range = CallRanges(walker.context().program).of(define, given);
    if (!range) report_beyond(walker, define.header.name, define.params[*beyond], args[*beyond]);
    return range;
}

std::optional<Interval> call_range(Walker& walker, const typed::Table& table,
                                   const std::vector<ExprId>& args) {
    for (std::size_t i = 0; i < args.size(); ++i) {
        const Expr& arg = walker.expr(args[i]);
        if (counted_with(table.columns[i], arg) ||
            table_takes(walker.context().program, table, i, arg.range))
            continue;
        report_beyond(walker, table.header.name, table.columns[i], args[i]);
        return std::nullopt;
    }
    return table.result.range;
}

}  // namespace reeve::check
