#include "planning/tables/table.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace reeve::tables {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kRecordBytesMax = 1024 * 1024;

std::string plural(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

class CsvRows final : public TableReader {
public:
    explicit CsvRows(records::ByteSource& source) : table_(source) {
        header_ = table_.read_header();
    }
    bool next(Row& row) override {
        if (header_ || !table_.next(cells_)) return false;
        row.line = cells_.line;
        row.problem = cells_.problem;
        row.fields.clear();
        for (std::size_t i = 0; row.problem.empty() && i < cells_.cells.size(); ++i) {
            const std::string_view text = trimmed(cells_.cells[i]);
            if (text.empty()) continue;
            row.fields.push_back(
                {table_.columns()[i], {.kind = Value::Kind::Text, .text = std::string(text)}});
        }
        return true;
    }
    [[nodiscard]] std::optional<Problem> failure() const override {
        return header_ ? header_ : table_.failure();
    }

private:
    CsvTable table_;
    std::optional<Problem> header_;
    CsvRow cells_;
};

}  // namespace

std::unique_ptr<TableReader> read_json_rows(records::ByteSource& source);

std::string to_string(const Problem& problem, std::string_view file) {
    std::string text(file);
    if (problem.line > 0) text += fmt::format(":{}", problem.line);
    text += ": error: ";
    if (!problem.column.empty()) text += fmt::format("`{}`: ", problem.column);
    return text + problem.reason;
}

CsvTable::CsvTable(records::ByteSource& source) : window_(source) {}

std::optional<Problem> CsvTable::read_header() {
    const auto line_end = [this] {
        std::size_t end = window_.rest().find('\n');
        while (end == std::string_view::npos && window_.rest().size() <= kRecordBytesMax &&
               window_.more()) {
            end = window_.rest().find('\n');
        }
        return end;
    };
    for (;;) {
        std::size_t end = line_end();
        if (window_.failure()) return Problem{0, "", "it cannot be read: " + *window_.failure()};
        if (line_ == 1 && window_.rest().starts_with(kByteOrderMark)) {
            window_.drop(kByteOrderMark.size());
            end = line_end();
        }
        const std::string_view line = window_.rest().substr(0, end);
        separator_ = records::detect_separator(line);
        if (!trimmed(line).empty()) break;
        if (end == std::string_view::npos)
            return Problem{1, "", "the file is empty; its first line names the columns"};
        window_.drop(end + 1);
        ++line_;
    }
    CsvRow row;
    if (!cut(row)) return failure_ ? failure_ : Problem{1, "", "the first line cannot be read"};
    if (!row.problem.empty()) return Problem{row.line, "", row.problem};
    for (const std::string_view cell : cells_.cells) {
        std::string name = normalize_nfc(trimmed(cell));
        if (std::ranges::find(columns_, name) != columns_.end() && !name.empty())
            return Problem{row.line, name, "the header names it twice"};
        columns_.push_back(std::move(name));
    }
    return std::nullopt;
}

bool CsvTable::cut(CsvRow& row) {
    window_.drop(std::exchange(taken_, 0));
    row.line = line_;
    row.problem.clear();
    for (bool at_end = false;; at_end = !window_.more()) {
        if (window_.failure()) {
            failure_ = Problem{0, "", "it cannot be read on: " + *window_.failure()};
            return false;
        }
        const std::string_view rest = window_.rest();
        if (at_end && rest.empty()) return false;
        if (rest.empty()) continue;
        const records::Cut result = records::cut_record(rest, separator_, at_end, cells_);
        const bool endless = result == records::Cut::NeedsMore && rest.size() > kRecordBytesMax;
        if (result == records::Cut::OpenQuote || endless) {
            failure_ = Problem{line_, "",
                               "a quotation mark is never closed; nothing after it can be read"};
            return false;
        }
        if (result == records::Cut::NeedsMore) continue;
        taken_ = cells_.size;
        line_ += cells_.lines;
        if (result != records::Cut::Record) {
            row.problem =
                "a quotation mark inside a cell: put the whole cell into quotation marks and "
                "write it twice, as in `\"5\"\" pipe\"`";
        } else if (find_invalid_utf8(rest.substr(0, cells_.size))) {
            row.problem = "not UTF-8: save the file in this encoding";
        }
        return true;
    }
}

bool CsvTable::next(CsvRow& row) {
    while (!failure_ && cut(row)) {
        if (!row.problem.empty()) return true;
        if (cells_.cells.size() == 1 && trimmed(cells_.cells.front()).empty()) continue;
        if (cells_.cells.size() != columns_.size()) {
            row.problem = fmt::format("{}, where the header has {}",
                                      plural(cells_.cells.size(), "cell"), columns_.size());
            return true;
        }
        row.cells = cells_.cells;
        return true;
    }
    return false;
}

const Value* Row::find(std::string_view name) const {
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? nullptr : &found->value;
}

std::unique_ptr<TableReader> read_table(records::ByteSource& source, TableReader::Format format) {
    if (format == TableReader::Format::Csv) return std::make_unique<CsvRows>(source);
    return read_json_rows(source);
}

std::optional<TableReader::Format> format_of(std::string_view file_name) {
    for (const std::string_view ending : {".csv", ".tsv"})
        if (file_name.ends_with(ending)) return TableReader::Format::Csv;
    for (const std::string_view ending : {".jsonl", ".ndjson", ".json"})
        if (file_name.ends_with(ending)) return TableReader::Format::JsonLines;
    return std::nullopt;
}

}  // namespace reeve::tables
