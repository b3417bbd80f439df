#include "base/check.h"
#include "compiler/check/house_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace reeve::check {

namespace {

using Rule = typed::HolidayRule;

constexpr int kWeekdays = 7;
constexpr int kSunday = 6;
/// Easter falls between 22 March and 25 April; so far away every year has the day itself.
constexpr int kBeforeEasterMax = 80;
constexpr int kAfterEasterMax = 250;

/// What `observed on` moves goes to the nearest such weekday.
constexpr int kMostDaysMoved = kWeekdays / 2;

bool same_day(const Rule& a, const Rule& b) {
    if (a.kind != b.kind) return false;
    switch (a.kind) {
        case Rule::Kind::Fixed: return a.date == b.date;
        case Rule::Kind::Yearly: return a.day == b.day && a.month == b.month;
        case Rule::Kind::Easter: return a.day == b.day;
        case Rule::Kind::WeekdayOfMonth:
            return a.ordinal == b.ordinal && a.weekday == b.weekday && a.month == b.month;
    }
    return false;
}

bool moves_from(const Rule& rule, int weekday) {
    return rule.observed_on >= 0 &&
           std::ranges::find(rule.observed_when, weekday) != rule.observed_when.end();
}

class HolidaySet {
public:
    HolidaySet(Context& ctx, const syntax::HolidayDecl& decl) : ctx_(ctx), decl_(decl) {}

    typed::Holidays run(bool complete) {
        set_.header = make_header(decl_.head);
        for (const syntax::HolidayLine& line : decl_.lines) add(line);
        if (complete) warn_of_end();
        return std::move(set_);
    }

private:
    void add(const syntax::HolidayLine& line) {
        Rule rule = to_rule(line);
        if (!is_possible(line)) return;
        const bool sound = line.observed_on < 0 || check_observed(line, rule);
        if (sound && is_twice(line, rule)) return;
        set_.rules.push_back(std::move(rule));
        spans_.push_back(line.span);
    }

    /// Two lines may name one day where each moves it from weekdays of its own: a substitute for a
    /// Saturday is often another day than that for a Sunday.
    bool is_twice(const syntax::HolidayLine& line, const Rule& rule) {
        const auto known = std::ranges::find_if(set_.rules, [&](const Rule& other) {
            return same_day(rule, other) && !move_apart(rule, other);
        });
        if (known == set_.rules.end()) return false;
        auto& report = ctx_.sink.report<messages::holiday_twice>(line.span);
        report.label(spans_[static_cast<std::size_t>(known - set_.rules.begin())], "here already");
        const bool moves = rule.observed_on >= 0;
        const bool known_moves = known->observed_on >= 0;
        if (moves && known_moves) {
            report.help("let each line move the day from weekdays of its own, named after `when`");
        } else if (moves || known_moves) {
            report.help(
                "remove the line without `observed on`: a day stays where it is on weekdays from "
                "which no line moves it");
        } else {
            report.help("remove one of the two lines");
        }
        return true;
    }

    static bool move_apart(const Rule& a, const Rule& b) {
        if (a.observed_on < 0 || b.observed_on < 0) return false;
        return std::ranges::none_of(a.observed_when, [&](int weekday) {
            return std::ranges::find(b.observed_when, weekday) != b.observed_when.end();
        });
    }

    static Rule to_rule(const syntax::HolidayLine& line) {
        Rule rule;
        rule.kind = static_cast<Rule::Kind>(line.kind);
        rule.date = line.date;
        rule.day = line.day;
        rule.month = line.month;
        rule.ordinal = line.ordinal;
        rule.weekday = line.weekday;
        if (line.display) rule.display = line.display->value;
        rule.observed_on = line.observed_on;
        return rule;
    }

    bool is_possible(const syntax::HolidayLine& line) {
        if (line.kind != syntax::HolidayKind::Easter) return true;
        if (line.day >= -kBeforeEasterMax && line.day <= kAfterEasterMax) return true;
        ctx_.sink.report<messages::too_far_from_easter>(line.span, line.day)
            .help(fmt::format("write from `easter - {} days` to `easter + {} days`",
                              kBeforeEasterMax, kAfterEasterMax));
        return false;
    }

    /// Without `when` a holiday moves when it falls on a Saturday or Sunday. Whether the line can
    /// be meant.
    bool check_observed(const syntax::HolidayLine& line, Rule& rule) {
        std::array<bool, kWeekdays> moves{};
        if (line.observed_when.empty()) moves[5] = moves[6] = true;
        for (const syntax::DayRange& range : line.observed_when) {
            for (int day = range.first;; day = (day + 1) % kWeekdays) {
                if (day == line.observed_on) {
                    const std::string_view name = weekday_name(day);
                    ctx_.sink.report<messages::moved_onto_itself>(range.span, name, name)
                        .help("name other days after `when`");
                    return false;
                }
                moves[static_cast<std::size_t>(day)] = true;
                if (day == range.last) break;
            }
        }
        if (line.observed_when.empty()) moves[static_cast<std::size_t>(line.observed_on)] = false;
        for (int day = 0; day < kWeekdays; ++day) {
            if (moves[static_cast<std::size_t>(day)]) rule.observed_when.push_back(day);
        }
        const std::optional<int> only = only_weekday(line);
        if (!only || moves[static_cast<std::size_t>(*only)]) return true;
        ctx_.sink.report<messages::never_moves>(line.span, weekday_name(*only))
            .help("leave out `observed on`");
        return false;
    }

    /// The day of the week on which the holiday always falls.
    static std::optional<int> only_weekday(const syntax::HolidayLine& line) {
        switch (line.kind) {
            case syntax::HolidayKind::Fixed: return line.date.weekday();
            case syntax::HolidayKind::Yearly: return std::nullopt;
            case syntax::HolidayKind::Easter:
                return ((kSunday + line.day) % kWeekdays + kWeekdays) % kWeekdays;
            case syntax::HolidayKind::WeekdayOfMonth: return line.weekday;
        }
        return std::nullopt;
    }

    /// A list of dates is right for the years it was made for; the years after it look as if they
    /// had no holidays.
    void warn_of_end() {
        const bool dates_only =
            !set_.rules.empty() && std::ranges::all_of(set_.rules, [](const Rule& rule) {
                return rule.kind == Rule::Kind::Fixed;
            });
        if (!dates_only) return;
        const Rule& last = *std::ranges::max_element(set_.rules, {}, &Rule::date);
        ctx_.sink
            .report<messages::holidays_end>(decl_.head.name.span, decl_.head.name.text,
                                            last.date.to_string())
            .help(fmt::format("add the days of {}, or write rules: `1 may`, `easter + 1 day`",
                              last.date.year() + 1));
    }

    Context& ctx_;
    const syntax::HolidayDecl& decl_;
    typed::Holidays set_;
    std::vector<Span> spans_;
};

}  // namespace

void declare_holidays(Context& ctx) {
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Holidays)) {
        const sema::DeclRef ref = ctx.symbols.symbol(id).decl;
        ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.holidays.size());
        HolidaySet set(ctx, ctx.decl<syntax::HolidayDecl>(ref));
        ctx.program.holidays.push_back(set.run(ctx.module(ref).complete));
    }
}

/// The anonymous Gregorian computus (Meeus, Jones, Butcher).
Date easter(int year) {
    const int golden = year % 19;
    const int century = year / 100;
    const int in_century = year % 100;
    const int moon = (century + 8) / 25;
    const int correction = (century - moon + 1) / 3;
    const int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    const int weekday =
        (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    const int shift = (golden + 11 * epact + 22 * weekday) / 451;
    const int month_and_day = epact + weekday - 7 * shift + 114;
    const auto date = Date::from_ymd(year, month_and_day / 31, month_and_day % 31 + 1);
    CHECK(date.has_value());
    return *date;
}

bool is_holiday(std::span<const typed::HolidayRule> rules, Date day) {
    return std::ranges::any_of(rules, [&](const Rule& rule) {
        if (rule.observed_on == day.weekday()) {
            for (int away = -kMostDaysMoved; away <= kMostDaysMoved; ++away) {
                const Date named{day.days + away};
                if (moves_from(rule, named.weekday()) && names_day(rule, named)) return true;
            }
        }
        // A day stays where it is on weekdays from which no line moves it.
        return names_day(rule, day) && std::ranges::none_of(rules, [&](const Rule& other) {
                   return moves_from(other, day.weekday()) && same_day(rule, other);
               });
    });
}

bool names_day(const typed::HolidayRule& rule, Date day) {
    switch (rule.kind) {
        case Rule::Kind::Fixed: return rule.date == day;
        case Rule::Kind::Yearly: return rule.day == day.day() && rule.month == day.month();
        case Rule::Kind::Easter: return easter(day.year()).days + rule.day == day.days;
        case Rule::Kind::WeekdayOfMonth: {
            if (day.month() != rule.month || day.weekday() != rule.weekday) return false;
            if (rule.ordinal > 0) return (day.day() - 1) / kWeekdays + 1 == rule.ordinal;
            return Date{day.days + kWeekdays}.month() != rule.month;
        }
    }
    return false;
}

}  // namespace reeve::check
