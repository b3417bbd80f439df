#include "planning/roster/roster.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::roster {

namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 24 * 60 * kMinuteMs;
constexpr int kDayMinutes = 24 * 60;

using Stretches = std::vector<Stretch>;

bool falls_on(const Hours& hours, Date date) {
    if (hours.kind == Hours::Kind::Days) return hours.first <= date && date <= hours.last;
    return hours.weekdays[static_cast<std::size_t>(date.weekday())];
}

/// The hours that begin on the day, on the wall clock of the zone.
Stretch on_day(const Hours& hours, Date date, const calendar::TimeZone& zone) {
    const int until = hours.until_minute > hours.from_minute ? hours.until_minute
                                                             : hours.until_minute + kDayMinutes;
    const std::int64_t midnight = date.days * kDayMs;
    return {zone.at_wall_clock(midnight + hours.from_minute * kMinuteMs),
            zone.at_wall_clock(midnight + until * kMinuteMs)};
}

/// In order, and joined where they touch.
Stretches joined(Stretches stretches) {
    std::ranges::sort(stretches, {}, &Stretch::begin);
    Stretches out;
    for (const Stretch& each : stretches) {
        if (each.end <= each.begin) continue;
        if (!out.empty() && each.begin <= out.back().end) {
            out.back().end = std::max(out.back().end, each.end);
        } else {
            out.push_back(each);
        }
    }
    return out;
}

/// Both in order and without touching.
Stretches without(const Stretches& all, const Stretches& taken) {
    Stretches out;
    for (Stretch rest : all) {
        for (const Stretch& each : taken) {
            if (each.end <= rest.begin || each.begin >= rest.end) continue;
            if (each.begin > rest.begin) out.push_back({rest.begin, each.begin});
            rest.begin = each.end;
        }
        if (rest.begin < rest.end) out.push_back(rest);
    }
    return out;
}

std::expected<Stretches, std::string> lay_out(const std::vector<Hours>& list, Date first, Date last,
                                              const calendar::TimeZone& zone,
                                              const FindCalendar& find) {
    Stretches out;
    for (const Hours& hours : list) {
        if (hours.kind != Hours::Kind::Calendar) {
            for (Date date = first; date <= last; ++date.days)
                if (falls_on(hours, date)) out.push_back(on_day(hours, date, zone));
            continue;
        }
        const calendar::Calendar* calendar = find ? find(hours.calendar) : nullptr;
        if (calendar == nullptr) return std::unexpected(hours.calendar);
        for (const auto& opening : calendar->openings(first, last))
            if (falls_on(hours, calendar->zone().local(opening.open).date))
                out.push_back({opening.open, opening.close});
    }
    return joined(std::move(out));
}

}  // namespace

std::expected<std::vector<Stretch>, std::string> working_time(const Agent& agent, Date first,
                                                              Date last, const FindCalendar& find) {
    // What began the evening before may reach into the first day.
    const Date before{first.days - 1};
    const Date after{last.days + 1};
    const auto shifts = lay_out(agent.shifts, before, last, agent.zone, find);
    if (!shifts) return shifts;
    const auto breaks = lay_out(agent.breaks, before, after, agent.zone, find);
    if (!breaks) return breaks;
    const auto absences = lay_out(agent.absences, before, after, agent.zone, find);
    if (!absences) return absences;
    Stretches out = without(without(*shifts, *breaks), *absences);
    const Stretch range{agent.zone.start_of_day(first), agent.zone.start_of_day(after)};
    for (Stretch& each : out)
        each = {std::max(each.begin, range.begin), std::min(each.end, range.end)};
    std::erase_if(out, [](const Stretch& each) { return each.end <= each.begin; });
    return out;
}

}  // namespace reeve::roster
