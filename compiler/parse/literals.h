#pragma once

#include "base/decimal.h"
#include "base/time.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Values as they are written. All of them also read the repaired forms: `2026-3-2`, `8:30`, `80 %`,
// `EUR 10`.

namespace reeve::parse {

/// Digits, a point and `_`; other characters are left out. Nothing where the value has more than 34
/// digits.
std::optional<Decimal> read_decimal(std::string_view text);
/// `2026-03-02`, `2026-3-2`, `2.3.2026`; nothing where there is no such day.
std::optional<Date> read_date(std::string_view text);
/// `08:30`, `8:30:15`, `24:00`; nothing where there is no such time.
std::optional<TimeOfDay> read_time(std::string_view text);
/// `2026-03-02T10:00:00.250+01:00`, `…Z`
std::optional<Instant> read_zoned_moment(std::string_view text);

/// What stands between the quotes of a TEXT, CURLY_TEXT, SINGLE_TEXT or UNCLOSED_TEXT, escapes
/// unresolved.
std::string_view text_content(std::string_view text, std::size_t type);

/// The ISO code that is meant by `euros`, `€`, `eur` or `EUR`; empty where none is.
std::string_view currency_of_word(std::string_view word);

}  // namespace reeve::parse
