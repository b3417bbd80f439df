#include "compiler/typed/type.h"

#include "base/text.h"
#include "compiler/typed/program.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::typed {

bool Type::is_numeric() const {
    switch (base) {
        case Base::Number:
        case Base::Percent:
        case Base::Ratio:
        case Base::Money:
        case Base::Duration:
        case Base::BusinessDuration: return true;
        default: return false;
    }
}

Interval default_interval(const Type& type) {
    const Decimal limit = Decimal::scaled(1, 15);
    switch (type.base) {
        case Base::Money: {
            const int digits = type.currency ? type.currency->minor_digits : 2;
            const Decimal amount = Decimal::scaled(1, 15 - digits);
            return {-amount, amount, digits};
        }
        case Base::Duration:
        case Base::BusinessDuration: return {-limit, limit, 0};
        default: return {-limit, limit, 9};
    }
}

bool equal(const Value& a, const Value& b, const Type& type) {
    if (a.missing || b.missing) return a.missing == b.missing;
    switch (type.base) {
        case Base::YesNo: return a.truth == b.truth;
        case Base::Text: return a.text == b.text;
        case Base::Choice: return a.choice == b.choice;
        case Base::Date: return a.moment.date == b.moment.date;
        case Base::Time: return a.moment.time == b.moment.time;
        case Base::Moment:
            // A moment with its offset and one on a wall clock can only be told apart by a
            // calendar; they are not called equal here.
            return a.zoned == b.zoned &&
                   (a.zoned ? a.instant == b.instant : a.moment == b.moment && a.zone == b.zone);
        case Base::List: {
            Type element;
            element.base = type.element;
            element.choice = type.choice;
            return std::ranges::equal(a.elements, b.elements, [&](const Value& x, const Value& y) {
                return equal(x, y, element);
            });
        }
        default: return a.number == b.number;
    }
}

namespace {

std::string_view unit_word(syntax::TimeUnit unit) {
    constexpr std::string_view kWords[] = {"second", "minute", "hour", "day",
                                           "week",   "month",  "year"};
    return kWords[static_cast<std::size_t>(unit)];
}

std::string to_string(const std::vector<syntax::TimeSpanPart>& step) {
    std::string text;
    for (const auto& part : step) {
        if (!text.empty()) text += ' ';
        text += fmt::format("{} {}{}{}", part.count.to_string(), part.business ? "business " : "",
                            unit_word(part.unit), part.count == Decimal(1) ? "" : "s");
    }
    return text;
}

std::string business_duration(Decimal ms) {
    // Business time has no days, so hours are the largest unit.
    const Decimal hours = ms / Decimal(3'600'000);
    if (hours.is_whole())
        return hours.to_string() + (hours == Decimal(1) ? " business hour" : " business hours");
    return (ms / Decimal(60'000)).round(3).to_string() + " business minutes";
}

}  // namespace

std::string to_string(const Value& value, const Type& type,
                      const std::vector<std::string>& choice_names) {
    if (value.missing) return "missing";
    switch (type.base) {
        case Base::YesNo: return value.truth ? "yes" : "no";
        case Base::Percent: return (value.number * Decimal(100)).to_string() + "%";
        case Base::Money:
            return fmt::format("{} {}", value.number.to_string(),
                               type.currency ? type.currency->code : "");
        case Base::Text: return quote(value.text);
        case Base::Choice:
            return value.choice < choice_names.size() ? choice_names[value.choice]
                                                      : fmt::format("#{}", value.choice);
        case Base::Date: return value.moment.date.to_string();
        case Base::Time: return value.moment.time.to_string();
        case Base::Moment:
            return value.zoned ? fmt::format("instant {} ms", value.instant.ms)
                               : value.moment.to_string();
        case Base::Duration: return to_string(Duration{value.number.to_int64().value_or(0)});
        case Base::BusinessDuration: return business_duration(value.number);
        case Base::CalendarStep: return to_string(value.step);
        case Base::List: {
            Type element;
            element.base = type.element;
            element.choice = type.choice;
            std::string text = "[";
            for (const Value& item : value.elements) {
                if (text.size() > 1) text += ", ";
                text += to_string(item, element, choice_names);
            }
            return text + "]";
        }
        default: return value.number.to_string();
    }
}

namespace {

std::string describe_record(const Type& type, const Program& program) {
    switch (type.record) {
        case RecordKind::Item:
            return fmt::format("an item of type {}",
                               program.work_types[type.record_index].header.name);
        case RecordKind::Case:
            return fmt::format("a case of {}", program.plans[type.record_index].header.name);
        case RecordKind::Stage: return "a stage";
        case RecordKind::Step: return "a step";
        case RecordKind::Milestone: return "a milestone";
    }
    return "a record";
}

std::string describe_choice(const Type& type, const Program& program) {
    if (!type.choice) return "a choice";
    const Choice& choice = program.choice(type.choice);
    switch (choice.origin) {
        case Choice::Origin::Segments: return "a segment";
        case Choice::Origin::Queues: return "a queue";
        case Choice::Origin::Bands: return "a band";
        case Choice::Origin::Sources: return "a source";
        case Choice::Origin::Outcomes: return "an outcome";
        case Choice::Origin::States: return "a state";
        case Choice::Origin::Weekdays: return "a weekday";
        case Choice::Origin::Presences: return "a presence";
        default: break;
    }
    if (!choice.header.name.empty()) return choice.header.name;
    std::vector<std::string> names;
    for (const Header& value : choice.values) names.push_back(value.name);
    return fmt::format("one of {}", join_words(names, "or"));
}

std::string describe_required(const Type& type, const Program& program) {
    switch (type.base) {
        case Base::Error: return "something with a mistake in it";
        case Base::YesNo: return "yes or no";
        case Base::Number: return "a number";
        case Base::Percent: return "a percentage";
        case Base::Ratio: return "a ratio";
        case Base::Money:
            return fmt::format("money in {}", type.currency ? type.currency->code : "?");
        case Base::Text: return "a text";
        case Base::Choice: return describe_choice(type, program);
        case Base::Date: return "a date";
        case Base::Time: return "a time of day";
        case Base::Moment: return "a moment";
        case Base::Duration: return "a duration";
        case Base::BusinessDuration:
            return type.calendar ? fmt::format("a business duration of {}",
                                               program.calendars[type.calendar.index()].header.name)
                                 : "a business duration";
        case Base::CalendarStep: return "a step on the calendar";
        case Base::List:
            if (type.element == Base::Text) return "a list of texts";
            if (type.element == Base::Choice && type.choice) {
                Type element;
                element.base = Base::Choice;
                element.choice = type.choice;
                return "a list of " + describe_choice(element, program);
            }
            if (type.element == Base::Error) return "an empty list";
            return "a list of numbers";
        case Base::Agent: return "an agent";
        case Base::Team: return "a team";
        case Base::Customer: return "a customer";
        case Base::Record: return describe_record(type, program);
    }
    return "?";
}

}  // namespace

std::string describe(const Type& type, const Program& program) {
    std::string text = describe_required(type, program);
    return type.optional && !type.is_error() ? text + " that may be missing" : text;
}

}  // namespace reeve::typed
