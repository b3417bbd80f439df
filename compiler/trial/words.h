#pragma once

#include "compiler/eval/evaluation.h"

#include <string>

namespace reeve::trial {

/// Values as a test would write them: `12_500 EUR`, `2026-03-05 10:00`, `1 business hour`.
class Words {
public:
    explicit Words(const eval::Rules& rules);

    [[nodiscard]] std::string value(const typed::Type& type, const eval::Value& value) const;
    /// `2026-03-02 10:00`, on the wall clock of the business, of its first calendar where it has
    /// no time zone.
    [[nodiscard]] std::string moment(Instant instant) const;
    /// Moments are written on the wall clock of this calendar from now on.
    void use_clock_of(typed::CalendarId calendar);

private:
    const eval::Rules& rules_;
    calendar::TimeZone zone_;
};

/// `12_500.5`
std::string number(Decimal number);
/// On one line, blanks as one, comments left out.
std::string on_one_line(std::string_view text);

}  // namespace reeve::trial
