#pragma once

#include "runtime/abi/decision.h"

#include <span>
#include <string>
#include <vector>

// How the engine asks a published program. Implemented by the reference evaluator and by native
// code, which answer the same to the last digit. Pure functions; any number of threads may ask.

namespace reeve::abi {

/// What expressions read besides the item: missing where they read no such thing.
struct Scene {
    Instant now;
    const House* house = nullptr;
    const Item* item = nullptr;
    const Agent* agent = nullptr;  // the candidate
    std::optional<QueueId> queue;  // whose facts are read: watches
    /// The item's, raises and boosts included, as it is shown; where not given, what the rules say.
    std::optional<Decimal> priority;
};

struct IntakeChoice {
    std::uint32_t line = 0;
    WorkTypeId work_type;  // or
    PlanId plan;
    std::vector<Value> attributes;
};

class Rules {
public:
    virtual ~Rules() = default;

    [[nodiscard]] virtual const Program& program() const = 0;

    /// The item's stored segment, promises and clocks are what it has so far.
    virtual void decide(const Item& item, const House& house, Instant now, Parts parts,
                        Decision& decision) const = 0;

    [[nodiscard]] virtual bool holds(ExprId condition, const Scene& scene) const = 0;
    [[nodiscard]] virtual Value value(ExprId expr, const Scene& scene) const = 0;
    [[nodiscard]] virtual std::string text(TextId text, const Scene& scene) const = 0;
    /// When an `every` line of the item's work type comes next after `from`, its last time or since
    /// when its `while` holds.
    [[nodiscard]] virtual Instant repeat(const Item& item, std::uint32_t line,
                                         Instant from) const = 0;
    /// From when the condition's answer may differ; time alone passing.
    [[nodiscard]] virtual Instant holds_until(ExprId condition, const Scene& scene) const = 0;

    [[nodiscard]] virtual bool is_member(QueueId queue, const Agent& agent) const = 0;
    [[nodiscard]] virtual Decimal rank(const Item& item, const Agent& agent, const House& house,
                                       Instant now) const = 0;
    [[nodiscard]] virtual std::optional<IntakeChoice> take_in(std::uint32_t intake,
                                                              std::span<const Value> values,
                                                              const House& house,
                                                              Instant now) const = 0;

    // Calendars. Invalid ids mean plain time.
    /// Milliseconds of the clock so far; never falls.
    [[nodiscard]] virtual std::int64_t position(CalendarId clock, Instant instant) const = 0;
    /// `from` moved by so much of the clock's time.
    [[nodiscard]] virtual Instant plus(CalendarId clock, Instant from, Duration length) const = 0;
    [[nodiscard]] virtual bool is_open(CalendarId clock, Instant instant) const = 0;
    /// The next opening or closing after `instant`.
    [[nodiscard]] virtual Instant next_turn(CalendarId clock, Instant instant) const = 0;
    /// `from` moved by an amount of time of the program, forwards or back.
    [[nodiscard]] virtual Instant moved(TermId term, Instant from, bool back) const = 0;
    /// On the business's wall clock.
    [[nodiscard]] virtual Date local_date(Instant instant) const = 0;
    /// The first instant of the next day on the business's wall clock.
    [[nodiscard]] virtual Instant next_midnight(Instant instant) const = 0;
};

}  // namespace reeve::abi
