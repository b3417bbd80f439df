#pragma once

#include "compiler/eval/value.h"
#include "compiler/records/numbers.h"
#include "compiler/records/raw_record.h"
#include "runtime/calendar/time_zone.h"

namespace reeve::records {

/// Why a value is refused. `excerpt` is what was found.
struct Refusal {
    std::string reason;
    std::string excerpt;
};

/// Gives values of records and of the command line their types. Whatever comes out keeps what the
/// declaration promises: kind, range, decimals, the length of texts and lists.
class ValueReader {
public:
    explicit ValueReader(const typed::Program& program);

    /// `raw` is not missing.
    [[nodiscard]] std::expected<eval::Value, Refusal> read(const typed::DeclaredType& type,
                                                           const RawValue& raw) const;
    /// A text that stands alone, as in a cell or on the command line: lists are `a; b` or `[]`.
    [[nodiscard]] std::expected<eval::Value, Refusal> read(const typed::DeclaredType& type,
                                                           std::string_view text) const;
    [[nodiscard]] const calendar::TimeZone& zone() const { return zone_; }

private:
    using Result = Read<eval::Value>;

    Result scalar(const typed::DeclaredType& type, const RawValue& raw) const;
    Result text_value(const typed::DeclaredType& type, std::string_view text) const;
    Result numeric(const typed::DeclaredType& type, const RawValue& raw) const;
    Result yes_no(const RawValue& raw) const;
    Result text(std::string_view text) const;
    Result choice(typed::ChoiceId id, std::string_view text) const;
    Result reference(const typed::Type& type, std::string_view text) const;
    std::expected<eval::Value, Refusal> list(const typed::DeclaredType& type,
                                             const RawValue& raw) const;

    const typed::Program& program_;
    calendar::TimeZone zone_;
};

/// The parts of `a; b`, with the blanks around them; none for `[]`. They point into `text`.
RawValue split_list(std::string_view text);

/// The number in the unit that the declaration speaks of: `80%`, `12 EUR`, `2 hours`.
std::string show_number(const typed::Type& type, Decimal number);

}  // namespace reeve::records
