#include "runtime/calendar/calendar.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>

// What questions to a calendar cost, beside the obvious ways to answer them: walking day by day
// over the hours, and minute by minute. The walker is spared the search for holidays: it has them
// in a set. Each benchmark asks about the same 1,024 instants between 2020 and 2030, and stops
// where the two disagree.

namespace reeve::bench {
namespace {

using calendar::Calendar;
using calendar::HolidayRule;
using calendar::Rules;
using calendar::TimeZone;
using calendar::Window;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kSpanDays = 30;
constexpr std::int64_t kHoursAhead = 24;
constexpr std::int64_t kDaysAhead = 10;
constexpr std::size_t kInstants = 1024;

TimeOfDay at(int hour, int minute) { return {(hour * 60 + minute) * 60'000}; }

/// Two windows a day, Saturday mornings, the eleven holidays of France, some days of its own.
Rules office() {
    Rules rules;
    rules.time_zone = "Europe/Paris";
    for (int day = 0; day < 5; ++day)
        rules.week[day] = {{at(8, 30), at(12, 0)}, {at(13, 0), at(18, 0)}};
    rules.week[5] = {{at(9, 0), at(12, 0)}};
    const int yearly[][2] = {{1, 1}, {1, 5}, {8, 5}, {14, 7}, {15, 8}, {1, 11}, {11, 11}, {25, 12}};
    for (const auto& day : yearly) {
        HolidayRule rule;
        rule.kind = HolidayRule::Kind::Yearly;
        rule.day = day[0];
        rule.month = day[1];
        rules.holidays.push_back(rule);
    }
    for (const int days : {1, 39, 50}) {
        HolidayRule rule;
        rule.kind = HolidayRule::Kind::Easter;
        rule.day = days;
        rules.holidays.push_back(rule);
    }
    for (int year = 2020; year < 2030; ++year) {
        const Date eve = *Date::from_ymd(year, 12, 24);
        rules.extra_days.push_back({eve, eve, {{at(8, 30), at(12, 0)}}});
    }
    return rules;
}

class Walker {
public:
    explicit Walker(const Rules& rules) : rules_(rules), zone_(*TimeZone::find(rules.time_zone)) {
        for (int year = 2018; year < 2032; ++year) {
            for (const Date day : holidays_in(rules.holidays, year)) holidays_.insert(day);
        }
    }

    [[nodiscard]] std::int64_t open_time_by_days(Instant from, Instant to) const {
        std::int64_t open = 0;
        const Date last = zone_.local(to).date;
        for (Date day = zone_.local(from).date; day <= last; ++day.days) {
            for (const Window& window : windows(day)) {
                const std::int64_t begin = zone_.instant({day, window.open}).ms;
                const std::int64_t end = zone_.instant({day, window.close}).ms;
                open += std::max<std::int64_t>(std::min(end, to.ms) - std::max(begin, from.ms), 0);
            }
        }
        return open;
    }

    [[nodiscard]] std::int64_t open_time_by_minutes(Instant from, Instant to) const {
        std::int64_t open = 0;
        for (std::int64_t ms = from.ms; ms < to.ms; ms += kMinuteMs) {
            if (is_open({ms})) open += kMinuteMs;
        }
        return open;
    }

    [[nodiscard]] bool is_open(Instant instant) const {
        const LocalMoment local = zone_.local(instant);
        return std::ranges::any_of(windows(local.date), [&](const Window& window) {
            return window.open <= local.time && local.time < window.close;
        });
    }

    [[nodiscard]] Instant plus(Instant from, std::int64_t open) const {
        for (Date day = zone_.local(from).date;; ++day.days) {
            for (const Window& window : windows(day)) {
                const std::int64_t begin = std::max(zone_.instant({day, window.open}).ms, from.ms);
                const std::int64_t end = zone_.instant({day, window.close}).ms;
                if (begin >= end) continue;
                if (open <= end - begin) return {begin + open};
                open -= end - begin;
            }
        }
    }

    /// For moments at which it is open.
    [[nodiscard]] Instant plus_business_days(Instant from, std::int64_t days) const {
        LocalMoment local = zone_.local(from);
        while (days > 0) {
            ++local.date.days;
            if (!windows(local.date).empty()) --days;
        }
        const std::vector<Window>& hours = windows(local.date);
        for (const Window& window : hours) {
            if (local.time < window.close) {
                local.time = std::max(local.time, window.open);
                return zone_.instant(local);
            }
        }
        return zone_.instant({local.date, hours.back().close});
    }

private:
    [[nodiscard]] const std::vector<Window>& windows(Date day) const {
        for (const auto& extra : rules_.extra_days) {
            if (extra.first <= day && day <= extra.last) return extra.windows;
        }
        if (holidays_.contains(day)) return none_;
        return rules_.week[day.weekday()];
    }

    Rules rules_;
    TimeZone zone_;
    std::set<Date> holidays_;
    std::vector<Window> none_;
};

struct House {
    House() : rules(office()), calendar(rules), walker(rules) {
        constexpr std::uint64_t kSeed = 2026;
        std::mt19937_64 random(kSeed);
        const std::int64_t first = 1'577'836'800'000;  // 2020
        const std::int64_t years = 10 * 365 * kDayMs;
        while (instants.size() < kInstants) {
            const auto ms = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(years));
            const Instant instant{(first + ms) / kMinuteMs * kMinuteMs};
            if (calendar.is_open(instant)) instants.push_back(instant);
        }
    }
    Rules rules;
    Calendar calendar;
    Walker walker;
    std::vector<Instant> instants;  // at which it is open
};

const House& house() {
    static const House house;
    return house;
}

/// Asks for all instants, once to compare and then for the time.
template <class Question, class Check>
void ask(benchmark::State& state, Question question, Check check) {
    const std::vector<Instant>& instants = house().instants;
    // The minute walk is too slow to be compared everywhere.
    for (std::size_t i = 0; i < kInstants; i += 16) {
        if (question(instants[i]) == check(instants[i])) continue;
        std::cerr << "the two ways disagree at " << instants[i].ms << '\n';
        std::exit(1);
    }
    std::size_t i = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(question(instants[i]));
        i = (i + 1) % kInstants;
    }
}

Instant later(Instant instant) { return {instant.ms + kSpanDays * kDayMs}; }

std::int64_t open_time(Instant from) { return house().calendar.open_time(from, later(from)).ms; }
Instant plus(Instant from) { return house().calendar.plus(from, {kHoursAhead * kHourMs}); }
Instant business_days(Instant from) {
    return house().calendar.plus_business_days(from, kDaysAhead);
}
bool is_open(Instant from) { return house().calendar.is_open({from.ms + 7 * kHourMs}); }

std::int64_t open_time_by_days(Instant from) {
    return house().walker.open_time_by_days(from, later(from));
}
std::int64_t open_time_by_minutes(Instant from) {
    return house().walker.open_time_by_minutes(from, later(from));
}
Instant plus_by_days(Instant from) { return house().walker.plus(from, kHoursAhead * kHourMs); }
Instant business_days_by_days(Instant from) {
    return house().walker.plus_business_days(from, kDaysAhead);
}
bool is_open_by_hours(Instant from) { return house().walker.is_open({from.ms + 7 * kHourMs}); }

void calendar_built(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(Calendar(house().rules));
}
void calendar_is_open(benchmark::State& state) { ask(state, is_open, is_open_by_hours); }
void calendar_is_open_walked(benchmark::State& state) { ask(state, is_open_by_hours, is_open); }
void calendar_open_time(benchmark::State& state) { ask(state, open_time, open_time_by_days); }
void calendar_open_time_day_walk(benchmark::State& state) {
    ask(state, open_time_by_days, open_time);
}
void calendar_open_time_minute_walk(benchmark::State& state) {
    ask(state, open_time_by_minutes, open_time);
}
void calendar_plus(benchmark::State& state) { ask(state, plus, plus_by_days); }
void calendar_plus_day_walk(benchmark::State& state) { ask(state, plus_by_days, plus); }
void calendar_business_days(benchmark::State& state) {
    ask(state, business_days, business_days_by_days);
}
void calendar_business_days_day_walk(benchmark::State& state) {
    ask(state, business_days_by_days, business_days);
}
void calendar_local_time(benchmark::State& state) {
    const TimeZone& zone = house().calendar.zone();
    const auto there_and_back = [&](Instant from) { return zone.instant(zone.local(from)); };
    ask(state, there_and_back, [](Instant from) { return from; });
}

BENCHMARK(calendar_built)->Unit(benchmark::kMillisecond);
BENCHMARK(calendar_is_open);
BENCHMARK(calendar_is_open_walked);
BENCHMARK(calendar_open_time);
BENCHMARK(calendar_open_time_day_walk);
BENCHMARK(calendar_open_time_minute_walk);
BENCHMARK(calendar_plus);
BENCHMARK(calendar_plus_day_walk);
BENCHMARK(calendar_business_days);
BENCHMARK(calendar_business_days_day_walk);
BENCHMARK(calendar_local_time);

}  // namespace
}  // namespace reeve::bench
