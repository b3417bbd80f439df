#pragma once

#include "runtime/abi/facts.h"
#include "runtime/abi/program.h"
#include "runtime/abi/window.h"

#include <array>
#include <span>
#include <string>
#include <vector>

// How the engine asks a published program. Implemented by the reference evaluator and by native
// code, which answer the same to the last digit. Pure functions; any number of threads may ask.

namespace reeve::abi {

/// Points in 10^-18.
__extension__ typedef __int128 Points;

/// A priority on its straight piece: `value` at the instant asked about, and how it moves from
/// there with time and with the open time of calendars. Exact.
struct PriorityLine {
    struct Slope {
        CalendarId clock;  // invalid: plain time
        Points per_ms = 0;
        friend bool operator==(const Slope&, const Slope&) = default;
    };
    Points value = 0;                 // before raises and boosts, and before `limit`
    std::vector<Slope> slopes;        // by clock, none zero
    std::optional<Points> low, high;  // `limit total`
    Instant until = kLastInstant;     // end of the piece, raises left aside
};

/// A requirement for a skill; level 0 is any.
struct Need {
    SkillId skill;
    std::int64_t level = 0;
    friend auto operator<=>(const Need&, const Need&) = default;
};

struct Ring {
    enum class Kind : std::uint8_t { Agent, Team, Anyone };
    Kind kind = Kind::Anyone;
    std::string agent;  // empty: nobody, skipped
    TeamId team;
    Duration time;  // of the last ring: without end where it is zero
    friend bool operator==(const Ring&, const Ring&) = default;
};

struct Route {
    std::optional<std::uint32_t> to;  // line
    struct Part {
        Decimal share;
        QueueId queue;
        friend bool operator==(const Part&, const Part&) = default;
    };
    /// Where an `after … waiting: to` sends it, once its time has come; goes before `to`.
    std::optional<QueueId> relaxed_to;
    std::vector<Part> parts;           // of the line's split; one without
    std::vector<Need> needs;           // by skill, the highest level of each, relaxed by now
    std::vector<ExprId> tests;         // over item and agent, `Rules::fits`
    std::vector<ExprId> never_tests;   // whom they hold for may not do it
    std::vector<std::string> never;    // agents
    std::optional<std::uint32_t> ask;  // line
    std::vector<Ring> rings;
    std::optional<Instant> not_before;
    Instant until = kLastInstant;  // the answer may change then
    friend bool operator==(const Route&, const Route&) = default;
};

/// When a line of the escalation fires if nothing but time passes, its `while` aside.
struct Threshold {
    std::uint32_t line = 0;
    std::optional<Instant> at;  // nothing: its clock stands still
};

/// What rules say of an item at an instant.
struct Decision {
    std::optional<std::uint32_t> segment;
    Instant segment_until = kLastInstant;
    /// As they stand at the instant asked about: with a pause that begins then, or, moved by the
    /// length of the pause, without one that ends.
    std::array<std::optional<Promise>, 3> promises;
    Instant promises_until = kLastInstant;  // a pause may begin or end then
    std::uint32_t band = 0;
    Instant band_until = kLastInstant;
    PriorityLine priority;
    Route route;
    std::vector<Threshold> thresholds;
};

/// Which parts of a decision are wanted; the others are left as they are.
struct Parts {
    enum class Promises : std::uint8_t {
        Keep,      // the item's, with pauses that begin or end
        Make,      // made anew: from the same beginning, with the pauses so far
        StartOver  // at `counting from` where that is not where the item's began, else now
    };
    bool segment = true;
    Promises promises = Promises::Make;
    bool priority = true;  // and band
    bool route = true;
    bool thresholds = true;
};

/// What expressions read besides the item: missing where they read no such thing.
struct Scene {
    Instant now;
    const House* house = nullptr;
    const Item* item = nullptr;
    const Agent* agent = nullptr;  // the candidate
    std::optional<QueueId> queue;  // whose facts are read: watches
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
    /// The first instant of the next day on the business's wall clock.
    [[nodiscard]] virtual Instant next_midnight(Instant instant) const = 0;
};

}  // namespace reeve::abi
