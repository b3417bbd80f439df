#pragma once

#include "compiler/typed/house.h"

// Work, checked: types and the rule blocks about them.

namespace reeve::typed {

/// `when`, checked; invalid `when` holds always. `because` is for explanations.
struct Condition {
    ExprId when;
    bool otherwise = false;
    std::string because;
    Span span;
};

/// A text with `{…}` in it: pieces of text and expressions in turns.
struct Template {
    struct Piece {
        std::string text;
        ExprId expr;
    };
    std::vector<Piece> pieces;
    Span span;
};

struct FieldValue {
    std::uint32_t attribute = 0;
    ExprId value;
};  // invalid value: missing
struct NewItem {
    WorkTypeId work_type;
    std::vector<FieldValue> fields;
};
struct NewCase {
    PlanId plan;
    std::vector<FieldValue> fields;
};

struct Segment {
    Condition condition;
    std::uint32_t value = 0;
};  // value of WorkType::segments; parents' conditions included
struct TimeAmount {
    syntax::TimeSpan span;
    CalendarId calendar;  // business units; invalid for plain ones
};
struct PromiseLine {
    enum class Kind : std::uint8_t { Within, EndOf, At };
    Kind kind = Kind::Within;
    TimeAmount within;
    ExprId at;
    Condition condition;
    Span span;
};
struct Sla {
    Span span;
    CalendarId calendar;   // of the block; invalid: none
    ExprId counting_from;  // moment, perhaps missing (then created); invalid: created
    std::vector<PromiseLine> start, target, due;
    std::vector<Condition> pauses;
};

struct PriorityLine {
    enum class Kind : std::uint8_t {
        StartAt,
        Add,
        AddPer,
        AddCurve,
        AddSteps,
        AddChoiceSteps,
        Multiply
    };
    struct Point {
        Decimal at;
        Decimal value;
    };  // at: value, ratio or milliseconds, as the subject's unit
    Kind kind = Kind::Add;
    ExprId value;                    // StartAt, Add, AddPer (points a unit), Multiply
    ExprId subject;                  // AddPer, AddCurve, AddSteps, AddChoiceSteps
    Decimal unit;                    // AddPer: the amount that counts once, in the subject's unit
    std::vector<Point> points;       // AddCurve, AddSteps: rising
    std::vector<Decimal> by_choice;  // AddChoiceSteps: one for each value of the choice
    ExprId up_to;
    Condition condition;
    Span span;
    Interval term;       // what the line can add; of Multiply the factor
    bool moves = false;  // with time
};
struct BandLine {
    std::uint32_t band = 0;
    Condition condition;
};
struct Priority {
    Span span;
    std::vector<BandLine> bands;
    std::vector<PriorityLine> lines;
    std::optional<Interval> limit;
    Span limit_span;
    Interval total;  // before the limit
};

enum class Pick : std::uint8_t { LongestIdle, LeastBusy, BestRanked, FewestPointsToday };
struct Queue {
    Header header;
    bool workbin = false;
    ExprId members;       // over the candidate agent; invalid: nobody
    bool offers = false;  // else assigns
    Pick pick = Pick::LongestIdle;
    std::optional<Duration> answer_within;
    std::optional<Duration> not_again_for;
    std::optional<Duration> wrap_up;
    CalendarId open_in;
    struct Goal {
        Decimal share;
        bool accepted = true;
        TimeAmount within;
    };
    std::optional<Goal> goal;
    bool take_any = false;  // workbins; else take next
    std::vector<TeamId> supervisors;
};

struct Destination {
    struct Part {
        Decimal share;
        QueueId queue;
    };
    std::vector<Part> parts;  // one with share 1 where there is no split
};
struct Need {
    SkillId skill;  // invalid: `test`
    ExprId level;   // invalid: any level
    ExprId test;    // over item and candidate agent
    Condition condition;
    Span span;
};
struct Ring {
    enum class Kind : std::uint8_t { Agent, Team, Anyone };
    Kind kind = Kind::Anyone;
    ExprId agent;
    TeamId team;
    Duration time;
};
struct Relaxation {
    enum class Kind : std::uint8_t { Need, Drop, To };
    Kind kind = Kind::Need;
    Need need;
    SkillId drop;
    Destination to;
    Condition condition;
    Span span;
};
struct RelaxationStep {
    TimeAmount after;
    bool here = false;
    std::vector<Relaxation> relaxations;
    Span span;
};
struct Route {
    Span span;
    struct To {
        Destination destination;
        Condition condition;
        Span span;
    };
    std::vector<To> to;
    std::vector<Need> needs;
    struct Never {
        ExprId agent;
        ExprId test;
        Condition condition;
        Span span;
    };
    std::vector<Never> never;
    struct Ask {
        std::vector<Ring> rings;
        Condition condition;
        Span span;
    };
    std::vector<Ask> asks;
    struct NotBefore {
        ExprId moment;
        Condition condition;
        Span span;
    };
    std::vector<NotBefore> not_before;
    std::vector<RelaxationStep> relaxations;
    ExprId rank;
};

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

struct Instruction {
    Template text;
    ExprId when;
};
struct WorkType {
    Header header;
    std::vector<Attribute> attributes;
    ChoiceId outcomes;  // invalid: none
    ChoiceId segments;  // invalid: none
    Decimal points = 1;
    std::optional<Duration> takes_about;
    std::optional<Template> open;
    std::vector<std::uint32_t> show;
    std::vector<Instruction> instructions;
    Media media = Media::WorkItem;
    std::vector<Segment> segment_lines;
    Span segment_span;
    std::optional<Sla> sla;
    std::optional<Priority> priority;
    std::optional<Route> route;
    std::optional<Escalation> escalation;
};

struct SourceEvent {
    enum class Kind : std::uint8_t { Event, AttributeChanges, SegmentChanges };
    Kind kind = Kind::Event;
    Trigger::Event event = Trigger::Event::Created;
    std::string attribute;
};
struct Source {
    Header header;
    struct Sends {
        WorkTypeId work_type;
        std::vector<FieldValue> defaults;
    };
    std::vector<Sends> sends;
    std::vector<SourceEvent> told;
    std::vector<std::string> only_it_may;  // cancel, update, complete, hold, resume, reopen
};
struct IntakeLine {
    Condition condition;
    WorkTypeId work_type;
    PlanId plan;
    std::uint32_t intake = 0;
    std::vector<FieldValue> fields;
    Span span;
};
struct Intake {
    Header header;
    std::vector<Param> params;
    std::vector<IntakeLine> lines;
};
struct Watch {
    QueueId queue;
    std::vector<EscalationLine> lines;
    Span span;
};

}  // namespace reeve::typed
