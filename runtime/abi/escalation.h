#pragma once

#include "runtime/abi/house.h"

// What happens when: triggers and actions of escalations and watches. Expressions and texts are
// evaluated by `Rules`.

namespace reeve::abi {

/// A text with expressions in it, of the program.
using TextId = Id<struct TextTag>;

enum class Event : std::uint8_t {
    Created,
    Queued,
    Accepted,
    Declined,
    Missed,
    Parked,
    Held,
    Resumed,
    Completed,
    Cancelled,
    Expired,
    Reopened
};

struct Trigger {
    enum class Kind : std::uint8_t {
        Moment,  // at a share of a promise, at, before or after a moment; `Rules` says when
        Clock,   // when a clock reaches a length; `Rules` says when, as things stand
        Every,
        NobodyFits,
        DeclinedOrMissed,
        AttributeChanges,
        SegmentChanges,
        Event,
        Watch
    };
    Kind kind = Kind::Moment;
    bool about_start = false;           // Moment: rests once somebody has accepted
    Span length;                        // Every, NobodyFits, Watch: `for`
    std::optional<std::int64_t> times;  // Every: up to; DeclinedOrMissed: at each nth
    bool declined = false;              // DeclinedOrMissed
    bool missed = false;
    std::uint32_t attribute = 0;           // AttributeChanges
    Event event = Event::Created;          // Event
    std::optional<std::uint32_t> outcome;  // Completed as
    ExprId condition;                      // `and …`; Watch: the condition. Invalid: holds
    ExprId while_condition;                // invalid: holds
};

struct FieldValue {
    std::uint32_t attribute = 0;
    ExprId value;  // invalid: missing
};

struct Action {
    enum class Kind : std::uint8_t {
        RaisePriority,
        Move,
        Assign,
        Requeue,
        Notify,
        RemindAssignee,
        TellSource,
        Set,
        Reclassify,
        Hold,
        Complete,
        Expire,
        Cancel,
        StartOver,
        OpenItem,
        OpenCase
    };
    enum class Target : std::uint8_t { Supervisors, Assignee, Owner, Customer, Team, Address };
    Kind kind = Kind::Notify;
    ExprId value;                  // RaisePriority, Assign, Set; Hold: until, where valid
    std::optional<Duration> time;  // RaisePriority: for
    QueueId queue;                 // Move
    bool someone_else = false;     // Requeue
    Target target = Target::Supervisors;
    TeamId team;
    std::string address;
    TextId text;                  // invalid: none
    std::uint32_t attribute = 0;  // Set
    std::optional<std::uint32_t> outcome;
    WorkTypeId work_type;  // Reclassify (invalid: the same), OpenItem
    PlanId plan;           // OpenCase
    std::vector<FieldValue> fields;
};

struct EscalationLine {
    Trigger trigger;
    std::vector<Action> actions;
    std::optional<Duration> at_most_every;
    std::uint32_t source_line = 0;  // in its file, for explanations
    std::string file;
};

struct Watch {
    QueueId queue;
    std::vector<EscalationLine> lines;
};

}  // namespace reeve::abi
