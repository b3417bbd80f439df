#pragma once

#include "compiler/syntax/values.h"

// Declarations of the house: business, calendars, teams, skills, workloads, settings, periods,
// bands.

namespace reeve::syntax {

struct BusinessDecl {
    DeclHead head;
    std::optional<Text> time_zone;
    Name calendar;
    Name currency;
    std::optional<Text> language;
};

/// Windows as written; `close` may be 24:00.
struct Window {
    TimeOfDay open;
    TimeOfDay close;
    Span span;
};

struct DayRange {
    int first = 0;
    int last = 0;
    Span span;
};  // weekdays, 0 is Monday

enum class CalendarLineKind : std::uint8_t { TimeZone, OpenWeekdays, OpenOn, Holidays, ClosedOn };

struct CalendarLine {
    CalendarLineKind kind = CalendarLineKind::TimeZone;
    std::optional<Text> text;    // the zone; a remark of a closed day
    std::vector<DayRange> days;  // OpenWeekdays
    Date first_date;             // OpenOn, ClosedOn
    Date last_date;              // ClosedOn a..b; else the same
    std::vector<Window> windows;
    QualifiedName holidays;
    std::optional<Text> because;
    Span span;
};

struct CalendarDecl {
    DeclHead head;
    std::vector<CalendarLine> lines;
};

enum class HolidayKind : std::uint8_t { Fixed, Yearly, Easter, WeekdayOfMonth };

struct HolidayLine {
    HolidayKind kind = HolidayKind::Fixed;
    Date date;        // Fixed
    int day = 0;      // Yearly: day of the month; Easter: days after Easter Sunday, may be negative
    int month = 0;    // Yearly, WeekdayOfMonth: 1..12
    int ordinal = 0;  // WeekdayOfMonth: 1..4, -1 is the last
    int weekday = 0;  // WeekdayOfMonth
    std::optional<Text> display;
    std::vector<DayRange> observed_when;  // `observed on monday when saturday, sunday`; empty: when
                                          // on any closed weekend day
    int observed_on = -1;                 // weekday, -1: not moved
    Span span;
};

struct HolidayDecl {
    DeclHead head;
    std::vector<HolidayLine> lines;
};

struct TeamDecl {
    DeclHead head;
    std::vector<Name> supervisors;
};

struct AgentsHaveDecl {
    DeclHead head;
    std::vector<Attribute> attributes;
};  // head.name is empty

struct SkillDecl {
    DeclHead head;
    bool has_levels = false;
    Decimal low;
    Decimal high;
    Span levels_span;
};

enum class WorkloadLineKind : std::uint8_t { AtMostPoints, AtMostItems, NoneWhileBusy, Interrupts };

struct WorkloadLine {
    WorkloadLineKind kind = WorkloadLineKind::AtMostPoints;
    Decimal count;
    Span count_span;
    Name first;   // AtMostItems, NoneWhileBusy, Interrupts: a work type or a medium
    Name second;  // NoneWhileBusy: busy with; Interrupts: what is interrupted
    Span span;
};

struct WorkloadDecl {
    DeclHead head;
    std::vector<WorkloadLine> lines;
};

struct SettingDecl {
    DeclHead head;
    Type type;
    ExprId value;
    Name changed_by;
};

struct PeriodDecl {
    DeclHead head;
    ExprId from;
    ExprId to;
};

struct BandsDecl {
    DeclHead head;
    std::vector<ChoiceValue> bands;
};  // head.name is empty

}  // namespace reeve::syntax
