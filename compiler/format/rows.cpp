#include "compiler/format/rows.h"

#include "base/text.h"

#include <algorithm>

namespace reeve::format {

namespace {

std::uint32_t width(std::string_view text) {
    return static_cast<std::uint32_t>(count_code_points(text));
}

/// Declarations that may stand one below another, each on one line, in columns.
bool is_one_liner(LineKind kind) { return kind >= LineKind::Team && kind <= LineKind::Agent; }

/// Lines of the form `… [up to n] [when condition] [because "reason"]`.
bool is_rule(LineKind kind) {
    switch (kind) {
        case LineKind::Intake:
        case LineKind::Promise:
        case LineKind::SegmentLine:
        case LineKind::Band:
        case LineKind::Term:
        case LineKind::Curve:
        case LineKind::To:
        case LineKind::Need:
        case LineKind::After:
        case LineKind::Milestone:
        case LineKind::Ends:
        case LineKind::Instruction: return true;
        default: return false;
    }
}

bool has_colon_cell(LineKind kind) {
    return kind == LineKind::Attribute || kind == LineKind::Step || kind == LineKind::After ||
           kind == LineKind::Escalation;
}

bool is_condition(const Token& token) {
    return token.kind == parse::TokenKind::Reserved &&
           (token.is("when") || token.is("otherwise") || token.is("because"));
}

bool begins_cell(const Token& token, LineKind line) {
    if (token.cell || (is_rule(line) && is_condition(token))) return true;
    return line == LineKind::Holiday && token.is("observed");
}

bool is_bar(const Token& token) { return token.is("|") || token.is("||"); }

}  // namespace

Row RowMaker::make(const Line& line, std::uint32_t indent) {
    Row row{.line = &line, .cells = {{.first = line.first, .last = line.last}}};
    if (line.kind == LineKind::Comment) {
        row.cells.front().text = tokens_[line.first].text;
        row.flat = 1;
        return row;
    }
    // How wide the line would be in one piece, expanded blocks aside; where each cell would end.
    std::uint32_t column = indent;
    std::uint32_t widest = 0;
    for (std::uint32_t i = line.first; i <= line.last; ++i) {
        const Token& token = tokens_[i];
        if (token.is_comment()) continue;
        column += width(token.text) + (i == line.first ? 0 : flat_gap(i, false));
        if (token.block != kNone) {
            Block& block = blocks_[token.block];
            const std::uint32_t inside = flat_width(i, kWidth);
            block.expanded = !block.on_one_line || column + inside > kWidth;
            column = block.expanded ? indent + 1 : column + inside;
            i = block.close;
        }
        widest = std::max(widest, column);
    }
    row.keeps_soft_breaks = widest > kWidth;
    find_cells(row);
    const bool too_long = widest > kWidthMax && line.kind != LineKind::Row;
    row.broken = too_long || has_breaks(row);
    std::uint32_t end = indent;
    for (Cell& cell : row.cells) {
        if (must_break(row, cell)) break;
        cell.text = flat_text(cell.first, cell.last, cell.keyed);
        cell.width = width(cell.text);
        end += cell.width + (row.flat == 0 ? 0 : cell.gap);
        if (too_long && end > kWidth) break;
        ++row.flat;
    }
    // Over several lines of text they do not push their neighbours' columns about.
    const bool whole = is_one_liner(line.kind) || line.kind == LineKind::Step;
    if (whole && !row.is_flat()) {
        row.cells.resize(1);
        row.cells.front().last = line.last;
        row.flat = 0;
    }
    row.tail_on_new_line =
        !row.is_flat() && row.flat > 0 && keeps_break(row, row.cells[row.flat].first);
    return row;
}

void RowMaker::find_cells(Row& row) const {
    const Line& line = *row.line;
    bool colon_seen = false;
    for (std::uint32_t i = line.first; i <= line.last; ++i) {
        const Token& token = tokens_[i];
        if (token.is_comment()) continue;
        const bool after_first = i > line.first;
        if (line.kind == LineKind::Row && after_first && is_bar(token)) {
            start_cell(row, i, {.gap = 1, .accept = 1});
        } else if (after_first && begins_cell(token, line.kind)) {
            const std::uint32_t least = is_one_liner(line.kind) ? 1 : 2;
            start_cell(row, i, {.gap = least, .accept = least});
        } else if (line.kind == LineKind::Escalation && !colon_seen && token.is("while")) {
            start_cell(row, i, {.column = 1, .gap = 1, .accept = 1});
        }
        if (token.is(":") && !colon_seen && has_colon_cell(line.kind) && i < line.last) {
            colon_seen = true;
            const bool tight = line.kind == LineKind::Attribute || line.kind == LineKind::Step;
            const std::uint32_t column = line.kind == LineKind::Escalation ? 2 : 0;
            const std::uint32_t accept = line.kind == LineKind::Escalation ? 2 : 1;
            const std::uint32_t begin = next(tokens_, i);
            start_cell(row, begin, {.column = column, .gap = tight ? 1U : 2U, .accept = accept});
        }
        if (!token.opens() || token.partner == kNone) continue;
        if (is_one_liner(line.kind) && token.block != kNone && !blocks_[token.block].expanded) {
            one_liner_cells(row, i);
        }
        i = token.partner;
    }
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        row.cells[i].last = i + 1 < row.cells.size() ? row.cells[i + 1].first - 1 : line.last;
    }
}

/// A cell without a column of its own takes the next one.
void RowMaker::start_cell(Row& row, std::uint32_t token, Cell cell) const {
    cell.first = token;
    if (cell.column == 0) cell.column = row.cells.back().column + 1;
    if (tokens_[token].newlines == 0) cell.author_gap = tokens_[token].blanks;
    row.cells.push_back(std::move(cell));
}

/// `team claims "Claims" { supervisors a  members b }`: the block, and each of its lines but the
/// first.
void RowMaker::one_liner_cells(Row& row, std::uint32_t open) const {
    start_cell(row, open, {.column = 2, .gap = 1, .accept = 1});
    std::uint32_t line_before = open + 1;
    for (std::uint32_t i = open + 2; i < tokens_[open].partner; ++i) {
        if (tokens_[i].opens()) {
            i = tokens_[i].partner;
            continue;
        }
        if (tokens_[i].line == LineKind::None) continue;
        const Token& before = tokens_[line_before];
        const bool named = before.line == LineKind::Attribute;
        start_cell(row, i, {.key = named ? std::string_view{} : before.text, .keyed = true});
        line_before = i;
    }
}

std::uint32_t RowMaker::flat_gap(std::uint32_t right, bool in_block) const {
    const Token& token = tokens_[right];
    const Token& before = tokens_[right - 1];
    if (in_block && token.line != LineKind::None && !before.is("{")) return before.is(",") ? 1 : 2;
    return in_block ? std::min(gap(before, token), 1U) : gap(before, token);
}

/// The width of what follows an opening brace up to its partner; more than `most` where it is too
/// much.
std::uint32_t RowMaker::flat_width(std::uint32_t open, std::uint32_t most) const {
    std::uint32_t sum = 0;
    for (std::uint32_t i = open + 1; i <= tokens_[open].partner && sum <= most; ++i) {
        sum += flat_gap(i, true) + width(tokens_[i].text);
    }
    return sum;
}

std::string RowMaker::flat_text(std::uint32_t first, std::uint32_t last, bool in_block) const {
    std::string text(tokens_[first].text);
    // Inside a block up to its closing brace; a cell may begin there.
    std::uint32_t block_end = in_block ? last : 0;
    if (tokens_[first].block != kNone) block_end = tokens_[first].partner;
    for (std::uint32_t i = first + 1; i <= last; ++i) {
        text.append(flat_gap(i, i <= block_end), ' ');
        text += tokens_[i].text;
        if (tokens_[i].block != kNone) block_end = std::max(block_end, tokens_[i].partner);
    }
    return text;
}

Break RowMaker::break_at(const Row& row, std::uint32_t index) const {
    if (row.line->kind == LineKind::Row || index == row.line->first) return Break::No;
    if (tokens_[index - 1].is(",")) return Break::Firm;
    const Token& token = tokens_[index];
    if (token.break_before != Break::No) return token.break_before;
    const auto cell = std::ranges::lower_bound(row.cells, index, {}, &Cell::first);
    if (cell == row.cells.end() || cell->first != index) return Break::No;
    return cell->gap == 2 && !cell->keyed ? Break::Soft : Break::No;
}

bool RowMaker::keeps_break(const Row& row, std::uint32_t index) const {
    if (tokens_[index].newlines == 0 || tokens_[index].is_comment()) return false;
    const Break kind = break_at(row, index);
    return kind == Break::Soft ? row.keeps_soft_breaks : kind != Break::No;
}

bool RowMaker::hangs(std::uint32_t open) const {
    const Token& token = tokens_[open];
    if (!(token.is("{") || token.is("[")) || token.block != kNone) return false;
    const Token& first = tokens_[open + 1];
    return token.partner > open + 1 && first.newlines > 0 && !first.is_comment();
}

bool RowMaker::must_break(const Row& row, const Cell& cell) const {
    for (std::uint32_t i = cell.first; i <= cell.last; ++i) {
        const Token& token = tokens_[i];
        if (token.is_comment() || breaks_at(row, i)) return true;
        if (token.block == kNone) continue;
        if (blocks_[token.block].expanded) return true;
        i = token.partner;
    }
    return false;
}

bool RowMaker::has_breaks(const Row& row) const {
    for (std::uint32_t i = row.line->first; i <= row.line->last; ++i) {
        if (breaks_at(row, i)) return true;
        if (tokens_[i].block != kNone) i = tokens_[i].partner;
    }
    return false;
}

bool RowMaker::breaks_at(const Row& row, std::uint32_t index) const {
    const bool hanging = tokens_[index].opens() && row.line->kind != LineKind::Row && hangs(index);
    return hanging || keeps_break(row, index);
}

}  // namespace reeve::format
