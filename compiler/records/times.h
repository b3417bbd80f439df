#pragma once

#include "base/time.h"
#include "compiler/records/numbers.h"
#include "runtime/calendar/time_zone.h"

#include <string_view>

// Dates, times and lengths of time as records write them.

namespace reeve::records {

/// `2026-03-02`, from 1900 to 2200.
Read<Date> read_date(std::string_view text);
/// `08:30`, `08:30:15`, `08:30:15.250`.
Read<TimeOfDay> read_time(std::string_view text);
/// `2026-03-02T10:00:00+01:00`, `2026-03-02T10:00:00.250Z`, and `2026-03-02 10:00` on the wall
/// clock of `zone`.
Read<Instant> read_moment(std::string_view text, const calendar::TimeZone& zone);

/// Milliseconds of `2 hours`, `1 hour 30 minutes`, `PT1H30M`.
Read<Decimal> read_duration(std::string_view text);
/// Open milliseconds of `4 business hours`, `90 business minutes`.
Read<Decimal> read_business_duration(std::string_view text);

/// `2026-03-02T10:00:00+01:00`, as `zone` has it; with milliseconds where they are not zero.
std::string to_iso(Instant instant, const calendar::TimeZone& zone);

}  // namespace reeve::records
