#include "compiler/check/opening_hours.h"

#include "compiler/check/house_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::check {

namespace {

constexpr std::int64_t kWeekMs = 7 * kDayMs;

bool overlap(const Hours& a, const Hours& b, std::int64_t shift = 0) {
    return a.begin < b.end + shift && b.begin + shift < a.end;
}

TimeOfDay time_of_day(std::int64_t ms) { return {static_cast<std::int32_t>(ms % kDayMs)}; }

std::string text_of(const Hours& hours) {
    const bool closes_at_24 = hours.end % kDayMs == 0;
    const TimeOfDay close =
        closes_at_24 ? TimeOfDay{static_cast<std::int32_t>(kDayMs)} : time_of_day(hours.end);
    return fmt::format("`{}-{}`", time_of_day(hours.begin).to_string(), close.to_string());
}

class HoursChecker {
public:
    HoursChecker(Context& ctx, const typed::Calendar& calendar, std::span<const Hours> week,
                 std::span<const syntax::CalendarLine* const> extra_lines)
        : ctx_(ctx), calendar_(calendar), week_(week), extra_lines_(extra_lines) {}

    void run() {
        check_week();
        for (std::size_t i = 0; i < calendar_.extra_days.size(); ++i) check_extra_day(i);
    }

private:
    /// Each window is reported at most once, against the first that it meets.
    void check_week() {
        std::vector<Span> reported;
        for (std::size_t i = 1; i < week_.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const Hours& a = week_[i];
                const Hours& b = week_[j];
                const bool meet =
                    overlap(a, b) || overlap(a, b, kWeekMs) || overlap(a, b, -kWeekMs);
                if (!meet || std::ranges::find(reported, a.span) != reported.end()) continue;
                reported.push_back(a.span);
                report(a, b, weekday_name(static_cast<int>(a.begin / kDayMs)));
            }
        }
    }

    void report(const Hours& a, const Hours& b, std::string_view day) {
        auto& report = ctx_.sink.report<messages::windows_overlap>(a.span, text_of(a), day);
        if (b.span != a.span) report.label(b.span, "these hours");
        report.help(
            "let the hours of a day follow one another; hours past midnight go on into the next "
            "day");
    }

    /// Hours of one date against one another and against what runs over midnight into it and out of
    /// it.
    void check_extra_day(std::size_t index) {
        const typed::ExtraDay& day = calendar_.extra_days[index];
        if (day.windows.empty()) return;
        std::vector<Hours> own;
        add_hours(*extra_lines_[index], 0, own);
        std::vector<Hours> others;
        for (const int offset : {-1, 1}) {
            for (Hours hours : hours_of(Date{day.first.days + offset})) {
                hours.begin += offset * kDayMs;
                hours.end += offset * kDayMs;
                others.push_back(hours);
            }
        }
        for (std::size_t i = 0; i < own.size(); ++i) {
            std::vector<Hours> rivals(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(i));
            rivals.insert(rivals.end(), others.begin(), others.end());
            const auto rival =
                std::ranges::find_if(rivals, [&](const Hours& b) { return overlap(own[i], b); });
            if (rival != rivals.end()) report(own[i], *rival, day.first.to_string());
        }
    }

    /// The hours that count on a date, from its own midnight: its own line, else none on holidays,
    /// else its weekday's.
    [[nodiscard]] std::vector<Hours> hours_of(Date date) const {
        std::vector<Hours> hours;
        for (std::size_t i = calendar_.extra_days.size(); i-- > 0;) {
            const typed::ExtraDay& day = calendar_.extra_days[i];
            if (date < day.first || day.last < date) continue;
            add_hours(*extra_lines_[i], 0, hours);
            return hours;
        }
        for (const std::uint32_t set : calendar_.holidays) {
            if (is_holiday(ctx_.program.holidays[set].rules, date)) return hours;
        }
        const std::int64_t day = date.weekday() * kDayMs;
        for (const Hours& window : week_) {
            if (window.begin / kDayMs != date.weekday()) continue;
            hours.push_back({window.begin - day, window.end - day, window.span});
        }
        return hours;
    }

    Context& ctx_;
    const typed::Calendar& calendar_;
    std::span<const Hours> week_;
    std::span<const syntax::CalendarLine* const> extra_lines_;
};

}  // namespace

void add_hours(const syntax::CalendarLine& line, std::int64_t day, std::vector<Hours>& hours) {
    for (const syntax::Window& window : line.windows) {
        if (window.open.ms >= kDayMs || window.open == window.close) continue;
        const std::int64_t past_midnight = window.close < window.open ? kDayMs : 0;
        hours.push_back({day + window.open.ms, day + past_midnight + window.close.ms, window.span});
    }
}

void check_hours(Context& ctx, const typed::Calendar& calendar, std::span<const Hours> week,
                 std::span<const syntax::CalendarLine* const> extra_lines) {
    HoursChecker(ctx, calendar, week, extra_lines).run();
}

}  // namespace reeve::check
