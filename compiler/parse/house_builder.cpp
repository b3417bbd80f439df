#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/decl_builder.h"
#include "compiler/parse/literals.h"

#include <array>

// The house: business, calendars, holidays, teams, agents, skills, workloads, settings, periods,
// bands.

namespace reeve::parse {

namespace messages = diagnostics::messages;

namespace {

int weekday(ReeveParser::WeekdayContext* context) {
    switch (context->start->getType()) {
        case ReeveParser::K_MONDAY: return 0;
        case ReeveParser::K_TUESDAY: return 1;
        case ReeveParser::K_WEDNESDAY: return 2;
        case ReeveParser::K_THURSDAY: return 3;
        case ReeveParser::K_FRIDAY: return 4;
        case ReeveParser::K_SATURDAY: return 5;
        default: return 6;
    }
}

int month(ReeveParser::MonthNameContext* context) {
    static constexpr std::array kMonths{
        ReeveParser::K_JANUARY, ReeveParser::K_FEBRUARY, ReeveParser::K_MARCH,
        ReeveParser::K_APRIL,   ReeveParser::K_MAY,      ReeveParser::K_JUNE,
        ReeveParser::K_JULY,    ReeveParser::K_AUGUST,   ReeveParser::K_SEPTEMBER,
        ReeveParser::K_OCTOBER, ReeveParser::K_NOVEMBER, ReeveParser::K_DECEMBER};
    const auto found = std::ranges::find(kMonths, context->start->getType());
    return static_cast<int>(found - kMonths.begin()) + 1;
}

std::vector<syntax::DayRange> weekdays(ValueBuilder& values,
                                       ReeveParser::WeekdaysContext* context) {
    std::vector<syntax::DayRange> ranges;
    for (auto* range : context->weekdayRange()) {
        const auto days = range->weekday();
        ranges.push_back({weekday(days.front()), weekday(days.back()), values.span(range)});
    }
    return ranges;
}

syntax::BusinessDecl business(ValueBuilder& values, ReeveParser::BusinessDeclContext* context) {
    syntax::BusinessDecl decl;
    decl.head =
        values.head(context, context->businessHead()->name(), context->businessHead()->display());
    const auto once = [&](bool given, ReeveParser::BusinessLineContext* line) {
        if (given)
            values.sink().report<messages::line_twice>(
                values.span(line),
                values.tokens().text_of(static_cast<const SourceToken&>(*line->start)));
        return !given;
    };
    for (auto* line : context->businessLine()) {
        if (!values.keep(line)) continue;
        if (line->K_TIME() != nullptr) {
            if (once(decl.time_zone.has_value(), line)) decl.time_zone = values.text(line->TEXT());
        } else if (line->K_CALENDAR() != nullptr) {
            if (once(decl.calendar.valid(), line)) decl.calendar = values.name(line->name());
        } else if (line->K_CURRENCY() != nullptr) {
            if (once(decl.currency.valid(), line)) decl.currency = values.name(line->name());
        } else if (once(decl.language.has_value(), line)) {
            decl.language = values.text(line->TEXT());
        }
    }
    return decl;
}

std::vector<syntax::Window> windows(ValueBuilder& values, ReeveParser::WindowsContext* context) {
    std::vector<syntax::Window> windows;
    for (auto* one : context->window()) {
        const auto open = values.time_of_day(one->TIME(0));
        const auto close = values.time_of_day(one->TIME(1));
        if (open && close) windows.push_back({*open, *close, values.span(one)});
    }
    return windows;
}

syntax::CalendarLine calendar_line(ValueBuilder& values,
                                   ReeveParser::CalendarLineContext* context) {
    using enum syntax::CalendarLineKind;
    syntax::CalendarLine line;
    line.span = values.span(context);
    line.because = values.because(context->because());
    const auto dates = context->DATE();
    if (!dates.empty()) line.first_date = values.date(dates.front()).value_or(Date());
    line.last_date =
        dates.size() > 1 ? values.date(dates.back()).value_or(line.first_date) : line.first_date;
    if (context->windows() != nullptr) line.windows = windows(values, context->windows());
    if (context->K_OPEN() != nullptr) {
        line.kind = context->weekdays() != nullptr ? OpenWeekdays : OpenOn;
        if (context->weekdays() != nullptr) line.days = weekdays(values, context->weekdays());
    } else if (context->K_HOLIDAYS() != nullptr) {
        line.kind = Holidays;
        line.holidays = values.qualified_name(context->qualifiedName());
    } else if (context->K_CLOSED() != nullptr) {
        line.kind = ClosedOn;
        line.text = values.display(context->display());
    } else {
        line.kind = TimeZone;
        line.text = values.text(context->TEXT());
    }
    return line;
}

syntax::CalendarDecl calendar(ValueBuilder& values, ReeveParser::CalendarDeclContext* context) {
    syntax::CalendarDecl decl;
    decl.head =
        values.head(context, context->calendarHead()->name(), context->calendarHead()->display());
    for (auto* line : context->calendarLine()) {
        if (values.keep(line)) decl.lines.push_back(calendar_line(values, line));
    }
    return decl;
}

syntax::HolidayLine holiday_line(ValueBuilder& values, ReeveParser::HolidayLineContext* context) {
    using enum syntax::HolidayKind;
    syntax::HolidayLine line;
    line.span = values.span(context);
    line.display = values.display(context->display());
    auto* rule = context->holidayRule();
    if (rule->DATE() != nullptr) {
        line.kind = Fixed;
        line.date = values.date(rule->DATE()).value_or(Date());
    } else if (rule->K_EASTER() != nullptr) {
        line.kind = Easter;
        if (rule->NUMBER() != nullptr) {
            const auto days = values.whole_number(rule->NUMBER(), 0, 366).to_int64().value_or(0);
            line.day = static_cast<int>(rule->MINUS() != nullptr ? -days : days);
        }
    } else if (rule->weekday() != nullptr) {
        line.kind = WeekdayOfMonth;
        line.weekday = weekday(rule->weekday());
        line.month = month(rule->monthName());
        switch (rule->start->getType()) {
            case ReeveParser::K_FIRST: line.ordinal = 1; break;
            case ReeveParser::K_SECOND: line.ordinal = 2; break;
            case ReeveParser::K_THIRD: line.ordinal = 3; break;
            case ReeveParser::K_FOURTH: line.ordinal = 4; break;
            default: line.ordinal = -1; break;
        }
    } else {
        line.kind = Yearly;
        line.month = month(rule->monthName());
        // 29 February is a holiday in leap years.
        line.day = static_cast<int>(values.number(rule->NUMBER()).to_int64().value_or(0));
        if (!Date::from_ymd(2024, line.month, line.day)) {
            values.sink().report<messages::no_such_date>(
                values.span(rule),
                values.tokens().text.substr(values.span(rule).begin,
                                            values.span(rule).end - values.span(rule).begin));
            line.day = 1;
        }
    }
    if (auto* observed = context->observed()) {
        line.observed_on = weekday(observed->weekday());
        if (observed->weekdays() != nullptr)
            line.observed_when = weekdays(values, observed->weekdays());
    }
    return line;
}

syntax::HolidayDecl holidays(ValueBuilder& values, ReeveParser::HolidayDeclContext* context) {
    syntax::HolidayDecl decl;
    decl.head =
        values.head(context, context->holidayHead()->name(), context->holidayHead()->display());
    for (auto* line : context->holidayLine()) {
        if (values.keep(line)) decl.lines.push_back(holiday_line(values, line));
    }
    return decl;
}

syntax::TeamDecl team(ValueBuilder& values, ReeveParser::TeamDeclContext* context) {
    syntax::TeamDecl decl;
    decl.head = values.head(context, context->teamHead()->name(), context->teamHead()->display());
    for (auto* line : context->supervisorsLine()) {
        if (!values.keep(line)) continue;
        for (auto& name : values.names(line->name())) decl.supervisors.push_back(std::move(name));
    }
    return decl;
}

syntax::AgentsHaveDecl agents_have(ValueBuilder& values,
                                   ReeveParser::AgentsHaveDeclContext* context) {
    syntax::AgentsHaveDecl decl;
    decl.head = values.head(context, nullptr, nullptr, 2);
    for (auto* attribute : context->attribute()) {
        if (values.keep(attribute)) decl.attributes.push_back(values.attribute(attribute));
    }
    return decl;
}

syntax::SkillDecl skill(ValueBuilder& values, ReeveParser::SkillDeclContext* context) {
    syntax::SkillDecl decl;
    decl.head = values.head(context, context->name(), context->display());
    const auto levels = context->NUMBER();
    if (levels.size() < 2) return decl;
    decl.has_levels = true;
    decl.low = values.number(levels[0]);
    decl.high = values.number(levels[1]);
    decl.levels_span = ValueBuilder::span(levels[0]).to(ValueBuilder::span(levels[1]));
    return decl;
}

syntax::WorkloadLine workload_line(ValueBuilder& values,
                                   ReeveParser::WorkloadLineContext* context) {
    using enum syntax::WorkloadLineKind;
    syntax::WorkloadLine line;
    line.span = values.span(context);
    if (context->NUMBER() != nullptr) {
        line.count = values.number(context->NUMBER());
        line.count_span = ValueBuilder::span(context->NUMBER());
        const bool points = context->name()->start->getType() == ReeveParser::K_POINTS;
        line.kind = points ? AtMostPoints : AtMostItems;
        if (!points) line.first = values.name(context->name());
        return line;
    }
    line.kind = context->K_INTERRUPTS() != nullptr ? Interrupts : NoneWhileBusy;
    line.first = values.name(context->workKind(0)->name());
    line.second = values.name(context->workKind(1)->name());
    return line;
}

syntax::WorkloadDecl workload(ValueBuilder& values, ReeveParser::WorkloadDeclContext* context) {
    syntax::WorkloadDecl decl;
    decl.head =
        values.head(context, context->workloadHead()->name(), context->workloadHead()->display());
    for (auto* line : context->workloadLine()) {
        if (values.keep(line)) decl.lines.push_back(workload_line(values, line));
    }
    return decl;
}

syntax::SettingDecl setting(ValueBuilder& values, ReeveParser::SettingDeclContext* context) {
    const auto names = context->name();
    syntax::SettingDecl decl;
    decl.head = values.head(context, names.empty() ? nullptr : names.front(), context->display());
    decl.type = values.type(context->type());
    decl.value = values.expr(context->expr());
    if (names.size() > 1) decl.changed_by = values.name(names[1]);
    return decl;
}

syntax::PeriodDecl period(ValueBuilder& values, ReeveParser::PeriodDeclContext* context) {
    syntax::PeriodDecl decl;
    decl.head = values.head(context, context->name(), context->display());
    decl.from = values.additive(context->additive(0));
    decl.to = values.additive(context->additive(1));
    return decl;
}

syntax::BandsDecl bands(ValueBuilder& values, ReeveParser::BandsDeclContext* context) {
    return {values.head(context, nullptr, nullptr), values.choice_values(context->choiceValues())};
}

}  // namespace

std::optional<syntax::Decl> build_house_decl(ValueBuilder& values,
                                             ReeveParser::DeclContext* context) {
    if (auto* decl = context->businessDecl()) return business(values, decl);
    if (auto* decl = context->calendarDecl()) return calendar(values, decl);
    if (auto* decl = context->holidayDecl()) return holidays(values, decl);
    if (auto* decl = context->teamDecl()) return team(values, decl);
    if (auto* decl = context->agentsHaveDecl()) return agents_have(values, decl);
    if (auto* decl = context->skillDecl()) return skill(values, decl);
    if (auto* decl = context->workloadDecl()) return workload(values, decl);
    if (auto* decl = context->settingDecl()) return setting(values, decl);
    if (auto* decl = context->periodDecl()) return period(values, decl);
    if (auto* decl = context->bandsDecl()) return bands(values, decl);
    return std::nullopt;
}

}  // namespace reeve::parse
