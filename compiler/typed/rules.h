#pragma once

#include "compiler/typed/house.h"

// Segments, promises and priorities, checked; and what all rule blocks share.

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
        Span span;
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

}  // namespace reeve::typed
