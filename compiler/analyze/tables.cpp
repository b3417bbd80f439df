#include "compiler/analyze/context.h"
#include "compiler/analyze/logic.h"
#include "compiler/diagnostics/analyze_messages.h"

#include <fmt/format.h>

#include <algorithm>

// Tables: what no row matches, what two rows match, rows that never count. A row is one box: each
// cell a set of atoms.

namespace reeve::analyze {

namespace messages = diagnostics::messages;
using typed::CellKind;
using typed::TablePolicy;

namespace {

/// Rows are compared with one another; a longer table came out of a computer, not of a head.
constexpr std::size_t kMostRows = 2'500;

class TableAnalysis {
public:
    TableAnalysis(Context& ctx, const typed::Table& table) : ctx_(ctx), table_(table) {}

    void run() {
        if (table_.rows.empty()) return;
        if (row_count() > kMostRows) return ask_for_row_of_any();
        if (!make_space()) return;
        find_rows_that_match_nothing();
        switch (table_.policy) {
            case TablePolicy::FirstMatch:
                find_masked_rows();
                find_needless_rows();
                find_mergeable_rows();
                break;
            case TablePolicy::OnlyMatch: find_overlaps(); break;
            case TablePolicy::SumOfMatches: find_duplicates(); break;
            case TablePolicy::HighestMatch:
            case TablePolicy::LowestMatch: find_beaten_rows(); break;
        }
        if (table_.policy != TablePolicy::SumOfMatches) find_gap();
    }

private:
    [[nodiscard]] std::size_t row_count() const { return table_.rows.size(); }

    /// Columns with all cuts that the cells mention, then one box for each row. False where a cell
    /// has no place on a line (a moment with its offset): then nothing is certain.
    bool make_space() {
        std::vector<Column> columns;
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            const typed::Param& param = table_.columns[c];
            std::vector<std::string> texts;
            std::vector<Decimal> cuts;
            for (const typed::Row& row : table_.rows) {
                if (c >= row.cells.size() || !collect(row.cells[c], param.type.type, texts, cuts))
                    return false;
            }
            Column column = make_column(ctx_.program, param.header.name, param.type.type,
                                        param.type.range, texts);
            for (const Decimal& cut : cuts) column.add_cut(cut);
            column.freeze();
            columns.push_back(std::move(column));
        }
        space_.emplace(std::move(columns));
        for (const typed::Row& row : table_.rows) boxes_.push_back(box_of(row));
        return true;
    }

    bool collect(const typed::Cell& cell, const typed::Type& type, std::vector<std::string>& texts,
                 std::vector<Decimal>& cuts) const {
        for (const typed::CellTest& test : cell.tests) {
            if (test.kind == CellKind::Any || test.kind == CellKind::Missing) continue;
            std::vector<const typed::Value*> values;
            for (const typed::Value& value : test.values) values.push_back(&value);
            if (test.values.empty()) values.push_back(&test.low);
            if (test.kind == CellKind::Range || test.kind == CellKind::HalfOpenRange)
                values.push_back(&test.high);
            for (const typed::Value* value : values) {
                if (type.base == typed::Base::Text) {
                    texts.push_back(typed::to_string(*value, type, {}));
                } else if (type.base != typed::Base::YesNo && type.base != typed::Base::Choice) {
                    const auto at = line_value(*value, type.required());
                    if (!at) return false;
                    cuts.push_back(*at);
                }
            }
        }
        return true;
    }

    [[nodiscard]] Box box_of(const typed::Row& row) const {
        Box box = space_->full();
        for (std::size_t c = 0; c < space_->size(); ++c) {
            const Column& column = space_->column(c);
            space_->clear(box, c);
            for (std::size_t atom = 0; atom < column.atom_count(); ++atom) {
                const bool matches =
                    column.alive(atom) &&
                    std::ranges::any_of(row.cells[c].tests, [&](const auto& test) {
                        return cell_matches(test, table_.columns[c].type.type, column, atom);
                    });
                if (matches) space_->set(box, c, atom);
            }
        }
        return box;
    }

    [[nodiscard]] bool cell_matches(const typed::CellTest& test, const typed::Type& type,
                                    const Column& column, std::size_t atom) const {
        if (test.kind == CellKind::Any) return true;
        if (test.kind == CellKind::Missing) return atom == column.missing_atom();
        if (atom == column.missing_atom()) return false;
        if (column.is_line()) return line_cell_matches(test, type.required(), column, atom);
        return named_cell_matches(test, type, column, atom);
    }

    [[nodiscard]] static bool line_cell_matches(const typed::CellTest& test,
                                                const typed::Type& type, const Column& column,
                                                std::size_t atom) {
        const auto is_any_value = [&] {
            return std::ranges::any_of(test.values, [&](const typed::Value& value) {
                return column.holds(atom, false, true, false, *line_value(value, type));
            });
        };
        if (test.kind == CellKind::Values) return is_any_value();
        if (test.kind == CellKind::NotValues) return !is_any_value();
        const Decimal low = *line_value(test.low, type);
        switch (test.kind) {
            case CellKind::Less: return column.holds(atom, true, false, false, low);
            case CellKind::LessEqual: return column.holds(atom, true, true, false, low);
            case CellKind::Greater: return column.holds(atom, false, false, true, low);
            case CellKind::GreaterEqual: return column.holds(atom, false, true, true, low);
            default: break;
        }
        const Decimal high = *line_value(test.high, type);
        const bool up_to = test.kind == CellKind::Range;
        return column.holds(atom, false, true, true, low) &&
               column.holds(atom, true, up_to, false, high);
    }

    [[nodiscard]] bool named_cell_matches(const typed::CellTest& test, const typed::Type& type,
                                          const Column& column, std::size_t atom) const {
        if (type.base == typed::Base::Choice) return choice_cell_matches(test, atom);
        const bool mentioned = std::ranges::any_of(test.values, [&](const typed::Value& value) {
            const std::string name = type.base == typed::Base::YesNo
                                         ? (value.truth ? "yes" : "no")
                                         : typed::to_string(value, type, {});
            return name == column.atom_name(atom);
        });
        return mentioned == (test.kind == CellKind::Values);
    }

    /// Atoms of a choice are its values in order, so ranked comparisons compare indices.
    [[nodiscard]] static bool choice_cell_matches(const typed::CellTest& test, std::size_t atom) {
        const auto rank = static_cast<std::uint32_t>(atom);
        const auto mentioned = [&] {
            return std::ranges::any_of(
                test.values, [&](const typed::Value& value) { return value.choice == rank; });
        };
        switch (test.kind) {
            case CellKind::Values: return mentioned();
            case CellKind::NotValues: return !mentioned();
            case CellKind::Less: return rank < test.low.choice;
            case CellKind::LessEqual: return rank <= test.low.choice;
            case CellKind::Greater: return rank > test.low.choice;
            case CellKind::GreaterEqual: return rank >= test.low.choice;
            case CellKind::Range: return rank >= test.low.choice && rank <= test.high.choice;
            case CellKind::HalfOpenRange: return rank >= test.low.choice && rank < test.high.choice;
            default: return false;
        }
    }

    [[nodiscard]] std::string example(const Box& box) const {
        return space_->example(box, ctx_.program);
    }
    [[nodiscard]] std::span<const Box> rows_before(std::size_t row) const {
        return std::span(boxes_).first(row);
    }
    [[nodiscard]] bool dead(std::size_t row) const { return dead_[row]; }

    [[nodiscard]] bool same_result(std::size_t a, std::size_t b) const {
        return typed::print(ctx_.program, table_.rows[a].result) ==
               typed::print(ctx_.program, table_.rows[b].result);
    }

    void find_rows_that_match_nothing() {
        dead_.assign(row_count(), false);
        for (std::size_t row = 0; row < row_count(); ++row) {
            if (!space_->is_empty(boxes_[row])) continue;
            dead_[row] = true;
            for (std::size_t c = 0; c < space_->size(); ++c) {
                Box only = space_->with_column_of(space_->full(), boxes_[row], c);
                if (!space_->is_empty(only)) continue;
                ctx_.sink
                    .report<messages::cell_never_matches>(table_.rows[row].cells[c].span,
                                                          space_->column(c).name())
                    .help(fmt::format("`{}` has no such value; see where it is declared",
                                      space_->column(c).name()))
                    .label(table_.columns[c].header.span, "declared here");
                break;
            }
        }
    }

    void find_masked_rows() {
        for (std::size_t row = 1; row < row_count(); ++row) {
            if (dead(row)) continue;
            if (coverage(*space_, boxes_[row], rows_before(row)).coverage != Coverage::Covered)
                continue;
            dead_[row] = true;
            report_masked(row);
        }
    }

    void report_masked(std::size_t row) {
        const typed::Span span = table_.rows[row].span;
        for (std::size_t before = 0; before < row; ++before) {
            if (boxes_[before] == boxes_[row]) {
                ctx_.sink.report<messages::duplicate_row>(span)
                    .label(table_.rows[before].span, "the same tests stand here")
                    .help("take one of the two rows out");
                return;
            }
        }
        for (std::size_t before = 0; before < row; ++before) {
            if (space_->covers(boxes_[before], boxes_[row])) {
                ctx_.sink.report<messages::masked_row>(span)
                    .label(table_.rows[before].span,
                           "this row matches first, whenever the later one would")
                    .help("move the more special row up, or take it out");
                return;
            }
        }
        auto& message = ctx_.sink.report<messages::masked_row>(span);
        message.help(
            "the rows above it together match everything that it would; move it up, or take it "
            "out");
        std::size_t labels = 0;
        for (std::size_t before = 0; before < row && labels < 3; ++before) {
            if (dead(before) || !space_->overlap(boxes_[before], boxes_[row])) continue;
            message.label(table_.rows[before].span, "matches some of it first");
            ++labels;
        }
    }

    /// Row i gives what a later row would give anyway, and no row between the two says otherwise.
    void find_needless_rows() {
        for (std::size_t row = 0; row + 1 < row_count(); ++row) {
            if (dead(row)) continue;
            for (std::size_t later = row + 1; later < row_count(); ++later) {
                if (dead(later) || !space_->overlap(boxes_[row], boxes_[later])) continue;
                if (!same_result(row, later)) break;
                if (!space_->covers(boxes_[later], boxes_[row])) continue;
                dead_[row] = true;
                ctx_.sink.report<messages::needless_row>(table_.rows[row].span)
                    .label(table_.rows[later].span, "this row would give the same")
                    .help("take the first of the two rows out");
                break;
            }
        }
    }

    void find_mergeable_rows() {
        for (std::size_t row = 0; row + 1 < row_count(); ++row) {
            if (dead(row) || dead(row + 1) || !same_result(row, row + 1)) continue;
            std::vector<std::size_t> different;
            for (std::size_t c = 0; c < space_->size(); ++c) {
                if (!space_->same_in_column(boxes_[row], boxes_[row + 1], c))
                    different.push_back(c);
            }
            if (different.size() != 1) continue;
            ctx_.sink
                .report<messages::mergeable_rows>(table_.rows[row + 1].span,
                                                  space_->column(different[0]).name())
                .label(table_.rows[row].span, "the other row");
        }
    }

    void find_overlaps() {
        for (std::size_t row = 1; row < row_count(); ++row) {
            for (std::size_t before = 0; before < row; ++before) {
                if (dead(row) || dead(before) || !space_->overlap(boxes_[row], boxes_[before]))
                    continue;
                const Box common = Space::intersect(boxes_[row], boxes_[before]);
                ctx_.sink.report<messages::overlapping_rows>(table_.rows[row].span, example(common))
                    .label(table_.rows[before].span, "this row matches it too")
                    .help("make the rows exclude one another, or let the table say `first match`");
                break;
            }
        }
    }

    void find_duplicates() {
        for (std::size_t row = 1; row < row_count(); ++row) {
            for (std::size_t before = 0; before < row; ++before) {
                if (dead(row) || dead(before) || boxes_[row] != boxes_[before]) continue;
                dead_[row] = true;
                ctx_.sink.report<messages::repeated_row>(table_.rows[row].span)
                    .label(table_.rows[before].span, "the same tests stand here");
                break;
            }
        }
    }

    /// Of highest match: a row that never gives more than one that covers it.
    void find_beaten_rows() {
        const bool highest = table_.policy == TablePolicy::HighestMatch;
        for (std::size_t row = 0; row < row_count(); ++row) {
            for (std::size_t other = 0; other < row_count() && !dead(row); ++other) {
                if (other == row || dead(other) || !space_->covers(boxes_[other], boxes_[row]))
                    continue;
                if (!beaten(row, other, highest)) continue;
                dead_[row] = true;
                ctx_.sink
                    .report<messages::beaten_row>(table_.rows[row].span,
                                                  highest ? "higher" : "lower")
                    .label(table_.rows[other].span, "this row matches too and decides")
                    .help("take the row out, or change its value");
            }
        }
    }

    [[nodiscard]] bool beaten(std::size_t row, std::size_t by, bool highest) const {
        const auto& a = ctx_.program.expr(table_.rows[row].result);
        const auto& b = ctx_.program.expr(table_.rows[by].result);
        if (!a.type.is_numeric() || !b.type.is_numeric()) return false;
        // Of two equal rows the later one is the needless one.
        const bool equal_points =
            a.range.is_point() && a.range == b.range && boxes_[row] == boxes_[by];
        if (equal_points) return by < row;
        return highest ? b.range.low >= a.range.high : b.range.high <= a.range.low;
    }

    void find_gap() {
        const CoverageResult result = coverage(*space_, space_->full(), boxes_);
        if (result.coverage == Coverage::Unknown) return ask_for_row_of_any();
        if (result.coverage != Coverage::Uncovered) return;
        ctx_.sink
            .report<messages::table_gap>(table_.header.span, table_.header.name,
                                         example(result.gap))
            .help("add a row for it, or a last row of `any`");
    }

    /// Where a gap cannot be seen in time, only a row that matches everything proves that there is
    /// none.
    void ask_for_row_of_any() {
        if (table_.policy == TablePolicy::SumOfMatches) return;
        const auto is_any = [](const typed::CellTest& test) { return test.kind == CellKind::Any; };
        const bool found = std::ranges::any_of(table_.rows, [&](const typed::Row& row) {
            return std::ranges::all_of(row.cells, [&](const typed::Cell& cell) {
                return std::ranges::any_of(cell.tests, is_any);
            });
        });
        if (found) return;
        ctx_.sink.report<messages::table_gap_unseen>(table_.header.span, table_.header.name)
            .help("add a last row of `any`, or part the table");
    }

    Context& ctx_;
    const typed::Table& table_;
    std::optional<Space> space_;
    std::vector<Box> boxes_;
    std::vector<bool> dead_;
};

}  // namespace

void analyze_tables(Context& ctx) {
    for (const typed::Table& table : ctx.program.tables) TableAnalysis(ctx, table).run();
}

}  // namespace reeve::analyze
