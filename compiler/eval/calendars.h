#pragma once

#include "compiler/typed/program.h"
#include "runtime/calendar/calendar.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace reeve::eval {

/// The first time zone that the program names and this machine's table does not have, as where the
/// table is older than the checker's: `Calendars` of such a program are asked for nothing.
std::optional<std::string> missing_time_zone(const typed::Program& program);

/// The rules of a checked calendar. Lines of a set that move the same day from different weekdays
/// leave those weekdays to one another.
calendar::Rules calendar_rules(const typed::Program& program, const typed::Calendar& calendar);

/// The calendars of a program, each built when it is first asked for. Any number of threads may
/// ask. The program is checked without errors, and outlives them.
class Calendars {
public:
    explicit Calendars(const typed::Program& program);
    Calendars(const Calendars&) = delete;
    Calendars& operator=(const Calendars&) = delete;
    ~Calendars();

    [[nodiscard]] const calendar::Calendar& at(typed::CalendarId id) const;
    /// The wall clock of the calendar; of the business where the id is invalid, UTC where it has
    /// none.
    [[nodiscard]] const calendar::TimeZone& zone(typed::CalendarId id) const;

    /// Version of the time-zone table by which this program's moments are worked out, read when it
    /// was loaded: another table may give another answer.
    [[nodiscard]] const std::string& table_version() const { return table_version_; }

private:
    struct Entry;

    const typed::Program& program_;
    calendar::TimeZone zone_;
    std::string table_version_;
    std::unique_ptr<Entry[]> entries_;  // of Program::calendars
};

/// A moment moved by a calendar step: business days of the calendar, or months and years, which
/// keep the time on its wall clock and take the month's last day where there is no such day. `back`
/// goes against the signs of the step's parts.
Instant plus_step(const Calendars& calendars, typed::CalendarId id, Instant from,
                  const std::vector<syntax::TimeSpanPart>& step, bool back);
/// The same for a date; business days are counted after it (before it), whether or not it is one.
Date plus_step(const Calendars& calendars, typed::CalendarId id, Date from,
               const std::vector<syntax::TimeSpanPart>& step, bool back);

}  // namespace reeve::eval
