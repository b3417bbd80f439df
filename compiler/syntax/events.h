#pragma once

#include "compiler/syntax/work.h"

// Declarations of what happens later: escalations, watches, case plans, tests, guarantees.

namespace reeve::syntax {

enum class NotifyTarget : std::uint8_t { Supervisors, Assignee, Owner, Customer, Team, Address };
enum class ActionKind : std::uint8_t {
    RaisePriority, Move, Assign, Requeue, Notify, RemindAssignee, TellSource, Set, Reclassify, Hold, Complete,
    Expire, Cancel, StartOver, OpenItem, OpenCase
};
struct Action {
    ActionKind kind = ActionKind::Notify;
    ExprId value;                      // RaisePriority, Assign, Set (invalid: to missing), Hold (until)
    std::optional<TimeSpan> time;      // RaisePriority … for
    Name name;                         // Move, Set, Reclassify, Complete (outcome), OpenItem, OpenCase; Notify: team
    bool someone_else = false;         // Requeue
    NotifyTarget target = NotifyTarget::Supervisors;
    std::optional<Text> address;       // Notify "address"
    std::optional<Text> text;          // Notify
    std::optional<Fields> fields;      // Reclassify, OpenItem, OpenCase
    Span span;
};
/// The actions of a line; `at_most_every` comes last.
struct Actions { std::vector<Action> actions; std::optional<TimeSpan> at_most_every; Span span; };

enum class TriggerKind : std::uint8_t {
    ShareOfPromise,      // at 80% of sla
    Moment,              // at due, at due - 1 hour
    BeforeOrAfter,       // 30 days after created, 1 business hour before due
    Clock,               // untouched for 20 business hours
    Every,               // every 3 days
    NobodyFits,          // when nobody fits for 15 minutes
    DeclinedOrMissed,    // when declined or missed 3 times
    Changes,             // when amount changes
    Event,               // when completed as refused
    Watch                // when waiting items > 200 for 10 minutes (watches only)
};
enum class SharePromise : std::uint8_t { Sla, Start, Target, Due };
enum class ClockKind : std::uint8_t { Untouched, Waiting, WaitingHere, Working };
struct Trigger {
    TriggerKind kind = TriggerKind::Moment;
    Decimal share;                     // ShareOfPromise
    Span share_span;
    SharePromise promise = SharePromise::Sla;
    ExprId moment;                     // Moment, BeforeOrAfter
    bool before = false;               // BeforeOrAfter
    std::optional<Within> time;        // BeforeOrAfter, Clock, Every, NobodyFits, Watch
    ClockKind clock = ClockKind::Untouched;
    std::optional<Decimal> times;      // Every: up to; DeclinedOrMissed: how many
    Span times_span;
    bool declined = false;             // DeclinedOrMissed
    bool missed = false;
    Name name;                         // Changes: what; Event: which
    Name outcome;                      // Event: completed as
    ExprId condition;                  // `and …` of events; Watch: the condition
    ExprId while_condition;
    Span span;
};
struct EscalationLine { Trigger trigger; Actions actions; Span span; };
struct EscalateDecl { DeclHead head; Name calendar; std::vector<EscalationLine> lines; };   // head.name: type or plan
struct WatchDecl { DeclHead head; std::vector<EscalationLine> lines; };                      // head.name: queue

struct PromiseWithin { Within within; Span span; };
enum class ModifierKind : std::uint8_t {
    InOrder, StartsWhen, StartsRelative, ByHand, OnlyIf, NotRequired, Repeats, Redo, Due, As, Showing, NeverWho, Never, Priority
};
struct Modifier {
    ModifierKind kind = ModifierKind::InOrder;
    ExprId condition;                  // StartsWhen, OnlyIf, Repeats, Redo (invalid: sent back), Never; StartsRelative: the moment
    std::optional<Within> time;        // StartsRelative, Due
    bool before = false;               // StartsRelative
    Decimal times;                     // Repeats, Redo
    Span times_span;
    Name name;                         // Redo: from; As: work type; NeverWho: step
    std::vector<Name> names;           // Showing
    Span span;
};
enum class StepKind : std::uint8_t { Form, Approval, Work, Wait, Case, Ask };
struct FormField { bool existing = false; Attribute attribute; };   // existing: a bare name of the case's data
struct StepDecl {
    DeclHead head;
    StepKind kind = StepKind::Form;
    std::vector<FormField> form;       // Form, Ask
    Text question;                     // Approval
    Name name;                         // Work: type; Case: plan; Ask: source
    Fields fields;                     // Work, Case, Ask
    ExprId condition;                  // Wait for
    std::optional<Within> time;        // Wait: at most; Ask: within
    Name ends_as;                      // Wait … then ends as
    Name queue;                        // in; Ask: else in
    std::vector<Modifier> modifiers;
    Span kind_span;
};
struct MilestoneDecl { DeclHead head; ExprId when; std::optional<Within> due; };
struct StageDecl;
enum class PlanPartKind : std::uint8_t { Stage, Step, Milestone };
struct PlanPart { PlanPartKind kind = PlanPartKind::Step; std::uint32_t index = 0; };  // into the plan's vectors
struct StageDecl { DeclHead head; std::vector<Modifier> modifiers; std::vector<PlanPart> parts; };
struct EndsLine { Name outcome; bool nothing_left = false; ExprId when; std::optional<Text> because; Span span; };
struct OwnerLine { std::optional<AgentPick> pick; Name team; ExprId agent; Span span; };
struct Intent { Name name; std::optional<Text> display; };
struct CasePlanDecl {
    DeclHead head;
    std::optional<Text> reference;
    std::vector<Intent> intents;
    std::optional<OwnerLine> owner;
    std::vector<Attribute> data;
    std::optional<PromiseWithin> due;
    Name band;
    std::vector<StageDecl> stages;     // all of them, nested ones too; `parts` say what holds what
    std::vector<StepDecl> steps;
    std::vector<MilestoneDecl> milestones;
    std::vector<PlanPart> parts;       // at the top, in document order
    std::vector<EndsLine> ends;
};

struct RosterSkill { Name skill; std::optional<Decimal> level; Span span; };
struct RosterAgent {
    Name name;
    std::vector<Name> teams;
    std::vector<RosterSkill> skills;
    Name workload;
    Name presence;
    std::vector<Field> attributes;
    Span span;
};
enum class TestLineKind : std::uint8_t { Roster, Clock, Later, Given, Expect, ExpectError, SetSetting, Presence, Act };
enum class ActKind : std::uint8_t {
    Accepts, Completes, Declines, Takes, Parks, Transfers, Approves, Rejects, SendsBack, Updates, Cancels, Holds, Resumes, Boosts
};
struct TestLine {
    TestLineKind kind = TestLineKind::Expect;
    std::vector<RosterAgent> agents;   // Roster
    ExprId value;                      // Clock (a moment), Expect, SetSetting, Given's nothing
    Name calendar;                     // Clock … in, Later … in
    std::optional<TimeSpan> time;      // Later; Act: for 2 hours
    Name name;                         // Given: variable; SetSetting; Presence: agent; Act: who
    bool is_case = false;              // Given
    Name what;                         // Given: work type or plan; Presence: the presence
    std::optional<Fields> fields;      // Given; Act: completes k.x { … }, updates c { … }
    Text error;                        // ExpectError
    ActKind act = ActKind::Accepts;
    QualifiedName target;              // Act
    Name as_or_to;                     // Act: completes … as, transfers … to
    ExprId by;                         // Act: boosts … by
    std::optional<Text> text;          // Act: reason
    Span verb_span;
    Span span;
};
struct TestDecl { DeclHead head; Text title; std::vector<TestLine> lines; };      // head.name is empty

struct GuaranteeLine { bool always = false; ExprId condition; Span span; };
struct GuaranteeDecl { DeclHead head; Text title; std::vector<Param> variables; std::vector<GuaranteeLine> lines; };

}  // namespace reeve::syntax
