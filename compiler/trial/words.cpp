#include "compiler/trial/words.h"

#include "base/text.h"
#include "compiler/explain/formatter.h"

#include <fmt/format.h>

#include <array>

namespace reeve::trial {

using typed::Base;

namespace {

calendar::TimeZone zone_of(const eval::Rules& rules) {
    const typed::Business& business = rules.program().business;
    if (!business.time_zone.empty()) return rules.calendars().zone({});
    if (business.calendar.valid()) return rules.calendars().zone(business.calendar);
    if (!rules.program().calendars.empty()) return rules.calendars().zone(typed::CalendarId(0));
    return {};
}

/// `4 business hours 30 business minutes`
std::string open_time(std::int64_t ms) {
    struct Unit {
        std::int64_t ms;
        std::string_view name;
    };
    constexpr std::array<Unit, 4> kUnits{
        {{3'600'000, "hour"}, {60'000, "minute"}, {1000, "second"}, {1, "millisecond"}}};
    std::int64_t rest = ms < 0 ? -ms : ms;
    std::string text;
    for (const Unit& unit : kUnits) {
        const std::int64_t count = rest / unit.ms;
        rest %= unit.ms;
        if (count == 0) continue;
        if (!text.empty()) text += ' ';
        text += fmt::format("{} business {}{}", count, unit.name, count == 1 ? "" : "s");
    }
    if (text.empty()) return "0 business hours";
    return ms < 0 ? "-" + text : text;
}

std::string money(Decimal amount, const Currency* currency) {
    std::string text = number(amount);
    if (currency == nullptr) return text;
    const std::size_t point = text.find('.');
    const auto digits = static_cast<std::size_t>(currency->minor_digits);
    if (point != std::string::npos && text.size() - point - 1 < digits)
        text.append(digits - (text.size() - point - 1), '0');
    return fmt::format("{} {}", text, currency->code);
}

std::int64_t whole(Decimal number) { return number.round().to_int64().value_or(0); }

}  // namespace

std::string number(Decimal number) { return explain::grouped(number, '_'); }

std::string on_one_line(std::string_view text) {
    std::string out;
    bool comment = false;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' && !comment && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
        if (c == '#' && !quoted) comment = true;
        if (c == '\n') comment = false;
        if (comment) continue;
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!blank) out += c;
        if (blank && !out.empty() && !out.ends_with(' ')) out += ' ';
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

Words::Words(const eval::Rules& rules) : rules_(rules), zone_(zone_of(rules)) {}

void Words::use_clock_of(typed::CalendarId calendar) {
    if (calendar.valid()) zone_ = rules_.calendars().zone(calendar);
}

std::string Words::moment(Instant instant) const { return zone_.local(instant).to_string(); }

std::string Words::value(const typed::Type& type, const eval::Value& value) const {
    if (value.is_missing()) return "missing";
    switch (type.base) {
        case Base::YesNo: return value.truth() ? "yes" : "no";
        case Base::Percent:
        case Base::Ratio: return number((value.number() * Decimal(100)).round(9)) + "%";
        case Base::Money: return money(value.number(), type.currency);
        case Base::Text: return quote(value.text());
        case Base::Choice:
            if (!type.choice.valid()) return std::to_string(value.choice());
            return rules_.program().choice(type.choice).values[value.choice()].name;
        case Base::Date: return value.date().to_string();
        case Base::Time: return value.time().to_string();
        case Base::Moment: return moment(value.moment());
        case Base::Duration: return reeve::to_string(Duration{whole(value.number())});
        case Base::BusinessDuration: return open_time(whole(value.number()));
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
        case Base::CalendarStep:
        case Base::Record: return "";
        default: return number(value.number().round(9));
    }
}

}  // namespace reeve::trial
