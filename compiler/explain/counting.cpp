#include "compiler/explain/scene.h"

#include <fmt/format.h>

#include <algorithm>

// The arithmetic of calendars as one does it on paper: opening by opening, or day by day.

namespace reeve::explain {

using typed::PromiseLine;

namespace {

constexpr std::size_t kStepsMax = 14;
constexpr std::size_t kStepsFirst = 6;
constexpr std::size_t kStepsLast = 5;

class Counting {
public:
    Counting(const Scene& scene, typed::CalendarId id)
        : scene_(scene),
          id_(id),
          typed_(scene.program.calendars[id.index()]),
          calendar_(scene.inputs.rules.calendars().at(id)),
          rules_(eval::calendar_rules(scene.program, typed_)) {}

    /// Open time from `begin` to `at`.
    std::vector<CountStep> open_time(Instant begin, Instant at) {
        const Date first = date(begin);
        const Date last = date(at);
        // The opening that `begin` is in may have begun on the day before.
        add_openings({first.days - 1}, begin, at);
        for (Date day = first; day <= last; ++day.days) {
            if (!add_openings(day, begin, at) && day > first && day < last) add_closed(day);
            if (day == first && !steps_.empty() && steps_.back().kind == CountStep::Kind::Open)
                continue;
            if (day == first && day < last && steps_.empty()) add_closed_rest(day, begin);
        }
        return abbreviated();
    }

    /// Business days after `begin`; `end` goes to the closing time of the last one.
    std::vector<CountStep> business_days(Instant begin, std::int64_t days, Instant at, bool end) {
        const Instant start = calendar_.plus_business_days(begin, 0);
        if (start != begin) moved(begin, start, "outside opening hours, counts as");
        Date before = date(start);
        for (std::int64_t i = 1; i <= days; ++i) {
            const Date day = date(calendar_.plus_business_days(begin, i));
            for (Date closed{before.days + 1}; closed < day; ++closed.days) add_closed(closed);
            CountStep step;
            step.kind = CountStep::Kind::Day;
            step.from = step.to = zone().start_of_day(day);
            step.when = day_name(day);
            step.days = i;
            step.note = hours_of(day);
            steps_.push_back(std::move(step));
            before = day;
        }
        std::vector<CountStep> steps = abbreviated();
        steps_.clear();
        const TimeOfDay wanted = zone().local(start).time;
        const LocalMoment got = zone().local(at);
        if (end)
            moved(at, at, "the closing time of that day");
        else if (got.time == wanted)
            moved(at, at, days == 0 ? "the same moment" : "the same time of day");
        else
            moved(at, at,
                  fmt::format("{} is outside the hours of that day, so", wanted.to_string()));
        steps.insert(steps.end(), steps_.begin(), steps_.end());
        return steps;
    }

private:
    [[nodiscard]] const calendar::TimeZone& zone() const { return calendar_.zone(); }
    [[nodiscard]] Date date(Instant instant) const { return zone().local(instant).date; }
    [[nodiscard]] std::string time(Instant instant, Date day) const {
        const LocalMoment local = zone().local(instant);
        // A closing at midnight belongs to the day that ends.
        if (local.date.days == day.days + 1 && local.time.ms == 0) return "24:00";
        return local.time.to_string();
    }

    bool add_openings(Date day, Instant begin, Instant at) {
        bool any = false;
        for (const calendar::Calendar::Opening& opening : calendar_.openings(day, day)) {
            const Instant from = std::max(opening.open, begin);
            const Instant to = std::min(opening.close, at);
            if (from >= to) continue;
            any = true;
            total_.ms += to.ms - from.ms;
            CountStep step;
            step.from = from;
            step.to = to;
            step.when = fmt::format("{} {}–{}", day_name(day), time(from, day), time(to, day));
            step.amount = Duration{to.ms - from.ms};
            step.total = total_;
            steps_.push_back(std::move(step));
        }
        return any;
    }

    void add_closed(Date day) {
        std::string why = closed_because(day);
        const bool joins = !steps_.empty() && steps_.back().kind == CountStep::Kind::Closed &&
                           steps_.back().note == why;
        if (joins) {
            steps_.back().to = zone().start_of_day({day.days + 1});
            const Date first = date(steps_.back().from);
            steps_.back().when = fmt::format("{} to {}", day_name(first), day_name(day));
            return;
        }
        CountStep step;
        step.kind = CountStep::Kind::Closed;
        step.from = zone().start_of_day(day);
        step.to = zone().start_of_day({day.days + 1});
        step.when = day_name(day);
        step.note = std::move(why);
        steps_.push_back(std::move(step));
    }

    void add_closed_rest(Date day, Instant begin) {
        CountStep step;
        step.kind = CountStep::Kind::Closed;
        step.from = begin;
        step.to = zone().start_of_day({day.days + 1});
        step.when = fmt::format("{} {}", day_name(day), time(begin, day));
        step.note = calendar_.is_business_day(day) ? "after closing" : closed_because(day);
        steps_.push_back(std::move(step));
    }

    void moved(Instant from, Instant to, std::string note) {
        CountStep step;
        step.kind = CountStep::Kind::Moved;
        step.from = from;
        step.to = to;
        step.when = fmt::format("{} {}", day_name(date(to)), zone().local(to).time.to_string());
        step.note = std::move(note);
        steps_.push_back(std::move(step));
    }

    [[nodiscard]] std::string hours_of(Date day) const {
        std::string text;
        for (const calendar::Calendar::Opening& opening : calendar_.openings(day, day))
            text += fmt::format("{}{}–{}", text.empty() ? "" : ", ", time(opening.open, day),
                                time(opening.close, day));
        return text;
    }

    [[nodiscard]] std::string closed_because(Date day) const {
        for (const typed::ExtraDay& extra : typed_.extra_days) {
            if (!extra.windows.empty() || day < extra.first || extra.last < day) continue;
            return extra.because.empty() ? "closed on this day" : "closed: " + extra.because;
        }
        // The rules of the sets stand in the order of the sets.
        std::size_t index = 0;
        for (const std::uint32_t set : typed_.holidays) {
            for (const typed::HolidayRule& rule : scene_.program.holidays[set].rules) {
                const calendar::HolidayRule& holiday = rules_.holidays[index++];
                const auto days = calendar::holidays_in({holiday}, day.year());
                if (std::ranges::find(days, day) == days.end()) continue;
                return "holiday: " + (rule.display.empty()
                                          ? scene_.program.holidays[set].header.display
                                          : rule.display);
            }
        }
        return "closed";
    }

    std::vector<CountStep> abbreviated() {
        if (steps_.size() <= kStepsMax) return steps_;
        std::vector<CountStep> short_steps(steps_.begin(), steps_.begin() + kStepsFirst);
        const CountStep& first = steps_[kStepsFirst];
        const CountStep& last = steps_[steps_.size() - kStepsLast - 1];
        CountStep step;
        step.kind = CountStep::Kind::Skipped;
        step.from = first.from;
        step.to = last.to;
        step.total = last.total;
        step.days = last.days;
        Duration amount;
        std::int64_t closed = 0;
        for (std::size_t i = kStepsFirst; i < steps_.size() - kStepsLast; ++i) {
            if (steps_[i].amount) amount.ms += steps_[i].amount->ms;
            if (steps_[i].days > 0) step.days = steps_[i].days;
            if (steps_[i].kind == CountStep::Kind::Closed)
                closed += date({steps_[i].to.ms - 1}).days - date(steps_[i].from).days + 1;
        }
        if (last.total || amount.ms > 0) {
            step.amount = amount;
            step.total = Duration{total_until(steps_.size() - kStepsLast)};
        }
        step.when = fmt::format("{} to {}", day_name(date(first.from)),
                                day_name(date({std::max(first.from.ms, last.to.ms - 1)})));
        step.note = fmt::format("… with {} closed day{}", closed, closed == 1 ? "" : "s");
        short_steps.push_back(std::move(step));
        short_steps.insert(short_steps.end(), steps_.end() - kStepsLast, steps_.end());
        return short_steps;
    }

    [[nodiscard]] std::int64_t total_until(std::size_t count) const {
        std::int64_t total = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (steps_[i].amount) total += steps_[i].amount->ms;
        }
        return total;
    }

    const Scene& scene_;
    typed::CalendarId id_;
    const typed::Calendar& typed_;
    const calendar::Calendar& calendar_;
    calendar::Rules rules_;
    std::vector<CountStep> steps_;
    Duration total_;
};

CountStep plain(const Scene& scene, Instant from, Instant to, std::string note) {
    CountStep step;
    step.kind = CountStep::Kind::Plain;
    step.from = from;
    step.to = to;
    step.when = scene.format.moment(to);
    step.note = std::move(note);
    return step;
}

}  // namespace

std::vector<CountStep> count_steps(const Scene& scene, const PromiseLine& line, Instant begin,
                                   Instant at) {
    if (line.kind == PromiseLine::Kind::At)
        return {plain(scene, begin, at, scene.source.text(line.at))};
    const std::string length = scene.source.text(line.within.span.span);
    const syntax::TimeSpanKind kind = line.within.span.kind();
    if (kind == syntax::TimeSpanKind::BusinessDuration)
        return Counting(scene, line.within.calendar).open_time(begin, at);
    const bool days = std::ranges::any_of(line.within.span.parts, &syntax::TimeSpanPart::business);
    if (kind != syntax::TimeSpanKind::CalendarStep || !days)
        return {plain(scene, begin, at, length + " later")};
    std::int64_t count = 0;
    for (const syntax::TimeSpanPart& part : line.within.span.parts)
        count += part.count.to_int64().value_or(0);
    return Counting(scene, line.within.calendar)
        .business_days(begin, count, at, line.kind == PromiseLine::Kind::EndOf);
}

}  // namespace reeve::explain
