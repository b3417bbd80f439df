#include "base/text.h"
#include "compiler/records/byte_source.h"
#include "compiler/records/csv_cells.h"
#include "compiler/records/raw_record.h"

#include <fmt/format.h>

#include <utility>

namespace reeve::records {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kLongRecordShown = 1000;

std::string_view describe_separator(char separator) {
    switch (separator) {
        case ';': return "semicolons";
        case '\t': return "tabs";
        default: return "commas";
    }
}

class CsvReader final : public RawReader {
public:
    CsvReader(TextWindow& window, const Columns& columns, RawLimits limits)
        : window_(window), columns_(columns), limits_(limits) {}

    bool next(RawRecord& record) override {
        if (ended_) return false;
        if (!header_read_ && !read_header(record)) {
            ended_ = true;
            return record.last;
        }
        for (;;) {
            record.clear(columns_.size());
            if (!cut(record)) return record.last;
            if (!record.readable) return true;
            if (cells_.cells.size() == 1 && trimmed(cells_.cells.front()).empty()) continue;
            fill(record);
            return true;
        }
    }

private:
    /// The next record's cells. False at the end; then `record.last` says whether something was
    /// wrong.
    bool cut(RawRecord& record) {
        window_.drop(std::exchange(taken_, 0));
        record.line = line_;
        for (bool at_end = false;; at_end = !window_.more()) {
            if (window_.failure()) return false;
            const std::string_view rest = window_.rest();
            if (at_end && rest.empty()) return false;
            if (rest.empty()) continue;
            const Cut result = cut_record(rest, separator_, at_end, cells_);
            const bool too_long =
                (result == Cut::NeedsMore ? rest.size() : cells_.size) > limits_.bytes_max;
            if (result == Cut::OpenQuote || (too_long && result == Cut::NeedsMore))
                return give_up(result, rest, record);
            if (result == Cut::NeedsMore) continue;
            taken_ = cells_.size;
            line_ += cells_.lines;
            record.text = without_line_break(rest.substr(0, cells_.size));
            explain(result, too_long, record);
            return true;
        }
    }

    /// Nobody can tell where the next record begins.
    bool give_up(Cut result, std::string_view rest, RawRecord& record) {
        ended_ = true;
        record.last = true;
        record.text = rest.substr(0, kLongRecordShown);
        const std::string reason =
            result == Cut::OpenQuote
                ? "a quotation mark is never closed; nothing after it can be read"
                : fmt::format(
                      "a record of more than {} bytes, perhaps because a quotation mark is never "
                      "closed; nothing after it can be read",
                      limits_.bytes_max);
        record.fail(reason, record.text);
        return false;
    }

    void explain(Cut result, bool too_long, RawRecord& record) const {
        if (too_long) {
            record.fail(fmt::format("a record of more than {} bytes", limits_.bytes_max));
        } else if (result == Cut::StrayQuote) {
            record.fail(
                "a quotation mark inside a cell: put the whole cell into quotation marks and "
                "write it twice, as in `\"5\"\" pipe\"`",
                record.text);
        } else if (result == Cut::TextBehindQuote) {
            record.fail(
                "text behind a closing quotation mark: inside a cell it is written twice, as in "
                "`\"5\"\" pipe\"`",
                record.text);
        } else if (const auto wrong = find_invalid_utf8(record.text)) {
            record.fail("not UTF-8: save the file in this encoding", record.text.substr(0, *wrong));
        }
    }

    static std::string_view without_line_break(std::string_view text) {
        if (text.ends_with('\n')) text.remove_suffix(1);
        if (text.ends_with('\r')) text.remove_suffix(1);
        return text;
    }

    void fill(RawRecord& record) {
        if (cells_.cells.size() != columns_of_file_.size()) {
            const std::size_t found = cells_.cells.size();
            record.fail(fmt::format("{} cell{}, where the header has {}{}", found,
                                    found == 1 ? "" : "s", columns_of_file_.size(),
                                    found > columns_of_file_.size()
                                        ? "; a cell with a separator in it stands in quotation "
                                          "marks"
                                        : ""),
                        record.text);
            return;
        }
        for (std::size_t i = 0; i < columns_of_file_.size(); ++i) {
            RawValue& value = record.values[columns_of_file_[i]];
            const std::string_view cell = cells_.cells[i];
            if (trimmed(cell).empty()) continue;
            value.kind = RawValue::Kind::Text;
            value.text = cell;
        }
    }

    bool read_header(RawRecord& record) {
        header_read_ = true;
        record.clear(columns_.size());
        if (!skip_to_header(record)) {
            record.last = true;
            record.line = 1;
            record.fail("the file is empty; its first line names the columns");
            return false;
        }
        if (!cut(record)) {
            record.last = true;
            if (record.readable) record.fail("the first line cannot be read");
            return false;
        }
        if (record.readable) name_columns(record);
        record.last = !record.problems.empty();
        record.readable = !record.last;
        return record.readable;
    }

    /// To the first line that is not empty; false where there is none.
    bool skip_to_header(RawRecord& record) {
        for (;; ++line_) {
            std::size_t end = window_.rest().find('\n');
            while (end == std::string_view::npos && window_.rest().size() <= limits_.bytes_max &&
                   window_.more()) {
                end = window_.rest().find('\n');
            }
            if (line_ == 1 && window_.rest().starts_with(kByteOrderMark)) {
                window_.drop(kByteOrderMark.size());
                end = window_.rest().find('\n');
            }
            const std::string_view line = window_.rest().substr(0, end);
            record.line = line_;
            separator_ = detect_separator(line);
            if (!trimmed(line).empty()) return true;
            if (end == std::string_view::npos) return false;
            window_.drop(end + 1);
        }
    }

    void name_columns(RawRecord& record) {
        std::vector<bool> seen(columns_.size());
        for (const std::string_view cell : cells_.cells) {
            const std::string name = normalize_nfc(trimmed(cell));
            const auto column = columns_.find(name, columns_of_file_.size());
            if (name.empty()) {
                record.problems.push_back({"", "a column without a name in the header", ""});
            } else if (!column) {
                record.problems.push_back({excerpt(name), columns_.explain_unknown(name), ""});
            } else if (seen[*column]) {
                record.problems.push_back({name, "the header names it twice", ""});
            } else {
                seen[*column] = true;
                columns_of_file_.push_back(*column);
            }
        }
        const bool foreign = cells_.cells.size() == 1 && !record.problems.empty();
        for (std::size_t column = 0; column < columns_.size() && !foreign; ++column) {
            if (columns_.required(column) && !seen[column]) {
                record.problems.push_back(
                    {columns_.name(column),
                     fmt::format("the header has no such column, which each record needs; columns "
                                 "are separated by {}",
                                 describe_separator(separator_)),
                     ""});
            }
        }
    }

    TextWindow& window_;
    const Columns& columns_;
    RawLimits limits_;
    char separator_ = ',';
    bool header_read_ = false;
    bool ended_ = false;
    std::uint64_t line_ = 1;
    std::size_t taken_ = 0;
    Cells cells_;
    std::vector<std::size_t> columns_of_file_;
};

}  // namespace

std::unique_ptr<RawReader> read_csv(TextWindow& window, const Columns& columns, RawLimits limits) {
    return std::make_unique<CsvReader>(window, columns, limits);
}

}  // namespace reeve::records
