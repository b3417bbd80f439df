#pragma once

#include "compiler/codegen/one_item.h"
#include "compiler/eval/calendars.h"
#include "runtime/abi/decision.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace reeve::batch {

/// How far ahead what was asked for turns: for each clock in its own milliseconds, the nearest.
class Ahead {
public:
    struct Turn {
        typed::CalendarId clock;
        std::int64_t ms = 0;
    };

    void add(typed::CalendarId clock, codegen::Wide ms);
    /// The first instant at which one of them turns; the end of time where none does. `slots` holds
    /// where the clocks stand now: plain time first, then the calendars.
    [[nodiscard]] Instant first(const eval::Calendars& calendars,
                                std::span<const std::int64_t> slots, Instant now) const;

private:
    std::vector<Turn> turns_;
};

/// What the outputs of a unit for one item say, read by a plan.
class Outputs {
public:
    /// `clocks` is how many calendars the program has: their positions stand in slots 1 to
    /// `clocks`.
    /// Each output stands `stride` values after the one before it.
    Outputs(std::span<const std::int64_t> values, std::size_t clocks, std::size_t stride = 1)
        : values_(values), clocks_(clocks), stride_(stride) {}

    [[nodiscard]] std::int64_t at(codegen::Place place) const { return values_[place * stride_]; }
    [[nodiscard]] bool holds(codegen::Place place) const {
        return place == codegen::kNoPlace || at(place) != 0;
    }
    /// The clock that stands in such a place, or `otherwise` where there is none; nothing where the
    /// clock stands still.
    [[nodiscard]] std::optional<typed::CalendarId> clock(codegen::Place place,
                                                         typed::CalendarId otherwise) const;
    /// What the plan says of a turn that is a matter of a clock.
    void look_ahead(const codegen::PlannedTurn& planned, Ahead& ahead) const;

private:
    std::span<const std::int64_t> values_;
    std::size_t clocks_;
    std::size_t stride_;
};

/// The sum of a priority's lines before its limit, and how it moves: exactly what the evaluator
/// says, value and slopes to the last digit. Nothing where a rounding is too near to a half, a
/// number too large, or factors are nested in a way that is not worked out here. `ahead`, where
/// given, gets where lines bend; conditions and what else turns is not its business.
std::optional<abi::PriorityLine> exact_line(const codegen::PlannedPriority& plan,
                                            const Outputs& outputs, Ahead* ahead);

/// Does to a line before its limit what the evaluator does: where the limit cuts the line, it
/// stands still, and `ahead` gets where it comes to an end of the limit.
struct Limit {
    abi::Points low = 0, high = 0;
};
void apply_limit(abi::PriorityLine& line, const Limit& limit, const eval::Calendars& calendars,
                 Instant now, Ahead& ahead);

/// In 10^-18 points; nothing where it needs more than 128 bits.
std::optional<abi::Points> points_of(Decimal value);

}  // namespace reeve::batch
