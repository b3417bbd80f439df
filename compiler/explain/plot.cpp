#include "compiler/explain/plot.h"

#include "compiler/eval/evaluator.h"
#include "compiler/explain/future.h"
#include "compiler/explain/source_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace reeve::explain {

namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr std::size_t kMarksMax = 15;

class Maker {
public:
    Maker(const Inputs& inputs, const eval::Item& item, const Options& options)
        : inputs_(inputs),
          item_(item),
          options_(options),
          program_(inputs.rules.program()),
          type_(program_.work_type(item.work_type)) {}

    Plot run() {
        plot_.title = "Priority of " + type_.header.name +
                      (item_.key          ? " " + *item_.key
                       : item_.id.empty() ? ""
                                          : " " + item_.id);
        plot_.now = options_.now;
        plot_.from = std::min(item_.created, options_.now);
        // When the pause began is not known, so neither is what was before.
        for (const auto& promise : answer().promises) {
            if (promise && promise->promise.paused_since == options_.now) plot_.from = options_.now;
        }
        const Instant end = options_.until.value_or(furthest());
        const Future future(inputs_.rules, item_, inputs_.house, plot_.from, end);
        plot_.to = options_.until ? std::min(end, future.end()) : last_event(future);
        pieces(future);
        marks(future);
        closed();
        return std::move(plot_);
    }

private:
    [[nodiscard]] eval::Evaluation answer() const {
        return inputs_.rules.evaluate(item_, {.now = options_.now, .house = inputs_.house});
    }

    /// Twice the promised time, where one is promised.
    [[nodiscard]] Instant furthest() const {
        std::int64_t end = options_.now.ms + kDayMs;
        const eval::Evaluation now = answer();
        if (const auto& due = now.promises[static_cast<std::size_t>(eval::PromiseKind::Due)])
            end = std::max(end, 2 * due->promise.at.ms - due->promise.begin.ms);
        else
            end = std::max(end, options_.now.ms + 14 * kDayMs);
        return std::min(Instant{end}, eval::kLastInstant);
    }

    [[nodiscard]] Instant last_event(const Future& future) const {
        std::int64_t last = options_.now.ms;
        const auto& steps = future.steps();
        for (const auto& promise : steps.front().answer.promises) {
            if (promise) last = std::max(last, promise->promise.at.ms);
        }
        for (std::size_t i = 1; i < steps.size(); ++i) {
            if (bends(steps[i - 1].answer, steps[i].answer)) last = std::max(last, steps[i].at.ms);
        }
        const std::int64_t margin = std::max((last - plot_.from.ms) / 16, kHourMs);
        const std::int64_t end = (last + margin + kHourMs - 1) / kHourMs * kHourMs;
        return std::min(Instant{end}, future.end());
    }

    static bool bends(const eval::Evaluation& a, const eval::Evaluation& b) {
        if (a.segment_value != b.segment_value || a.band != b.band) return true;
        for (std::size_t i = 0; i < a.priority.terms.size(); ++i) {
            const eval::Term& s = a.priority.terms[i];
            const eval::Term& t = b.priority.terms[i];
            if (s.holds != t.holds || s.capped != t.capped || s.slopes.size() != t.slopes.size())
                return true;
            for (std::size_t j = 0; j < s.slopes.size(); ++j) {
                if (s.slopes[j].per_ms != t.slopes[j].per_ms) return true;
            }
        }
        return false;
    }

    void pieces(const Future& future) {
        const auto& steps = future.steps();
        for (std::size_t i = 0; i < steps.size() && steps[i].at < plot_.to; ++i) {
            const Instant from = steps[i].at;
            const Instant to =
                i + 1 < steps.size() ? std::min(steps[i + 1].at, plot_.to) : plot_.to;
            const eval::Context context = future.context(steps[i]);
            Decimal end = steps[i].answer.priority.exact;
            for (const eval::Slope& slope : steps[i].answer.priority.slopes) {
                const std::int64_t ran = eval::Evaluator::position(context, slope.clock, to) -
                                         eval::Evaluator::position(context, slope.clock, from);
                end = end + slope.per_ms * Decimal(ran);
            }
            add({from, to, steps[i].answer.priority.exact, end});
        }
    }

    void add(const PlotPiece& piece) {
        const auto [low, high] = std::minmax(piece.begin, piece.end);
        plot_.low = plot_.pieces.empty() ? low : std::min(plot_.low, low);
        plot_.high = plot_.pieces.empty() ? high : std::max(plot_.high, high);
        plot_.pieces.push_back(piece);
    }

    void marks(const Future& future) {
        mark(PlotMark::Kind::Now, options_.now, "now");
        constexpr std::string_view kNames[] = {"start", "target", "due"};
        const eval::Evaluation now = answer();
        for (std::size_t i = 0; i < std::size(kNames); ++i) {
            if (now.promises[i])
                mark(PlotMark::Kind::Promise, now.promises[i]->promise.at, std::string(kNames[i]));
        }
        const SourceText source(inputs_.sources, program_);
        for (const eval::Threshold& threshold : now.thresholds) {
            if (!threshold.at || !threshold.while_holds) continue;
            mark(PlotMark::Kind::Threshold, *threshold.at,
                 source.text(type_.escalation->lines[threshold.line].span));
        }
        const auto& steps = future.steps();
        for (std::size_t i = 1; i < steps.size(); ++i) {
            const eval::Evaluation& a = steps[i - 1].answer;
            const eval::Evaluation& b = steps[i].answer;
            if (a.segment_value != b.segment_value && b.segment_value)
                mark(PlotMark::Kind::Segment, steps[i].at,
                     "segment " + program_.choice(type_.segments).values[*b.segment_value].name);
            if (a.band != b.band && b.band)
                mark(PlotMark::Kind::Band, steps[i].at,
                     "band " + program_.choice(program_.bands).values[*b.band].name);
        }
        std::ranges::stable_sort(plot_.marks, {}, &PlotMark::at);
    }

    void mark(PlotMark::Kind kind, Instant at, std::string label) {
        if (at < plot_.from || at > plot_.to) return;
        const auto same = std::ranges::find(plot_.marks, at, &PlotMark::at);
        if (same != plot_.marks.end()) {
            same->label += "; " + label;
            return;
        }
        if (plot_.marks.size() == kMarksMax) return;
        plot_.marks.push_back({kind, at, std::move(label)});
    }

    void closed() {
        typed::CalendarId id = program_.business.calendar;
        if (type_.sla && type_.sla->calendar.valid()) id = type_.sla->calendar;
        if (!id.valid()) return;
        plot_.calendar = program_.calendars[id.index()].header.name;
        const calendar::Calendar& calendar = inputs_.rules.calendars().at(id);
        Instant at = plot_.from;
        while (at < plot_.to) {
            const Instant next = calendar.next_change(at).value_or(plot_.to);
            if (!calendar.is_open(at)) plot_.closed.emplace_back(at, std::min(next, plot_.to));
            at = next;
        }
    }

    const Inputs& inputs_;
    const eval::Item& item_;
    const Options& options_;
    const typed::Program& program_;
    const typed::WorkType& type_;
    Plot plot_;
};

}  // namespace

Decimal Plot::at(Instant instant) const {
    const auto after = std::ranges::upper_bound(pieces, instant, {}, &PlotPiece::from);
    const PlotPiece& piece = after == pieces.begin() ? *after : *(after - 1);
    const std::int64_t length = piece.to.ms - piece.from.ms;
    const std::int64_t ran = std::clamp(instant.ms - piece.from.ms, std::int64_t{0}, length);
    if (length == 0) return piece.begin;
    return piece.begin + (piece.end - piece.begin) * Decimal(ran) / Decimal(length);
}

Plot make_plot(const Inputs& inputs, const eval::Item& item, const Options& options) {
    const eval::Item paused = with_pauses(inputs, item, options.now);
    return Maker(inputs, paused, options).run();
}

std::pair<double, double> value_range(const Plot& plot) {
    double low = plot.low.to_double();
    double high = plot.high.to_double();
    const bool flat = high - low < 1;
    if (low > 0 && (flat || low < high / 2)) low = 0;
    if (high < 0 && flat) high = 0;
    if (high - low < 1) high = low + 1;
    return {low, high};
}

std::vector<Decimal> value_ticks(Decimal low, Decimal high, int count) {
    if (high <= low) return {low};
    const Decimal rough = (high - low) / Decimal(count);
    Decimal step = Decimal::scaled(1, -3);
    constexpr std::array<int, 3> kFactors{2, 5, 10};
    for (Decimal power = step; step < rough; power = power * Decimal(10)) {
        for (const int factor : kFactors) {
            if (step < rough) step = power * Decimal(factor);
        }
    }
    std::vector<Decimal> ticks;
    for (Decimal tick = (low / step).ceiling() * step; tick <= high; tick = tick + step)
        ticks.push_back(tick);
    return ticks;
}

std::vector<TimeTick> time_ticks(const Plot& plot, const Formatter& format, std::size_t count_max) {
    constexpr std::array<std::int64_t, 13> kSteps{
        5 * kMinuteMs, 15 * kMinuteMs, 30 * kMinuteMs, kHourMs, 2 * kHourMs,
        3 * kHourMs,   6 * kHourMs,    12 * kHourMs,   kDayMs,  2 * kDayMs,
        7 * kDayMs,    28 * kDayMs,    84 * kDayMs};
    const std::int64_t length = plot.to.ms - plot.from.ms;
    std::int64_t step = kSteps.back();
    for (const std::int64_t candidate : kSteps) {
        if (length / candidate < std::int64_t(count_max)) {
            step = candidate;
            break;
        }
    }
    std::vector<TimeTick> ticks;
    Date day = format.local(plot.from).date;
    const std::int64_t days = std::max<std::int64_t>(step / kDayMs, 1);
    // Weeks begin on Mondays.
    if (days >= 7) day.days -= day.weekday();
    for (; format.zone().start_of_day(day) <= plot.to; day.days += std::int32_t(days)) {
        for (std::int64_t ms = 0; ms < kDayMs; ms += std::min(step, kDayMs)) {
            const Instant at = format.zone().instant({day, {std::int32_t(ms)}});
            if (at < plot.from || at > plot.to) continue;
            const std::string label =
                ms == 0 ? fmt::format("{} {:02}-{:02}", weekday_name(day.weekday()), day.month(),
                                      day.day())
                        : TimeOfDay{std::int32_t(ms)}.to_string();
            ticks.push_back({at, label});
        }
    }
    return ticks;
}

}  // namespace reeve::explain
