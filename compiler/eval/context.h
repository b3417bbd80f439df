#pragma once

#include "compiler/eval/calendars.h"
#include "compiler/eval/evaluation.h"
#include "compiler/eval/prepared.h"
#include "compiler/eval/trace.h"

#include <span>

// What expressions are evaluated in, and what comes out: a value and how it moves.

namespace reeve::eval {

/// By how much a value grows for each millisecond of a clock: numerator / denominator.
struct Rate {
    typed::CalendarId clock;  // open time of that calendar; invalid: plain time
    Decimal numerator = 1;
    Decimal denominator = 1;
};

/// A value that stands still where it has no rates. `rising`: a moment that never goes back but
/// follows no straight line.
struct Moving {
    Value value;
    std::vector<Rate> rates;
    bool rising = false;

    Moving() = default;
    Moving(Value v) : value(std::move(v)) {}
    Moving(Value v, std::vector<Rate> r) : value(std::move(v)), rates(std::move(r)) {}
    [[nodiscard]] bool moves() const { return rising || !rates.empty(); }
};

/// What blocks worked out before the one at hand.
struct Derived {
    std::optional<std::uint32_t> segment;
    Window segment_window;
    std::array<std::optional<Promise>, 3> promises;
    std::optional<std::uint32_t> band;
    std::optional<Decimal> priority;
};

/// An item that is read by a name, with what its rules said.
struct NamedItem {
    const Item* item = nullptr;
    Derived derived;
};

struct Context {
    const Program& program;
    const Prepared& prepared;
    const Calendars& calendars;
    const House* house = nullptr;
    const Item* item = nullptr;
    Derived derived = {};
    const Agent* candidate = nullptr;
    std::optional<typed::QueueId> queue = {};  // whose facts are read
    std::span<const NamedItem> records = {};
    std::span<const std::string> roster = {};  // ids of a test's agents
    Trace* trace = nullptr;                    // null: nobody asks
};

/// The arguments of a definition, table or intake: as written in the caller's frame, and as values.
struct Frame {
    const Frame* caller = nullptr;
    std::span<const typed::ExprId> args;  // empty: the values stand still
    std::vector<Moving> values;
};

}  // namespace reeve::eval
