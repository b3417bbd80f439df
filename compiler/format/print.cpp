#include "compiler/format/print.h"

#include "base/text.h"
#include "compiler/format/columns.h"

#include <algorithm>

namespace reeve::format {

namespace {

/// Continuations do not start right of this.
constexpr std::uint32_t kContinuationMax = 80;
/// A break that gains less than this is not worth it.
constexpr std::uint32_t kGainMin = 8;

/// What has been written of the current line of text.
struct Position {
    std::uint32_t column = 0;
    std::uint32_t indent = 0;  // of this line of text
};

/// A bracket that is open while a tail is printed.
struct Bracket {
    std::uint32_t close = kNone;
    std::uint32_t inside = 0;  // where lines inside it begin
    std::uint32_t base = 0;    // the indentation of the line it was opened on
    bool hanging = false;
};

/// A place in the current line of text at which it may be broken after all.
struct Choice {
    std::uint32_t token = 0;
    std::size_t written = 0;
    Position position;
    std::vector<Bracket> brackets;
    std::uint32_t rank = 0;  // lower is better
};

class Printer {
public:
    Printer(const Tokens& tokens, Blocks& blocks)
        : tokens_(tokens), blocks_(blocks), rows_(tokens, blocks) {}

    std::string run() {
        lines(blocks_.front(), 0);
        return std::move(out_);
    }

    /// Recursion is as deep as blocks nest, which parsing has limited.
    void lines(const Block& block, std::uint32_t indent) {
        std::vector<Row> rows;
        rows.reserve(block.lines.size());
        for (const Line& line : block.lines) rows.push_back(rows_.make(line, indent));
        align_points(rows, tokens_);
        align_columns(rows, indent, tokens_);
        const std::vector<std::uint32_t> comments = comment_columns(rows, tokens_);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].line->blank_before) out_ += '\n';
            row(rows[i], indent, comments[i]);
        }
    }

private:
    class Tail;

    void row(const Row& row, std::uint32_t indent, std::uint32_t comment_column);
    void write(std::string_view text) {
        out_ += text;
        position_.column += static_cast<std::uint32_t>(count_code_points(text));
    }
    void blanks(std::uint32_t count) {
        out_.append(count, ' ');
        position_.column += count;
    }
    void start_line(std::uint32_t indent) {
        position_ = {.indent = indent};
        blanks(indent);
    }

    const Tokens& tokens_;
    Blocks& blocks_;
    RowMaker rows_;
    std::string out_;
    Position position_;
};

/// Prints the part of a row that takes several lines of text: keeps the breaks of its author,
/// breaks where comments and expanded blocks ask for it, and fills what is too long.
class Printer::Tail {
public:
    Tail(Printer& printer, const Row& row, std::uint32_t indent)
        : printer_(printer),
          tokens_(printer.tokens_),
          row_(row),
          indent_(indent),
          cell_(row.flat),
          cell_start_(printer.position_.column) {}

    void run() {
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

private:
    [[nodiscard]] Position& position() { return printer_.position_; }
    [[nodiscard]] std::uint32_t limit() const { return row_.broken ? kWidth : kWidthMax; }

    void comment(std::uint32_t index) {
        if (tokens_[index].newlines > 0) {
            new_line(continuation(index));
        } else {
            printer_.blanks(2);
        }
        printer_.write(tokens_[index].text);
        must_break_ = true;
    }

    void new_line(std::uint32_t indent) {
        printer_.out_ += '\n';
        printer_.start_line(indent);
        choices_.clear();
        must_break_ = false;
    }

    /// White space before a token: a break, or blanks.
    void before(std::uint32_t index) {
        const bool hanging = !brackets_.empty() && brackets_.back().hanging &&
                             (index == brackets_.back().close ||
                              tokens_[index - 1].partner == brackets_.back().close);
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

    [[nodiscard]] bool gains(std::uint32_t index) {
        return position().column > continuation(index) + kGainMin;
    }

    [[nodiscard]] std::uint32_t gap_before(std::uint32_t index) const {
        const std::uint32_t following = cell_ + 1;
        const bool begins_cell =
            following < row_.cells.size() && row_.cells[following].first == index;
        return begins_cell ? row_.cells[following].gap : printer_.rows_.flat_gap(index, false);
    }

    void enter_cell(std::uint32_t index) {
        const std::uint32_t following = cell_ + 1;
        if (following >= row_.cells.size() || row_.cells[following].first != index) return;
        cell_ = following;
        cell_start_ = position().column;
    }

    void offer(std::uint32_t index) {
        const bool arithmetic = printer_.rows_.break_at(row_, index) == Break::Arithmetic;
        const auto depth = static_cast<std::uint32_t>(brackets_.size());
        choices_.push_back({.token = index,
                            .written = printer_.out_.size(),
                            .position = position(),
                            .brackets = brackets_,
                            .rank = depth * 2 + (arithmetic ? 3 : 0)});
        choices_.back().brackets.shrink_to_fit();
    }

    /// Goes back to the best place for a break: within the width, then least deep in brackets, then
    /// rightmost.
    std::uint32_t take_choice() {
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

    /// Back in the cell before the token.
    void leave_cells(std::uint32_t index) {
        while (cell_ > row_.flat && row_.cells[cell_].first >= index) --cell_;
        cell_start_ = cell_starts_[cell_ - row_.flat];
    }

    /// Writes a token, or a whole block; gives the next one.
    std::uint32_t token(std::uint32_t index) {
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

    void open(std::uint32_t index) {
        const bool hanging = row_.line->kind != LineKind::Row && printer_.rows_.hangs(index);
        const std::uint32_t beside = position().column + (tokens_[index].is("{") ? 1 : 0);
        const std::uint32_t below = position().indent + kIndent;
        const bool fits = beside <= kContinuationMax;
        brackets_.push_back({.close = tokens_[index].partner,
                             .inside = hanging || !fits ? below : beside,
                             .base = position().indent,
                             .hanging = hanging});
    }

    void block(const Block& block) {
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

    /// The indentation of a line of text that begins with this token.
    [[nodiscard]] std::uint32_t continuation(std::uint32_t index) const {
        if (!brackets_.empty()) {
            const Bracket& bracket = brackets_.back();
            return index == bracket.close ? bracket.base : bracket.inside;
        }
        const std::uint32_t below = indent_ + kIndent;
        const std::uint32_t following = cell_ + 1;
        if (following < row_.cells.size() && row_.cells[following].first == index) return below;
        if (index == row_.cells[row_.flat].first) return below;
        const Cell& cell = row_.cells[cell_];
        const Token& first = tokens_[cell.first];
        const bool after_comma = index > 0 && tokens_[index - 1].is(",");
        const bool actions = row_.line->kind == LineKind::Escalation && cell.column == 2;
        if (actions && cell_start_ <= kContinuationMax) {
            return after_comma ? cell_start_ : cell_start_ + kIndent;
        }
        if (cell_ > 0 && cell_start_ <= kContinuationMax && first.is("when")) {
            return cell_start_ + 5;  // below the condition
        }
        const bool operand = !after_comma && tokens_[index].break_before == Break::Firm &&
                             !tokens_[index].wide && row_.line->kind == LineKind::Step &&
                             !tokens_[index].is("in");
        return operand || actions || (cell_ > 0 && first.is("when")) ? below + kIndent : below;
    }

    Printer& printer_;
    const Tokens& tokens_;
    const Row& row_;
    std::uint32_t indent_;
    std::size_t cell_;  // the cell that is being printed, and where each began
    std::uint32_t cell_start_;
    std::vector<std::uint32_t> cell_starts_;
    std::vector<Bracket> brackets_;
    std::vector<Choice> choices_;
    bool must_break_ = false;
};

void Printer::row(const Row& row, std::uint32_t indent, std::uint32_t comment_column) {
    start_line(indent);
    for (std::size_t i = 0; i < row.flat; ++i) {
        blanks(indent + row.cells[i].start - position_.column);
        write(row.cells[i].text);
    }
    if (!row.is_flat()) {
        if (!row.tail_on_new_line && row.flat > 0) {
            blanks(indent + row.cells[row.flat].start - position_.column);
        }
        Tail(*this, row, indent).run();
    }
    if (row.line->comment != kNone) {
        const std::uint32_t at = indent + comment_column;
        blanks(comment_column != 0 ? at - position_.column : 2);
        write(tokens_[row.line->comment].text);
    }
    out_ += '\n';
}

}  // namespace

std::string print(const Tokens& tokens, Blocks& blocks) { return Printer(tokens, blocks).run(); }

}  // namespace reeve::format
