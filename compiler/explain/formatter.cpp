#include "compiler/explain/formatter.h"

#include "base/text.h"

#include <fmt/format.h>

#include <array>

namespace reeve::explain {

using typed::Base;

namespace {

constexpr int kShareDigits = 3;
constexpr std::int64_t kMinuteMs = 60'000;

calendar::TimeZone zone_of(const eval::Rules& rules) {
    const typed::Business& business = rules.program().business;
    if (!business.time_zone.empty()) return rules.calendars().zone({});
    if (business.calendar.valid()) return rules.calendars().zone(business.calendar);
    if (!rules.program().calendars.empty()) return rules.calendars().zone(typed::CalendarId(0));
    return {};
}

std::int64_t whole(Decimal number) { return number.round().to_int64().value_or(0); }

std::string money(Decimal amount, const Currency* currency) {
    if (currency == nullptr) return grouped(amount);
    std::string text = grouped(amount);
    const int digits = currency->minor_digits;
    if (digits > 0) {
        const std::size_t point = text.find('.');
        if (point == std::string::npos) text += '.';
        const std::size_t have = point == std::string::npos ? 0 : text.size() - point - 1;
        if (have < static_cast<std::size_t>(digits))
            text.append(static_cast<std::size_t>(digits) - have, '0');
    }
    return fmt::format("{} {}", text, currency->code);
}

std::string_view unit_name(syntax::TimeUnit unit) {
    switch (unit) {
        case syntax::TimeUnit::Day: return "day";
        case syntax::TimeUnit::Month: return "month";
        case syntax::TimeUnit::Year: return "year";
        default: return "unit";
    }
}

std::string step(const eval::Step& step) {
    std::string text;
    for (const syntax::TimeSpanPart& part : step.parts) {
        if (!text.empty()) text += ' ';
        text += fmt::format("{} {}{}{}", part.count.to_string(), part.business ? "business " : "",
                            unit_name(part.unit), part.count == Decimal(1) ? "" : "s");
    }
    return text;
}

}  // namespace

std::string grouped(Decimal number, char separator) {
    const std::string plain = number.to_string();
    const std::size_t sign = plain.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(plain.find('.'), plain.size());
    std::string text = plain.substr(0, sign);
    for (std::size_t i = sign; i < point; ++i) {
        if (i > sign && (point - i) % 3 == 0) text += separator;
        text += plain[i];
    }
    return text + plain.substr(point);
}

std::string short_time(Duration duration, bool days) {
    struct Unit {
        std::int64_t ms;
        std::string_view name;
    };
    constexpr std::array<Unit, 5> kUnits{
        {{86'400'000, "d"}, {3'600'000, "h"}, {kMinuteMs, "min"}, {1000, "s"}, {1, "ms"}}};
    std::int64_t rest = std::abs(duration.ms);
    std::string text;
    for (const Unit& unit : kUnits) {
        if (unit.ms == kUnits[0].ms && !days) continue;
        const std::int64_t count = rest / unit.ms;
        rest %= unit.ms;
        if (count == 0) continue;
        if (!text.empty()) text += ' ';
        text += fmt::format("{} {}", grouped(Decimal(count)), unit.name);
    }
    if (text.empty()) return "0 h";
    return duration.ms < 0 ? "-" + text : text;
}

std::string percent(Decimal share) {
    return grouped((share * Decimal(100)).round(kShareDigits)) + "%";
}

std::string_view weekday_name(int weekday) {
    constexpr std::array<std::string_view, 7> kNames{"Mon", "Tue", "Wed", "Thu",
                                                     "Fri", "Sat", "Sun"};
    return kNames[static_cast<std::size_t>(weekday)];
}

std::string day_name(Date date) {
    return fmt::format("{} {}", weekday_name(date.weekday()), date.to_string());
}

Formatter::Formatter(const eval::Rules& rules) : program_(rules.program()), zone_(zone_of(rules)) {}

std::string Formatter::moment(Instant instant) const {
    const LocalMoment local = zone_.local(instant);
    return fmt::format("{} {}", day_name(local.date), local.time.to_string());
}

std::string Formatter::iso(Instant instant) const {
    const LocalMoment local = zone_.local(instant);
    const int ms = local.time.ms;
    std::string text = fmt::format("{}T{:02}:{:02}:{:02}", local.date.to_string(), ms / 3'600'000,
                                   ms / 60'000 % 60, ms / 1000 % 60);
    if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
    const std::int64_t ahead = zone_.offset(instant).ms;
    const std::int64_t seconds = std::abs(ahead) / 1000;
    text += fmt::format("{}{:02}:{:02}", ahead < 0 ? '-' : '+', seconds / 3600, seconds / 60 % 60);
    if (seconds % 60 != 0) text += fmt::format(":{:02}", seconds % 60);
    return text;
}

std::string Formatter::distance(Instant instant, Instant now) {
    if (instant == now) return "now";
    std::int64_t ms = std::abs(instant.ms - now.ms);
    // From an hour on nobody counts seconds.
    if (ms >= 60 * kMinuteMs) ms = (ms + kMinuteMs / 2) / kMinuteMs * kMinuteMs;
    if (ms >= 1000) ms = (ms + 500) / 1000 * 1000;
    const std::string text = short_time({ms}, true);
    return instant > now ? "in " + text : text + " ago";
}

std::string Formatter::value(const typed::Type& type, const eval::Value& value) const {
    if (value.is_missing()) return "missing";
    switch (type.base) {
        case Base::YesNo: return value.truth() ? "yes" : "no";
        case Base::Percent:
        case Base::Ratio: return percent(value.number());
        case Base::Money: return money(value.number(), type.currency);
        case Base::Text: return quote(value.text());
        case Base::Choice:
            if (!type.choice.valid()) return std::to_string(value.choice());
            return program_.choice(type.choice).values[value.choice()].name;
        case Base::Date: return day_name(value.date());
        case Base::Time: return value.time().to_string();
        case Base::Moment: return moment(value.moment());
        case Base::Duration: return reeve::to_string(Duration{whole(value.number())});
        case Base::BusinessDuration:
            return short_time({whole(value.number())}, false) + " of open time";
        case Base::CalendarStep: return step(value.step());
        case Base::List: {
            typed::Type element;
            element.base = type.element;
            element.choice = type.choice;
            std::string text;
            for (const eval::Value& member : value.list())
                text += (text.empty() ? "" : ", ") + this->value(element, member);
            return "[" + text + "]";
        }
        case Base::Agent:
        case Base::Team:
        case Base::Customer: return value.reference().id;
        case Base::Record: return "an item";
        default: return grouped(value.number().round(9));
    }
}

Shown Formatter::shown(const typed::Type& type, eval::Value value) const {
    std::string text = this->value(type, value);
    return {std::move(value), type, std::move(text)};
}

}  // namespace reeve::explain
