#pragma once

#include "compiler/check/context.h"

#include <cstdint>
#include <span>
#include <vector>

namespace reeve::check {

constexpr std::int64_t kDayMs = 86'400'000;

/// Opening hours in milliseconds from some midnight: that of Monday, or that of a date.
struct Hours {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    Span span;
};

/// The windows of a line that are windows at all, as hours of the day that begins at `day`.
void add_hours(const syntax::CalendarLine& line, std::int64_t day, std::vector<Hours>& hours);

/// Reports hours that overlap: in the week, across midnight and from Sunday to Monday too, and
/// around the dates with hours of their own. `extra_lines` are those that `calendar.extra_days`
/// come from.
void check_hours(Context& ctx, const typed::Calendar& calendar, std::span<const Hours> week,
                 std::span<const syntax::CalendarLine* const> extra_lines);

}  // namespace reeve::check
