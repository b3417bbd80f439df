#include "base/check.h"
#include "runtime/calendar/builder.h"

#include <algorithm>
#include <limits>

namespace reeve::calendar {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr int kWeekdays = 7;

}  // namespace

Calendar::Calendar(const Rules& rules) { Builder(*this, rules).run(); }

Calendar::Builder::Builder(Calendar& calendar, const Rules& rules)
    : calendar_(calendar), rules_(rules) {
    const auto zone = TimeZone::find(rules.time_zone);
    CHECK(zone.has_value());
    calendar_.zone_ = *zone;
}

void Calendar::Builder::run() {
    hours_.emplace_back();
    calendar_.patterns_.push_back({0, 0});
    calendar_.days_.resize(kDays + 1);
    choose_hours();
    lay_out();
    set_limits();
}

/// Puts the index of the hours that count into the place where the pattern will be.
void Calendar::Builder::choose_hours() {
    std::uint32_t of_weekday[kWeekdays];
    for (int weekday = 0; weekday < kWeekdays; ++weekday)
        of_weekday[weekday] = hours_of(rules_.week[weekday]);
    int weekday = Date{kFirstDay}.weekday();
    for (Day& day : calendar_.days_) {
        day.pattern = of_weekday[weekday];
        weekday = weekday + 1 == kWeekdays ? 0 : weekday + 1;
    }
    choose_holidays();
    for (const ExtraDays& extra : rules_.extra_days)
        choose(extra.first, extra.last, hours_of(extra.windows));
    calendar_.days_.back().pattern = 0;
}

/// Libraries list hundreds of single dates, which are not looked for in each year.
void Calendar::Builder::choose_holidays() {
    std::vector<HolidayRule> returning;
    for (const HolidayRule& rule : rules_.holidays) {
        if (rule.kind != HolidayRule::Kind::Fixed) {
            returning.push_back(rule);
            continue;
        }
        for (const Date day : holidays_of({rule}, rule.date.year())) choose(day, day, 0);
    }
    // A neighbour of the range may have a holiday that is observed inside it.
    for (int year = kFirstYear - 1; year <= kLastYear + 1; ++year) {
        for (const Date day : holidays_of(returning, year)) choose(day, day, 0);
    }
}

void Calendar::Builder::choose(Date first, Date last, std::uint32_t hours) {
    const std::int64_t begin = std::max<std::int64_t>(first.days - kFirstDay, 0);
    const std::int64_t end = std::min<std::int64_t>(last.days - kFirstDay + 1, kDays);
    for (std::int64_t day = begin; day < end; ++day)
        calendar_.days_[static_cast<std::size_t>(day)].pattern = hours;
}

/// Days with the same windows share their hours, in order and without overlap.
std::uint32_t Calendar::Builder::hours_of(const std::vector<Window>& windows) {
    Hours hours;
    for (const Window& window : windows) {
        const std::int64_t past_midnight = window.close <= window.open ? kDayMs : 0;
        hours.push_back({window.open.ms, window.close.ms + past_midnight});
    }
    std::ranges::sort(hours, {}, &Stretch::open);
    std::int64_t closed_from = std::numeric_limits<std::int64_t>::min();
    std::erase_if(hours, [&](Stretch& stretch) {
        stretch.open = std::max(stretch.open, closed_from);
        if (stretch.open >= stretch.close) return true;
        closed_from = stretch.close;
        return false;
    });
    if (hours.empty()) return 0;
    const auto [known, is_new] =
        index_of_hours_.emplace(hours, static_cast<std::uint32_t>(hours_.size()));
    if (is_new) hours_.push_back(std::move(hours));
    return known->second;
}

void Calendar::Builder::lay_out() {
    pattern_of_hours_.assign(hours_.size(), kNone);
    std::int64_t open = 0;
    std::int64_t last_close = std::numeric_limits<std::int64_t>::min();
    calendar_.business_days_.reserve(kDays);
    for (std::size_t i = 0; i < kDays; ++i) {
        Day& day = calendar_.days_[i];
        const std::uint32_t hours = day.pattern;
        day.open_before = open;
        day.business_before = static_cast<std::uint32_t>(calendar_.business_days_.size());
        if (hours == 0) continue;
        const std::int64_t midnight = midnight_of(static_cast<std::int64_t>(i));
        day.pattern = pattern_of(hours, midnight, last_close);
        const Pattern& pattern = calendar_.patterns_[day.pattern];
        if (pattern.count == 0) continue;
        const Piece& last = calendar_.pieces_[pattern.first + pattern.count - 1];
        open += last.before + (last.close - last.open);
        last_close = midnight + last.close;
        calendar_.business_days_.push_back(static_cast<std::uint32_t>(i));
    }
    Day& after = calendar_.days_[kDays];
    after.open_before = open;
    after.pattern = 0;
    after.business_before = static_cast<std::uint32_t>(calendar_.business_days_.size());
}

/// Most days share a pattern with others of the same hours and the same offset. Those on which the
/// wall clock is changed, and those into which the hours of the day before run, have their own.
std::uint32_t Calendar::Builder::pattern_of(std::uint32_t hours, std::int64_t midnight,
                                            std::int64_t last_close) {
    const Hours& stretches = hours_[hours];
    const std::int64_t first_open = midnight + stretches.front().open;
    const std::int64_t close = midnight + stretches.back().close;
    if (first_open >= steady_.end || first_open < steady_.begin) {
        const std::int64_t offset = steady_.offset;
        steady_ = calendar_.zone_.steady(first_open);
        if (steady_.offset != offset) pattern_of_hours_.assign(hours_.size(), kNone);
    }
    const bool steady = first_open >= steady_.begin && close < steady_.end;
    if (!steady || first_open - steady_.offset < last_close)
        return own_pattern(stretches, midnight, last_close);
    std::uint32_t& known = pattern_of_hours_[hours];
    if (known == kNone) known = shared_pattern(hours);
    return known;
}

std::uint32_t Calendar::Builder::shared_pattern(std::uint32_t hours) {
    const auto [known, is_new] = shared_.emplace(std::pair(hours, steady_.offset), 0);
    if (is_new) {
        std::vector<Stretch> moved = hours_[hours];
        for (Stretch& stretch : moved) {
            stretch.open -= steady_.offset;
            stretch.close -= steady_.offset;
        }
        known->second = add(moved);
    }
    return known->second;
}

std::uint32_t Calendar::Builder::own_pattern(const Hours& hours, std::int64_t midnight,
                                             std::int64_t last_close) {
    std::vector<Stretch> moved;
    for (const Stretch& stretch : hours) {
        const std::int64_t open = calendar_.zone_.at_wall_clock(midnight + stretch.open).ms;
        const std::int64_t close = calendar_.zone_.at_wall_clock(midnight + stretch.close).ms;
        const Stretch left{std::max(open, last_close) - midnight, close - midnight};
        if (left.open < left.close) moved.push_back(left);
    }
    return add(moved);
}

std::uint32_t Calendar::Builder::add(const std::vector<Stretch>& stretches) {
    if (stretches.empty()) return 0;
    const auto first = static_cast<std::uint32_t>(calendar_.pieces_.size());
    std::int64_t before = 0;
    for (const Stretch& stretch : stretches) {
        calendar_.pieces_.push_back({static_cast<std::int32_t>(stretch.open),
                                     static_cast<std::int32_t>(stretch.close),
                                     static_cast<std::int32_t>(before)});
        before += stretch.close - stretch.open;
    }
    calendar_.patterns_.push_back({first, static_cast<std::uint32_t>(stretches.size())});
    return static_cast<std::uint32_t>(calendar_.patterns_.size() - 1);
}

void Calendar::Builder::set_limits() {
    calendar_.begin_ = calendar_.zone_.start_of_day(Date{kFirstDay});
    calendar_.end_ = calendar_.zone_.start_of_day(Date{kFirstDay + static_cast<int>(kDays)});
    if (calendar_.business_days_.empty()) return;
    const Spot first = calendar_.first_of(0);
    const auto count = static_cast<std::int64_t>(calendar_.business_days_.size());
    const Spot last = calendar_.last_of(count - 1);
    calendar_.begin_ = {midnight_of(first.day) + first.piece->open};
    calendar_.end_ = {midnight_of(last.day) + last.piece->close};
}

}  // namespace reeve::calendar
