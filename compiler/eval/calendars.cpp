#include "compiler/eval/calendars.h"

#include "base/check.h"

#include <algorithm>

namespace reeve::eval {

namespace {

using syntax::TimeUnit;

/// More than any step that the calendars' range has room for.
constexpr std::int64_t kManySteps = 1'000'000'000;
constexpr std::int64_t kMonthsOfYear = 12;

std::vector<calendar::Window> windows(const std::vector<typed::Window>& typed) {
    std::vector<calendar::Window> windows;
    for (const typed::Window& window : typed) windows.push_back({window.open, window.close});
    return windows;
}

calendar::HolidayRule holiday(const typed::HolidayRule& typed) {
    calendar::HolidayRule rule;
    rule.kind = static_cast<calendar::HolidayRule::Kind>(typed.kind);
    rule.date = typed.date;
    rule.day = typed.day;
    rule.month = typed.month;
    rule.ordinal = typed.ordinal;
    rule.weekday = typed.weekday;
    rule.observed_when = typed.observed_when;
    rule.observed_on = typed.observed_on;
    return rule;
}

bool same_day(const calendar::HolidayRule& a, const calendar::HolidayRule& b) {
    return a.kind == b.kind && a.date == b.date && a.day == b.day && a.month == b.month &&
           a.ordinal == b.ordinal && a.weekday == b.weekday;
}

void add_set(const typed::Holidays& set, std::vector<calendar::HolidayRule>& rules) {
    const std::size_t first = rules.size();
    for (const typed::HolidayRule& typed : set.rules) rules.push_back(holiday(typed));
    for (std::size_t i = first; i < rules.size(); ++i) {
        for (std::size_t j = first; j < rules.size(); ++j) {
            const calendar::HolidayRule& other = rules[j];
            if (i == j || other.observed_on < 0 || !same_day(rules[i], other)) continue;
            rules[i].left_to_others.insert(rules[i].left_to_others.end(),
                                           other.observed_when.begin(), other.observed_when.end());
        }
    }
}

calendar::TimeZone zone_of(const std::string& name) {
    if (name.empty()) return {};
    const auto zone = calendar::TimeZone::find(name);
    CHECK(zone.has_value());
    return *zone;
}

/// A step has parts of one kind: business days alone, or years and months.
struct Steps {
    bool business = false;
    std::int64_t count = 0;  // business days, or months
};

Steps count(const std::vector<syntax::TimeSpanPart>& step, bool back) {
    Steps steps;
    for (const syntax::TimeSpanPart& part : step) {
        const bool huge = Decimal(kManySteps) < part.count.abs();
        const std::int64_t sign = part.count.is_negative() ? -1 : 1;
        const std::int64_t whole =
            huge ? sign * kManySteps : part.count.to_int64().value_or(sign * kManySteps);
        CHECK(part.business == (part.unit == TimeUnit::Day));
        CHECK(part.business || part.unit == TimeUnit::Month || part.unit == TimeUnit::Year);
        steps.business = part.business;
        steps.count += part.unit == TimeUnit::Year ? kMonthsOfYear * whole : whole;
    }
    if (back) steps.count = -steps.count;
    return steps;
}

}  // namespace

std::optional<std::string> missing_time_zone(const typed::Program& program) {
    const auto is_missing = [](const std::string& name) {
        return !name.empty() && !calendar::TimeZone::find(name);
    };
    if (is_missing(program.business.time_zone)) return program.business.time_zone;
    for (const typed::Calendar& calendar : program.calendars) {
        if (is_missing(calendar.time_zone)) return calendar.time_zone;
    }
    return std::nullopt;
}

calendar::Rules calendar_rules(const typed::Program& program, const typed::Calendar& calendar) {
    calendar::Rules rules;
    rules.time_zone = calendar.time_zone.empty() ? "UTC" : calendar.time_zone;
    for (std::size_t day = 0; day < std::size(rules.week); ++day)
        rules.week[day] = windows(calendar.week[day]);
    for (const std::uint32_t set : calendar.holidays)
        add_set(program.holidays[set], rules.holidays);
    for (const typed::ExtraDay& extra : calendar.extra_days)
        rules.extra_days.push_back({extra.first, extra.last, windows(extra.windows)});
    return rules;
}

struct Calendars::Entry {
    std::once_flag zone_found;
    calendar::TimeZone zone;
    std::once_flag built;
    std::optional<calendar::Calendar> calendar;
};

Calendars::Calendars(const typed::Program& program)
    : program_(program),
      zone_(zone_of(program.business.time_zone)),
      table_version_(calendar::time_zone_table_version()),
      entries_(std::make_unique<Entry[]>(program.calendars.size())) {}

Calendars::~Calendars() = default;

const calendar::Calendar& Calendars::at(typed::CalendarId id) const {
    Entry& entry = entries_[id.index()];
    std::call_once(entry.built, [&] {
        entry.calendar.emplace(calendar_rules(program_, program_.calendars[id.index()]));
    });
    return *entry.calendar;
}

const calendar::TimeZone& Calendars::zone(typed::CalendarId id) const {
    if (!id.valid()) return zone_;
    Entry& entry = entries_[id.index()];
    std::call_once(entry.zone_found,
                   [&] { entry.zone = zone_of(program_.calendars[id.index()].time_zone); });
    return entry.zone;
}

Instant plus_step(const Calendars& calendars, typed::CalendarId id, Instant from,
                  const std::vector<syntax::TimeSpanPart>& step, bool back) {
    const Steps steps = count(step, back);
    if (steps.business) return calendars.at(id).plus_business_days(from, steps.count);
    if (steps.count == 0) return from;
    const calendar::TimeZone& zone = calendars.zone(id);
    LocalMoment local = zone.local(from);
    local.date = calendar::plus_months(local.date, steps.count);
    return zone.instant(local);
}

Date plus_step(const Calendars& calendars, typed::CalendarId id, Date from,
               const std::vector<syntax::TimeSpanPart>& step, bool back) {
    const Steps steps = count(step, back);
    if (steps.business) return calendars.at(id).plus_business_days(from, steps.count);
    return calendar::plus_months(from, steps.count);
}

}  // namespace reeve::eval
