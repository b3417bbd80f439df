#pragma once

#include "compiler/syntax/house.h"

// Declarations of promises, segments and priorities.

namespace reeve::syntax {

enum class PromiseKind : std::uint8_t { Start, Target, Due };

enum class SlaLineKind : std::uint8_t { CountingFrom, Within, EndOf, At, Pause };

struct SlaLine {
    SlaLineKind kind = SlaLineKind::Within;
    PromiseKind promise = PromiseKind::Due;
    Within within;        // Within, EndOf (`due by end of 3 business days`)
    ExprId value;         // CountingFrom, At: a moment; Pause: the condition
    Condition condition;  // of a promise; `because` also of a pause
    Span promise_span;
    Span span;
};

struct SlaDecl {
    DeclHead head;
    Name calendar;
    std::vector<SlaLine> lines;
};  // head.name is the work type

struct SegmentLine {
    Name name;
    std::optional<Text> display;
    Condition condition;
    bool nested = false;
    std::vector<SegmentLine> lines;
    std::string doc;
    Span span;
};

struct SegmentDecl {
    DeclHead head;
    std::vector<SegmentLine> lines;
};

enum class PriorityLineKind : std::uint8_t {
    Band,
    StartAt,
    Add,
    AddPer,
    AddCurve,
    AddSteps,
    Multiply,
    Limit
};

struct CurvePoint {
    ExprId at;
    bool otherwise = false;
    ExprId value;
    Span span;
};

/// `per 1_000 EUR of amount`, `per business hour of time_left`: what one unit is.
struct PerUnit {
    std::optional<TimeUnit> unit;
    bool business = false;
    ExprId literal;
    Span span;
};

struct PriorityLine {
    PriorityLineKind kind = PriorityLineKind::Add;
    Name band;
    ExprId value;    // StartAt, Add, AddPer (points), Multiply
    PerUnit per;     // AddPer
    ExprId subject;  // AddPer, AddCurve, AddSteps: after `of`
    std::vector<CurvePoint> points;
    Span points_span;
    ExprId up_to;
    std::optional<LiteralRange> limit;
    Condition condition;
    Span span;
};

struct PriorityDecl {
    DeclHead head;
    std::vector<PriorityLine> lines;
};

}  // namespace reeve::syntax
