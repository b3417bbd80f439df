#pragma once

#include "compiler/records/columns.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// A record as it stands in its file, before its values have types.

namespace reeve::records {

class TextWindow;

struct RawValue {
    enum class Kind : std::uint8_t { Missing, Text, Number, Yes, No, List, Object };
    Kind kind = Kind::Missing;
    std::string_view text;           // Text: without escapes; Number: as written
    std::vector<RawValue> elements;  // List
};

/// Why something cannot be taken, in the words of those who wrote it.
struct Problem {
    std::string attribute;  // empty: the record as a whole
    std::string reason;
    std::string excerpt;  // what was found; empty where the reason says it all
};

struct RawRecord {
    std::uint64_t line = 0;        // on which it begins, from 1
    std::string_view text;         // as it stands in the file
    std::vector<RawValue> values;  // by column
    std::vector<Problem> problems;
    bool readable = true;  // `values` are what the record says
    bool last = false;     // what comes after it cannot be read

    void clear(std::size_t columns);
    void fail(std::string reason, std::string_view found = {});
};

struct RawLimits {
    std::size_t bytes_max = 1024 * 1024;  // of one record
};

class RawReader {
public:
    virtual ~RawReader() = default;
    /// False at the end. What the record points to is valid until the next call.
    virtual bool next(RawRecord& record) = 0;
};

/// One object a line. Empty lines are skipped.
std::unique_ptr<RawReader> read_json_lines(TextWindow& window, const Columns& columns,
                                           RawLimits limits);
/// RFC 4180 with a header; separators may be `,`, `;` or tabs, whichever the header has most of.
std::unique_ptr<RawReader> read_csv(TextWindow& window, const Columns& columns, RawLimits limits);

/// What to show of a text in a message: the beginning, in one line.
std::string excerpt(std::string_view text);

/// Without blanks at both ends, no-break spaces included.
std::string_view trimmed(std::string_view text);

}  // namespace reeve::records
