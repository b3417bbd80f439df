#pragma once

#include "planning/chance/distribution.h"
#include "planning/tables/table.h"
#include "runtime/calendar/calendar.h"

#include <array>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Who is there, what they can do, and when they work: the rosters of `docs/rosters.md`. Plain
// values, which know no rules; names are checked by whoever has some.

namespace reeve::roster {

struct Skill {
    std::string name;
    int level = 0;  // 0: none was said
    friend bool operator==(const Skill&, const Skill&) = default;
};

/// Hours that return each week, lie on days, or are those of a calendar.
struct Hours {
    enum class Kind : std::uint8_t { Weekly, Days, Calendar };
    Kind kind = Kind::Weekly;
    std::array<bool, 7> weekdays{};  // Weekly, Calendar; from Monday
    Date first;                      // Days
    Date last;
    int from_minute = 0;         // of the day; not of calendars
    int until_minute = 24 * 60;  // at or before `from_minute`: on the next day
    std::string calendar;        // its name in the rules
    friend bool operator==(const Hours&, const Hours&) = default;
};

struct Handling {
    std::string work_type;  // empty: any
    std::string segment;    // empty: any
    chance::Distribution seconds;
};

struct Agent {
    std::string id;
    std::string name;  // empty: as the id
    std::vector<std::string> teams;
    std::vector<Skill> skills;
    std::vector<std::pair<std::string, std::string>> attributes;  // values as they are written
    calendar::TimeZone zone;
    std::vector<Hours> shifts;
    std::vector<Hours> breaks;
    std::vector<Hours> absences;
    std::vector<Handling> handling;
    // Chances at each offer, and for each item that is worked on; 0 to 1.
    double decline = 0;
    double miss = 0;
    double park = 0;
    std::uint64_t line = 0;  // of the file
};

struct Roster {
    std::vector<Agent> agents;  // in the order of the file
};

struct ReadOptions {
    calendar::TimeZone zone;  // of agents that do not say
    std::size_t problems_max = 20;
};
/// In the error case all that is wrong, up to that number.
std::expected<Roster, std::vector<tables::Problem>> read_roster(tables::TableReader& reader,
                                                                const ReadOptions& options);

/// How long this agent takes for such an item: by type and segment, else by type, else for any
/// work. Null: the roster does not say.
const chance::Distribution* handling_of(const Agent& agent, std::string_view work_type,
                                        std::string_view segment);

struct Stretch {
    Instant begin;
    Instant end;
    friend bool operator==(const Stretch&, const Stretch&) = default;
};
/// A calendar by its name; null where there is none.
using FindCalendar = std::function<const calendar::Calendar*(std::string_view)>;
/// When the agent works from the first day to the last, in order, without touching: shifts
/// without breaks and absences. In the error case the calendar that there is not.
std::expected<std::vector<Stretch>, std::string> working_time(const Agent& agent, Date first,
                                                              Date last, const FindCalendar& find);

/// `mon-fri 08:00-16:30`, `mon,wed 22:00-06:00`, `2026-03-02 08:00-12:00`,
/// `2026-03-02..2026-03-06`, `calendar Office`, `calendar Office mon-fri`. In the error case why
/// not.
std::expected<Hours, std::string> read_hours(std::string_view text);
/// `constant 5m`, `exponential 5m`, `lognormal 12m 6m`, `gamma 12m 6m`, `empirical 3m 4m 10m`.
std::expected<chance::Distribution, std::string> read_distribution(std::string_view text);

}  // namespace reeve::roster
