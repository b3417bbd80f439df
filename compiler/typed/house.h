#pragma once

#include "compiler/typed/values.h"

// The house, checked: calendars, teams, people, settings.

namespace reeve::typed {

struct Window {
    TimeOfDay open;
    TimeOfDay close;
    bool past_midnight = false;
};

struct HolidayRule {
    enum class Kind : std::uint8_t { Fixed, Yearly, Easter, WeekdayOfMonth };
    Kind kind = Kind::Fixed;
    Date date;
    int day = 0, month = 0, ordinal = 0, weekday = 0;  // as in syntax::HolidayLine
    std::string display;
    std::vector<int> observed_when;  // weekdays on which it moves
    int observed_on = -1;
};

struct Holidays {
    Header header;
    std::vector<HolidayRule> rules;
};

struct ExtraDay {
    Date first;
    Date last;
    std::vector<Window> windows;
    std::string because;
};  // no windows: closed

struct Calendar {
    Header header;
    std::string time_zone;                // IANA name, resolved: own, business's, or UTC
    std::vector<Window> week[7];          // 0 is Monday
    std::vector<std::uint32_t> holidays;  // indices into Program::holidays
    std::vector<ExtraDay> extra_days;     // in order of declaration; the last that names a day wins
};

struct Business {
    Header header;
    std::string time_zone;
    CalendarId calendar;
    const Currency* currency = nullptr;
    std::string language;
    bool declared = false;
};

struct Team {
    Header header;
    std::vector<TeamId> supervisors;
};

struct Skill {
    Header header;
    bool has_levels = false;
    int low = 1;
    int high = 1;
};

struct Visibility {
    bool only = false;
    std::vector<TeamId> teams;
};  // none: everybody sees it

struct Attribute {
    Header header;
    DeclaredType type;
    ExprId default_value;  // constant; invalid without
    Visibility visibility;
};

enum class Media : std::uint8_t { WorkItem, Call, Chat, Email, Message };

/// Work types, or all types of a medium.
struct WorkSet {
    bool all_of_medium = false;
    Media media = Media::WorkItem;
    WorkTypeId work_type;
};

struct WorkloadLine {
    enum class Kind : std::uint8_t { AtMostPoints, AtMostItems, NoneWhileBusy, Interrupts };
    Kind kind = Kind::AtMostPoints;
    Decimal points;          // AtMostPoints
    std::int64_t count = 0;  // AtMostItems
    WorkSet first, second;
    Span span;
};

struct Workload {
    Header header;
    std::vector<WorkloadLine> lines;
};

struct Setting {
    Header header;
    DeclaredType type;
    ExprId value;
    TeamId changed_by;
};

struct Period {
    Header header;
    ExprId from;
    ExprId to;
};

}  // namespace reeve::typed
