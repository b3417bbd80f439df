#pragma once

#include "base/time.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace reeve::calendar {

/// A time zone of the system's IANA table, between 1900 and 2200. A value that is cheap to copy;
/// any number of threads may read it.
class TimeZone {
public:
    /// UTC.
    TimeZone();
    /// `Europe/Paris`; nothing where the table has no such zone.
    static std::optional<TimeZone> find(std::string_view iana_name);

    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] LocalMoment local(Instant instant) const;
    /// A local time that occurs twice is the first of the two; one that is skipped is the moment
    /// after the gap. A time of 24:00 is the next day's first moment.
    [[nodiscard]] Instant instant(LocalMoment local) const;
    [[nodiscard]] Instant start_of_day(Date date) const { return instant({date, {}}); }
    /// What the wall clock is ahead of UTC.
    [[nodiscard]] Duration offset(Instant instant) const;
    /// The first instant after `instant` at which the wall clock is put forward or back; nothing
    /// where that never happens again before 2201.
    [[nodiscard]] std::optional<Instant> next_change(Instant instant) const;
    /// The last such instant at or before `instant`.
    [[nodiscard]] std::optional<Instant> last_change(Instant instant) const;

private:
    struct Table;
    std::shared_ptr<const Table> table_;
};

/// Version of the system's time-zone table, such as `2026a`; "unknown" where it does not say.
std::string time_zone_table_version();

}  // namespace reeve::calendar
