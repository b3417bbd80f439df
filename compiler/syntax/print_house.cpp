#include "compiler/syntax/outline.h"

#include <array>

// Values and the house.

namespace reeve::syntax {

namespace {

std::string cell_test(const CellTest& test, const Outline& outline) {
    switch (test.kind) {
        case CellTestKind::Any: return "any";
        case CellTestKind::Missing: return "missing";
        case CellTestKind::Not: return "not " + outline.expr(test.low);
        case CellTestKind::Less: return "< " + outline.expr(test.low);
        case CellTestKind::LessEqual: return "<= " + outline.expr(test.low);
        case CellTestKind::Greater: return "> " + outline.expr(test.low);
        case CellTestKind::GreaterEqual: return ">= " + outline.expr(test.low);
        case CellTestKind::Value: return outline.expr(test.low);
        case CellTestKind::Range: return outline.expr(test.low) + ".." + outline.expr(test.high);
        case CellTestKind::HalfOpenRange:
            return outline.expr(test.low) + "..<" + outline.expr(test.high);
    }
    return {};
}

void table(const TableDecl& decl, Outline& outline) {
    static constexpr std::array<std::string_view, 5> kPolicies{
        "first match", "only match", "sum of matches", "highest match", "lowest match"};
    const auto policy = decl.policy.value_or(TablePolicy::FirstMatch);
    outline.head("table", decl.head);
    const Outline::Level level(outline);
    outline.line("params {} -> {}", outline.params(decl.params), outline.type(decl.result));
    outline.line("{}", kPolicies[static_cast<std::size_t>(policy)]);
    if (decl.from_file) outline.line("file{}", Outline::part("", decl.from_file));
    if (decl.result_header.valid()) {
        outline.line("columns {} -> {}", Outline::names(decl.header), decl.result_header.text);
    }
    for (const auto& row : decl.rows) {
        std::string text;
        for (const auto& cell : row.cells) {
            text += text.empty() ? "" : " | ";
            for (const auto& test : cell.tests) {
                text += (&test == cell.tests.data() ? "" : ", ") + cell_test(test, outline);
            }
        }
        outline.line("row {} || {}", text, outline.expr(row.result));
    }
}

std::string days(const std::vector<DayRange>& ranges) {
    std::string text;
    for (const auto& range : ranges)
        text += fmt::format("{}{}..{}", text.empty() ? "" : ", ", range.first, range.last);
    return text;
}

void calendar(const CalendarDecl& decl, Outline& outline) {
    outline.head("calendar", decl.head);
    const Outline::Level level(outline);
    for (const auto& line : decl.lines) {
        std::string text;
        switch (line.kind) {
            case CalendarLineKind::TimeZone: text = "time zone"; break;
            case CalendarLineKind::OpenWeekdays: text = "open weekdays " + days(line.days); break;
            case CalendarLineKind::OpenOn: text = "open on " + line.first_date.to_string(); break;
            case CalendarLineKind::Holidays: text = "holidays " + line.holidays.text(); break;
            case CalendarLineKind::ClosedOn:
                text = fmt::format("closed on {}..{}", line.first_date.to_string(),
                                   line.last_date.to_string());
                break;
        }
        for (const auto& window : line.windows) {
            text += fmt::format(" {}-{}", window.open.to_string(), window.close.to_string());
        }
        outline.line("{}{}{}", text, Outline::part("", line.text),
                     Outline::part("because", line.because));
    }
}

void holidays(const HolidayDecl& decl, Outline& outline) {
    outline.head("holidays", decl.head);
    const Outline::Level level(outline);
    for (const auto& line : decl.lines) {
        std::string text;
        switch (line.kind) {
            case HolidayKind::Fixed: text = "on " + line.date.to_string(); break;
            case HolidayKind::Yearly:
                text = fmt::format("yearly month {} day {}", line.month, line.day);
                break;
            case HolidayKind::Easter: text = fmt::format("easter {:+}", line.day); break;
            case HolidayKind::WeekdayOfMonth:
                text = fmt::format("month {} weekday {} number {}", line.month, line.weekday,
                                   line.ordinal);
                break;
        }
        if (line.observed_on >= 0) text += fmt::format(" observed on {}", line.observed_on);
        if (!line.observed_when.empty()) text += " when " + days(line.observed_when);
        outline.line("{}{}", text, Outline::part("", line.display));
    }
}

void workload(const WorkloadDecl& decl, Outline& outline) {
    outline.head("workload", decl.head);
    const Outline::Level level(outline);
    for (const auto& line : decl.lines) {
        switch (line.kind) {
            case WorkloadLineKind::AtMostPoints:
                outline.line("at most {} points", line.count.to_string());
                break;
            case WorkloadLineKind::AtMostItems:
                outline.line("at most {} of {}", line.count.to_string(), line.first.text);
                break;
            case WorkloadLineKind::NoneWhileBusy:
                outline.line("no {} while busy with {}", line.first.text, line.second.text);
                break;
            case WorkloadLineKind::Interrupts:
                outline.line("{} interrupts {}", line.first.text, line.second.text);
                break;
        }
    }
}

}  // namespace

void print_values(const Decl& decl, Outline& outline) {
    if (const auto* choice = std::get_if<ChoiceDecl>(&decl)) {
        outline.head("choice", choice->head);
        const Outline::Level level(outline);
        outline.line("{} {}", choice->ranked ? "ranked" : "one of",
                     Outline::values(choice->values));
    } else if (const auto* type = std::get_if<TypeDecl>(&decl)) {
        outline.head("type", type->head);
        const Outline::Level level(outline);
        outline.line("{}", outline.type(type->type));
    } else if (const auto* define = std::get_if<DefineDecl>(&decl)) {
        outline.head("define", define->head);
        const Outline::Level level(outline);
        if (define->has_params) outline.line("params {}", outline.params(define->params));
        outline.line("= {}", outline.expr(define->value));
    } else if (const auto* one = std::get_if<TableDecl>(&decl)) {
        table(*one, outline);
    }
}

void print_house(const Decl& decl, Outline& outline) {
    if (const auto* business = std::get_if<BusinessDecl>(&decl)) {
        outline.head("business", business->head);
        const Outline::Level level(outline);
        if (business->time_zone)
            outline.line("time zone{}", Outline::part("", business->time_zone));
        if (business->calendar.valid()) outline.line("calendar {}", business->calendar.text);
        if (business->currency.valid()) outline.line("currency {}", business->currency.text);
        if (business->language) outline.line("language{}", Outline::part("", business->language));
    } else if (const auto* one = std::get_if<CalendarDecl>(&decl)) {
        calendar(*one, outline);
    } else if (const auto* set = std::get_if<HolidayDecl>(&decl)) {
        holidays(*set, outline);
    } else if (const auto* team = std::get_if<TeamDecl>(&decl)) {
        outline.head("team", team->head);
        const Outline::Level level(outline);
        if (!team->supervisors.empty())
            outline.line("supervisors {}", Outline::names(team->supervisors));
    } else if (const auto* agents = std::get_if<AgentsHaveDecl>(&decl)) {
        outline.head("agents have", agents->head);
        const Outline::Level level(outline);
        for (const auto& attribute : agents->attributes) outline.attribute(attribute);
    } else if (const auto* skill = std::get_if<SkillDecl>(&decl)) {
        outline.head("skill", skill->head);
        const Outline::Level level(outline);
        if (skill->has_levels)
            outline.line("levels {}..{}", skill->low.to_string(), skill->high.to_string());
    } else if (const auto* load = std::get_if<WorkloadDecl>(&decl)) {
        workload(*load, outline);
    } else if (const auto* setting = std::get_if<SettingDecl>(&decl)) {
        outline.head("setting", setting->head);
        const Outline::Level level(outline);
        outline.line("{} = {}{}", outline.type(setting->type), outline.expr(setting->value),
                     Outline::part("changed by", setting->changed_by));
    } else if (const auto* period = std::get_if<PeriodDecl>(&decl)) {
        outline.head("period", period->head);
        const Outline::Level level(outline);
        outline.line("from {} to {}", outline.expr(period->from), outline.expr(period->to));
    } else if (const auto* bands = std::get_if<BandsDecl>(&decl)) {
        outline.head("bands", bands->head);
        const Outline::Level level(outline);
        outline.line("{}", Outline::values(bands->bands));
    }
}

}  // namespace reeve::syntax
