#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

// The cells of CSV (RFC 4180), whatever they mean; for all who read such files.

namespace reeve::records {

/// The separator that the header has most of, outside quotation marks: a comma, a semicolon or a
/// tab.
char detect_separator(std::string_view header);

struct Cells {
    std::vector<std::string_view> cells;
    std::deque<std::string> unquoted;  // what cells with doubled quotation marks point to
    std::size_t size = 0;              // bytes of the record, its line break included
    std::size_t lines = 0;             // line breaks among them
};

enum class Cut : std::uint8_t { Record, NeedsMore, OpenQuote, StrayQuote, TextBehindQuote };

/// Cuts one record from the beginning of a text, to which the cells then point. What is wrong with
/// it ends where its line does. `at_end`: nothing follows the text.
Cut cut_record(std::string_view text, char separator, bool at_end, Cells& out);

}  // namespace reeve::records
