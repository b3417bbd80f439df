#include "compiler/format/tail.h"

namespace reeve::format {

namespace {

/// Continuations do not start right of this.
constexpr std::uint32_t kContinuationMax = 80;
/// A break that gains less than this is not worth it.
constexpr std::uint32_t kGainMin = 8;

}  // namespace

Printer::Tail::Tail(Printer& printer, const Row& row, std::uint32_t indent)
    : printer_(printer),
      tokens_(printer.tokens_),
      row_(row),
      indent_(indent),
      cell_(row.flat),
      cell_start_(printer.position_.column) {}

void Printer::Tail::run() {
    const std::uint32_t first = row_.cells[row_.flat].first;
    std::uint32_t i = first;
    while (i <= row_.line->last) {
        if (tokens_[i].is_comment()) {
            comment(i++);
            continue;
        }
        if (i != first || row_.tail_on_new_line) before(i);
        i = token(i);
        if (position().column > limit() && !choices_.empty()) i = take_choice();
    }
}

Position& Printer::Tail::position() { return printer_.position_; }

std::uint32_t Printer::Tail::limit() const { return row_.broken ? kWidth : kWidthMax; }

void Printer::Tail::comment(std::uint32_t index) {
    if (tokens_[index].newlines > 0) {
        new_line(continuation(index));
    } else {
        printer_.blanks(2);
    }
    printer_.write(tokens_[index].text);
    must_break_ = true;
}

void Printer::Tail::new_line(std::uint32_t indent) {
    printer_.out_ += '\n';
    printer_.start_line(indent);
    choices_.clear();
    must_break_ = false;
}

void Printer::Tail::before(std::uint32_t index) {
    const bool hanging =
        !brackets_.empty() && brackets_.back().hanging &&
        (index == brackets_.back().close || tokens_[index - 1].partner == brackets_.back().close);
    const bool breakable = !hanging && printer_.rows_.break_at(row_, index) != Break::No;
    const bool too_late = breakable && position().column > limit() && gains(index);
    if (must_break_ || hanging || too_late || printer_.rows_.keeps_break(row_, index)) {
        new_line(continuation(index));
    } else {
        if (breakable && gains(index)) offer(index);
        printer_.blanks(gap_before(index));
    }
    enter_cell(index);
}

bool Printer::Tail::gains(std::uint32_t index) {
    return position().column > continuation(index) + kGainMin;
}

std::uint32_t Printer::Tail::gap_before(std::uint32_t index) const {
    return begins_cell(index) ? row_.cells[cell_ + 1].gap : printer_.rows_.flat_gap(index, false);
}

void Printer::Tail::enter_cell(std::uint32_t index) {
    if (!begins_cell(index)) return;
    ++cell_;
    cell_start_ = position().column;
}

void Printer::Tail::offer(std::uint32_t index) {
    const bool arithmetic = printer_.rows_.break_at(row_, index) == Break::Arithmetic;
    const auto depth = static_cast<std::uint32_t>(brackets_.size());
    choices_.push_back({.token = index,
                        .written = printer_.out_.size(),
                        .position = position(),
                        .brackets = brackets_,
                        .rank = depth * 2 + (arithmetic ? 3 : 0)});
    choices_.back().brackets.shrink_to_fit();
}

std::uint32_t Printer::Tail::take_choice() {
    const Choice* best = &choices_.front();
    for (const Choice& choice : choices_) {
        if (choice.position.column <= kWidth && choice.rank <= best->rank) best = &choice;
    }
    Choice taken = *best;
    printer_.out_.resize(taken.written);
    position() = taken.position;
    brackets_ = std::move(taken.brackets);
    leave_cells(taken.token);
    choices_.clear();
    must_break_ = true;
    return taken.token;
}

void Printer::Tail::leave_cells(std::uint32_t index) {
    while (cell_ > row_.flat && row_.cells[cell_].first >= index) --cell_;
    cell_start_ = cell_starts_[cell_ - row_.flat];
}

std::uint32_t Printer::Tail::token(std::uint32_t index) {
    const Token& token = tokens_[index];
    cell_starts_.resize(cell_ - row_.flat + 1, cell_start_);
    cell_starts_.back() = cell_start_;
    if (!brackets_.empty() && brackets_.back().close == index) brackets_.pop_back();
    if (token.block != kNone) {
        block(printer_.blocks_[token.block]);
        return token.partner + 1;
    }
    printer_.write(token.text);
    if (token.opens() && token.partner != kNone) open(index);
    return index + 1;
}

void Printer::Tail::open(std::uint32_t index) {
    const bool hanging = row_.line->kind != LineKind::Row && printer_.rows_.hangs(index);
    const std::uint32_t beside = position().column + (tokens_[index].is("{") ? 1 : 0);
    const std::uint32_t below = position().indent + kIndent;
    const bool fits = beside <= kContinuationMax;
    brackets_.push_back({.close = tokens_[index].partner,
                         .inside = hanging || !fits ? below : beside,
                         .base = position().indent,
                         .hanging = hanging});
}

void Printer::Tail::block(const Block& block) {
    if (!block.expanded) {
        printer_.write(printer_.rows_.flat_text(block.open, block.close, false));
        return;
    }
    // A block that ends the line stands under its beginning, however many lines of text came
    // before.
    const std::uint32_t base = block.close == row_.line->last ? indent_ : position().indent;
    printer_.write("{");
    if (block.comment != kNone) {
        printer_.blanks(2);
        printer_.write(tokens_[block.comment].text);
    }
    printer_.out_ += '\n';
    printer_.lines(block, base + kIndent);
    printer_.start_line(base);
    printer_.write("}");
    choices_.clear();
}

std::uint32_t Printer::Tail::continuation(std::uint32_t index) const {
    if (!brackets_.empty()) {
        const Bracket& bracket = brackets_.back();
        return index == bracket.close ? bracket.base : bracket.inside;
    }
    const bool first = index == row_.cells[row_.flat].first;
    return first || begins_cell(index) ? indent_ + kIndent : cell_continuation(index);
}

std::uint32_t Printer::Tail::cell_continuation(std::uint32_t index) const {
    const Cell& cell = row_.cells[cell_];
    const Token& token = tokens_[index];
    const bool item = tokens_[index - 1].is(",") || token.wide || token.is("in");
    const bool actions = row_.line->kind == LineKind::Escalation && cell.column == 2;
    const bool condition = cell_ > 0 && tokens_[cell.first].is("when");
    const bool near = cell_start_ <= kContinuationMax;
    // Actions stand below the first, what continues one of them a step further in.
    if (actions && near) return item ? cell_start_ : cell_start_ + kIndent;
    // What continues a condition stands below it, right of its `when`.
    if (condition && near) return cell_start_ + 5;
    const bool part_of_part = row_.line->kind == LineKind::Step && !item;
    return indent_ + (actions || condition || part_of_part ? 2 * kIndent : kIndent);
}

bool Printer::Tail::begins_cell(std::uint32_t index) const {
    const std::size_t following = cell_ + 1;
    return following < row_.cells.size() && row_.cells[following].first == index;
}

}  // namespace reeve::format
