#include "runtime/calendar/calendar.h"

#include "runtime/calendar/builder.h"

#include <algorithm>

namespace reeve::calendar {

namespace {

/// A day's windows lie between midnight UTC of the day before and that of the third day after it,
/// wherever its zone is.
constexpr std::int64_t kDaysBefore = 2;
constexpr std::int64_t kDaysAfter = 1;

/// The index of the day, of the range or near its ends, in which the instant is in UTC.
std::int64_t utc_day(Instant instant) {
    const std::int64_t day = instant.ms / kDayMs - (instant.ms % kDayMs < 0 ? 1 : 0) - kFirstDay;
    return std::clamp<std::int64_t>(day, -kDaysAfter - 1,
                                    static_cast<std::int64_t>(kDays) + kDaysBefore);
}

/// The first index from `begin` to before `end` for which `holds`, which then holds for all after
/// it too; `end` where there is none. Takes the logarithm of the distance from `guess`.
template <class Predicate>
std::int64_t first_that(std::int64_t begin, std::int64_t end, std::int64_t guess, Predicate holds) {
    if (begin >= end) return end;
    guess = std::clamp(guess, begin, end - 1);
    std::int64_t step = 1;
    if (holds(guess)) {
        end = guess;
        while (end > begin) {
            const std::int64_t probe = std::max(begin, end - step);
            if (!holds(probe)) {
                begin = probe + 1;
                break;
            }
            end = probe;
            step *= 2;
        }
    } else {
        begin = guess + 1;
        while (begin < end) {
            const std::int64_t probe = std::min(end - 1, begin + step - 1);
            if (holds(probe)) {
                end = probe;
                break;
            }
            begin = probe + 1;
            step *= 2;
        }
    }
    while (begin < end) {
        const std::int64_t middle = begin + (end - begin) / 2;
        if (holds(middle)) {
            end = middle;
        } else {
            begin = middle + 1;
        }
    }
    return begin;
}

}  // namespace

const Calendar::Piece* Calendar::begin_of(std::int64_t day) const {
    const Pattern& pattern = patterns_[days_[static_cast<std::size_t>(day)].pattern];
    return pieces_.data() + pattern.first;
}

const Calendar::Piece* Calendar::end_of(std::int64_t day) const {
    const Pattern& pattern = patterns_[days_[static_cast<std::size_t>(day)].pattern];
    return pieces_.data() + pattern.first + pattern.count;
}

Calendar::Spot Calendar::first_of(std::int64_t business_day) const {
    if (business_day >= static_cast<std::int64_t>(business_days_.size())) return {};
    const std::int64_t day = business_days_[static_cast<std::size_t>(business_day)];
    return {day, begin_of(day)};
}

Calendar::Spot Calendar::last_of(std::int64_t business_day) const {
    if (business_day < 0) return {};
    const std::int64_t day = business_days_[static_cast<std::size_t>(business_day)];
    return {day, end_of(day) - 1};
}

/// The last window that has opened; none before the first.
Calendar::Spot Calendar::find(Instant instant) const {
    const std::int64_t today = utc_day(instant);
    const auto count = static_cast<std::int64_t>(kDays);
    const std::int64_t latest = std::min(today + kDaysAfter, count - 1);
    const std::int64_t earliest = std::max<std::int64_t>(today - kDaysBefore, 0);
    for (std::int64_t day = latest; day >= earliest; --day) {
        const Piece* first = begin_of(day);
        const std::int64_t time = instant.ms - midnight_of(day);
        for (const Piece* piece = end_of(day); piece != first;) {
            if ((--piece)->open <= time) return {day, piece};
        }
    }
    const auto before = static_cast<std::size_t>(std::clamp<std::int64_t>(earliest, 0, count));
    return last_of(static_cast<std::int64_t>(days_[before].business_before) - 1);
}

Calendar::Spot Calendar::next(Spot spot) const {
    if (spot.piece == nullptr) return first_of(0);
    if (spot.piece + 1 != end_of(spot.day)) return {spot.day, spot.piece + 1};
    return first_of(days_[static_cast<std::size_t>(spot.day)].business_before + 1);
}

Calendar::Spot Calendar::previous(Spot spot) const {
    if (spot.piece == nullptr) return {};
    if (spot.piece != begin_of(spot.day)) return {spot.day, spot.piece - 1};
    return last_of(
        static_cast<std::int64_t>(days_[static_cast<std::size_t>(spot.day)].business_before) - 1);
}

/// Open time from the beginning to `instant`, which is not before the window's opening.
std::int64_t Calendar::elapsed(Spot spot, Instant instant) const {
    const std::int64_t time = instant.ms - midnight_of(spot.day);
    const std::int64_t until = std::min<std::int64_t>(time, spot.piece->close);
    return days_[static_cast<std::size_t>(spot.day)].open_before + spot.piece->before + until -
           spot.piece->open;
}

bool Calendar::is_open(Instant instant) const {
    const Spot spot = find(instant);
    return spot.piece != nullptr && instant.ms < midnight_of(spot.day) + spot.piece->close;
}

Duration Calendar::open_time(Instant instant) const {
    const Spot spot = find(instant);
    return {spot.piece == nullptr ? 0 : elapsed(spot, instant)};
}

std::optional<Instant> Calendar::next_change(Instant instant) const {
    const Spot spot = find(instant);
    if (spot.piece != nullptr && instant.ms < midnight_of(spot.day) + spot.piece->close)
        return Instant{closing_of_run(instant, spot)};
    const Spot opening = next(spot);
    if (opening.piece == nullptr) return std::nullopt;
    return Instant{midnight_of(opening.day) + opening.piece->open};
}

std::optional<Instant> Calendar::last_change(Instant instant) const {
    const Spot spot = find(instant);
    if (spot.piece == nullptr) return std::nullopt;
    const std::int64_t close = midnight_of(spot.day) + spot.piece->close;
    return Instant{instant.ms < close ? opening_of_run(instant, spot) : close};
}

/// Where windows touch, the house stays open. Whether it was open all the time until some midnight
/// is a subtraction, so a run of many days is found by halving.
std::int64_t Calendar::closing_of_run(Instant instant, Spot spot) const {
    const std::int64_t open = elapsed(spot, instant);
    const std::int64_t tomorrow = utc_day(instant) + 1;
    const auto has_closed = [&](std::int64_t day) {
        const Instant midnight{midnight_of(day)};
        return open_time(midnight).ms - open < midnight.ms - instant.ms;
    };
    const std::int64_t day =
        first_that(tomorrow, static_cast<std::int64_t>(kDays) + kDaysBefore, tomorrow, has_closed);
    if (day > tomorrow) spot = find({midnight_of(day - 1)});
    std::int64_t close = midnight_of(spot.day) + spot.piece->close;
    for (Spot after = next(spot); after.piece != nullptr; after = next(after)) {
        if (midnight_of(after.day) + after.piece->open != close) break;
        close = midnight_of(after.day) + after.piece->close;
    }
    return close;
}

std::int64_t Calendar::opening_of_run(Instant instant, Spot spot) const {
    const std::int64_t open = elapsed(spot, instant);
    const std::int64_t today = utc_day(instant);
    // Counted backwards from this day's midnight.
    const auto was_closed = [&](std::int64_t days) {
        const Instant midnight{midnight_of(today - days)};
        return open - open_time(midnight).ms < instant.ms - midnight.ms;
    };
    const std::int64_t days = first_that(0, today + kDaysAfter + 1, 0, was_closed);
    if (days > 0) spot = find({midnight_of(today - days + 1)});
    std::int64_t opened = midnight_of(spot.day) + spot.piece->open;
    for (Spot before = previous(spot); before.piece != nullptr; before = previous(before)) {
        if (midnight_of(before.day) + before.piece->close != opened) break;
        opened = midnight_of(before.day) + before.piece->open;
    }
    return opened;
}

/// The day during which that much open time has passed: at its first moment with it, or at its
/// last.
std::int64_t Calendar::day_with(std::int64_t open, bool last) const {
    const auto count = static_cast<std::int64_t>(kDays);
    const auto total = static_cast<double>(days_.back().open_before);
    const auto guess =
        static_cast<std::int64_t>(static_cast<double>(open) / total * static_cast<double>(count));
    return first_that(0, count, guess, [&](std::int64_t day) {
        const std::int64_t by_evening = days_[static_cast<std::size_t>(day) + 1].open_before;
        return last ? by_evening > open : by_evening >= open;
    });
}

Instant Calendar::first_with(Duration open) const {
    if (open.ms <= 0) return begin_;
    if (open.ms > days_.back().open_before) return end_;
    const std::int64_t day = day_with(open.ms, false);
    const std::int64_t rest = open.ms - days_[static_cast<std::size_t>(day)].open_before;
    const Piece* piece = begin_of(day);
    while (piece->before + (piece->close - piece->open) < rest) ++piece;
    return {midnight_of(day) + piece->open + rest - piece->before};
}

Instant Calendar::last_with(Duration open) const {
    if (open.ms < 0) return begin_;
    if (open.ms >= days_.back().open_before) return end_;
    const std::int64_t day = day_with(open.ms, true);
    const std::int64_t rest = open.ms - days_[static_cast<std::size_t>(day)].open_before;
    const Piece* piece = begin_of(day);
    while (piece->before + (piece->close - piece->open) <= rest) ++piece;
    return {midnight_of(day) + piece->open + rest - piece->before};
}

Instant Calendar::plus(Instant from, Duration open) const {
    if (open.ms == 0) return from;
    const std::int64_t most = days_.back().open_before + 1;
    const Duration to{open_time(from).ms + std::clamp(open.ms, -most, most)};
    return open.ms > 0 ? std::max(from, first_with(to)) : std::min(from, last_with(to));
}

bool Calendar::is_business_day(Date date) const {
    const std::int64_t day = std::int64_t{date.days} - kFirstDay;
    if (day < 0 || day >= static_cast<std::int64_t>(kDays)) return false;
    return begin_of(day) != end_of(day);
}

/// Moves `from` to where counting begins, and finds the window there; nothing where the calendar
/// has ended (going back: has not begun).
std::optional<Calendar::Spot> Calendar::start_of_count(Instant& from, bool back) const {
    Spot spot = find(from);
    const bool open = spot.piece != nullptr && from.ms < midnight_of(spot.day) + spot.piece->close;
    if (open) return spot;
    if (!back) spot = next(spot);
    if (spot.piece == nullptr) return std::nullopt;
    from.ms = midnight_of(spot.day) + (back ? spot.piece->close : spot.piece->open);
    return spot;
}

std::int64_t Calendar::business_day_after(std::int64_t day, std::int64_t days) const {
    const auto count = static_cast<std::int64_t>(business_days_.size());
    const std::int64_t from = days_[static_cast<std::size_t>(day)].business_before;
    const std::int64_t to = from + std::clamp(days, -count, count);
    return business_days_[static_cast<std::size_t>(std::clamp<std::int64_t>(to, 0, count - 1))];
}

/// A moment moved into the hours of a business day.
Instant Calendar::moved_into(std::int64_t day, std::int64_t ms, bool back) const {
    const std::int64_t midnight = midnight_of(day);
    const std::int64_t time = ms - midnight;
    const Piece* first = begin_of(day);
    const Piece* end = end_of(day);
    if (back) {
        for (const Piece* piece = end; piece != first;) {
            --piece;
            if (time >= piece->close) return {midnight + piece->close};
            if (time >= piece->open) return {ms};
        }
        return {midnight + first->open};
    }
    for (const Piece* piece = first; piece != end; ++piece) {
        if (time <= piece->open) return {midnight + piece->open};
        if (time < piece->close) return {ms};
    }
    return {midnight + (end - 1)->close};
}

Instant Calendar::plus_business_days(Instant from, std::int64_t days) const {
    const bool back = days < 0;
    const auto spot = start_of_count(from, back);
    if (!spot || days == 0) return from;
    const std::int64_t day = business_day_after(spot->day, days);
    const std::int64_t wall_clock = zone_.wall_clock(from) + (day - spot->day) * kDayMs;
    return moved_into(day, zone_.at_wall_clock(wall_clock).ms, back);
}

Instant Calendar::end_of_business_day(Instant from, std::int64_t days) const {
    const auto spot = start_of_count(from, days < 0);
    if (!spot) return from;
    const std::int64_t day = business_day_after(spot->day, days);
    return {midnight_of(day) + (end_of(day) - 1)->close};
}

Date Calendar::plus_business_days(Date from, std::int64_t days) const {
    if (days == 0 || business_days_.empty()) return from;
    const auto count = static_cast<std::int64_t>(business_days_.size());
    const auto total = static_cast<std::int64_t>(kDays);
    const std::int64_t day = std::int64_t{from.days} - kFirstDay;
    // The business days before `from`, or up to it.
    const std::int64_t passed = std::clamp<std::int64_t>(days > 0 ? day + 1 : day, 0, total);
    const std::int64_t before = days_[static_cast<std::size_t>(passed)].business_before;
    const std::int64_t to = before + std::clamp(days, -count, count) - (days > 0 ? 1 : 0);
    const Date date{static_cast<std::int32_t>(
        business_days_[static_cast<std::size_t>(std::clamp<std::int64_t>(to, 0, count - 1))] +
        std::int64_t{kFirstDay})};
    return days > 0 ? std::max(date, from) : std::min(date, from);
}

std::vector<Calendar::Opening> Calendar::openings(Date first, Date last) const {
    std::vector<Opening> openings;
    const std::int64_t begin = std::max<std::int64_t>(std::int64_t{first.days} - kFirstDay, 0);
    const std::int64_t end = std::min<std::int64_t>(std::int64_t{last.days} - kFirstDay + 1,
                                                    static_cast<std::int64_t>(kDays));
    for (std::int64_t day = begin; day < end; ++day) {
        const std::int64_t midnight = midnight_of(day);
        for (const Piece* piece = begin_of(day); piece != end_of(day); ++piece)
            openings.push_back({{midnight + piece->open}, {midnight + piece->close}});
    }
    return openings;
}

Date plus_days(Date date, std::int64_t days) {
    const std::int64_t range = kLastDay - kFirstDay;
    const std::int64_t to = date.days + std::clamp(days, -2 * range, 2 * range);
    return {static_cast<std::int32_t>(std::clamp<std::int64_t>(to, kFirstDay, kLastDay))};
}

Date plus_months(Date date, std::int64_t months) {
    constexpr std::int64_t kMonths = 12;
    const std::int64_t most = 2 * kMonths * (kLastYear - kFirstYear + 1);
    const std::int64_t month =
        date.year() * kMonths + date.month() - 1 + std::clamp(months, -most, most);
    if (month < kFirstYear * kMonths) return Date{kFirstDay};
    if (month >= (kLastYear + 1) * kMonths) return Date{kLastDay};
    const auto year = static_cast<int>(month / kMonths);
    const auto in_year = static_cast<int>(month % kMonths) + 1;
    auto moved = Date::from_ymd(year, in_year, date.day());
    for (int day = date.day() - 1; !moved; --day) moved = Date::from_ymd(year, in_year, day);
    return *moved;
}

}  // namespace reeve::calendar
