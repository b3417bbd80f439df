#pragma once

#include "base/decimal.h"
#include "base/id.h"
#include "base/time.h"
#include "base/time_span.h"
#include "compiler/source/source.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Expressions as they were written, before any name or type is known.

namespace reeve::syntax {

using source::Span;

/// A name where it stands. Empty text: it was missing and has been reported.
struct Name {
    std::string text;  // NFC
    Span span;
    [[nodiscard]] bool valid() const { return !text.empty(); }
};

/// `calendars.france`
struct QualifiedName {
    std::vector<Name> parts;
    Span span;
    [[nodiscard]] std::string text() const;  // joined by dots
};

/// A text in quotes with its escapes resolved. `{{` and `{name}` still stand in `value`.
struct Text {
    std::string value;
    Span span;
};

using reeve::TimeSpanPart;
using reeve::TimeUnit;

/// What an amount of time is good for: an amount (plain or business) or a step on the calendar.
enum class TimeSpanKind : std::uint8_t { Duration, BusinessDuration, CalendarStep };

/// `1 hour 30 minutes`, `4 business hours`, `3 business days`, `24 months`. Parts run from larger
/// to smaller units.
struct TimeSpan {
    std::vector<TimeSpanPart> parts;
    Span span;
    [[nodiscard]] TimeSpanKind kind() const;
    /// Milliseconds of a Duration or BusinessDuration.
    [[nodiscard]] Duration duration() const;
};

enum class LiteralKind : std::uint8_t {
    Number,
    Percent,
    Money,
    TimeSpan,
    Date,
    Moment,
    ZonedMoment,
    Time,
    Text,
    YesNo
};

struct Literal {
    LiteralKind kind = LiteralKind::Number;
    Decimal number;        // Number; Percent (80% is 0.8); Money in major units
    std::string currency;  // Money
    TimeSpan time_span;    // TimeSpan
    LocalMoment moment;    // Date (date only), Time (time only), Moment
    Instant instant;       // ZonedMoment
    std::string text;      // Text, escapes resolved
    bool truth = false;    // YesNo
};

enum class ExprKind : std::uint8_t {
#define SYNTAX_EXPR(name, text) name,
#include "compiler/syntax/expr_kinds.def"
#undef SYNTAX_EXPR
};
std::string_view to_string(ExprKind kind);

using ExprId = Id<struct ExprTag>;

/// One node; which members mean something is said in expr_kinds.def.
struct Expr {
    ExprKind kind = ExprKind::Error;
    Span span;  // all of it, without surrounding parentheses
    std::vector<ExprId> args;
    Name name;
    std::vector<Name> names;  // IsLike
    std::optional<Literal> literal;
    Span operator_span;  // `>=`, `is not`, `+`: for messages about the operator
    bool negated = false;
    bool ignoring_case = false;
    bool ignoring_accents = false;
    bool parenthesized = false;
};

}  // namespace reeve::syntax
