#include "compiler/analyze/amounts.h"

namespace reeve::analyze {

using syntax::TimeSpanKind;
using syntax::TimeUnit;
using typed::TimeAmount;

namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;

/// How much plain time an amount may take; no `most` where a closed calendar may stretch it without
/// end.
struct Bounds {
    Decimal least;
    std::optional<Decimal> most;
};

/// Months and years in months, business days in days; nothing for mixtures.
struct Steps {
    Decimal count;
    bool months = false;
};
std::optional<Steps> steps_of(const TimeAmount& amount) {
    Steps steps;
    for (std::size_t i = 0; i < amount.span.parts.size(); ++i) {
        const syntax::TimeSpanPart& part = amount.span.parts[i];
        const bool months =
            !part.business && (part.unit == TimeUnit::Month || part.unit == TimeUnit::Year);
        if (!months && !(part.business && part.unit == TimeUnit::Day)) return std::nullopt;
        if (i > 0 && months != steps.months) return std::nullopt;
        steps.months = months;
        steps.count =
            steps.count + (part.unit == TimeUnit::Year ? part.count * Decimal(12) : part.count);
    }
    return steps;
}

std::optional<Bounds> plain_bounds(const TimeAmount& amount) {
    switch (amount.span.kind()) {
        case TimeSpanKind::Duration: {
            const Decimal ms(amount.span.duration().ms);
            return Bounds{ms, ms};
        }
        case TimeSpanKind::BusinessDuration:
            // Open time passes at most as fast as time.
            return Bounds{Decimal(amount.span.duration().ms), std::nullopt};
        case TimeSpanKind::CalendarStep: break;
    }
    const auto steps = steps_of(amount);
    if (!steps) return std::nullopt;
    // Clocks that are put forward or back can take or add an hour; zones that moved took or added a
    // day.
    if (steps->months)
        return Bounds{steps->count * Decimal(28 * kDay) - Decimal(kDay),
                      steps->count * Decimal(31 * kDay) + Decimal(kDay)};
    // The first of the days may be nearly over.
    return Bounds{(steps->count - Decimal(2)) * Decimal(kDay), std::nullopt};
}

}  // namespace

std::optional<std::strong_ordering> compare(const TimeAmount& a, const TimeAmount& b) {
    const TimeSpanKind kind = a.span.kind();
    if (kind == b.span.kind() && a.calendar == b.calendar) {
        if (kind != TimeSpanKind::CalendarStep)
            return a.span.duration().ms <=> b.span.duration().ms;
        const auto steps_a = steps_of(a);
        const auto steps_b = steps_of(b);
        if (steps_a && steps_b && steps_a->months == steps_b->months)
            return steps_a->count <=> steps_b->count;
    }
    const auto bounds_a = plain_bounds(a);
    const auto bounds_b = plain_bounds(b);
    if (!bounds_a || !bounds_b) return std::nullopt;
    if (bounds_a->most && *bounds_a->most < bounds_b->least) return std::strong_ordering::less;
    if (bounds_b->most && *bounds_b->most < bounds_a->least) return std::strong_ordering::greater;
    return std::nullopt;
}

bool surely_shorter(const TimeAmount& first, const TimeAmount& second) {
    const auto order = compare(first, second);
    return order && *order == std::strong_ordering::less;
}

}  // namespace reeve::analyze
