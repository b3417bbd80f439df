#pragma once

#include "runtime/abi/item.h"

#include <optional>
#include <string>
#include <vector>

// What a published program says of the house: people, queues, settings. Plain data; what depends on
// items, agents or time is asked of `Rules`. Ids are places in the vectors.

namespace reeve::abi {

struct Named {
    std::string name;
    std::string display;
};

/// A value as it may come in from outside. Numbers, percents, money and durations (milliseconds)
/// are decimals between `low` and `high` with at most `decimals` decimals.
struct ValueType {
    enum class Kind : std::uint8_t {
        YesNo,
        Number,
        Percent,
        Money,
        Text,
        Choice,
        Date,
        Time,
        Moment,
        Duration,
        BusinessDuration,
        Agent,
        Team,
        Customer
    };
    Kind kind = Kind::Text;
    bool list = false;
    bool optional = false;
    Decimal low, high;
    int decimals = 0;
    std::string currency;  // Money
    ChoiceId choice;       // Choice
};

/// Who sees an attribute: with `only` the teams, else everybody but them.
struct Visibility {
    bool only = false;
    std::vector<TeamId> teams;
};

struct Attribute {
    Named named;
    ValueType type;
    std::optional<Value> default_value;
    Visibility visibility;
};

struct Choice {
    std::string name;
    std::vector<Named> values;
};

struct Team {
    Named named;
    std::vector<TeamId> supervisors;
};

struct Skill {
    Named named;
    int low = 1;
    int high = 1;
};

enum class Media : std::uint8_t { WorkItem, Call, Chat, Email, Message };

/// A work type, or all types of a medium.
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
    WorkSet first, second;   // `no first while busy with second`, `first interrupts second`
};

struct Workload {
    Named named;
    std::vector<WorkloadLine> lines;
};

struct Setting {
    Named named;
    ValueType type;
    Value value;  // as declared
    TeamId changed_by;
};

/// A length of time: plain milliseconds, or the open time of a calendar.
struct Span {
    Duration length;
    CalendarId calendar;
};

enum class Pick : std::uint8_t { LongestIdle, LeastBusy, BestRanked, FewestPointsToday };

struct Queue {
    Named named;
    bool workbin = false;
    bool offers = false;    // else assigns
    bool take_any = false;  // workbins; else take next
    Pick pick = Pick::LongestIdle;
    std::optional<Duration> answer_within, not_again_for, wrap_up;
    CalendarId open_in;  // invalid: always
    struct Goal {
        Decimal share;
        bool accepted = true;  // else finished
        Span within;
    };
    std::optional<Goal> goal;
    std::vector<TeamId> supervisors;
};

}  // namespace reeve::abi
