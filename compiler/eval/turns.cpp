#include "compiler/eval/elsewhere.h"
#include "compiler/eval/evaluator.h"

#include <algorithm>

// Where an answer turns while time passes. A guess comes from the straight line; what decides is
// the expression itself, evaluated at the instants around the guess, so that rounding never puts a
// turn a millisecond off.

namespace reeve::eval {

namespace {

/// Halves the distance between an instant where it holds and one where it does not.
template <class Same>
void close_in(const Same& same, std::int64_t& holds, std::int64_t& fails) {
    while (std::abs(fails - holds) > 1) {
        const std::int64_t middle = holds + (fails - holds) / 2;
        (same(Instant{middle}) ? holds : fails) = middle;
    }
}

/// The first instant after now at which it no longer holds, or the end.
template <class Same>
std::int64_t next_turn(const Same& same, std::int64_t now, std::int64_t end,
                       std::span<const Instant> guesses) {
    std::int64_t holds = now;
    std::int64_t fails = end;
    for (const Instant guess : guesses) {
        if (guess.ms <= holds || guess.ms >= fails) continue;
        (same(guess) ? holds : fails) = guess.ms;
    }
    if (fails == end) {
        if (end - 1 <= holds || same(Instant{end - 1})) return end;
        fails = end - 1;
    }
    close_in(same, holds, fails);
    return fails;
}

/// The first instant from which on it has held until now.
template <class Same>
std::int64_t last_turn(const Same& same, std::int64_t now, std::int64_t begin,
                       std::span<const Instant> guesses) {
    std::int64_t holds = now;
    std::int64_t fails = begin - 1;
    for (const Instant guess : guesses) {
        if (guess.ms >= holds || guess.ms <= fails) continue;
        (same(guess) ? holds : fails) = guess.ms;
    }
    if (fails == begin - 1) {
        if (begin >= holds || same(Instant{begin})) return begin;
        fails = begin;
    }
    close_in(same, holds, fails);
    return holds;
}

std::int64_t bounded(Decimal ms) {
    constexpr std::int64_t kFar = 20'000'000'000'000;
    if (ms > Decimal(kFar)) return kFar;
    if (ms < Decimal(-kFar)) return -kFar;
    return ms.floor().to_int64().value_or(kFar);
}

}  // namespace

std::int64_t Evaluator::position(const Context& context, typed::CalendarId clock, Instant instant) {
    if (!clock.valid()) return instant.ms;
    return context.calendars.at(clock).open_time(instant).ms;
}

Value Evaluator::value_at(typed::ExprId id, Instant instant) const {
    return elsewhere(instant, [id](Evaluator& there) { return there.value(id); });
}

void Evaluator::narrow(const Window& window) {
    if (window_ != nullptr) window_->narrow(window);
}

void Evaluator::narrow(const std::function<bool(Instant)>& same, std::span<const Instant> guesses) {
    if (window_ == nullptr) return;
    window_->until = {next_turn(same, now_.ms, window_->until.ms, guesses)};
    window_->since = {last_turn(same, now_.ms, window_->since.ms, guesses)};
}

void Evaluator::narrow_to_sign(const std::function<bool(Instant)>& same, Decimal distance,
                               std::span<const Rate> rates) {
    if (window_ == nullptr || rates.empty()) return;
    const bool one = rates.size() == 1;
    Decimal slope;
    for (const Rate& rate : rates) {
        if (!one && rate.clock.valid()) {
            // Several clocks make one straight line while each of them runs or stands still.
            const calendar::Calendar& calendar = context_.calendars.at(rate.clock);
            narrow({calendar.last_change(now_).value_or(kFirstInstant),
                    calendar.next_change(now_).value_or(kLastInstant)});
            if (!calendar.is_open(now_)) continue;
        }
        slope = slope + rate.numerator / rate.denominator;
    }
    if (slope.is_zero()) return;
    const typed::CalendarId clock = one ? rates.front().clock : typed::CalendarId();
    const std::int64_t offset = bounded(-distance / slope);
    const std::int64_t here = position(context_, clock, now_);
    std::vector<Instant> guesses;
    for (std::int64_t near = offset - 1; near <= offset + 2; ++near) {
        const Instant guess = clock.valid() ? context_.calendars.at(clock).first_with({here + near})
                                            : Instant{now_.ms + near};
        guesses.push_back({guess.ms - 1});
        guesses.push_back(guess);
    }
    narrow(same, guesses);
}

}  // namespace reeve::eval
