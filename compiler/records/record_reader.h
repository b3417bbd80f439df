#pragma once

#include "compiler/eval/item.h"
#include "compiler/records/byte_source.h"
#include "compiler/records/raw_record.h"
#include "compiler/records/value_reader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Items from files: one record after the other, in memory that does not grow with the file.

namespace reeve::records {

enum class Format : std::uint8_t { JsonLines, Csv };

/// By the ending of the name: `.jsonl`, `.ndjson`, `.json`; `.csv`, `.tsv`.
std::optional<Format> format_of(std::string_view file_name);

/// What is wrong with a record, in the words of those who wrote it.
struct RecordError {
    std::string file;
    std::uint64_t line = 0;    // on which the record begins
    std::uint64_t record = 0;  // from 1; 0: the file as a whole
    std::string attribute;     // empty: the record as a whole
    std::string reason;
    std::string excerpt;  // what was found; empty where the reason says it all
};
/// "claims.csv:3: error: `amount` is `12x`: not an amount of money"
std::string to_string(const RecordError& error);

struct Record {
    std::uint64_t number = 0;  // from 1
    std::uint64_t line = 0;
    std::string_view text;  // as it stands in the file; valid until the next record
    eval::Item item;        // where there are no errors
    std::optional<Instant> due;
    std::vector<RecordError> errors;
    std::size_t errors_left_out = 0;
    bool last = false;  // what comes after it cannot be read
};

struct ReaderOptions {
    std::string file;  // what messages call it
    Format format = Format::JsonLines;
    /// An item that nothing has been said about: its type, and the defaults of its attributes.
    eval::Item blank;
    /// The moment asked about; nothing in a record lies behind it, except what is promised.
    Instant at;
    RawLimits limits;
    std::size_t errors_max = 20;  // of one record
};

/// Reads items of one work type. What is not said has its default; what is wrong is said for all
/// values of a record at once. The program and the source outlive it.
class RecordReader {
public:
    RecordReader(const typed::Program& program, ByteSource& source, ReaderOptions options);
    ~RecordReader();
    RecordReader(const RecordReader&) = delete;
    RecordReader& operator=(const RecordReader&) = delete;

    /// False at the end.
    bool next(Record& record);
    /// Bytes read so far.
    [[nodiscard]] std::uint64_t consumed() const { return window_.consumed(); }

private:
    void read_attributes(Record& record);
    void read_facts(Record& record);
    void read_names(Record& record);
    void check_moments(Record& record);
    std::optional<eval::Value> fact(RecordFact fact, const typed::Type& type, Record& record);
    std::optional<std::string> text_fact(RecordFact which, Record& record);
    std::optional<Instant> moment_fact(RecordFact which, Record& record);
    std::optional<std::uint32_t> choice_fact(RecordFact which, typed::ChoiceId choice,
                                             Record& record);
    std::int64_t count_fact(RecordFact which, Record& record);
    void add_error(Record& record, Problem problem) const;
    void add_error(Record& record, RecordFact fact, std::string reason) const;

    const typed::Program& program_;
    ReaderOptions options_;
    Columns columns_;
    ValueReader values_;
    TextWindow window_;
    std::unique_ptr<RawReader> raw_reader_;
    RawRecord raw_;
    std::uint64_t number_ = 0;
    bool ended_ = false;
};

}  // namespace reeve::records
