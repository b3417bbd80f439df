#include "runtime/calendar/calendar.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <optional>
#include <random>
#include <set>
#include <string>

// Random calendars against a model that knows nothing but minutes and days: it asks the time-zone
// library for the wall clock of every minute, marks the minutes that are open, and counts.

namespace reeve::calendar {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr int kMinutesOfDay = 1440;
constexpr int kModelDays = 56;
constexpr int kNobody = -1'000'000'000;

const char* const kZones[] = {
    "Europe/Paris",       "America/New_York",  "Australia/Lord_Howe", "Asia/Kathmandu",
    "Africa/Casablanca",  "Pacific/Apia",      "America/Sao_Paulo",   "UTC",
    "Europe/London",      "America/St_Johns",  "Asia/Gaza",           "Antarctica/Troll",
    "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Cairo",        "America/Los_Angeles",
    "Asia/Tehran",        "Pacific/Kwajalein"};

const char* const kCheckerNames[] = {
#define TIME_ZONE(name) name,
#include "compiler/check/time_zones.def"
#undef TIME_ZONE
};

using Random = std::mt19937_64;

int pick(Random& random, int low, int high) {
    return low + static_cast<int>(random() % static_cast<std::uint64_t>(high - low + 1));
}
bool chance(Random& random, int percent) { return pick(random, 1, 100) <= percent; }

TimeOfDay at_minute(int minute) { return {static_cast<std::int32_t>(minute * kMinute)}; }

// Random rules.

/// One to three windows in order; the last may run past midnight, or to 24:00.
std::vector<Window> random_windows(Random& random) {
    if (chance(random, 6)) return {{at_minute(0), at_minute(kMinutesOfDay)}};
    std::set<int> times;
    const auto count = static_cast<std::size_t>(2 * pick(random, 1, 3));
    while (times.size() < count) {
        // Wall clocks are changed in the small hours.
        times.insert(chance(random, 35) ? pick(random, 0, 240)
                                        : pick(random, 0, kMinutesOfDay / 5) * 5);
    }
    const std::vector<int> sorted(times.begin(), times.end());
    std::vector<Window> windows;
    for (std::size_t i = 0; i < sorted.size(); i += 2)
        windows.push_back({at_minute(sorted[i]), at_minute(sorted[i + 1])});
    if (windows.size() > 1 && chance(random, 15)) windows[0].close = windows[1].open;
    Window& last = windows.back();
    if (chance(random, 35)) last.close = at_minute(pick(random, 0, last.open.ms / kMinute));
    return windows;
}

HolidayRule random_holiday(Random& random, Date near) {
    HolidayRule rule;
    const Date day{near.days + pick(random, -10, kModelDays + 10)};
    rule.kind = static_cast<HolidayRule::Kind>(pick(random, 0, 3));
    rule.date = day;
    rule.day = rule.kind == HolidayRule::Kind::Easter ? pick(random, -80, 250) : day.day();
    rule.month = day.month();
    rule.ordinal = chance(random, 20) ? -1 : pick(random, 1, 5);
    rule.weekday = day.weekday();
    if (chance(random, 50)) {
        rule.observed_on = pick(random, 0, 6);
        for (int weekday = 0; weekday < 7; ++weekday) {
            if (weekday == rule.observed_on) continue;
            if (chance(random, 40)) {
                rule.observed_when.push_back(weekday);
            } else if (chance(random, 20)) {
                rule.left_to_others.push_back(weekday);
            }
        }
    }
    return rule;
}

Rules random_rules(Random& random, const std::string& zone, Date near) {
    Rules rules;
    rules.time_zone = zone;
    for (auto& day : rules.week) {
        if (chance(random, 75)) day = random_windows(random);
    }
    if (chance(random, 5)) {
        for (auto& day : rules.week) day = {{at_minute(0), at_minute(kMinutesOfDay)}};
    }
    for (int i = pick(random, 0, 6); i > 0; --i)
        rules.holidays.push_back(random_holiday(random, near));
    for (int i = pick(random, 0, 5); i > 0; --i) {
        const Date first{near.days + pick(random, -3, kModelDays)};
        ExtraDays extra{first, {first.days + (chance(random, 70) ? 0 : pick(random, 1, 9))}, {}};
        if (chance(random, 60)) extra.windows = random_windows(random);
        rules.extra_days.push_back(extra);
    }
    return rules;
}

// The model.

/// Easter Sunday after J. Oudin (1940), as the US Naval Observatory prints it: another way than the
/// one under test.
Date oudin_easter(int year) {
    const int c = year / 100;
    const int n = year - 19 * (year / 19);
    const int k = (c - 17) / 25;
    int i = c - c / 4 - (c - k) / 3 + 19 * n + 15;
    i = i - 30 * (i / 30);
    i = i - (i / 28) * (1 - (i / 28) * (29 / (i + 1)) * ((21 - n) / 11));
    int j = year + year / 4 + i + 2 - c + c / 4;
    j = j - 7 * (j / 7);
    const int l = i - j;
    const int month = 3 + (l + 40) / 44;
    return *Date::from_ymd(year, month, l + 28 - 31 * (month / 4));
}

bool falls_on(const HolidayRule& rule, Date day) {
    switch (rule.kind) {
        case HolidayRule::Kind::Fixed: return day == rule.date;
        case HolidayRule::Kind::Yearly: return day.day() == rule.day && day.month() == rule.month;
        case HolidayRule::Kind::Easter: return day.days == oudin_easter(day.year()).days + rule.day;
        case HolidayRule::Kind::WeekdayOfMonth: break;
    }
    if (day.month() != rule.month || day.weekday() != rule.weekday) return false;
    if (rule.ordinal == -1) return Date{day.days + 7}.month() != day.month();
    return (day.day() + 6) / 7 == rule.ordinal;
}

bool has(const std::vector<int>& values, int value) {
    return std::ranges::find(values, value) != values.end();
}

/// Looks from the day at those around it that may have moved to it.
bool is_holiday(const Rules& rules, Date day) {
    for (const HolidayRule& rule : rules.holidays) {
        for (int away = -3; away <= 3; ++away) {
            const Date base{day.days + away};
            if (!falls_on(rule, base)) continue;
            const bool moves = rule.observed_on >= 0 && has(rule.observed_when, base.weekday());
            if (moves && day.weekday() == rule.observed_on) return true;
            if (!moves && away == 0 && !has(rule.left_to_others, base.weekday())) return true;
        }
    }
    return false;
}

std::vector<Window> windows_on(const Rules& rules, Date day) {
    const std::vector<Window>* windows = &rules.week[day.weekday()];
    static const std::vector<Window> none;
    if (is_holiday(rules, day)) windows = &none;
    for (const ExtraDays& extra : rules.extra_days) {
        if (extra.first <= day && day <= extra.last) windows = &extra.windows;
    }
    return *windows;
}

class Model {
public:
    Model(const Rules& rules, Date first) : first_(first) {
        cctz::time_zone zone;
        EXPECT_TRUE(cctz::load_time_zone(rules.time_zone, &zone)) << rules.time_zone;
        begin_ = first.days * std::int64_t{kMinutesOfDay};
        std::int64_t highest = std::numeric_limits<std::int64_t>::min();
        for (int i = 0; i < kModelDays * kMinutesOfDay; ++i) {
            const auto seconds = cctz::seconds((begin_ + i) * 60);
            const auto offset = zone.lookup(cctz::time_point<cctz::seconds>(seconds)).offset;
            local_.push_back(begin_ + i + offset / 60);
            highest = std::max(highest, local_.back());
            highest_.push_back(highest);
        }
        owner_.assign(local_.size(), kNobody);
        for (int day = first.days - 3; day < first.days + kModelDays + 3; ++day) {
            for (const Window& window : windows_on(rules, Date{day})) mark(window, day);
        }
        open_before_.push_back(0);
        for (const int owner : owner_)
            open_before_.push_back(open_before_.back() + (owner == kNobody ? 0 : kMinute));
    }

    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(owner_.size()); }
    [[nodiscard]] Instant at(std::int64_t minute, std::int64_t ms = 0) const {
        return {(begin_ + minute) * kMinute + ms};
    }
    [[nodiscard]] bool open(std::int64_t minute) const { return owner(minute) != kNobody; }
    [[nodiscard]] int owner(std::int64_t minute) const {
        return owner_[static_cast<std::size_t>(minute)];
    }
    [[nodiscard]] std::int64_t open_before(std::int64_t minute, std::int64_t ms) const {
        return open_before_[static_cast<std::size_t>(minute)] + (open(minute) ? ms : 0);
    }

    /// The first minute at which the wall clock shows so many minutes or more.
    [[nodiscard]] std::int64_t first_showing(std::int64_t local) const {
        return std::ranges::lower_bound(highest_, local) - highest_.begin();
    }

    [[nodiscard]] std::optional<Instant> plus(std::int64_t minute, std::int64_t ms,
                                              std::int64_t add) const {
        std::int64_t now = minute;
        std::int64_t in_minute = ms;
        while (add > 0) {
            if (now >= size()) return std::nullopt;
            const std::int64_t rest = kMinute - in_minute;
            if (open(now) && add <= rest) return at(now, in_minute + add);
            if (open(now)) add -= rest;
            ++now;
            in_minute = 0;
        }
        return at(now, in_minute);
    }

    [[nodiscard]] std::optional<Instant> minus(std::int64_t minute, std::int64_t ms,
                                               std::int64_t take) const {
        std::int64_t now = minute;
        std::int64_t in_minute = ms;
        while (take > 0) {
            if (in_minute == 0) {
                if (--now < 0) return std::nullopt;
                in_minute = kMinute;
            }
            if (open(now) && take <= in_minute) return at(now, in_minute - take);
            if (open(now)) take -= in_minute;
            in_minute = 0;
        }
        return at(now, in_minute);
    }

    [[nodiscard]] std::optional<Instant> next_change(std::int64_t minute) const {
        for (std::int64_t i = minute + 1; i < size(); ++i) {
            if (open(i) != open(i - 1)) return at(i);
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<Instant> last_change(std::int64_t minute) const {
        for (std::int64_t i = minute; i > 0; --i) {
            if (open(i) != open(i - 1)) return at(i);
        }
        return std::nullopt;
    }

    [[nodiscard]] bool is_business_day(int day) const {
        return std::ranges::find(owner_, day) != owner_.end();
    }
    /// Whether all minutes that the day could have are in the model.
    [[nodiscard]] bool covers(int day) const {
        return day > first_.days + 1 && day < first_.days + kModelDays - 3;
    }

    struct Start {
        std::int64_t minute;
        std::int64_t ms;
        int day;
    };
    [[nodiscard]] std::optional<Start> start(std::int64_t minute, std::int64_t ms,
                                             bool back) const {
        if (open(minute)) return Start{minute, ms, owner(minute)};
        if (!back) {
            while (minute < size() && !open(minute)) ++minute;
            if (minute == size()) return std::nullopt;
            return Start{minute, 0, owner(minute)};
        }
        while (minute >= 0 && !open(minute)) --minute;
        if (minute < 0) return std::nullopt;
        return Start{minute + 1, 0, owner(minute)};
    }
    [[nodiscard]] std::optional<int> walk_days(int day, int days) const {
        while (days != 0) {
            day += days > 0 ? 1 : -1;
            if (!covers(day)) return std::nullopt;
            if (is_business_day(day)) days += days > 0 ? -1 : 1;
        }
        return day;
    }
    [[nodiscard]] std::optional<Instant> plus_business_days(std::int64_t minute, std::int64_t ms,
                                                            int days) const {
        const bool back = days < 0;
        const auto from = start(minute, ms, back);
        if (!from) return std::nullopt;
        if (days == 0) return at(from->minute, from->ms);
        const auto day = walk_days(from->day, days);
        if (!day || from->minute >= size()) return std::nullopt;
        const std::int64_t wanted = local_[static_cast<std::size_t>(from->minute)] +
                                    std::int64_t{*day - from->day} * kMinutesOfDay;
        const std::int64_t target = first_showing(wanted);
        if (target >= size()) return std::nullopt;
        const bool skipped = local_[static_cast<std::size_t>(target)] != wanted;
        return into_hours(target, skipped ? 0 : from->ms, *day, back);
    }
    [[nodiscard]] std::optional<Instant> end_of(std::int64_t minute, int days) const {
        const auto from = start(minute, 0, days < 0);
        if (!from || !covers(from->day)) return std::nullopt;
        const auto day = walk_days(from->day, days);
        if (!day) return std::nullopt;
        for (std::int64_t i = size(); i-- > 0;) {
            if (owner(i) == *day) return at(i + 1);
        }
        return std::nullopt;
    }

private:
    void mark(const Window& window, int day) {
        const std::int64_t midnight = std::int64_t{day} * kMinutesOfDay;
        const std::int64_t next = window.close <= window.open ? kMinutesOfDay : 0;
        const std::int64_t close = first_showing(midnight + next + window.close.ms / kMinute);
        for (std::int64_t i = first_showing(midnight + window.open.ms / kMinute); i < close; ++i) {
            int& owner = owner_[static_cast<std::size_t>(i)];
            if (owner == kNobody) owner = day;
        }
    }
    [[nodiscard]] std::optional<Instant> into_hours(std::int64_t minute, std::int64_t ms, int day,
                                                    bool back) const {
        if (owner(minute) == day) return at(minute, ms);
        std::optional<std::int64_t> before;
        std::optional<std::int64_t> after;
        for (std::int64_t i = 0; i < size(); ++i) {
            if (owner(i) != day) continue;
            if (i < minute) before = i;
            if (i > minute && !after) after = i;
        }
        if (before && (back || !after)) return at(*before + 1);
        if (after) return at(*after);
        return std::nullopt;
    }

    Date first_;
    std::int64_t begin_ = 0;             // minutes since 1970
    std::vector<std::int64_t> local_;    // minutes that the wall clock shows, by minute
    std::vector<std::int64_t> highest_;  // the most that it has shown
    std::vector<int> owner_;             // the day whose window is open
    std::vector<std::int64_t> open_before_;
};

// The comparison.

/// A few weeks, more often than not around a change of the wall clock.
Date random_first_day(Random& random, const std::string& name) {
    const int year = pick(random, 1970, 2060);
    const Date new_year = *Date::from_ymd(year, 1, 1);
    Date first{new_year.days + pick(random, 0, 364)};
    const auto zone = TimeZone::find(name);
    EXPECT_TRUE(zone.has_value()) << name;
    const auto change = zone->next_change(zone->start_of_day(first));
    if (change && chance(random, 65))
        first = {zone->local(*change).date.days - pick(random, 5, kModelDays - 8)};
    return first;
}

class Comparison {
public:
    Comparison(const Rules& rules, Date first, Random& random)
        : calendar_(rules), model_(rules, first), random_(random) {}

    void run() {
        for (int i = 0; i < 15 && !::testing::Test::HasFailure(); ++i) {
            const std::int64_t minute = random_minute();
            const std::int64_t ms = chance(random_, 50) ? 0 : pick(random_, 0, kMinute - 1);
            ask(minute, ms);
            count_open(minute, ms);
            count_days(minute, ms);
        }
        for (int day = 0; day < kModelDays; ++day) {
            const int date = day + static_cast<int>(model_.at(0).ms / kMinute / kMinutesOfDay);
            if (!model_.covers(date)) continue;
            EXPECT_EQ(calendar_.is_business_day(Date{date}), model_.is_business_day(date))
                << Date{date}.to_string();
            dates(date);
        }
    }

    [[nodiscard]] int answers() const { return answers_; }

private:
    /// The beginnings and ends of windows are where mistakes hide.
    std::int64_t random_minute() {
        std::int64_t minute = pick(random_, 0, static_cast<int>(model_.size()) - 1);
        if (chance(random_, 50)) return minute;
        const auto change = model_.next_change(minute);
        if (!change) return minute;
        minute = (change->ms - model_.at(0).ms) / kMinute - (chance(random_, 25) ? 1 : 0);
        return minute;
    }

    std::string text(Instant instant) const {
        return calendar_.zone().local(instant).to_string() + " (" + std::to_string(instant.ms) +
               ")";
    }
    void same(std::optional<Instant> expected, Instant found, const char* question, Instant from,
              std::int64_t by) {
        if (!expected) return;
        ++answers_;
        EXPECT_EQ(expected->ms, found.ms)
            << question << " from " << text(from) << " by " << by << ": expected "
            << text(*expected) << ", found " << text(found);
    }

    void ask(std::int64_t minute, std::int64_t ms) {
        const Instant now = model_.at(minute, ms);
        EXPECT_EQ(calendar_.is_open(now), model_.open(minute)) << text(now);
        const auto next = calendar_.next_change(now);
        if (const auto expected = model_.next_change(minute))
            same(expected, next.value_or(Instant{}), "next change", now, 0);
        const auto last = calendar_.last_change(now);
        if (const auto expected = model_.last_change(minute))
            same(expected, last.value_or(Instant{}), "last change", now, 0);
    }

    void count_open(std::int64_t minute, std::int64_t ms) {
        const Instant now = model_.at(minute, ms);
        const std::int64_t other = random_minute();
        const std::int64_t other_ms = pick(random_, 0, kMinute - 1);
        EXPECT_EQ(calendar_.open_time(now, model_.at(other, other_ms)).ms,
                  model_.open_before(other, other_ms) - model_.open_before(minute, ms))
            << text(now) << " to " << text(model_.at(other, other_ms));
        std::int64_t by = pick(random_, 0, 40'000) * kMinute / 10;
        if (chance(random_, 20)) by = model_.open_before(other, 0) - model_.open_before(minute, 0);
        by = std::abs(by);
        same(model_.plus(minute, ms, by), calendar_.plus(now, {by}), "plus", now, by);
        same(model_.minus(minute, ms, by), calendar_.plus(now, {-by}), "minus", now, by);
        inverse(now);
    }

    /// What holds of any calendar, whatever the model says.
    void inverse(Instant now) {
        const Duration open = calendar_.open_time(now);
        const Instant first = calendar_.first_with(open);
        const Instant last = calendar_.last_with(open);
        EXPECT_EQ(calendar_.open_time(first), open) << text(now);
        EXPECT_EQ(calendar_.open_time(last), open) << text(now);
        EXPECT_LE(first, now);
        EXPECT_LE(now, last);
        EXPECT_EQ(calendar_.open_time({first.ms - 1}).ms, open.ms - 1) << text(now);
        EXPECT_EQ(calendar_.open_time({last.ms + 1}).ms, open.ms + 1) << text(now);
    }

    void count_days(std::int64_t minute, std::int64_t ms) {
        const Instant now = model_.at(minute, ms);
        const int days = pick(random_, -9, 9);
        same(model_.plus_business_days(minute, ms, days), calendar_.plus_business_days(now, days),
             "business days", now, days);
        same(model_.end_of(minute, days), calendar_.end_of_business_day(now, days), "end of", now,
             days);
    }

    void dates(int date) {
        const int days = pick(random_, -9, 9);
        const auto expected = model_.walk_days(date, days);
        if (!expected) return;
        ++answers_;
        EXPECT_EQ(calendar_.plus_business_days(Date{date}, days).to_string(),
                  Date{*expected}.to_string())
            << Date{date}.to_string() << " and " << days;
    }

    Calendar calendar_;
    Model model_;
    Random& random_;
    int answers_ = 0;
};

/// More with REEVE_CALENDAR_SEEDS=5000; another beginning with REEVE_CALENDAR_SEED.
std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST(CalendarRandom, answers_as_counting_minutes_and_days_does) {
    const std::uint64_t first = from_environment("REEVE_CALENDAR_SEED", 1);
    const std::uint64_t count = from_environment("REEVE_CALENDAR_SEEDS", 120);
    std::int64_t answers = 0;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        Random random(seed);
        const std::string zone = kZones[random() % std::size(kZones)];
        SCOPED_TRACE("seed " + std::to_string(seed) + ", " + zone);
        const Date day = random_first_day(random, zone);
        const Rules rules = random_rules(random, zone, day);
        const bool opens =
            std::ranges::any_of(rules.week, [](const auto& hours) { return !hours.empty(); });
        if (!opens) continue;
        Comparison comparison(rules, day, random);
        comparison.run();
        answers += comparison.answers();
        if (HasFailure()) break;
    }
    // A model that answers nothing would agree with everything.
    EXPECT_GT(answers, static_cast<std::int64_t>(count) * 60);
}

/// Rules count on it: `now + 3 business days > due` turns once. Only where clocks are put back does
/// local time go back too, so the zone here never changes.
TEST(CalendarRandom, steps_never_go_back_as_time_goes_on) {
    const std::uint64_t first = from_environment("REEVE_CALENDAR_SEED", 1);
    for (std::uint64_t seed = first; seed < first + 60; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Random random(seed);
        const Date day{pick(random, 0, 30'000)};
        const Calendar calendar(random_rules(random, "Asia/Kolkata", day));
        const int days = pick(random, -6, 6);
        const Duration open{pick(random, -900, 900) * kMinute};
        Instant now = calendar.zone().start_of_day(day);
        Instant by_days = calendar.plus_business_days(now, days);
        Instant by_time = calendar.plus(now, open);
        Instant by_end = calendar.end_of_business_day(now, days);
        for (int i = 0; i < 2'000 && !HasFailure(); ++i) {
            now.ms += pick(random, 1, 30) * kMinute;
            const Instant next_by_days = calendar.plus_business_days(now, days);
            const Instant next_by_time = calendar.plus(now, open);
            const Instant next_by_end = calendar.end_of_business_day(now, days);
            EXPECT_LE(by_days, next_by_days) << days << " days from " << now.ms;
            EXPECT_LE(by_time, next_by_time) << open.ms << " from " << now.ms;
            EXPECT_LE(by_end, next_by_end) << days << " days from " << now.ms;
            by_days = next_by_days;
            by_time = next_by_time;
            by_end = next_by_end;
        }
    }
}

/// The hours of every day of the range, asked of the zone one by one: without patterns, and with
/// all that zones did before 1970.
class EveryDay {
public:
    explicit EveryDay(const Rules& rules) : rules_(rules), calendar_(rules) {}

    void run() {
        const Date first = *Date::from_ymd(1900, 1, 1);
        const Date last = *Date::from_ymd(2200, 12, 31);
        const auto found = calendar_.openings(first, last);
        std::size_t next = 0;
        for (Date day = first; day <= last && !::testing::Test::HasFailure(); ++day.days) {
            const std::size_t before = next;
            for (const Window& window : rules_.week[day.weekday()]) {
                const auto expected = opening(day, window);
                if (expected.open >= expected.close) continue;
                ASSERT_LT(next, found.size()) << day.to_string();
                ASSERT_EQ(found[next].open, expected.open) << day.to_string();
                ASSERT_EQ(found[next].close, expected.close) << day.to_string();
                look(found[next]);
                ++next;
            }
            EXPECT_EQ(calendar_.is_business_day(day), next > before) << day.to_string();
        }
        EXPECT_EQ(next, found.size());
    }

private:
    [[nodiscard]] Calendar::Opening opening(Date day, const Window& window) const {
        const Date closing{day.days + (window.close <= window.open ? 1 : 0)};
        return {std::max(calendar_.zone().instant({day, window.open}), last_close_),
                calendar_.zone().instant({closing, window.close})};
    }

    void look(const Calendar::Opening& opening) {
        EXPECT_EQ(calendar_.open_time(opening.open).ms, open_);
        EXPECT_EQ(calendar_.is_open({opening.open.ms - 1}), opening.open == last_close_);
        EXPECT_TRUE(calendar_.is_open(opening.open));
        EXPECT_TRUE(calendar_.is_open({opening.close.ms - 1}));
        open_ += opening.close.ms - opening.open.ms;
        EXPECT_EQ(calendar_.open_time(opening.close).ms, open_);
        EXPECT_EQ(calendar_.first_with({open_}), opening.close);
        last_close_ = opening.close;
    }

    const Rules& rules_;
    Calendar calendar_;
    std::int64_t open_ = 0;
    Instant last_close_{std::numeric_limits<std::int64_t>::min() + 1};
};

TEST(CalendarRandom, every_day_opens_where_its_zone_says) {
    const std::uint64_t first = from_environment("REEVE_CALENDAR_SEED", 1);
    const std::uint64_t count = from_environment("REEVE_CALENDAR_SEEDS", 10);
    for (std::uint64_t seed = first; seed < first + std::min<std::uint64_t>(count, 600); ++seed) {
        Random random(seed);
        const std::string zone = kCheckerNames[random() % std::size(kCheckerNames)];
        SCOPED_TRACE("seed " + std::to_string(seed) + ", " + zone);
        Rules rules;
        rules.time_zone = zone;
        for (auto& day : rules.week) day = random_windows(random);
        EveryDay(rules).run();
        if (HasFailure()) break;
    }
}

}  // namespace
}  // namespace reeve::calendar
