#pragma once

#include "compiler/syntax/house.h"

// Declarations of queues, workbins and routes.

namespace reeve::syntax {

enum class QueueLineKind : std::uint8_t {
    Members,
    Offer,
    Assign,
    NotAgainFor,
    WrapUp,
    OpenIn,
    Goal,
    TakeAny,
    TakeNext,
    Supervisors
};

struct QueueLine {
    QueueLineKind kind = QueueLineKind::Members;
    ExprId when;                   // Members
    AgentPick pick;                // Offer, Assign
    std::optional<TimeSpan> time;  // NotAgainFor, WrapUp; Offer: answer within
    Name calendar;                 // OpenIn; Goal: measured in
    Decimal share;                 // Goal: 0.9
    Span share_span;
    std::optional<TimeSpan> goal;
    std::vector<Name> supervisors;
    Span span;
};

struct QueueDecl {
    DeclHead head;
    bool workbin = false;
    std::vector<QueueLine> lines;
};

struct SplitPart {
    Decimal share;
    Span share_span;
    Name queue;
};

struct Destination {
    Name queue;
    bool split = false;
    std::vector<SplitPart> parts;
    Span span;
};

enum class NeedKind : std::uint8_t { Skill, Condition };

struct Need {
    NeedKind kind = NeedKind::Skill;
    Name skill;
    ExprId level;
    ExprId test;
    Condition condition;
    Span span;
};

enum class RingKind : std::uint8_t { Agent, Team, Anyone };

struct Ring {
    RingKind kind = RingKind::Anyone;
    ExprId agent;
    Name team;
    std::optional<TimeSpan> time;
    Span span;
};

enum class RelaxKind : std::uint8_t { Need, Drop, To };

struct Relaxation {
    RelaxKind kind = RelaxKind::Need;
    Need need;
    Name drop;
    Destination to;
    Condition condition;
    Span span;
};

enum class RouteLineKind : std::uint8_t { To, Needs, Never, Ask, After, NotBefore, Rank };

struct RouteLine {
    RouteLineKind kind = RouteLineKind::To;
    Destination to;
    Need need;
    ExprId value;  // Never: a condition or an agent; NotBefore: a moment; Rank: a number
    std::vector<Ring> rings;
    TimeSpan after;     // After
    bool here = false;  // After … waiting here
    Name calendar;      // After … in Office
    std::vector<Relaxation> relaxations;
    Condition condition;
    Span span;
};

struct RouteDecl {
    DeclHead head;
    std::vector<RouteLine> lines;
};

}  // namespace reeve::syntax
