#pragma once

#include "runtime/calendar/rules.h"
#include "runtime/calendar/time_zone.h"

#include <optional>
#include <vector>

namespace reeve::calendar {

/// When a house is open, from 1900 to 2200. Built once from its rules; afterwards any number of
/// threads may read it. Instants before its first or after its last opening are treated as closed
/// time; steps beyond its range stop there. All questions take logarithmic time or less.
///
/// Windows that overlap, which hours of their own can bring about past midnight, count once: the
/// later begins where the earlier ends. One that is skipped by the wall clock does not exist.
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
    /// The first instant by which `open` of open time has passed since the beginning: the first
    /// opening where none has to, the last closing where there is not so much.
    [[nodiscard]] Instant first_with(Duration open) const;
    /// The last instant at which not more than that has passed: the opening after it, where it
    /// falls on a closing. Within the same limits.
    [[nodiscard]] Instant last_with(Duration open) const;
    /// `from` moved by open time: forward to the first moment by which the calendar has been open
    /// that long since `from`, which is `from` itself for zero; backward (negative) to the last
    /// moment from which it is open that long until `from`.
    [[nodiscard]] Instant plus(Instant from, Duration open) const;

    /// A day on which a window opens.
    [[nodiscard]] bool is_business_day(Date date) const;
    /// The same local time on the `days`-th business day after the day of `from`, which is that of
    /// its window; negative goes back. A `from` outside opening hours counts as the next opening
    /// (going back: as the closing before it); a time outside the hours of the day it comes to
    /// moves into them: before opening to the opening, in a break to its end, after closing to the
    /// closing (going back mirrored: in a break to its beginning).
    [[nodiscard]] Instant plus_business_days(Instant from, std::int64_t days) const;
    /// The closing time of that day. Zero days: of the day of `from`, counted in the same way.
    [[nodiscard]] Instant end_of_business_day(Instant from, std::int64_t days) const;
    /// The `days`-th business day after `from` (before it, where negative), whether or not `from`
    /// is one.
    [[nodiscard]] Date plus_business_days(Date from, std::int64_t days) const;

    struct Opening {
        Instant open;
        Instant close;
        friend bool operator==(const Opening&, const Opening&) = default;
    };
    /// The openings that begin on one of the days, in order.
    [[nodiscard]] std::vector<Opening> openings(Date first, Date last) const;

private:
    /// A window, in milliseconds from midnight UTC of its day.
    struct Piece {
        std::int32_t open;
        std::int32_t close;
        std::int32_t before;  // open time of the day's earlier windows
    };
    /// What many days have in common: their windows and their zone's offset.
    struct Pattern {
        std::uint32_t first;  // of pieces_
        std::uint32_t count;
    };
    struct Day {
        std::int64_t open_before;
        std::uint32_t pattern;
        std::uint32_t business_before;  // business days before it
    };
    struct Spot {
        std::int64_t day = 0;
        const Piece* piece = nullptr;
    };
    class Builder;

    [[nodiscard]] Spot find(Instant instant) const;
    [[nodiscard]] Spot next(Spot spot) const;
    [[nodiscard]] Spot previous(Spot spot) const;
    [[nodiscard]] Spot first_of(std::int64_t business_day) const;
    [[nodiscard]] Spot last_of(std::int64_t business_day) const;
    [[nodiscard]] std::int64_t closing_of_run(Instant instant, Spot spot) const;
    [[nodiscard]] std::int64_t opening_of_run(Instant instant, Spot spot) const;
    [[nodiscard]] std::int64_t elapsed(Spot spot, Instant instant) const;
    [[nodiscard]] std::optional<Spot> start_of_count(Instant& from, bool back) const;
    [[nodiscard]] std::int64_t business_day_after(std::int64_t day, std::int64_t days) const;
    [[nodiscard]] Instant moved_into(std::int64_t day, std::int64_t ms, bool back) const;
    [[nodiscard]] std::int64_t day_with(std::int64_t open, bool last) const;
    [[nodiscard]] const Piece* begin_of(std::int64_t day) const;
    [[nodiscard]] const Piece* end_of(std::int64_t day) const;

    TimeZone zone_;
    std::vector<Piece> pieces_;
    std::vector<Pattern> patterns_;             // the first has no windows
    std::vector<Day> days_;                     // from 1900-01-01, and one after the last
    std::vector<std::uint32_t> business_days_;  // indices into days_
    Instant begin_, end_;                       // first opening, last closing
};

/// The day `months` later, the month's last day where it has no such day. Stops at 1900-01-01 and
/// 2200-12-31.
Date plus_months(Date date, std::int64_t months);
Date plus_days(Date date, std::int64_t days);

}  // namespace reeve::calendar
