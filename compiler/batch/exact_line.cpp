#include "compiler/batch/exact_line.h"

#include <algorithm>

// As the evaluator (compiler/eval/priorities.cpp): what moves is rounded to 10^-12 point at the
// start of its piece, its slope to 10^-18 point a millisecond; from there on it is exact. There,
// values are decimals of 34 digits; here, fractions of whole numbers that are rounded once. Where
// they round differently the value is next to a half, which is told.

namespace reeve::batch {

using codegen::PlannedLine;
using codegen::PlannedMotion;
using codegen::Wide;

namespace {

constexpr int kValueDigits = 12;
constexpr int kSlopeDigits = 18;
constexpr Wide kPerValue = 1'000'000;                   // 10^-18 in 10^-12
constexpr Wide kPerThousandth = 1'000'000'000'000'000;  // 10^-18 in a thousandth
constexpr Wide kTotalMax = Wide{1'000'000'000'000'000} * 1'000'000'000'000'000'000;

struct Slope {
    typed::CalendarId clock;
    Wide per_ms = 0;  // 10^-18 points
    Wide ran = 0;     // milliseconds since the piece began
};

/// A line, as it counts.
struct Term {
    bool moves = false;
    Wide exact = 0;  // 10^-18 points
    Wide start = 0;  // 10^-12 points, at the start of the piece
    std::vector<Slope> slopes;
};

/// numerator / denominator at the instant, and what a millisecond adds to the numerator.
struct Fraction {
    Wide numerator = 0, denominator = 1, slope = 0;
    Wide ran = 0;
    typed::CalendarId clock;
};

Wide floor_of(Wide a, Wide b) { return a / b; }  // neither is negative
Wide ceiling_of(Wide a, Wide b) { return a / b + (a % b != 0 ? 1 : 0); }

class Lines {
public:
    Lines(const codegen::PlannedPriority& plan, const Outputs& outputs, Ahead* ahead)
        : plan_(plan), outputs_(outputs), ahead_(ahead) {}

    std::optional<abi::PriorityLine> run() {
        for (const PlannedLine& line : plan_.lines) {
            add(line);
            if (!sure_) return std::nullopt;
        }
        abi::PriorityLine result;
        for (const Term& term : terms_) {
            result.value = sum(result.value, term.exact);
            for (const Slope& slope : term.slopes) add_slope(result.slopes, slope);
        }
        std::erase_if(result.slopes, [](const auto& slope) { return slope.per_ms == 0; });
        // Plain time comes first.
        std::ranges::sort(result.slopes, {}, [](const auto& slope) {
            return slope.clock.valid() ? slope.clock.index() + 1 : 0;
        });
        if (result.value > kTotalMax || result.value < -kTotalMax) return std::nullopt;
        return sure_ ? std::optional(std::move(result)) : std::nullopt;
    }

private:
    Wide product(Wide a, Wide b) {
        Wide result = 0;
        if (__builtin_mul_overflow(a, b, &result)) sure_ = false;
        return result;
    }
    Wide sum(Wide a, Wide b) {
        Wide result = 0;
        if (__builtin_add_overflow(a, b, &result)) sure_ = false;
        return result;
    }
    Wide difference(Wide a, Wide b) {
        Wide result = 0;
        if (__builtin_sub_overflow(a, b, &result)) sure_ = false;
        return result;
    }

    enum class Near : std::uint8_t { Exact, NoTies, Unsure };

    /// numerator * 10^digits / denominator, half to even. `near` says what a half, or what is next
    /// to one, comes to.
    Wide rounded(Wide numerator, Wide denominator, int digits, Near near) {
        const bool negative = numerator < 0;
        Wide rest = negative ? -numerator : numerator;
        Wide result = rest / denominator;
        rest %= denominator;
        // A few digits at a time, so that nothing overflows.
        constexpr Wide kRestMax = ~(Wide{1} << 127) >> 1;
        while (digits > 0) {
            int step = 0;
            Wide power = 1;
            const Wide limit = kRestMax / denominator;
            while (step < digits && power * 10 <= limit) {
                power *= 10;
                ++step;
            }
            if (step == 0) {
                sure_ = false;
                return 0;
            }
            digits -= step;
            rest *= power;
            result = sum(product(result, power), rest / denominator);
            rest %= denominator;
        }
        const Wide to_half = 2 * rest - denominator;
        const Wide distance = to_half < 0 ? -to_half : to_half;
        constexpr int kNearBits = 20;
        if (near != Near::Exact && rest != 0 && distance <= denominator >> kNearBits &&
            !(near == Near::NoTies && to_half == 0))
            sure_ = false;
        if (to_half > 0 || (to_half == 0 && result % 2 != 0)) ++result;
        return negative ? -result : result;
    }

    void add(const PlannedLine& line) {
        if (line.kind == PlannedLine::Kind::Still) {
            terms_.push_back({.exact = product(outputs_.at(line.value), kPerThousandth)});
            return;
        }
        if (!outputs_.holds(line.holds)) return;
        if (line.kind == PlannedLine::Kind::Multiply)
            multiply(line);
        else
            moving(line);
    }

    void moving(const PlannedLine& line) {
        Fraction value = fraction(line.motion);
        if (!sure_) return;
        if (!line.points.empty()) value = on_curve(line, value);
        if (line.up_to && capped(*line.up_to, value)) {
            value.numerator = line.up_to->value;
            value.denominator = line.up_to->unit;
            value.slope = 0;
        }
        if (!sure_) return;
        Term& term = terms_.emplace_back();
        term.moves = true;
        // What stands still on its piece does so from its start.
        const Wide begin = difference(value.numerator, product(value.slope, value.ran));
        term.start = rounded(begin, value.denominator, kValueDigits, Near::Unsure);
        term.exact = product(term.start, kPerValue);
        if (value.slope == 0) return;
        const Wide per_ms = rounded(value.slope, value.denominator, kSlopeDigits, Near::NoTies);
        if (per_ms == 0) return;
        term.slopes.push_back({value.clock, per_ms, value.ran});
        term.exact = sum(term.exact, product(per_ms, value.ran));
    }

    Fraction fraction(const PlannedMotion& motion) {
        Fraction value;
        value.numerator = product(outputs_.at(motion.value), motion.times);
        value.denominator = motion.over;
        if (motion.total != codegen::kNoPlace)
            value.denominator = product(value.denominator, outputs_.at(motion.total));
        if (value.denominator <= 0) sure_ = false;
        if (!motion.moves || !outputs_.holds(motion.running)) return value;
        const auto clock = outputs_.clock(motion.clock, motion.calendar);
        if (!clock) return value;
        value.clock = *clock;
        value.slope = product(outputs_.at(motion.rate), motion.times);
        value.ran = outputs_.at(motion.ran);
        // A clock that begins later.
        if (value.ran < 0) sure_ = false;
        return value;
    }

    void turn_after(const Fraction& value, Wide ms) {
        if (ahead_ != nullptr) ahead_->add(value.clock, ms);
    }

    /// Which piece it is on; the piece begins and ends where the subject comes to its points.
    Fraction on_curve(const PlannedLine& line, const Fraction& subject) {
        const Wide x = product(subject.numerator, line.at_unit);
        const Wide slope = product(subject.slope, line.at_unit);
        const auto at = [&](std::size_t i) {
            return product(line.points[i].at, subject.denominator);
        };
        std::size_t count = 0;
        while (count < line.points.size() && at(count) <= x) ++count;
        Fraction value{.numerator = 0,
                       .denominator = 1,
                       .slope = 0,
                       .ran = subject.ran,
                       .clock = subject.clock};
        if (!sure_) return value;
        const bool above = count > 0;
        const bool below = count < line.points.size();
        if (slope > 0) {
            if (below) turn_after(value, ceiling_of(at(count) - x, slope));
            if (above) value.ran = std::min(value.ran, floor_of(x - at(count - 1), slope));
        } else if (slope < 0) {
            if (above) turn_after(value, floor_of(x - at(count - 1), -slope) + 1);
            if (below) value.ran = std::min(value.ran, ceiling_of(at(count) - x, -slope) - 1);
        }
        if (!above || !below) {
            value.numerator = above ? line.points.back().value : line.points.front().value;
            value.denominator = line.value_unit;
            return value;
        }
        const PlannedLine::Point& from = line.points[count - 1];
        const PlannedLine::Point& to = line.points[count];
        const Wide rise = to.value - from.value;
        const Wide run = product(subject.denominator, to.at - from.at);
        value.numerator = sum(product(from.value, run), product(rise, x - at(count - 1)));
        value.denominator = product(run, line.value_unit);
        value.slope = product(rise, slope);
        return value;
    }

    /// Whether it is cut, and since and until when that is so. What moves stands still from the
    /// very instant at which it reaches the cap.
    bool capped(const PlannedLine::Cap& cap, Fraction& value) {
        const bool mirrored = cap.value < 0;
        const Wide here = product(value.numerator, cap.unit);
        const Wide most = product(cap.value, value.denominator);
        const Wide slope = product(value.slope, cap.unit);
        if (!sure_) return false;
        const Wide left = mirrored ? here - most : most - here;  // until it is reached
        const Wide nearer = mirrored ? -slope : slope;           // by which it comes nearer
        const bool cut = nearer == 0 ? left < 0 : left <= 0;
        if (nearer > 0 && !cut) turn_after(value, ceiling_of(left, nearer));
        if (nearer < 0 && cut) turn_after(value, floor_of(-left, -nearer) + 1);
        if (nearer < 0 && !cut) value.ran = std::min(value.ran, ceiling_of(left, -nearer) - 1);
        return cut;
    }

    /// What a factor adds to the lines before it, each rounded as they are.
    void multiply(const PlannedLine& line) {
        const Wide more = outputs_.at(line.value);
        Term term;
        Wide still = 0;
        for (const Term& before : terms_) {
            if (!before.moves) {
                still = sum(still, before.exact / kPerThousandth);
                continue;
            }
            // Where a factor scaled what moves before, the piece that both stand on is another one.
            if (factor_moved_) sure_ = false;
            term.moves = true;
            const Wide start = rounded(product(before.start, more), line.unit, 0, Near::Exact);
            term.exact = sum(term.exact, product(start, kPerValue));
            for (const Slope& slope : before.slopes) {
                const Wide per_ms = rounded(product(slope.per_ms, more), line.unit, 0, Near::Exact);
                if (per_ms == 0) continue;
                term.slopes.push_back({slope.clock, per_ms, slope.ran});
                term.exact = sum(term.exact, product(per_ms, slope.ran));
            }
        }
        if (!sure_) return;
        const Wide part = rounded(product(still, more), line.unit, 0, Near::Exact);
        term.exact = sum(term.exact, product(part, kPerThousandth));
        factor_moved_ = factor_moved_ || term.moves;
        terms_.push_back(std::move(term));
    }

    static void add_slope(std::vector<abi::PriorityLine::Slope>& slopes, const Slope& slope) {
        const auto same = std::ranges::find(slopes, slope.clock, &abi::PriorityLine::Slope::clock);
        if (same == slopes.end())
            slopes.push_back({slope.clock, slope.per_ms});
        else
            same->per_ms += slope.per_ms;
    }

    const codegen::PlannedPriority& plan_;
    const Outputs& outputs_;
    Ahead* ahead_;
    std::vector<Term> terms_;
    bool sure_ = true;
    bool factor_moved_ = false;
};

}  // namespace

void Ahead::add(typed::CalendarId clock, Wide ms) {
    constexpr Wide kFarMs = 20'000'000'000'000;
    const auto distance = static_cast<std::int64_t>(std::min(ms, kFarMs));
    const auto same = std::ranges::find(turns_, clock, &Turn::clock);
    if (same == turns_.end())
        turns_.push_back({clock, distance});
    else
        same->ms = std::min(same->ms, distance);
}

Instant Ahead::first(const eval::Calendars& calendars, std::span<const std::int64_t> slots,
                     Instant now) const {
    Instant first = abi::kLastInstant;
    for (const Turn& turn : turns_) {
        if (!turn.clock.valid()) {
            first = std::min(first, Instant{now.ms + turn.ms});
            continue;
        }
        const calendar::Calendar& calendar = calendars.at(turn.clock);
        const Duration then{slots[turn.clock.index() + 1] + turn.ms};
        const Instant instant = calendar.first_with(then);
        // Calendars end.
        if (calendar.open_time(instant) >= then) first = std::min(first, instant);
    }
    return first;
}

std::optional<typed::CalendarId> Outputs::clock(codegen::Place place,
                                                typed::CalendarId otherwise) const {
    if (place == codegen::kNoPlace) return otherwise;
    const auto slot = static_cast<std::size_t>(at(place));
    if (slot > clocks_) return std::nullopt;
    return slot == 0 ? typed::CalendarId() : typed::CalendarId(slot - 1);
}

void Outputs::look_ahead(const codegen::PlannedTurn& planned, Ahead& ahead) const {
    const std::int64_t distance = at(planned.turn.value);
    if (distance < 0) return;
    const auto which = clock(planned.clock, planned.turn.calendar);
    if (!which) return;
    const std::int64_t rate = planned.turn.rate;
    ahead.add(*which, planned.turn.beyond ? distance / rate + 1
                                          : distance / rate + (distance % rate != 0 ? 1 : 0));
}

std::optional<abi::PriorityLine> exact_line(const codegen::PlannedPriority& plan,
                                            const Outputs& outputs, Ahead* ahead) {
    if (!plan.why_not.empty()) return std::nullopt;
    return Lines(plan, outputs, ahead).run();
}

namespace {

/// Where a total that moves at `slope` comes to an end of the limit, or leaves it.
void cross(abi::Points total, abi::Points bound, bool is_low, Wide slope, typed::CalendarId clock,
           Ahead& ahead) {
    // As if it were the upper end.
    const Wide over = is_low ? bound - total : total - bound;
    const Wide rises = is_low ? -slope : slope;
    if (over > 0 && rises < 0) ahead.add(clock, ceiling_of(over, -rises));
    if (over <= 0 && rises > 0) ahead.add(clock, floor_of(-over, rises) + 1);
}

}  // namespace

void apply_limit(abi::PriorityLine& line, const Limit& limit, const eval::Calendars& calendars,
                 Instant now, Ahead& ahead) {
    typed::CalendarId clock;
    Wide slope = 0;
    if (line.slopes.size() == 1) {
        clock = line.slopes.front().clock;
        slope = line.slopes.front().per_ms;
    }
    for (const auto& one : line.slopes) {
        if (line.slopes.size() == 1) break;
        // Several clocks make one straight line while each of them runs or stands still.
        if (one.clock.valid()) {
            const calendar::Calendar& calendar = calendars.at(one.clock);
            if (const auto turn = calendar.next_change(now)) ahead.add({}, turn->ms - now.ms);
            if (!calendar.is_open(now)) continue;
        }
        slope += one.per_ms;
    }
    cross(line.value, limit.low, true, slope, clock, ahead);
    cross(line.value, limit.high, false, slope, clock, ahead);
    if (std::clamp(line.value, limit.low, limit.high) != line.value) line.slopes.clear();
}

std::optional<abi::Points> points_of(Decimal value) {
    constexpr int kDigits = 18;
    constexpr abi::Points kUnit = 1'000'000'000'000'000'000;
    const auto whole = value.floor().to_int64();
    if (!whole) return std::nullopt;
    const auto rest = ((value - Decimal(*whole)) * Decimal::scaled(1, kDigits)).round().to_int64();
    return abi::Points{*whole} * kUnit + *rest;
}

}  // namespace reeve::batch
