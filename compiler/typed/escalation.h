#pragma once

#include "compiler/typed/queues.h"

// What happens when something is late: triggers and actions, checked.

namespace reeve::typed {

enum class Clock : std::uint8_t { Untouched, Waiting, WaitingHere, Working };

struct Trigger {
    enum class Kind : std::uint8_t {
        ShareOfPromise,
        Moment,
        BeforeOrAfter,
        Clock,
        Every,
        NobodyFits,
        DeclinedOrMissed,
        AttributeChanges,
        SegmentChanges,
        Event,
        Watch
    };
    /// `Event`: what happened.
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
    enum class Promise : std::uint8_t { Start, Target, Due };
    Kind kind = Kind::Moment;
    Promise promise = Promise::Due;
    Decimal share;
    ExprId moment;
    bool before = false;
    TimeAmount time;
    Clock clock = Clock::Untouched;
    std::optional<std::int64_t> times;
    bool declined = false, missed = false;
    std::uint32_t attribute = 0;
    Event event = Event::Created;
    std::optional<std::uint32_t> outcome;
    ExprId condition;  // `and …`; Watch: the condition
    ExprId while_condition;
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
    ExprId value;
    std::optional<Duration> time;
    QueueId queue;
    bool someone_else = false;
    Target target = Target::Supervisors;
    TeamId team;
    std::string address;
    std::optional<Template> text;
    std::uint32_t attribute = 0;
    std::optional<std::uint32_t> outcome;
    NewItem item;  // Reclassify, OpenItem
    NewCase new_case;
    Span span;
};

struct EscalationLine {
    Trigger trigger;
    std::vector<Action> actions;
    std::optional<Duration> at_most_every;
    Span span;
};

struct Escalation {
    Span span;
    CalendarId calendar;
    std::vector<EscalationLine> lines;
};

struct Watch {
    QueueId queue;
    std::vector<EscalationLine> lines;
    Span span;
};

}  // namespace reeve::typed
