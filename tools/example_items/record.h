#pragma once

#include "base/time.h"
#include "runtime/calendar/time_zone.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::example_items {

/// The values of one item by the names of its attributes, in the order in which they were put in.
/// What is missing is not there.
class Record {
public:
    explicit Record(const calendar::TimeZone& zone) : zone_(zone) {}

    Record& text(std::string_view name, std::string_view value);
    Record& number(std::string_view name, std::int64_t value);
    /// `12500.00` for 1,250,000 hundredths.
    Record& money(std::string_view name, std::int64_t hundredths);
    /// `0.83`
    Record& percent(std::string_view name, std::int64_t percent);
    Record& truth(std::string_view name, bool value);
    Record& list(std::string_view name, std::vector<std::string> values);
    Record& date(std::string_view name, Date value);
    /// On the wall clock of the zone, with its offset: `2026-03-02T10:00:00+01:00`.
    Record& moment(std::string_view name, Instant value);

    enum class Kind : std::uint8_t { Text, Number, Truth, List };
    struct Field {
        std::string_view name;
        Kind kind;
        std::vector<std::string> values;
    };
    [[nodiscard]] std::span<const Field> fields() const { return fields_; }

private:
    Record& put(std::string_view name, Kind kind, std::string value);

    const calendar::TimeZone& zone_;
    std::vector<Field> fields_;
};

/// One line of JSON, with its end.
void append_json_line(const Record& record, std::string& out);
/// The line that names the columns, and one with the values; what is missing is an empty cell.
void append_csv_header(std::span<const std::string_view> columns, std::string& out);
void append_csv_row(std::span<const std::string_view> columns, const Record& record,
                    std::string& out);

}  // namespace reeve::example_items
