#include "compiler/check/house_parts.h"
#include "compiler/check/opening_hours.h"
#include "compiler/check/time_zones.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace reeve::check {

namespace {

constexpr int kYearMin = 1900;
constexpr int kYearMax = 2200;

class CalendarChecker {
public:
    CalendarChecker(Context& ctx, const syntax::CalendarDecl& decl) : ctx_(ctx), decl_(decl) {}

    typed::Calendar run(bool complete) {
        calendar_.header = make_header(decl_.head);
        for (const syntax::CalendarLine& line : decl_.lines) add(line);
        check_zone();
        for (std::vector<typed::Window>& day : calendar_.week)
            std::ranges::sort(day, {}, &typed::Window::open);
        const bool opens =
            std::ranges::any_of(calendar_.week, [](const auto& day) { return !day.empty(); });
        if (!opens && complete && !hours_failed_) {
            ctx_.sink
                .report<messages::calendar_never_open>(decl_.head.name.span, decl_.head.name.text)
                .help("add a line such as `open monday to friday 09:00-17:00`");
        }
        check_hours(ctx_, calendar_, week_hours_, extra_lines_);
        return std::move(calendar_);
    }

private:
    void add(const syntax::CalendarLine& line) {
        switch (line.kind) {
            case syntax::CalendarLineKind::TimeZone: add_zone(line); break;
            case syntax::CalendarLineKind::OpenWeekdays: add_weekdays(line); break;
            case syntax::CalendarLineKind::OpenOn: add_extra_day(line, true); break;
            case syntax::CalendarLineKind::Holidays: add_holidays(line); break;
            case syntax::CalendarLineKind::ClosedOn: add_extra_day(line, false); break;
        }
    }

    void add_zone(const syntax::CalendarLine& line) {
        if (!line.text || !said_once(ctx_, zone_span_, line.span, "the time zone")) return;
        calendar_.time_zone = resolve_time_zone(ctx_, *line.text);
    }

    void check_zone() {
        if (!calendar_.time_zone.empty()) return;
        calendar_.time_zone = ctx_.program.business.time_zone;
        if (!calendar_.time_zone.empty()) return;
        calendar_.time_zone = "UTC";
        if (zone_span_.valid() || business_zone_written()) return;
        ctx_.sink
            .report<messages::calendar_without_time_zone>(decl_.head.name.span,
                                                          decl_.head.name.text)
            .help(
                "write `time zone \"Europe/Paris\"`, or the zone of your place, in the calendar or "
                "in `business`");
    }

    [[nodiscard]] bool business_zone_written() const {
        return ctx_.symbols.business &&
               ctx_.decl<syntax::BusinessDecl>(*ctx_.symbols.business).time_zone.has_value();
    }

    std::vector<typed::Window> windows_of(const syntax::CalendarLine& line) {
        std::vector<typed::Window> windows;
        for (const syntax::Window& window : line.windows) {
            if (window.open.ms >= kDayMs) {
                ctx_.sink.report<messages::opens_at_24>(window.span)
                    .help("write the hours under the next day, from 00:00");
            } else if (window.open == window.close) {
                ctx_.sink.report<messages::empty_window>(window.span)
                    .help("a whole day is `00:00-24:00`");
            } else {
                windows.push_back({window.open, window.close, window.close < window.open});
                continue;
            }
            hours_failed_ = true;
        }
        return windows;
    }

    void add_weekdays(const syntax::CalendarLine& line) {
        const std::vector<typed::Window> windows = windows_of(line);
        std::array<bool, 7> named{};
        for (const syntax::DayRange& range : line.days) {
            bool repeated = false;
            for (int day = range.first;; day = (day + 1) % 7) {
                bool& known = named[static_cast<std::size_t>(day)];
                if (known && !repeated) {
                    ctx_.sink.report<messages::day_named_twice>(range.span, weekday_name(day));
                    repeated = true;
                }
                if (!known) {
                    std::vector<typed::Window>& week_day = calendar_.week[day];
                    week_day.insert(week_day.end(), windows.begin(), windows.end());
                    add_hours(line, day * kDayMs, week_hours_);
                }
                known = true;
                if (day == range.last) break;
            }
        }
    }

    bool within_limits(Date date, Span span) {
        if (date.year() >= kYearMin && date.year() <= kYearMax) return true;
        ctx_.sink.report<messages::date_beyond_limits>(span, date.to_string());
        return false;
    }

    void add_extra_day(const syntax::CalendarLine& line, bool open) {
        typed::ExtraDay day{line.first_date, line.last_date, {}, {}};
        if (open) day.windows = windows_of(line);
        if (line.text) day.because = line.text->value;
        if (line.because) day.because = line.because->value;
        if (!within_limits(day.first, line.span)) return;
        if (day.last < day.first) {
            ctx_.sink.report<messages::days_backwards>(line.span, day.last.to_string(),
                                                       day.first.to_string());
            return;
        }
        if (day.last != day.first && !within_limits(day.last, line.span)) return;
        if (!is_new(day, line.span)) return;
        if (open && day.windows.empty()) return;
        calendar_.extra_days.push_back(std::move(day));
        extra_lines_.push_back(&line);
    }

    /// A day that is opened inside a longer closed time is an exception from it; everything else is
    /// said twice.
    bool is_new(const typed::ExtraDay& day, Span span) {
        for (std::size_t i = 0; i < calendar_.extra_days.size(); ++i) {
            const typed::ExtraDay& other = calendar_.extra_days[i];
            if (other.last < day.first || day.last < other.first) continue;
            const bool is_exception =
                !day.windows.empty() && other.windows.empty() && other.first != other.last;
            if (is_exception) continue;
            ctx_.sink
                .report<messages::day_said_twice>(span,
                                                  std::max(day.first, other.first).to_string())
                .label(extra_lines_[i]->span, other.windows.empty() ? "closed here" : "open here")
                .help(
                    "keep one of the two; an `open on` may follow a longer `closed on` as its "
                    "exception");
            return false;
        }
        return true;
    }

    void add_holidays(const syntax::CalendarLine& line) {
        if (line.holidays.parts.empty()) return;
        const syntax::Name& name = line.holidays.parts.back();
        if (!name.valid()) return;
        const std::string written = line.holidays.text();
        const bool from_library = line.holidays.parts.size() > 1;
        const sema::SymbolId id = ctx_.symbols.find(sema::Space::Holidays, name.text);
        if (from_library && (!id.valid() || !is_used(written))) {
            report_unknown_set(line.holidays, id);
            return;
        }
        if (!ctx_.require(sema::Space::Holidays, name).valid()) return;
        const std::uint32_t index = ctx_.index(id);
        if (said_once(ctx_, holiday_spans_[index], line.holidays.span,
                      fmt::format("the set `{}`", written))) {
            calendar_.holidays.push_back(index);
        }
    }

    void report_unknown_set(const syntax::QualifiedName& written, sema::SymbolId id) {
        const std::string& name = written.parts.back().text;
        auto& message = ctx_.sink.report<messages::unknown_holidays>(written.span, written.text());
        if (is_used(written.text())) {
            message.help(fmt::format("the file `{}` has no set named `{}`", written.text(), name));
        } else if (id.valid() && ctx_.symbols.symbol(id).decl.module != 0) {
            message.fix(fmt::format("this set is named without its file: write `{}`", name),
                        written.span, name);
        } else {
            message.help(fmt::format("bring its file in with `use {}`", written.text()));
        }
    }

    [[nodiscard]] bool is_used(const std::string& library) const {
        return std::ranges::any_of(ctx_.modules, [&](const syntax::Module& module) {
            return std::ranges::any_of(module.uses, [&](const syntax::UseDecl& use) {
                return use.library && use.library->text() == library;
            });
        });
    }

    Context& ctx_;
    const syntax::CalendarDecl& decl_;
    typed::Calendar calendar_;
    std::vector<Hours> week_hours_;
    std::vector<const syntax::CalendarLine*> extra_lines_;  // of calendar_.extra_days
    std::map<std::uint32_t, Span> holiday_spans_;
    Span zone_span_;
    bool hours_failed_ = false;
};

}  // namespace

std::string resolve_time_zone(Context& ctx, const syntax::Text& text) {
    if (is_time_zone(text.value)) return text.value;
    auto& report = ctx.sink.report<messages::unknown_time_zone>(text.span, text.value);
    if (const auto near = nearest_time_zone(text.value)) {
        report.help(fmt::format("did you mean \"{}\"?", *near));
        report.fix(fmt::format("write \"{}\"", *near), text.span, fmt::format("\"{}\"", *near));
    } else {
        report.help("time zones have names of the IANA database, such as \"Europe/Paris\"");
    }
    return {};
}

void declare_calendars(Context& ctx) {
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Calendar)) {
        const sema::DeclRef ref = ctx.symbols.symbol(id).decl;
        ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.calendars.size());
        CalendarChecker checker(ctx, ctx.decl<syntax::CalendarDecl>(ref));
        ctx.program.calendars.push_back(checker.run(ctx.module(ref).complete));
    }
}

}  // namespace reeve::check
