#pragma once

#include "compiler/typed/program.h"
#include "runtime/columns/schema.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

// Which columns the rules of a work type read, and what each holds.

namespace reeve::codegen {

enum class Clock : std::uint8_t { Age, Waiting, WaitingHere, Working, Untouched, Overdue };

/// What a column holds. Numbers are whole multiples of 10^-scale; moments and lengths of time are
/// milliseconds; dates days since 1970; texts, lists and references the number of their value in
/// the attribute's dictionary.
struct Source {
    enum class Kind : std::uint8_t {
        Attribute,   // index: of the work type
        Fact,        // index: typed::Fact, stored ones
        Position,    // of a moment in the open time of `calendar`; index: attribute, or -1: created
        ClockBase,   // index: Clock; what it shows, less the position of now while it runs
        ClockRuns,   // index: Clock
        ClockStart,  // index: Clock; its calendar's position since when it runs
        PromiseAt,   // index: 0 start, 1 target, 2 due; missing where there is none
        PromiseBase,     // used milliseconds, less the position of now while it runs
        PromiseTotal,    // promised milliseconds; not above zero where there is nothing to measure:
                         // then used is above zero once the moment has passed
        PromiseClock,    // the batch slot of its clock's position; that of Still where it stands
        PromiseStart,    // position of its clock since when it runs without a pause
        PromiseStop,     // the instant at which it stands still; far away while it runs
        Finished,        // whether the item is finished
        Condition,       // worked out by the evaluator; index: ExprId
        EntryCondition,  // the same as of `created`
        Term             // a priority line worked out by the evaluator, thousandths; index: line
    };
    Kind kind = Kind::Attribute;
    std::uint32_t index = 0;
    typed::CalendarId calendar;
    friend auto operator<=>(const Source&, const Source&) = default;
};

struct Column {
    Source source;
    columns::ColumnType type;
    int scale = 0;
    bool interned = false;
};

/// One value for all rows of a batch.
struct Slot {
    enum class Kind : std::uint8_t {
        Now,
        Position,   // of now, in the open time of `calendar`; invalid: now itself
        Still,      // 0: the position of a clock that stands still
        Expression  // does not depend on the item; index: ExprId; scaled as `scale` says
    };
    Kind kind = Kind::Now;
    std::uint32_t index = 0;
    typed::CalendarId calendar;
    int scale = 0;
    friend auto operator<=>(const Slot&, const Slot&) = default;
};

/// A truth that hangs on one interned attribute alone.
struct ValueTest {
    std::uint32_t attribute = 0;
    typed::ExprId condition;
    friend auto operator<=>(const ValueTest&, const ValueTest&) = default;
};

struct Layout {
    typed::WorkTypeId work_type;
    std::vector<Column> columns;
    /// First the position of now in plain time, then in each calendar, then Still.
    std::vector<Slot> slots;
    std::vector<ValueTest> tests;

    [[nodiscard]] columns::Schema schema() const;
    [[nodiscard]] std::optional<std::size_t> find(const Source& source) const;
};

}  // namespace reeve::codegen
