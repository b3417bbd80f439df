#pragma once

#include "base/time.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace reeve::calendar {

/// A time zone of the system's IANA table, between 1900 and 2200. A value that is cheap to copy;
/// any number of threads may read it. Before 1900 and after 2200 the wall clock is never changed.
class TimeZone {
public:
    /// UTC.
    TimeZone();
    /// `Europe/Paris`; nothing where the table has no such zone.
    static std::optional<TimeZone> find(std::string_view iana_name);

    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] LocalMoment local(Instant instant) const;
    /// A local time that occurs twice is the first of the two; one that is skipped is the moment
    /// after the gap: the first instant at which the wall clock shows that time or a later one. A
    /// time of 24:00 is the next day's first moment.
    [[nodiscard]] Instant instant(LocalMoment local) const;
    [[nodiscard]] Instant start_of_day(Date date) const { return instant({date, {}}); }
    /// What the wall clock is ahead of UTC.
    [[nodiscard]] Duration offset(Instant instant) const;
    /// The first instant after `instant` at which the wall clock is put forward or back; nothing
    /// where that never happens again before 2201.
    [[nodiscard]] std::optional<Instant> next_change(Instant instant) const;
    /// The last such instant at or before `instant`.
    [[nodiscard]] std::optional<Instant> last_change(Instant instant) const;

    /// The wall clock as milliseconds since 1970-01-01 00:00 on that clock: for those who compute
    /// with many local times, or with times past 24:00.
    [[nodiscard]] std::int64_t wall_clock(Instant instant) const {
        return instant.ms + offset(instant).ms;
    }
    [[nodiscard]] Instant at_wall_clock(std::int64_t ms) const;
    /// A stretch of wall-clock times, `end` excluded, in which each is `offset` ahead of UTC.
    struct Steady {
        std::int64_t begin = 0;
        std::int64_t end = 0;
        std::int64_t offset = 0;
    };
    /// The stretch in which `ms` is, or that begins after it where `ms` is skipped.
    [[nodiscard]] Steady steady(std::int64_t ms) const;

private:
    struct Table;
    explicit TimeZone(std::shared_ptr<const Table> table) : table_(std::move(table)) {}
    static std::shared_ptr<const Table> utc();
    static std::shared_ptr<const Table> load(std::string_view name);

    std::shared_ptr<const Table> table_;
};

/// Version of the system's time-zone table, such as `2026a`; "unknown" where it does not say.
std::string time_zone_table_version();

}  // namespace reeve::calendar
