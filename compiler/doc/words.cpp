#include "compiler/doc/sheet.h"

#include <fmt/format.h>

// Values and types in words.

namespace reeve::doc {

namespace {

typed::Value value_of(Decimal number) {
    typed::Value value;
    value.number = number;
    return value;
}

}  // namespace

std::string count_of(std::size_t count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string capitalized(std::string_view text) {
    std::string out(text);
    if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
        out.front() = static_cast<char>(out.front() - 'a' + 'A');
    return out;
}

std::string to_words(const typed::TimeAmount& amount, const typed::Program& program) {
    std::string text;
    for (const syntax::TimeSpanPart& part : amount.span.parts) {
        constexpr std::string_view kUnits[] = {"second", "minute", "hour", "day",
                                               "week",   "month",  "year"};
        text += fmt::format("{}{} {}{}{}", text.empty() ? "" : " ", part.count.to_string(),
                            part.business ? "business " : "",
                            kUnits[static_cast<std::size_t>(part.unit)],
                            part.count == Decimal(1) ? "" : "s");
    }
    if (amount.calendar.valid())
        text += " in " + program.calendars[amount.calendar.index()].header.name;
    return text;
}

double approximate_ms(const syntax::TimeSpan& span) {
    constexpr double kHour = 3'600'000;
    double sum = 0;
    for (const syntax::TimeSpanPart& part : span.parts) {
        const double day = part.business ? 8 * kHour : 24 * kHour;
        const double units[] = {1000, 60'000, kHour, day, 7 * day, 30 * day, 365 * day};
        sum += part.count.to_double() * units[static_cast<std::size_t>(part.unit)];
    }
    return sum;
}

std::string to_words(const typed::Interval& range, const typed::Type& type) {
    // Beyond, a bound only says that nobody declared one.
    const bool time =
        type.base == typed::Base::Duration || type.base == typed::Base::BusinessDuration;
    const Decimal beyond = Decimal::scaled(1, time ? 14 : 9);
    const typed::Type plain = type.required();
    const std::string low = typed::to_string(value_of(range.low), plain, {});
    const std::string high = typed::to_string(value_of(range.high), plain, {});
    if (range.low <= -beyond && range.high >= beyond) return "any";
    if (range.low <= -beyond) return "at most " + high;
    if (range.high >= beyond) return "at least " + low;
    return low == high ? low : fmt::format("{} to {}", low, high);
}

std::string to_words(const typed::DeclaredType& type, const typed::Program& program) {
    std::string text = typed::describe(type.type.required(), program);
    if (type.type.is_numeric() && type.declared_range)
        text += fmt::format(", {}", to_words(type.range, type.type));
    // Of results the range is what the rows hold, not what somebody declared.
    const bool declared = type.declared_range || type.range.high == Decimal::scaled(1, 15);
    if (type.type.base == typed::Base::Number && type.range.scale == 0 && declared)
        text += ", without decimals";
    return text;
}

}  // namespace reeve::doc
