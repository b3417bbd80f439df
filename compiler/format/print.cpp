#include "compiler/format/print.h"

#include "base/text.h"
#include "compiler/format/columns.h"
#include "compiler/format/printer.h"
#include "compiler/format/tail.h"

namespace reeve::format {

std::string Printer::run() {
    lines(blocks_.front(), 0);
    return std::move(out_);
}

void Printer::lines(const Block& block, std::uint32_t indent) {
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

void Printer::write(std::string_view text) {
    out_ += text;
    position_.column += static_cast<std::uint32_t>(count_code_points(text));
}

void Printer::blanks(std::uint32_t count) {
    out_.append(count, ' ');
    position_.column += count;
}

void Printer::start_line(std::uint32_t indent) {
    position_ = {.indent = indent};
    blanks(indent);
}

std::string print(const Tokens& tokens, Blocks& blocks) { return Printer(tokens, blocks).run(); }

}  // namespace reeve::format
