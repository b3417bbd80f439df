#include "compiler/check/walker.h"

#include "base/text.h"
#include "compiler/check/call_ranges.h"
#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

// The functions of the language, and calls of definitions and tables.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Interval;
using typed::Op;

namespace {

bool is_number(Base base) {
    return base == Base::Number || base == Base::Percent || base == Base::Ratio;
}

struct FunctionInfo {
    std::string_view name;
    Op op;
    std::string_view takes;  // what its one argument is; empty: it has a rule of its own
};
constexpr std::array kFunctions = {
    FunctionInfo{"min", Op::Minimum, ""},
    FunctionInfo{"max", Op::Maximum, ""},
    FunctionInfo{"round", Op::Round, ""},
    FunctionInfo{"abs", Op::Absolute, "a number, money or a duration"},
    FunctionInfo{"floor", Op::Floor, "a number"},
    FunctionInfo{"ceiling", Op::Ceiling, "a number"},
    FunctionInfo{"length", Op::Length, "a text"},
    FunctionInfo{"lower", Op::Lower, "a text"},
    FunctionInfo{"upper", Op::Upper, "a text"},
    FunctionInfo{"hours", Op::Hours, "a duration"},
    FunctionInfo{"minutes", Op::Minutes, "a duration"},
    FunctionInfo{"days", Op::Days, "a duration in plain time"},
};

const FunctionInfo* find_function(std::string_view name) {
    const auto found = std::ranges::find(kFunctions, name, &FunctionInfo::name);
    return found == kFunctions.end() ? nullptr : found;
}

bool argument_fits(Op op, const typed::Type& type) {
    switch (op) {
        case Op::Absolute: return type.is_numeric();
        case Op::Floor:
        case Op::Ceiling: return is_number(type.base) || type.base == Base::Money;
        case Op::Length:
        case Op::Lower:
        case Op::Upper: return type.base == Base::Text;
        case Op::Hours:
        case Op::Minutes: return type.base == Base::Duration || type.base == Base::BusinessDuration;
        case Op::Days: return type.base == Base::Duration;
        default: return false;
    }
}

typed::Type plain_number() {
    typed::Type type;
    type.base = Base::Number;
    return type;
}

Interval by_milliseconds(const Interval& range, std::int64_t unit) {
    return ranges::divide(range, ranges::point(Decimal(unit)), Decimal(unit));
}

}  // namespace

bool Walker::check_count(const syntax::Expr& e, std::size_t count) {
    if (e.args.size() == count) return true;
    ctx_.sink.report<messages::argument_count>(e.span, e.name.text, counted(count, "argument"),
                                               e.args.size());
    return false;
}

ExprId Walker::call(syntax::ExprId id, const Hint& hint) {
    const syntax::Expr& e = syntax_of(id);
    if (!e.name.valid()) return error(e.span);
    const FunctionInfo* function = find_function(e.name.text);
    // What the program defines goes before what the language brings.
    const sema::SymbolId symbol = ctx_.look_up(sema::Space::Value, e.name);
    if (symbol.valid()) return call_declared(id, symbol);
    if (!function) {
        std::vector<std::string_view> candidates = ctx_.symbols.names(sema::Space::Value);
        for (const FunctionInfo& known : kFunctions) candidates.push_back(known.name);
        auto& report = ctx_.sink.report<messages::unknown_function>(e.name.span, e.name.text);
        constexpr std::array kOfWords = {"count",   "level", "date",  "time",
                                         "weekday", "day",   "month", "year"};
        if (std::ranges::find(kOfWords, e.name.text) != kOfWords.end()) {
            report.help(fmt::format("write `{} of …`", e.name.text));
        } else if (const auto near = nearest_word(e.name.text, candidates)) {
            report.help(fmt::format("did you mean `{}`?", *near));
            report.fix(fmt::format("write `{}`", *near), e.name.span, std::string(*near));
        }
        return error(e.span);
    }
    if (function->op == Op::Minimum || function->op == Op::Maximum)
        return extremum(id, function->op, hint);
    if (function->op == Op::Round) return round(id);
    return one_argument(id);
}

ExprId Walker::one_argument(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    const FunctionInfo& function = *find_function(e.name.text);
    if (!check_count(e, 1)) return error(e.span);
    const ExprId arg = known_value(e.args[0]);
    if (failed({arg})) return error(e.span);
    const typed::Type type = this->type(arg);
    if (!argument_fits(function.op, type)) {
        auto& report = ctx_.sink.report<messages::wrong_argument>(expr(arg).span, e.name.text,
                                                                  function.takes, describe(type));
        if (function.op == Op::Length && type.base == Base::List) report.help("write `count of …`");
        if (function.op == Op::Days && type.base == Base::BusinessDuration)
            report.note(
                "how many business days a business duration is depends on the days; write "
                "`hours(…)`");
        return error(e.span);
    }
    const Interval range = expr(arg).range;
    switch (function.op) {
        case Op::Absolute:
            return numeric_result(function.op, type, ranges::absolute(range), e.span, {arg});
        case Op::Floor:
            return numeric_result(function.op, type, ranges::floor(range), e.span, {arg});
        case Op::Ceiling:
            return numeric_result(function.op, type, ranges::ceiling(range), e.span, {arg});
        case Op::Hours:
            return numeric_result(function.op, plain_number(), by_milliseconds(range, 3'600'000),
                                  e.span, {arg});
        case Op::Minutes:
            return numeric_result(function.op, plain_number(), by_milliseconds(range, 60'000),
                                  e.span, {arg});
        case Op::Days:
            return numeric_result(function.op, plain_number(), by_milliseconds(range, 86'400'000),
                                  e.span, {arg});
        case Op::Length:
            return numeric_result(function.op, plain_number(), {Decimal(), Decimal(65'536), 0},
                                  e.span, {arg});
        default: return make(function.op, type, e.span, {arg});
    }
}

ExprId Walker::extremum(syntax::ExprId id, Op op, const Hint& hint) {
    const syntax::Expr& e = syntax_of(id);
    if (e.args.size() < 2) {
        ctx_.sink.report<messages::argument_count>(e.span, e.name.text, "two arguments or more",
                                                   e.args.size());
        return error(e.span);
    }
    std::vector<Operand> operands;
    std::vector<ExprId> args;
    for (syntax::ExprId arg : e.args) {
        const ExprId value = known_value(arg, hint);
        if (failed({value})) return error(e.span);
        const typed::Type type = this->type(value);
        const bool ordered = type.is_numeric() || type.base == Base::Date ||
                             type.base == Base::Moment || type.base == Base::Time;
        if (!ordered) {
            ctx_.sink.report<messages::wrong_argument>(expr(value).span, e.name.text,
                                                       "numbers, amounts, dates or moments",
                                                       describe(type));
            return error(e.span);
        }
        operands.push_back({arg, value});
        args.push_back(value);
    }
    const typed::Type type = unify(operands, args);
    if (type.is_error()) return error(e.span);
    if (!type.is_numeric()) return make(op, type, e.span, std::move(args));
    Interval range = expr(args.front()).range;
    for (std::size_t i = 1; i < args.size(); ++i) {
        const Interval& other = expr(args[i]).range;
        range = op == Op::Minimum ? ranges::minimum(range, other) : ranges::maximum(range, other);
    }
    return numeric_result(op, type, range, e.span, std::move(args));
}

ExprId Walker::round(syntax::ExprId id) {
    constexpr std::int64_t kDigitsMax = 15;
    const syntax::Expr& e = syntax_of(id);
    if (e.args.empty() || e.args.size() > 2) {
        ctx_.sink.report<messages::argument_count>(e.span, e.name.text, "one or two arguments",
                                                   e.args.size());
        return error(e.span);
    }
    const ExprId arg = known_value(e.args[0]);
    if (failed({arg})) return error(e.span);
    const typed::Type type = this->type(arg);
    if (!is_number(type.base) && type.base != Base::Money) {
        auto& report = ctx_.sink.report<messages::wrong_argument>(
            expr(arg).span, e.name.text, "a number or money", describe(type));
        if (type.base == Base::Duration || type.base == Base::BusinessDuration)
            report.help("say in which unit, for example `round(hours(…))`");
        return error(e.span);
    }
    std::int64_t digits = 0;
    if (e.args.size() == 2) {
        const auto literal = signed_literal(*scope_.module, e.args[1]);
        const auto count = literal && literal->kind == syntax::LiteralKind::Number
                               ? literal->number.to_int64()
                               : std::nullopt;
        if (!count || *count < -kDigitsMax || *count > kDigitsMax) {
            ctx_.sink.report<messages::digits_not_literal>(syntax_of(e.args[1]).span, -kDigitsMax,
                                                           kDigitsMax);
            return error(e.span);
        }
        digits = *count;
    }
    typed::Value value;
    value.number = digits;
    const Span digits_span = e.args.size() == 2 ? syntax_of(e.args[1]).span : e.span.after();
    const ExprId second = constant(plain_number(), std::move(value), digits_span);
    const Interval range = ranges::round(expr(arg).range, static_cast<int>(digits));
    return numeric_result(Op::Round, type, range, e.span, {arg, second});
}

/// The values of a call; false where one of them has failed. Two that would fit the other way round
/// are one mistake.
bool Walker::arguments(const syntax::Expr& e, const std::vector<typed::Param>& params,
                       std::vector<ExprId>& args) {
    const auto argument = [&](std::size_t param, std::size_t arg) {
        const Expected expected{params[param].type,
                                fmt::format("`{}` of `{}`", params[param].header.name, e.name.text),
                                true};
        return value_as(e.args[arg], expected);
    };
    const std::size_t before = ctx_.sink.count();
    std::vector<std::size_t> wrong;
    for (std::size_t i = 0; i < params.size(); ++i) {
        args.push_back(argument(i, i));
        if (failed({args.back()})) wrong.push_back(i);
    }
    if (wrong.size() != 2 || ctx_.sink.count() != before + 2) return wrong.empty();
    const auto reported = std::vector(ctx_.sink.diagnostics().begin() + static_cast<long>(before),
                                      ctx_.sink.diagnostics().end());
    const std::size_t first = wrong[0];
    const std::size_t second = wrong[1];
    const ExprId swapped_first = argument(first, second);
    const ExprId swapped_second = argument(second, first);
    const bool swapped = !failed({swapped_first, swapped_second});
    if (!swapped) {
        // Nothing was learned; what was said stays said.
        ctx_.sink.take_back(before + reported.size());
        return false;
    }
    ctx_.sink.take_back(before);
    const Span first_span = syntax_of(e.args[first]).span;
    const Span second_span = syntax_of(e.args[second]).span;
    auto& report =
        ctx_.sink.report<messages::arguments_swapped>(first_span.to(second_span), e.name.text);
    const auto first_text = source_text(*scope_.module, e.args[first]);
    const auto second_text = source_text(*scope_.module, e.args[second]);
    std::vector<std::string> names;
    for (const typed::Param& param : params) names.push_back(param.header.name);
    report.help(fmt::format("they are `{}({})`", e.name.text, fmt::join(names, ", ")));
    if (first_text && second_text)
        report.fix("swap the two", {{first_span, *second_text}, {second_span, *first_text}});
    return false;
}

ExprId Walker::call_declared(syntax::ExprId id, sema::SymbolId symbol) {
    const syntax::Expr& e = syntax_of(id);
    const auto index = ctx_.find_index(symbol);
    if (!index) return error(e.span);
    const sema::SymbolKind kind = ctx_.symbols.symbol(symbol).kind;
    const bool define = kind == sema::SymbolKind::Define;
    const bool bare =
        kind == sema::SymbolKind::Setting ||
        (define && !ctx_.decl<syntax::DefineDecl>(ctx_.symbols.symbol(symbol).decl).has_params);
    if (bare) {
        ctx_.sink.report<messages::nothing_to_call>(e.span, e.name.text)
            .label(ctx_.symbols.symbol(symbol).span, "declared here")
            .fix("write it without parentheses", e.span, e.name.text);
        return error(e.span);
    }
    const std::vector<typed::Param> params =
        define ? ctx_.program.defines[*index].params : ctx_.program.tables[*index].columns;
    if (e.args.size() != params.size()) {
        ctx_.sink
            .report<messages::argument_count>(e.span, e.name.text,
                                              counted(params.size(), "argument"), e.args.size())
            .label(ctx_.symbols.symbol(symbol).span, "declared here");
        return error(e.span);
    }
    std::vector<ExprId> args;
    const bool fit = arguments(e, params, args);
    const typed::DeclaredType result =
        define ? ctx_.program.defines[*index].result : ctx_.program.tables[*index].result;
    if (!fit || result.type.is_error()) return error(e.span);
    const auto range = define ? call_range(*this, ctx_.program.defines[*index], args)
                              : call_range(*this, ctx_.program.tables[*index], args);
    if (!range) return error(e.span);
    const ExprId call =
        make(define ? Op::CallDefine : Op::CallTable, result.type, e.span, std::move(args));
    ctx_.program.expr(call).symbol = *index;
    ctx_.program.expr(call).range = *range;
    return call;
}

ExprId Walker::of_call(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    const std::string& word = e.name.text;
    if (word == "level") return level_of(id);
    const ExprId arg = known_value(e.args[0]);
    if (failed({arg})) return error(e.span);
    const typed::Type type = this->type(arg);
    const std::string called = word + " of";
    if (word == "count") {
        if (type.base == Base::List)
            return numeric_result(Op::CountOf, plain_number(), {Decimal(), Decimal(64), 0}, e.span,
                                  {arg});
        auto& report = ctx_.sink.report<messages::wrong_argument>(expr(arg).span, called, "a list",
                                                                  describe(type));
        if (type.base == Base::Text) report.help("write `length(…)`");
        return error(e.span);
    }
    const bool of_moment = word == "date" || word == "time";
    const bool fits = type.base == Base::Moment || (!of_moment && type.base == Base::Date);
    if (!fits) {
        ctx_.sink.report<messages::wrong_argument>(
            expr(arg).span, called, of_moment ? "a moment" : "a date or a moment", describe(type));
        return error(e.span);
    }
    typed::Type result = plain_number();
    Op op = Op::YearOf;
    Interval range{Decimal(1900), Decimal(2200), 0};
    if (word == "date") op = Op::DateOf, result.base = Base::Date;
    if (word == "time") op = Op::TimeOf, result.base = Base::Time;
    if (word == "weekday") {
        op = Op::WeekdayOf;
        result.base = Base::Choice;
        result.choice = ctx_.program.weekdays;
    }
    if (word == "day") op = Op::DayOf, range = {Decimal(1), Decimal(31), 0};
    if (word == "month") op = Op::MonthOf, range = {Decimal(1), Decimal(12), 0};
    const ExprId part = make(op, result, e.span, {arg});
    if (result.is_numeric()) ctx_.program.expr(part).range = range;
    if (type.base == Base::Moment) {
        const typed::CalendarId calendar = calendar_in_force();
        if (named_calendar_.valid()) calendar_used_ = true;
        zone_in_force(ctx_, calendar, e.span);
        ctx_.program.expr(part).calendar = calendar;
    }
    return part;
}

}  // namespace reeve::check
