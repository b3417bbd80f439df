#pragma once

#include "compiler/syntax/house.h"

// Declarations about work: work types, sources, intakes, promises, segments, priorities, queues, routes.

namespace reeve::syntax {

enum class Media : std::uint8_t { WorkItem, Call, Chat, Email, Message };

struct Instruction { Text text; ExprId when; Span span; };
struct WorkTypeDecl {
    DeclHead head;
    std::vector<Attribute> attributes;
    std::vector<ChoiceValue> outcomes;
    Span outcomes_span;
    std::optional<Decimal> points;
    Span points_span;
    std::optional<TimeSpan> takes_about;
    std::optional<Text> open;
    std::vector<Name> show;
    std::vector<Instruction> instructions;
    std::optional<Media> media;
    Span media_span;
};

/// `completed`, `amount changes`
struct TellEvent { Name name; bool changes = false; };
enum class SourceLineKind : std::uint8_t { Sends, Tell, OnlyItMay };
struct SourceLine {
    SourceLineKind kind = SourceLineKind::Sends;
    Name work_type;                    // Sends
    std::optional<Fields> defaults;    // Sends
    std::vector<TellEvent> events;     // Tell
    std::vector<Name> acts;            // OnlyItMay
    Span span;
};
struct SourceDecl { DeclHead head; std::vector<SourceLine> lines; };

enum class IntakeTarget : std::uint8_t { WorkType, CasePlan, Intake };
struct IntakeLine {
    IntakeTarget target = IntakeTarget::WorkType;
    Name name;
    Fields fields;
    Condition condition;
    Span span;
};
struct IntakeDecl { DeclHead head; std::vector<Param> params; std::vector<IntakeLine> lines; };

enum class PromiseKind : std::uint8_t { Start, Target, Due };
enum class SlaLineKind : std::uint8_t { CountingFrom, Within, EndOf, At, Pause };
struct SlaLine {
    SlaLineKind kind = SlaLineKind::Within;
    PromiseKind promise = PromiseKind::Due;
    Within within;                     // Within, EndOf (`due by end of 3 business days`)
    ExprId value;                      // CountingFrom, At: a moment; Pause: the condition
    Condition condition;               // of a promise; `because` also of a pause
    Span promise_span;
    Span span;
};
struct SlaDecl { DeclHead head; Name calendar; std::vector<SlaLine> lines; };     // head.name is the work type

struct SegmentLine {
    Name name;
    std::optional<Text> display;
    Condition condition;
    bool nested = false;
    std::vector<SegmentLine> lines;
    std::string doc;
    Span span;
};
struct SegmentDecl { DeclHead head; std::vector<SegmentLine> lines; };

enum class PriorityLineKind : std::uint8_t { Band, StartAt, Add, AddPer, AddCurve, AddSteps, Multiply, Limit };
struct CurvePoint { ExprId at; bool otherwise = false; ExprId value; Span span; };
/// `per 1_000 EUR of amount`, `per business hour of time_left`: what one unit is.
struct PerUnit { std::optional<TimeUnit> unit; bool business = false; ExprId literal; Span span; };
struct PriorityLine {
    PriorityLineKind kind = PriorityLineKind::Add;
    Name band;
    ExprId value;                      // StartAt, Add, AddPer (points), Multiply
    PerUnit per;                       // AddPer
    ExprId subject;                    // AddPer, AddCurve, AddSteps: after `of`
    std::vector<CurvePoint> points;
    Span points_span;
    ExprId up_to;
    std::optional<LiteralRange> limit;
    Condition condition;
    Span span;
};
struct PriorityDecl { DeclHead head; std::vector<PriorityLine> lines; };

enum class QueueLineKind : std::uint8_t { Members, Offer, Assign, NotAgainFor, WrapUp, OpenIn, Goal, TakeAny, TakeNext, Supervisors };
struct QueueLine {
    QueueLineKind kind = QueueLineKind::Members;
    ExprId when;                       // Members
    AgentPick pick;                    // Offer, Assign
    std::optional<TimeSpan> time;      // NotAgainFor, WrapUp; Offer: answer within
    Name calendar;                     // OpenIn; Goal: measured in
    Decimal share;                     // Goal: 0.9
    Span share_span;
    std::optional<TimeSpan> goal;
    std::vector<Name> supervisors;
    Span span;
};
struct QueueDecl { DeclHead head; bool workbin = false; std::vector<QueueLine> lines; };

struct SplitPart { Decimal share; Span share_span; Name queue; };
struct Destination { Name queue; bool split = false; std::vector<SplitPart> parts; Span span; };
enum class NeedKind : std::uint8_t { Skill, Condition };
struct Need { NeedKind kind = NeedKind::Skill; Name skill; ExprId level; ExprId test; Condition condition; Span span; };
enum class RingKind : std::uint8_t { Agent, Team, Anyone };
struct Ring { RingKind kind = RingKind::Anyone; ExprId agent; Name team; std::optional<TimeSpan> time; Span span; };
enum class RelaxKind : std::uint8_t { Need, Drop, To };
struct Relaxation { RelaxKind kind = RelaxKind::Need; Need need; Name drop; Destination to; Condition condition; Span span; };
enum class RouteLineKind : std::uint8_t { To, Needs, Never, Ask, After, NotBefore, Rank };
struct RouteLine {
    RouteLineKind kind = RouteLineKind::To;
    Destination to;
    Need need;
    ExprId value;                      // Never: a condition or an agent; NotBefore: a moment; Rank: a number
    std::vector<Ring> rings;
    TimeSpan after;                    // After
    bool here = false;                 // After … waiting here
    Name calendar;                     // After … in Office
    std::vector<Relaxation> relaxations;
    Condition condition;
    Span span;
};
struct RouteDecl { DeclHead head; std::vector<RouteLine> lines; };

}  // namespace reeve::syntax
