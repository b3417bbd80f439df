#include "compiler/eval/priorities.h"

#include "compiler/eval/elsewhere.h"

#include <algorithm>

// Priorities: the sum of the lines that hold. What stands still is rounded to 0.001 point; what
// moves is a straight line from the start of its piece, whose value there is rounded to 10^-12
// point and whose slope to 10^-18 point a millisecond; from there on it is exact.

namespace reeve::eval {

using typed::ExprId;
using Line = typed::PriorityLine;

namespace {

constexpr int kStillDigits = 3;
constexpr int kValueDigits = 12;
constexpr int kSlopeDigits = 18;

class Lines {
public:
    Lines(const Context& context, const typed::Priority& priority, Instant now)
        : context_(context), priority_(priority), now_(now) {}

    PriorityAnswer run(bool limited = true) {
        for (std::uint32_t i = 0; i < priority_.lines.size(); ++i) add(i);
        answer_.exact = answer_.before_limit = total_;
        answer_.slopes = slopes_;
        if (limited) limit();
        answer_.shown = answer_.exact.round(kStillDigits);
        share_out();
        return std::move(answer_);
    }

private:
    void add(std::uint32_t index) {
        const Line& line = priority_.lines[index];
        Term term;
        term.line = index;
        Evaluator condition(context_, now_, &answer_.window);
        term.holds = condition.holds(line.condition.when);
        if (term.holds) {
            if (context_.trace != nullptr) context_.trace->used(&line);
            if (line.kind == Line::Kind::Multiply)
                multiply(line, term);
            else
                evaluate(line, term);
            answer_.window.narrow(term.piece);
            total_ = total_ + term.exact;
            for (const Slope& slope : term.slopes) add_slope(slope);
        }
        answer_.terms.push_back(std::move(term));
    }

    void add_slope(const Slope& slope) {
        const auto same = std::ranges::find(slopes_, slope.clock, &Slope::clock);
        if (same == slopes_.end())
            slopes_.push_back(slope);
        else
            same->per_ms = same->per_ms + slope.per_ms;
        std::erase_if(slopes_, [](const Slope& s) { return s.per_ms.is_zero(); });
    }

    void evaluate(const Line& line, Term& term) {
        Evaluator evaluator(context_, now_, &term.piece);
        if (line.value.valid()) term.value = evaluator.value(line.value);
        if (line.subject.valid()) term.subject = evaluator.value(line.subject);
        const Moving here = value_of(line, evaluator, &term.capped);
        if (!line.moves) {
            term.exact = here.value.number().round(kStillDigits);
            return;
        }
        term.moves = true;
        const Instant start = term.piece.since;
        Evaluator there(context_, start, nullptr);
        there.be_quiet();
        term.exact = value_of(line, there, nullptr).value.number().round(kValueDigits);
        for (const Rate& rate : here.rates) {
            const Decimal per_ms = (rate.numerator / rate.denominator).round(kSlopeDigits);
            if (per_ms.is_zero()) continue;
            term.slopes.push_back({rate.clock, per_ms});
            const std::int64_t ran = Evaluator::position(context_, rate.clock, now_) -
                                     Evaluator::position(context_, rate.clock, start);
            term.exact = term.exact + per_ms * Decimal(ran);
        }
    }

    /// The value of a line and how it moves; `capped` tells whether `up to` cut it.
    Moving value_of(const Line& line, Evaluator& evaluator, bool* capped) {
        Moving value = shape_of(line, evaluator);
        if (!line.up_to.valid()) return value;
        const Decimal most = evaluator.value(line.up_to).number();
        // What moves stands still from the very instant at which it reaches the cap.
        const bool at_cap = value.moves();
        const auto beyond = [most, at_cap](Decimal x) {
            if (at_cap && x == most) return true;
            return most.is_negative() ? x < most : x > most;
        };
        const bool cut = beyond(value.value.number());
        if (value.moves()) {
            const auto same = [&](Instant t) {
                Evaluator there(context_, t, nullptr);
                there.be_quiet();
                return beyond(shape_of(line, there).value.number()) == cut;
            };
            evaluator.narrow_to_sign(same, value.value.number() - most, value.rates);
        }
        if (!cut) return value;
        if (capped != nullptr) *capped = true;
        return Value(most);
    }

    Moving shape_of(const Line& line, Evaluator& evaluator) {
        switch (line.kind) {
            case Line::Kind::AddPer: return per_unit(line, evaluator);
            case Line::Kind::AddCurve: return curve(line, evaluator);
            case Line::Kind::AddSteps: return steps(line, evaluator);
            case Line::Kind::AddChoiceSteps:
                return Value(line.by_choice[evaluator.value(line.subject).choice()]);
            default: return evaluator.eval(line.value);
        }
    }

    static Moving per_unit(const Line& line, Evaluator& evaluator) {
        const Moving points = evaluator.eval(line.value);
        const Moving subject = evaluator.eval(line.subject);
        const Decimal x = points.value.number();
        const Decimal y = subject.value.number();
        Moving value(Value(x * y / line.unit));
        value.rates = points.rates.empty() ? subject.rates : points.rates;
        for (Rate& rate : value.rates) {
            rate.numerator = rate.numerator * (points.rates.empty() ? x : y);
            rate.denominator = rate.denominator * line.unit;
        }
        value.rates = merged(std::move(value.rates));
        return value;
    }

    /// The number of points at or before the value; the window ends where the next one is reached.
    static std::size_t points_before(const Line& line, Evaluator& evaluator,
                                     const Moving& subject) {
        const Decimal x = subject.value.number();
        std::size_t count = 0;
        while (count < line.points.size() && line.points[count].at <= x) ++count;
        if (!subject.moves()) return count;
        const auto narrow = [&](std::size_t point) {
            const Decimal at = line.points[point].at;
            const bool reached = x >= at;
            const auto same = [&](Instant t) {
                return (evaluator.value_at(line.subject, t).number() >= at) == reached;
            };
            evaluator.narrow_to_sign(same, x - at, subject.rates);
        };
        if (count > 0) narrow(count - 1);
        if (count < line.points.size()) narrow(count);
        return count;
    }

    static Moving curve(const Line& line, Evaluator& evaluator) {
        const Moving subject = evaluator.eval(line.subject);
        const std::size_t count = points_before(line, evaluator, subject);
        if (count == 0) return Value(line.points.front().value);
        if (count == line.points.size()) return Value(line.points.back().value);
        const Line::Point& from = line.points[count - 1];
        const Line::Point& to = line.points[count];
        const Decimal rise = to.value - from.value;
        const Decimal run = to.at - from.at;
        const Decimal x = subject.value.number();
        Moving value(Value(from.value + rise * (x - from.at) / run), subject.rates);
        for (Rate& rate : value.rates) {
            rate.numerator = rate.numerator * rise;
            rate.denominator = rate.denominator * run;
        }
        value.rates = merged(std::move(value.rates));
        return value;
    }

    static Moving steps(const Line& line, Evaluator& evaluator) {
        const Moving subject = evaluator.eval(line.subject);
        const std::size_t count = points_before(line, evaluator, subject);
        return Value(line.points[count == 0 ? 0 : count - 1].value);
    }

    /// What a factor adds to the lines before it, each rounded as they are.
    void multiply(const Line& line, Term& term) {
        Evaluator evaluator(context_, now_, &term.piece);
        term.value = evaluator.value(line.value);
        const Decimal more = term.value.number() - Decimal(1);
        Decimal still;
        for (const Term& before : answer_.terms) {
            if (!before.moves) {
                still = still + before.exact;
                continue;
            }
            term.moves = true;
            // The straight line from the start of its piece, scaled and rounded there.
            Decimal start = before.exact;
            for (const Slope& slope : before.slopes)
                start = start - slope.per_ms * Decimal(since_start(slope, before.piece.since));
            term.exact = term.exact + (start * more).round(kValueDigits);
            for (const Slope& slope : before.slopes) {
                const Decimal per_ms = (slope.per_ms * more).round(kSlopeDigits);
                if (per_ms.is_zero()) continue;
                term.slopes.push_back({slope.clock, per_ms});
                term.exact = term.exact + per_ms * Decimal(since_start(slope, before.piece.since));
            }
            term.piece.narrow(before.piece);
        }
        term.exact = term.exact + (still * more).round(kStillDigits);
    }

    [[nodiscard]] std::int64_t since_start(const Slope& slope, Instant start) const {
        return Evaluator::position(context_, slope.clock, now_) -
               Evaluator::position(context_, slope.clock, start);
    }

    void limit() {
        if (!priority_.limit) return;
        const Decimal low = priority_.limit->low;
        const Decimal high = priority_.limit->high;
        narrow_to_limit(low, [](Decimal total, Decimal bound) { return total < bound; });
        narrow_to_limit(high, [](Decimal total, Decimal bound) { return total > bound; });
        answer_.exact = std::clamp(total_, low, high);
        if (answer_.exact != total_) answer_.slopes.clear();
    }

    /// Where the straight line of the total crosses an end of the limit.
    template <class Beyond>
    void narrow_to_limit(Decimal bound, const Beyond& beyond) {
        if (slopes_.empty()) return;
        const bool is = beyond(total_, bound);
        const auto same = [&](Instant t) {
            Decimal total = total_;
            for (const Slope& slope : slopes_)
                total = total +
                        slope.per_ms * Decimal(Evaluator::position(context_, slope.clock, t) -
                                               Evaluator::position(context_, slope.clock, now_));
            return beyond(total, bound) == is;
        };
        std::vector<Rate> rates;
        for (const Slope& slope : slopes_) rates.push_back({slope.clock, slope.per_ms, 1});
        Evaluator evaluator(context_, now_, &answer_.window);
        evaluator.narrow_to_sign(same, total_ - bound, rates);
    }

    /// Each line is shown to 0.001, and the last moving one takes up the difference, so that the
    /// lines add up to what is shown before the limit.
    void share_out() {
        Decimal sum;
        Term* last_moving = nullptr;
        for (Term& term : answer_.terms) {
            term.shown = term.exact.round(kStillDigits);
            sum = sum + term.shown;
            if (term.moves) last_moving = &term;
        }
        if (last_moving != nullptr)
            last_moving->shown =
                last_moving->shown + answer_.before_limit.round(kStillDigits) - sum;
    }

    const Context& context_;
    const typed::Priority& priority_;
    Instant now_;
    PriorityAnswer answer_;
    Decimal total_;
    std::vector<Slope> slopes_;
};

}  // namespace

PriorityAnswer evaluate_priority(const Context& context, const typed::Priority& priority,
                                 Instant now) {
    return Lines(context, priority, now).run();
}

PriorityAnswer evaluate_before_limit(const Context& context, const typed::Priority& priority,
                                     Instant now) {
    return Lines(context, priority, now).run(false);
}

Decimal evaluate_still_line(const Context& context, const typed::PriorityLine& line, Instant now,
                            Window* window) {
    typed::Priority alone;
    alone.lines.push_back(line);
    const PriorityAnswer answer = Lines(context, alone, now).run();
    if (window != nullptr) window->narrow(answer.window);
    return answer.before_limit;
}

}  // namespace reeve::eval
