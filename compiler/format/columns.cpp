#include "compiler/format/columns.h"

#include "base/text.h"

#include <algorithm>

namespace reeve::format {

namespace {

/// An author's column may stand this far right of the longest cell before it.
constexpr std::uint32_t kFarthest = 10;

/// One cell of one row, in a group of rows that share its column.
struct Member {
    Row* row;
    std::size_t cell;

    [[nodiscard]] Cell& self() const { return row->cells[cell]; }
    [[nodiscard]] std::uint32_t before_ends() const {
        const Cell& before = row->cells[cell - 1];
        return before.start + before.width;
    }
};

/// Places the cells of one column after the other.
class Aligner {
public:
    Aligner(std::vector<Row>& rows, std::uint32_t indent, const Tokens& tokens)
        : rows_(rows), indent_(indent), tokens_(tokens), in_columns_(rows.size(), true) {}

    void run() {
        std::uint32_t last_column = 0;
        for (const Row& row : rows_) {
            if (row.placed() == 0) continue;
            last_column = std::max(last_column, row.cells[row.placed() - 1].column);
        }
        for (std::uint32_t column = 1; column <= last_column; ++column) place(column);
    }

private:
    void place(std::uint32_t column) {
        std::vector<Member> group;
        beside_ = 0;
        const Row* last = nullptr;
        for (Row& row : rows_) {
            const bool leaves = last != nullptr && !same_group(*last, row, column);
            if (leaves || (row.line->blank_before && !spans_blank_lines(row, column))) {
                place_group(group);
                group.clear();
                beside_ = 0;
            }
            if (stands_aside(row)) {
                place_alone(row, column);
                continue;
            }
            last = &row;
            if (const std::size_t cell = cell_in(row, column))
                group.push_back({&row, cell});
            else
                note_beside(row, column);
        }
        place_group(group);
    }

    /// The index of the row's cell in a column; zero where it has none on its first line of text.
    static std::size_t cell_in(const Row& row, std::uint32_t column) {
        const auto found = std::ranges::lower_bound(row.cells, column, {}, &Cell::column);
        if (found == row.cells.end() || found->column != column) return 0;
        const auto index = static_cast<std::size_t>(found - row.cells.begin());
        return index < row.placed() ? index : 0;
    }

    /// A reason stands right of the longest condition, also of the lines that give none.
    void note_beside(const Row& row, std::uint32_t column) {
        if (column < 2) return;
        const std::size_t cell = cell_in(row, column - 1);
        if (cell == 0 || cell + 1 != row.cells.size()) return;
        if (!tokens_[row.cells[cell].first].is("when")) return;
        beside_ = std::max(beside_, row.cells[cell].start + row.cells[cell].width);
    }

    /// Comments stand anywhere; a line with points is too long to share columns with its
    /// neighbours.
    static bool stands_aside(const Row& row) {
        return row.line->kind == LineKind::Comment || row.line->kind == LineKind::Curve;
    }

    static void place_alone(Row& row, std::uint32_t column) {
        const std::size_t cell = cell_in(row, column);
        if (cell == 0) return;
        const Member member{&row, cell};
        member.self().start = member.before_ends() + member.self().gap;
    }

    [[nodiscard]] bool same_group(const Row& left, const Row& right, std::uint32_t column) const {
        if (stands_aside(right)) return true;
        if (left.line->kind != right.line->kind) return false;
        // The `while` of escalation lines: only where they begin alike. Their actions share one
        // column all the same.
        return left.line->kind != LineKind::Escalation || column > 1 ||
               tokens_[left.line->first].trigger == tokens_[right.line->first].trigger;
    }

    static bool spans_blank_lines(const Row& row, std::uint32_t column) {
        return row.line->kind == LineKind::Row ||
               (row.line->kind == LineKind::Escalation && column > 1);
    }

    void place_group(const std::vector<Member>& group) {
        if (group.empty()) return;
        std::uint32_t start = may_align(group) ? column_of(group) : 0;
        if (start != 0 && too_wide(group, start)) start = 0;
        for (const Member& member : group) {
            const bool fits = start >= member.before_ends() + member.self().accept;
            member.self().start = fits ? start : member.before_ends() + member.self().gap;
            if (start == 0) set_in_columns(member, false);
        }
    }

    [[nodiscard]] bool in_columns(const Member& member) const {
        return in_columns_[static_cast<std::size_t>(member.row - rows_.data())];
    }
    void set_in_columns(const Member& member, bool value) {
        in_columns_[static_cast<std::size_t>(member.row - rows_.data())] = value;
    }

    /// Lines inside one-line blocks stand in columns only while all blocks have the same to say.
    [[nodiscard]] bool may_align(const std::vector<Member>& group) const {
        const Cell& first = group.front().self();
        return std::ranges::all_of(group, [&](const Member& member) {
            const Cell& cell = member.self();
            if (cell.keyed != first.keyed) return false;
            return !cell.keyed ||
                   (!cell.key.empty() && cell.key == first.key && in_columns(member));
        });
    }

    [[nodiscard]] std::uint32_t column_of(const std::vector<Member>& group) const {
        std::uint32_t longest = 0;
        std::uint32_t least = 0;
        std::uint32_t accepted = 0;
        for (const Member& member : group) {
            longest = std::max(longest, member.before_ends());
            least = std::max(least, member.before_ends() + member.self().gap);
            accepted = std::max(accepted, member.before_ends() + member.self().accept);
        }
        const bool near = beside_ > longest && beside_ <= longest + 2 * kFarthest;
        if (near && tokens_[group.front().self().first].is("because")) {
            least = std::max(least, beside_ + group.front().self().gap);
            longest = beside_;
        }
        const std::uint32_t authors = author_column(group);
        return authors >= accepted && authors <= longest + kFarthest ? authors : least;
    }

    /// Where the author lined up all members; zero where there is one only, or they differ.
    static std::uint32_t author_column(const std::vector<Member>& group) {
        if (group.size() < 2) return 0;
        std::uint32_t column = 0;
        for (const Member& member : group) {
            if (member.self().author_gap == kNone) return 0;
            const std::uint32_t here = member.before_ends() + member.self().author_gap;
            if (column != 0 && here != column) return 0;
            column = here;
        }
        return column;
    }

    [[nodiscard]] bool too_wide(const std::vector<Member>& group, std::uint32_t start) const {
        return std::ranges::any_of(group, [&](const Member& member) {
            const Row& row = *member.row;
            if (!row.is_flat() || row.line->kind == LineKind::Row) return false;
            std::uint32_t end = indent_ + start + member.self().width;
            for (std::size_t i = member.cell + 1; i < row.cells.size(); ++i) {
                end += row.cells[i].gap + row.cells[i].width;
            }
            return end > kWidthMax;
        });
    }

    std::vector<Row>& rows_;
    std::uint32_t indent_;
    const Tokens& tokens_;
    std::vector<bool> in_columns_;
    std::uint32_t beside_ = 0;  // where the longest cell ends after which a row has none
};

/// A flat row with a comment at its end.
bool has_comment(const Row& row) { return row.is_flat() && row.line->comment != kNone; }

/// Where the author lined up the comments of rows that no blank line parts; zero if they differ.
std::uint32_t author_comment_column(const std::vector<const Row*>& rows, const Tokens& tokens) {
    if (rows.size() < 2) return 0;
    std::uint32_t column = 0;
    std::uint32_t longest = 0;
    for (const Row* row : rows) {
        const std::uint32_t blanks = tokens[row->line->comment].blanks;
        if (blanks == kNone || blanks < 2) return 0;
        const std::uint32_t here = end_of(*row) + blanks;
        if (column != 0 && here != column) return 0;
        column = here;
        longest = std::max(longest, end_of(*row));
    }
    return column <= longest + kFarthest ? column : 0;
}

/// Comments of rows `begin` to before `end`, which no blank line parts.
void place_comments(const std::vector<Row>& rows, std::size_t begin, std::size_t end,
                    const Tokens& tokens, std::vector<std::uint32_t>& columns) {
    std::vector<const Row*> commented;
    for (std::size_t i = begin; i < end; ++i) {
        if (has_comment(rows[i])) commented.push_back(&rows[i]);
    }
    const std::uint32_t authors = author_comment_column(commented, tokens);
    for (std::size_t i = begin; i < end;) {
        std::size_t after = i;
        std::uint32_t longest = 0;
        for (; after < end && has_comment(rows[after]); ++after) {
            longest = std::max(longest, end_of(rows[after]));
        }
        const bool together = longest <= kWidth;
        for (; i < after; ++i) {
            const std::uint32_t from = together ? longest : end_of(rows[i]);
            columns[i] = authors != 0 ? authors : from + 2;
        }
        ++i;
    }
}

}  // namespace

std::uint32_t end_of(const Row& row) {
    const Cell& last = row.cells.back();
    return last.start + last.width;
}

void align_columns(std::vector<Row>& rows, std::uint32_t indent, const Tokens& tokens) {
    Aligner(rows, indent, tokens).run();
}

void align_points(std::vector<Row>& rows, const Tokens& tokens) {
    struct Sides {
        Row* row;
        std::string left;
        std::string right;
    };
    std::vector<Sides> points;
    std::size_t left_width = 0;
    std::size_t right_width = 0;
    bool numbers = true;
    for (Row& row : rows) {
        if (row.line->kind != LineKind::Point || !row.is_flat()) continue;
        const std::string& text = row.cells.front().text;
        const std::size_t arrow = text.rfind(" -> ");
        if (arrow == std::string::npos) continue;
        const Token& first = tokens[row.line->first];
        numbers = numbers && (first.sign || first.kind == parse::TokenKind::Number);
        points.push_back({&row, text.substr(0, arrow), text.substr(arrow + 4)});
        left_width = std::max(left_width, count_code_points(points.back().left));
        right_width = std::max(right_width, count_code_points(points.back().right));
    }
    for (const Sides& point : points) {
        const std::string padding(left_width - count_code_points(point.left), ' ');
        const std::string indent(right_width - count_code_points(point.right), ' ');
        Cell& cell = point.row->cells.front();
        cell.text = numbers ? padding + point.left : point.left + padding;
        cell.text += " -> " + indent + point.right;
        cell.width = static_cast<std::uint32_t>(count_code_points(cell.text));
    }
}

std::vector<std::uint32_t> comment_columns(const std::vector<Row>& rows, const Tokens& tokens) {
    std::vector<std::uint32_t> columns(rows.size(), 0);
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= rows.size(); ++i) {
        if (i < rows.size() && !rows[i].line->blank_before) continue;
        place_comments(rows, begin, i, tokens, columns);
        begin = i;
    }
    return columns;
}

}  // namespace reeve::format
