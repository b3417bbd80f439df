#pragma once

#include <optional>
#include <string_view>

// The names of the IANA time zone database. They are compiled in: a program is right or wrong
// wherever it is checked.

namespace reeve::check {

bool is_time_zone(std::string_view name);
/// What was probably meant: a name in other letters, a city without its continent, a slip of the
/// pen.
std::optional<std::string_view> nearest_time_zone(std::string_view name);

}  // namespace reeve::check
