#pragma once

#include "base/currency.h"
#include "base/decimal.h"
#include "base/time.h"
#include "compiler/syntax/expr.h"
#include "runtime/abi/ids.h"

#include <optional>
#include <string>
#include <vector>

// Types, ranges and constants of the checked program.

namespace reeve::typed {

using source::Span;

using abi::CalendarId;
using abi::ChoiceId;
using abi::DefineId;
using abi::ExprId;
using abi::PeriodId;
using abi::PlanId;
using abi::QueueId;
using abi::SettingId;
using abi::SkillId;
using abi::SourceId;
using abi::TableId;
using abi::TeamId;
using abi::WorkloadId;
using abi::WorkTypeId;

enum class Base : std::uint8_t {
    Error,  // already reported; goes with everything, silently
    YesNo,
    Number,
    Percent,  // a number written with %
    Ratio,    // quotient of two like amounts, product of ratios: goes with Number and with Percent
    Money,
    Text,
    Choice,
    Date,
    Time,
    Moment,
    Duration,
    BusinessDuration,
    CalendarStep,  // 3 business days, 24 months: only added to and taken from moments and dates
    List,
    Agent,
    Team,
    Customer,
    Record  // an item, a case, a step: only its parts are read
};

enum class RecordKind : std::uint8_t { Item, Case, Stage, Step, Milestone };

/// What a value is. `range` is apart (Interval), because it belongs to expressions and attributes,
/// not to types.
struct Type {
    Base base = Base::Error;
    bool optional = false;
    const Currency* currency =
        nullptr;                 // Money; null: a bare literal zero is not money, so always set
    ChoiceId choice;             // Choice; List of choices
    Base element = Base::Error;  // List: Text, Number or Choice
    CalendarId calendar;         // BusinessDuration: whose open time; invalid: a literal, fits any
    RecordKind record = RecordKind::Item;  // Record
    std::uint32_t record_index =
        0;        // Record: WorkTypeId, PlanId or index of the plan's stage, step, milestone
    PlanId plan;  // Record of a part of a plan

    [[nodiscard]] bool is_error() const { return base == Base::Error; }
    /// Has an Interval: numbers, percents, ratios, money, durations.
    [[nodiscard]] bool is_numeric() const;
    /// References may be compared although they may be missing.
    [[nodiscard]] bool is_reference() const {
        return base == Base::Agent || base == Base::Team || base == Base::Customer;
    }
    [[nodiscard]] Type required() const {
        Type t = *this;
        t.optional = false;
        return t;
    }
    [[nodiscard]] Type or_missing() const {
        Type t = *this;
        t.optional = true;
        return t;
    }
    friend bool operator==(const Type&, const Type&) = default;
};

/// The values a numeric expression can have: low <= x <= high, multiples of 10^-scale. Units:
/// numbers as they are, percents as ratios (80% is 0.8), money in major units, durations in
/// milliseconds.
struct Interval {
    static constexpr int kAnyScale = 255;  // any decimals: a quotient, rounded to 34 digits
    Decimal low;
    Decimal high;
    int scale = 0;
    [[nodiscard]] bool contains(Decimal value) const { return low <= value && value <= high; }
    [[nodiscard]] bool is_point() const { return low == high; }
    friend bool operator==(const Interval&, const Interval&) = default;
};
/// What an undeclared number, percent, money or duration may be: numbers to 10^15 with 9 decimals,
/// money to 10^15 of the minor unit, durations to 10^15 ms.
Interval default_interval(const Type& type);

/// A type with the range that its declaration promises.
struct DeclaredType {
    Type type;
    Interval range;
    bool declared_range = false;  // written by the author, so stored values are checked against it
    Span span;
};

/// A constant. Which member counts follows from the type.
struct Value {
    bool missing = false;
    bool truth = false;  // YesNo
    Decimal number;    // Number, Percent, Ratio, Money; Duration, BusinessDuration in milliseconds
    std::string text;  // Text
    std::uint32_t choice = 0;  // Choice: index of the value
    LocalMoment moment;        // Date (date), Time (time), Moment on the wall clock of `zone`
    bool zoned = false;        // Moment given with its offset: `instant` counts
    Instant instant;
    std::string zone;                        // Moment: IANA name of the zone in force
    std::vector<syntax::TimeSpanPart> step;  // CalendarStep
    std::vector<Value> elements;             // List
};

/// Is the constant equal, as the language's `is` says.
bool equal(const Value& a, const Value& b, const Type& type);
std::string to_string(const Value& value, const Type& type,
                      const std::vector<std::string>& choice_names);

}  // namespace reeve::typed
