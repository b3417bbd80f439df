#pragma once

#include "compiler/syntax/expr.h"

// Types, attributes and the small pieces that many declarations share.

namespace reeve::syntax {

enum class TypeKind : std::uint8_t {
    Error,
    YesNo,
    Number,
    WholeNumber,
    Percent,
    Money,
    Text,
    Date,
    Time,
    Moment,
    Duration,
    BusinessDuration,
    Agent,
    Team,
    Customer,
    List,
    Choice,
    Named
};

/// `a..b` of literals, signs included; both of kind Literal or Negate of a Literal.
struct LiteralRange {
    ExprId low;
    ExprId high;
    Span span;
};

struct ChoiceValue {
    Name name;
    std::optional<Text> display;
};

struct Type {
    TypeKind kind = TypeKind::Error;
    Span span;
    bool optional = false;
    std::optional<LiteralRange> range;  // Number, WholeNumber, Percent, Money
    std::optional<Decimal> decimals;    // `with 2 decimals`
    Span decimals_span;
    Name currency;                    // Money
    std::vector<Type> element;        // List: exactly one
    bool ranked = false;              // Choice
    std::vector<ChoiceValue> values;  // Choice
    QualifiedName name;               // Named: a choice, a type, a work type, `Claim.segment`
};

/// `when c`, `otherwise`, or nothing; with `because "…"`.
struct Condition {
    ExprId when;  // invalid where none was written
    bool otherwise = false;
    Span span;  // `when …` or `otherwise`; where it should be, if missing
    std::optional<Text> because;
    [[nodiscard]] bool written() const { return when.valid() || otherwise; }
};

struct Param {
    Name name;
    Type type;
};

/// `hidden from team x`, `shown only to team x`
struct Visibility {
    bool only = false;  // shown only to
    std::vector<Name> teams;
    Span span;
};

struct Attribute {
    Name name;
    Type type;
    ExprId default_value;  // invalid without
    std::optional<Visibility> visibility;
    std::string doc;
    Span span;
};

/// `{ policy: policy_no, amount: 0 EUR }`
struct Field {
    Name name;
    ExprId value;
};
struct Fields {
    std::vector<Field> fields;
    Span span;
};

/// `3 business days in Office`; the calendar's name is empty where none was written.
struct Within {
    TimeSpan time;
    Name calendar;
};

struct AgentPick {
    enum class Kind : std::uint8_t { LongestIdle, LeastBusy, BestRanked, FewestPointsToday };
    Kind kind = Kind::LongestIdle;
    Span span;
};

}  // namespace reeve::syntax
