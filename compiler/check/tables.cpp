#include "compiler/check/tables.h"

#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"
#include "compiler/check/values.h"
#include "compiler/check/walker.h"

#include <fmt/format.h>

#include <algorithm>

// Tables: header, cells, results.

namespace reeve::check {

using syntax::CellTestKind;
using typed::Base;
using typed::CellKind;
using typed::ExprId;

void declare_table(Context& ctx, sema::SymbolId symbol) {
    typed::Table table;
    table.header = make_header(ctx.decl<syntax::TableDecl>(ctx.symbols.symbol(symbol).decl).head);
    ctx.index_of[symbol] = static_cast<std::uint32_t>(ctx.program.tables.size());
    ctx.program.tables.push_back(std::move(table));
}

bool is_ordered(const Context& ctx, const typed::Type& type) {
    switch (type.base) {
        case Base::Choice: return ctx.program.choice(type.choice).ranked;
        case Base::Text:
        case Base::Date:
        case Base::Time:
        case Base::Moment: return true;
        default: return type.is_numeric();
    }
}

std::optional<std::strong_ordering> order_of(const typed::Value& a, const typed::Value& b,
                                             const typed::Type& type) {
    switch (type.base) {
        case Base::Choice: return a.choice <=> b.choice;
        case Base::Text: return a.text <=> b.text;
        case Base::Date: return a.moment.date <=> b.moment.date;
        case Base::Time: return a.moment.time <=> b.moment.time;
        case Base::Moment:
            if (a.zoned && b.zoned) return a.instant <=> b.instant;
            if (!a.zoned && !b.zoned && a.zone == b.zone) return a.moment <=> b.moment;
            return std::nullopt;
        default: return a.number <=> b.number;
    }
}

typed::Interval result_range(Context& ctx, const typed::Table& table) {
    typed::Interval range = table.result.range;
    const bool sum = table.policy == typed::TablePolicy::SumOfMatches;
    bool first = true;
    for (const typed::Row& row : table.rows) {
        if (!row.result.valid() || ctx.program.expr(row.result).type.is_error())
            return table.result.range;
        typed::Interval of_row = ctx.program.expr(row.result).range;
        if (sum) {
            of_row.low = std::min(of_row.low, Decimal());
            of_row.high = std::max(of_row.high, Decimal());
        }
        if (first) {
            range = of_row;
        } else {
            range = sum ? ranges::add(range, of_row) : ranges::hull(range, of_row);
        }
        first = false;
    }
    return range;
}

namespace {

class TableChecker {
public:
    TableChecker(Context& ctx, const syntax::Module& module, const syntax::TableDecl& decl,
                 sema::SymbolId symbol)
        : ctx_(ctx),
          module_(module),
          decl_(decl),
          symbol_(symbol),
          index_(ctx.index(symbol)),
          columns_(ctx.program.tables[index_].columns),
          result_(ctx.program.tables[index_].result) {}

    void check() {
        for (const typed::Param& column : columns_) check_column(column);
        set_policy();
        if (decl_.from_file) {
            check_file();
        } else {
            check_header();
            check_rows();
        }
        typed::Table& table = ctx_.program.tables[index_];
        if (result_.type.is_numeric()) {
            const typed::Interval range = result_range(ctx_, table);
            if (ranges::representable(result_.type, range)) table.result.range = range;
        }
    }

private:
    void check_column(const typed::Param& column) {
        const typed::Type& type = column.type.type;
        const bool fits = type.is_error() || type.base == Base::YesNo ||
                          type.base == Base::Choice || is_ordered(ctx_, type);
        if (fits && type.base != Base::List && type.base != Base::Record) return;
        ctx_.sink.report<messages::table_column_type>(column.header.span,
                                                      typed::describe(type, ctx_.program));
    }

    void set_policy() {
        using Policy = typed::TablePolicy;
        const Policy policy =
            decl_.policy ? static_cast<Policy>(*decl_.policy) : Policy::FirstMatch;
        ctx_.program.tables[index_].policy = policy;
        ctx_.program.tables[index_].from_file = decl_.from_file ? decl_.from_file->value : "";
        if (result_.type.is_error()) return;
        const bool sum = policy == Policy::SumOfMatches;
        const bool extreme = policy == Policy::HighestMatch || policy == Policy::LowestMatch;
        const bool fits =
            sum ? result_.type.is_numeric() : !extreme || is_ordered(ctx_, result_.type);
        if (fits) return;
        const std::string_view words = sum                              ? "sum of matches"
                                       : policy == Policy::HighestMatch ? "highest match"
                                                                        : "lowest match";
        ctx_.sink
            .report<messages::table_policy_result>(decl_.policy_span, words,
                                                   sum ? "added up" : "ordered",
                                                   typed::describe(result_.type, ctx_.program))
            .label(decl_.result.span, "the result");
    }

    void check_header() {
        std::vector<syntax::Name> names = decl_.header;
        if (!decl_.result_header.valid() && names.size() == columns_.size() + 1) names.pop_back();
        if (names.empty() && decl_.rows.empty()) {
            ctx_.sink.report<messages::table_without_rows>(decl_.head.name.span);
            return;
        }
        if (names.size() != columns_.size()) {
            const Span span =
                names.empty() ? decl_.head.name.span : names.front().span.to(names.back().span);
            ctx_.sink.report<messages::table_column_count>(
                span, counted(columns_.size(), "parameter"), std::to_string(names.size()));
            return;
        }
        for (std::size_t i = 0; i < names.size() && !swapped_columns_; ++i)
            check_header_name(names[i], i);
        if (decl_.rows.empty())
            ctx_.sink.report<messages::table_without_rows>(decl_.head.name.span);
    }

    void check_header_name(const syntax::Name& name, std::size_t at) {
        if (!name.valid()) return;
        const std::string& wanted = columns_[at].header.name;
        const sema::SymbolId param = ctx_.look_up(sema::Space::Param, name, symbol_);
        if (name.text == wanted) return;
        if (param.valid()) {
            swapped_columns_ = true;
            ctx_.sink.report<messages::table_column_order>(name.span, name.text, wanted)
                .label(columns_[at].header.span, "the parameter")
                .help("let the columns stand in the order of the parameters");
            return;
        }
        ctx_.sink.report<messages::table_column_unknown>(name.span, name.text)
            .label(columns_[at].header.span, "the parameter of this column")
            .fix(fmt::format("write `{}`", wanted), name.span, wanted);
    }

    void check_rows() {
        locals_ = locals_of(ctx_, columns_, symbol_);
        result_scope_.module = &module_;
        result_scope_.place = Place::Table;
        result_scope_.calendar = ctx_.program.business.calendar;
        cell_scope_ = result_scope_;
        result_scope_.locals = locals_;
        const std::vector<ExprId> results = check_results();
        for (std::size_t i = 0; i < decl_.rows.size(); ++i) {
            typed::Row typed = check_row(decl_.rows[i]);
            typed.result = results[i];
            ctx_.program.tables[index_].rows.push_back(std::move(typed));
        }
    }

    /// The results of all rows. Where each of several is of another type than declared, it is the
    /// declaration that is wrong.
    std::vector<ExprId> check_results() {
        const Expected expected{result_, fmt::format("the result of `{}`", decl_.head.name.text),
                                true};
        const std::size_t before = ctx_.sink.count();
        std::vector<ExprId> results;
        std::size_t failed = 0;
        for (const syntax::TableRow& row : decl_.rows) {
            results.emplace_back();
            if (!row.result.valid()) continue;
            results.back() = Expressions(ctx_).value_for(result_scope_, row.result, expected);
            if (ctx_.program.expr(results.back()).type.is_error()) ++failed;
        }
        const auto& found = ctx_.sink.diagnostics();
        const bool of_type = std::all_of(
            found.begin() + static_cast<std::ptrdiff_t>(before), found.end(),
            [](const auto& one) { return one.kind->number == messages::wrong_type::kind.number; });
        if (failed < 2 || failed != decl_.rows.size() || found.size() - before != failed ||
            !of_type)
            return results;
        std::optional<typed::Type> given;
        for (const syntax::TableRow& row : decl_.rows) {
            const ExprId value = Expressions(ctx_).value(result_scope_, row.result);
            const typed::Type& type = ctx_.program.expr(value).type;
            if (given && *given != type) return results;
            given = type;
        }
        ctx_.sink.take_back(before);
        ctx_.sink.report<messages::table_result_declared>(
            decl_.result.span, typed::describe(result_.type, ctx_.program),
            typed::describe(*given, ctx_.program));
        result_ = {};
        ctx_.program.tables[index_].result = {};
        return results;
    }

    typed::Row check_row(const syntax::TableRow& row) {
        typed::Row typed;
        typed.span = row.span;
        if (row.cells.size() != columns_.size()) {
            ctx_.sink
                .report<messages::table_cell_count>(row.span, counted(row.cells.size(), "cell"),
                                                    counted(columns_.size(), "column"))
                .help("the result stands behind `||`");
        } else if (!swapped_columns_) {
            const std::size_t before = ctx_.sink.count();
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                typed.cells.push_back(check_cell(row.cells[i], columns_[i]));
            if (ctx_.sink.count() > before + 1) check_swapped(row, before);
        }
        return typed;
    }

    /// Two cells of a row that stand in one another's column are one mistake.
    void check_swapped(const syntax::TableRow& row, std::size_t before) {
        const auto fits = [&](std::size_t cell, std::size_t column) {
            const std::size_t mark = ctx_.sink.count();
            check_cell(row.cells[cell], columns_[column]);
            const bool silent = ctx_.sink.count() == mark;
            ctx_.sink.take_back(mark);
            return silent;
        };
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (fits(i, i)) continue;
            for (std::size_t other = i + 1; other < columns_.size(); ++other) {
                if (fits(other, other) || !fits(i, other) || !fits(other, i)) continue;
                ctx_.sink.take_back(before);
                ctx_.sink
                    .report<messages::table_cells_swapped>(
                        row.cells[i].span.to(row.cells[other].span))
                    .label(columns_[i].header.span, "the first of them")
                    .help("let the cells stand in the order of the columns");
                return;
            }
        }
    }

    typed::Cell check_cell(const syntax::Cell& cell, const typed::Param& column) {
        typed::Cell typed;
        typed.span = cell.span;
        if (column.type.type.is_error()) return typed;
        bool behind_not = false;
        for (const syntax::CellTest& test : cell.tests) {
            auto checked = check_test(test, column);
            if (!checked) continue;
            // `not gold, silver` is neither of the two.
            const bool joins = behind_not && (checked->kind == CellKind::Values ||
                                              checked->kind == CellKind::NotValues);
            if (joins) {
                std::ranges::move(checked->values, std::back_inserter(typed.tests.back().values));
                continue;
            }
            behind_not = checked->kind == CellKind::NotValues;
            typed.tests.push_back(std::move(*checked));
        }
        return typed;
    }

    std::optional<typed::CellTest> check_test(const syntax::CellTest& test,
                                              const typed::Param& column) {
        typed::CellTest typed;
        typed.span = test.span;
        switch (test.kind) {
            case CellTestKind::Any: return typed;
            case CellTestKind::Missing:
                typed.kind = CellKind::Missing;
                if (column.type.type.optional) return typed;
                ctx_.sink.report<messages::never_missing_cell>(test.span, column.header.name)
                    .label(column.header.span, "declared without `optional`");
                return std::nullopt;
            case CellTestKind::Value:
            case CellTestKind::Not:
                typed.kind =
                    test.kind == CellTestKind::Not ? CellKind::NotValues : CellKind::Values;
                if (add_group(test.low, column.type.type, typed)) return typed;
                if (const auto value = cell_value(test.low, column)) {
                    typed.values.push_back(*value);
                    return typed;
                }
                return std::nullopt;
            default: break;
        }
        return check_order_test(test, column, std::move(typed));
    }

    bool add_group(syntax::ExprId id, const typed::Type& type, typed::CellTest& typed) {
        if (type.base != Base::Choice || !id.valid()) return false;
        const syntax::Expr& e = module_.expr(id);
        const typed::Choice& choice = ctx_.program.choice(type.choice);
        if (e.kind != syntax::ExprKind::Name || choice.find(e.name.text)) return false;
        const typed::Choice::Group* group = choice.find_group(e.name.text);
        if (!group) return false;
        for (std::uint32_t member : group->values) {
            typed::Value value;
            value.choice = member;
            typed.values.push_back(std::move(value));
        }
        return true;
    }

    std::optional<typed::CellTest> check_order_test(const syntax::CellTest& test,
                                                    const typed::Param& column,
                                                    typed::CellTest typed) {
        const typed::Type type = column.type.type.required();
        if (!is_ordered(ctx_, type)) {
            ctx_.sink.report<messages::table_cell_order>(test.span,
                                                         typed::describe(type, ctx_.program));
            return std::nullopt;
        }
        const auto low = cell_value(test.low, column);
        if (!low) return std::nullopt;
        typed.low = *low;
        switch (test.kind) {
            case CellTestKind::Less: typed.kind = CellKind::Less; return typed;
            case CellTestKind::LessEqual: typed.kind = CellKind::LessEqual; return typed;
            case CellTestKind::Greater: typed.kind = CellKind::Greater; return typed;
            case CellTestKind::GreaterEqual: typed.kind = CellKind::GreaterEqual; return typed;
            default: break;
        }
        const auto high = cell_value(test.high, column);
        if (!high) return std::nullopt;
        typed.high = *high;
        const bool half_open = test.kind == CellTestKind::HalfOpenRange;
        typed.kind = half_open ? CellKind::HalfOpenRange : CellKind::Range;
        const auto order = order_of(*low, *high, type);
        if (order && (half_open ? *order >= 0 : *order > 0)) {
            ctx_.sink
                .report<messages::table_cell_range>(
                    test.span, source_text(module_, test.low).value_or("this"),
                    source_text(module_, test.high).value_or("that"))
                .help("write the lower end first");
            return std::nullopt;
        }
        return typed;
    }

    std::optional<typed::Value> cell_value(syntax::ExprId id, const typed::Param& column) {
        if (!id.valid()) return std::nullopt;
        if (report_difference(id, column)) return std::nullopt;
        Expected expected{column.type, fmt::format("the column `{}`", column.header.name), false};
        expected.type.type.optional = false;
        const ExprId value = Expressions(ctx_).value_for(cell_scope_, id, expected);
        if (ctx_.program.expr(value).type.is_error()) return std::nullopt;
        auto constant = constant_value(ctx_.program, value);
        if (!constant) {
            ctx_.sink.report<messages::table_cell_not_constant>(module_.expr(id).span)
                .help("write a fixed value or the name of a definition of one");
        }
        return constant;
    }

    /// `5_000 EUR - 20_000 EUR` in a cell: from the one to the other is meant, nothing taken from
    /// something.
    bool report_difference(syntax::ExprId id, const typed::Param& column) {
        const syntax::Expr& e = module_.expr(id);
        if (e.kind != syntax::ExprKind::Subtract || !column.type.type.is_numeric()) return false;
        const auto low = source_text(module_, e.args[0]);
        const auto high = source_text(module_, e.args[1]);
        if (!low || !high) return false;
        const std::string right = fmt::format("{}..{}", *low, *high);
        ctx_.sink.report<messages::table_cell_difference>(e.span)
            .help(fmt::format("write `{}`", right))
            .fix(fmt::format("write `{}`", right), e.span, right);
        return true;
    }

    void check_file() {
        TableFile file{columns_, result_, *decl_.from_file, module_.file};
        auto rows = read_table_file(ctx_, file);
        ctx_.program.tables[index_].rows = std::move(rows);
    }

    Context& ctx_;
    const syntax::Module& module_;
    const syntax::TableDecl& decl_;
    sema::SymbolId symbol_;
    std::uint32_t index_;
    std::vector<typed::Param> columns_;
    typed::DeclaredType result_;
    std::vector<Local> locals_;
    Scope result_scope_;
    Scope cell_scope_;
    bool swapped_columns_ = false;
};

}  // namespace

void check_table(Context& ctx, const syntax::Module& module, const syntax::TableDecl& decl,
                 sema::SymbolId symbol) {
    TableChecker(ctx, module, decl, symbol).check();
}

}  // namespace reeve::check
