#pragma once

#include "compiler/syntax/work.h"

// What happens when time passes or something is recorded: escalations and watches.

namespace reeve::syntax {

enum class NotifyTarget : std::uint8_t { Supervisors, Assignee, Owner, Customer, Team, Address };
enum class ActionKind : std::uint8_t {
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
struct Action {
    ActionKind kind = ActionKind::Notify;
    ExprId value;                  // RaisePriority, Assign, Set (invalid: to missing), Hold (until)
    std::optional<TimeSpan> time;  // RaisePriority … for
    Name name;  // Move, Set, Reclassify, Complete (outcome), OpenItem, OpenCase; Notify: team
    bool someone_else = false;  // Requeue
    NotifyTarget target = NotifyTarget::Supervisors;
    std::optional<Text> address;   // Notify "address"
    std::optional<Text> text;      // Notify
    std::optional<Fields> fields;  // Reclassify, OpenItem, OpenCase
    Span span;
};
/// The actions of a line; `at_most_every` comes last.
struct Actions {
    std::vector<Action> actions;
    std::optional<TimeSpan> at_most_every;
    Span span;
};

enum class TriggerKind : std::uint8_t {
    ShareOfPromise,    // at 80% of sla
    Moment,            // at due, at due - 1 hour
    BeforeOrAfter,     // 30 days after created, 1 business hour before due
    Clock,             // untouched for 20 business hours
    Every,             // every 3 days
    NobodyFits,        // when nobody fits for 15 minutes
    DeclinedOrMissed,  // when declined or missed 3 times
    Changes,           // when amount changes
    Event,             // when completed as refused
    Watch              // when waiting items > 200 for 10 minutes (watches only)
};
enum class SharePromise : std::uint8_t { Sla, Start, Target, Due };
enum class ClockKind : std::uint8_t { Untouched, Waiting, WaitingHere, Working };
struct Trigger {
    TriggerKind kind = TriggerKind::Moment;
    Decimal share;  // ShareOfPromise
    Span share_span;
    SharePromise promise = SharePromise::Sla;
    ExprId moment;               // Moment, BeforeOrAfter
    bool before = false;         // BeforeOrAfter
    std::optional<Within> time;  // BeforeOrAfter, Clock, Every, NobodyFits, Watch
    ClockKind clock = ClockKind::Untouched;
    std::optional<Decimal> times;  // Every: up to; DeclinedOrMissed: how many
    Span times_span;
    bool declined = false;  // DeclinedOrMissed
    bool missed = false;
    Name name;         // Changes: what; Event: which
    Name outcome;      // Event: completed as
    ExprId condition;  // `and …` of events; Watch: the condition
    ExprId while_condition;
    Span span;
};
struct EscalationLine {
    Trigger trigger;
    Actions actions;
    Span span;
};
struct EscalateDecl {
    DeclHead head;
    Name calendar;
    std::vector<EscalationLine> lines;
};  // head.name: type or plan
struct WatchDecl {
    DeclHead head;
    std::vector<EscalationLine> lines;
};  // head.name: queue

}  // namespace reeve::syntax
