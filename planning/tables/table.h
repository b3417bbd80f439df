#pragma once

#include "compiler/records/byte_source.h"
#include "compiler/records/csv_cells.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Rows of CSV files and of JSON lines, of which nobody knows the columns before: histories, event
// logs, rosters. Memory does not grow with the file.

namespace reeve::tables {

/// What is wrong, and where, in the words of those who wrote it.
struct Problem {
    std::uint64_t line = 0;  // from 1; 0: the file as a whole
    std::string column;      // empty: the row as a whole
    std::string reason;      // what was found, and what to do
};
/// "roster.csv:3: error: `skills`: …"
std::string to_string(const Problem& problem, std::string_view file);

struct Value {
    enum class Kind : std::uint8_t { Missing, Text, Number, Yes, No, List, Object };
    Kind kind = Kind::Missing;
    std::string text;                // Text; Number as it is written shortest
    double number = 0;               // Number
    std::vector<Value> elements;     // List, Object
    std::vector<std::string> names;  // Object: of the elements
};

struct CsvRow {
    std::uint64_t line = 0;               // on which it begins
    std::vector<std::string_view> cells;  // as many as columns; valid until the next row
    std::string problem;                  // not empty: the row cannot be read
};

/// CSV with a header, as `docs/records.md` describes it.
class CsvTable {
public:
    explicit CsvTable(records::ByteSource& source);

    /// Before the first row. What is wrong with the header, so that nothing can be read.
    std::optional<Problem> read_header();
    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
    /// False at the end, and where the file cannot be read on: then `failure` says why.
    bool next(CsvRow& row);
    [[nodiscard]] const std::optional<Problem>& failure() const { return failure_; }
    [[nodiscard]] std::uint64_t consumed() const { return window_.consumed(); }

private:
    bool cut(CsvRow& row);

    records::TextWindow window_;
    records::Cells cells_;
    std::vector<std::string> columns_;
    std::optional<Problem> failure_;
    char separator_ = ',';
    std::uint64_t line_ = 1;
    std::size_t taken_ = 0;
};

struct Field {
    std::string name;
    Value value;
};
struct Row {
    std::uint64_t line = 0;
    std::vector<Field> fields;  // what is said: no missing values
    std::string problem;        // not empty: the row cannot be read

    [[nodiscard]] const Value* find(std::string_view name) const;
};

/// Either format: cells of CSV are texts.
class TableReader {
public:
    enum class Format : std::uint8_t { JsonLines, Csv };
    virtual ~TableReader() = default;
    /// False at the end, and where the file cannot be read on: then `failure` says why.
    virtual bool next(Row& row) = 0;
    [[nodiscard]] virtual std::optional<Problem> failure() const = 0;
};
std::unique_ptr<TableReader> read_table(records::ByteSource& source, TableReader::Format format);
/// By the ending of the name: `.csv`, `.tsv`, or `.jsonl`, `.ndjson`, `.json`.
std::optional<TableReader::Format> format_of(std::string_view file_name);

/// Seconds of `20s`, `5m`, `1h 30m`, `2d`, `90 minutes`, `PT1H30M`, `500ms`. Nothing where it is
/// none of these or negative.
std::optional<double> read_seconds(std::string_view text);
/// `0.25` or `25%`.
std::optional<double> read_share(std::string_view text);
/// `12.5`, with nothing around it.
std::optional<double> read_number(std::string_view text);
/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);
/// The parts between separators, trimmed; none of an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace reeve::tables
