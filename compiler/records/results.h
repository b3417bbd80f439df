#pragma once

#include "compiler/eval/evaluation.h"
#include "compiler/records/record_reader.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What rules say about the items of a file, as JSON lines, CSV or a table to read.

namespace reeve::records {

enum class ResultField : std::uint8_t {
#define RECORDS_RESULT(field, name, about) field,
#include "compiler/records/result_fields.def"
#undef RECORDS_RESULT
};
struct ResultFieldInfo {
    ResultField field;
    std::string_view name;
    std::string_view about;
};
const std::vector<ResultFieldInfo>& result_fields();
std::optional<ResultField> find_result_field(std::string_view name);
/// What is written where nobody asks for anything else.
const std::vector<ResultField>& usual_result_fields();

enum class ResultFormat : std::uint8_t { JsonLines, Csv, Table };

struct ResultOptions {
    ResultFormat format = ResultFormat::JsonLines;
    std::vector<ResultField> fields;
    /// The text of a test of `needs` as it is written in the rules.
    std::function<std::string(source::Span)> source_text;
};

/// A value of a result. Which members count follows from the kind.
struct ResultCell {
    enum class Kind : std::uint8_t { Null, Text, Number, YesNo, List };
    Kind kind = Kind::Null;
    std::string text;  // Text; Number, as it is written
    bool truth = false;
    std::vector<std::string> list;
};

/// Writes results into a string, row by row.
class ResultWriter {
public:
    ResultWriter(const eval::Rules& rules, ResultOptions options);

    void write(const Record& record, const eval::Evaluation& answer, std::string& out);
    /// What is still held back. A table waits for some rows, to know how wide its columns are.
    void finish(std::string& out);

private:
    [[nodiscard]] ResultCell cell(ResultField field, const Record& record,
                                  const eval::Evaluation& answer) const;
    [[nodiscard]] ResultCell promise_cell(ResultField field, const eval::Evaluation& answer) const;
    [[nodiscard]] ResultCell moment(Instant instant) const;
    [[nodiscard]] ResultCell share(Decimal ratio) const;
    [[nodiscard]] ResultCell length(Decimal ms) const;
    [[nodiscard]] ResultCell needs(const eval::Evaluation& answer) const;
    void write_json(std::string& out) const;
    void write_csv(std::string& out) const;
    void write_table_row(const std::vector<std::string>& texts, std::string& out) const;
    void write_held_rows(std::string& out);
    void write_header(std::string& out);

    const eval::Rules& rules_;
    const typed::Program& program_;
    ResultOptions options_;
    const calendar::TimeZone& zone_;
    bool header_written_ = false;
    std::vector<ResultCell> cells_;                    // of the row at hand
    std::vector<std::vector<std::string>> held_rows_;  // of a table
    std::vector<std::size_t> widths_;
};

/// `text` as a cell: in quotation marks where it has to be.
void append_csv_cell(std::string_view text, std::string& out);

/// A record that was refused, with its errors and its text, as a line of JSON.
void append_reject(const Record& record, std::string& out);

}  // namespace reeve::records
