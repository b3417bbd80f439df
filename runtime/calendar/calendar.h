#pragma once

#include "runtime/calendar/rules.h"
#include "runtime/calendar/time_zone.h"

#include <optional>
#include <vector>

namespace reeve::calendar {

/// When a house is open, from 1900 to 2200. Built once from its rules; afterwards any number of
/// threads may read it. Instants before its first or after its last opening are treated as closed
/// time; steps beyond its range stop there. All questions take logarithmic time or less.
class Calendar {
public:
    /// The zone is in the table: the checker has seen to it. CHECK else.
    explicit Calendar(const Rules& rules);

    [[nodiscard]] const TimeZone& zone() const { return zone_; }

    [[nodiscard]] bool is_open(Instant instant) const;
    /// The first instant after `instant` at which the calendar opens or closes; nothing at its end.
    [[nodiscard]] std::optional<Instant> next_change(Instant instant) const;
    /// The last such instant at or before `instant`; nothing before its beginning.
    [[nodiscard]] std::optional<Instant> last_change(Instant instant) const;

    /// Open time from the calendar's beginning to `instant`. Never falls; stands still while
    /// closed.
    [[nodiscard]] Duration open_time(Instant instant) const;
    /// Negative where `to` is before `from`.
    [[nodiscard]] Duration open_time(Instant from, Instant to) const {
        return {open_time(to).ms - open_time(from).ms};
    }
    /// The first instant by which `open` of open time has passed since the beginning.
    [[nodiscard]] Instant first_with(Duration open) const;
    /// The last instant at which not more than that has passed: the opening after it, where it
    /// falls on a closing.
    [[nodiscard]] Instant last_with(Duration open) const;
    /// `from` moved by open time: forward to the first moment by which the calendar has been open
    /// that long since `from`, which is `from` itself for zero; backward (negative) to the last
    /// moment from which it is open that long until `from`.
    [[nodiscard]] Instant plus(Instant from, Duration open) const;

    /// A day on which a window opens.
    [[nodiscard]] bool is_business_day(Date date) const;
    /// The same local time on the `days`-th business day after the day of `from`; negative goes
    /// back. A `from` outside opening hours counts as the next opening (going back: as the closing
    /// before it); a time outside the hours of the day it comes to moves into them: before opening
    /// to the opening, in a break to its end, after closing to the closing (going back mirrored).
    [[nodiscard]] Instant plus_business_days(Instant from, std::int64_t days) const;
    /// The closing time of that day. Zero days: of the day of `from`, counted in the same way.
    [[nodiscard]] Instant end_of_business_day(Instant from, std::int64_t days) const;
    /// The `days`-th business day after `from` (before it, where negative).
    [[nodiscard]] Date plus_business_days(Date from, std::int64_t days) const;

    struct Opening {
        Instant open;
        Instant close;
        friend bool operator==(const Opening&, const Opening&) = default;
    };
    /// The openings that begin on one of the days, in order.
    [[nodiscard]] std::vector<Opening> openings(Date first, Date last) const;

private:
    struct Day {
        std::uint32_t first_opening;  // index of the first opening of the day or later
    };

    TimeZone zone_;
    std::vector<Opening> openings_;          // of all days, in order
    std::vector<std::int64_t> open_before_;  // open milliseconds before each opening
    std::vector<std::int32_t> business_days_;
    std::vector<Day> days_;
};

/// The day `months` later, the month's last day where it has no such day. Stops at 1900-01-01 and
/// 2200-12-31.
Date plus_months(Date date, std::int64_t months);
Date plus_days(Date date, std::int64_t days);

}  // namespace reeve::calendar
