#include "compiler/records/times.h"
#include "planning/roster/roster.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace reeve::roster {

namespace {

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int kDayMinutes = 24 * 60;
constexpr double kSecondsMax = 366 * 86'400.0;

std::optional<int> find_day(std::string_view text) {
    const auto found = std::ranges::find(kDays, text);
    if (found == kDays.end()) return std::nullopt;
    return static_cast<int>(found - kDays.begin());
}

/// `mon-fri`, `mon,wed`.
std::optional<std::array<bool, 7>> read_weekdays(std::string_view text) {
    std::array<bool, 7> days{};
    for (const std::string_view part : tables::split(text, ',')) {
        const auto ends = tables::split(part, '-');
        if (ends.empty() || ends.size() > 2) return std::nullopt;
        const auto first = find_day(ends.front());
        const auto last = find_day(ends.back());
        if (!first || !last) return std::nullopt;
        for (int day = *first;; day = (day + 1) % 7) {
            days[static_cast<std::size_t>(day)] = true;
            if (day == *last) break;
        }
    }
    return days;
}

std::optional<int> read_minute(std::string_view text) {
    if (text == "24:00") return kDayMinutes;
    const auto time = records::read_time(text);
    if (!time || time->ms % 60'000 != 0) return std::nullopt;
    return time->ms / 60'000;
}

bool read_times(std::string_view text, Hours& hours) {
    const auto parts = tables::split(text, '-');
    if (parts.size() != 2) return false;
    const auto from = read_minute(parts[0]);
    const auto until = read_minute(parts[1]);
    if (!from || !until || *from == kDayMinutes) return false;
    hours.from_minute = *from;
    hours.until_minute = *until;
    return true;
}

bool read_dates(std::string_view text, Hours& hours) {
    const std::size_t dots = text.find("..");
    const auto first = records::read_date(text.substr(0, dots));
    const auto last = dots == text.npos ? first : records::read_date(text.substr(dots + 2));
    if (!first || !last || *last < *first) return false;
    hours.kind = Hours::Kind::Days;
    hours.first = *first;
    hours.last = *last;
    return true;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (const std::string_view word : tables::split(text, ' '))
        if (!word.empty()) words.push_back(word);
    return words;
}

std::optional<Hours> read_calendar(const std::vector<std::string_view>& words) {
    if (words.size() < 2 || words.size() > 3) return std::nullopt;
    Hours hours{.kind = Hours::Kind::Calendar, .calendar = std::string(words[1])};
    const auto days = read_weekdays(words.size() == 3 ? words[2] : "mon-sun");
    if (!days) return std::nullopt;
    hours.weekdays = *days;
    return hours;
}

}  // namespace

std::expected<Hours, std::string> read_hours(std::string_view text) {
    const std::vector<std::string_view> words = words_of(text);
    const auto wrong = std::unexpected(
        fmt::format("`{}` are no hours: write `mon-fri 08:00-16:30`, `2026-03-02 08:00-12:00`, "
                    "`2026-03-02..2026-03-06` or `calendar Office`",
                    text));
    if (words.empty() || words.size() > 3) return wrong;
    if (words[0] == "calendar") {
        const auto hours = read_calendar(words);
        if (!hours) return wrong;
        return *hours;
    }
    Hours hours;
    if (words.size() > 2) return wrong;
    if (!read_dates(words[0], hours)) {
        const auto days = read_weekdays(words[0]);
        if (!days) return wrong;
        hours.weekdays = *days;
    }
    if (words.size() == 2 && !read_times(words[1], hours)) return wrong;
    return hours;
}

std::expected<chance::Distribution, std::string> read_distribution(std::string_view text) {
    using Kind = chance::Distribution::Kind;
    const std::vector<std::string_view> words = words_of(text);
    const auto wrong = [&](std::string_view why) {
        return std::unexpected(
            fmt::format("`{}` {}: write `constant 5m`, `exponential 5m`, `lognormal 12m 6m` (mean "
                        "and deviation), `gamma 12m 6m` or `empirical 3m 4m 10m`",
                        text, why));
    };
    if (words.empty()) return wrong("is no distribution");
    constexpr std::array<std::string_view, 5> kNames{"constant", "exponential", "lognormal",
                                                     "gamma", "empirical"};
    const auto found = std::ranges::find(kNames, words[0]);
    if (found == kNames.end()) return wrong("is no distribution");
    chance::Distribution result{.kind = static_cast<Kind>(found - kNames.begin())};
    for (std::size_t i = 1; i < words.size(); ++i) {
        const auto seconds = tables::read_seconds(words[i]);
        if (!seconds || *seconds > kSecondsMax)
            return wrong("has a length of time that is none, or of more than a year");
        result.values.push_back(*seconds);
    }
    const bool two = result.kind == Kind::LogNormal || result.kind == Kind::Gamma;
    if (result.values.empty()) return wrong("says no length of time");
    if (result.kind == Kind::Empirical) return result;
    if (result.values.size() != (two ? 2U : 1U))
        return wrong(two ? "needs two lengths of time" : "needs one length of time");
    result.mean = result.values[0];
    if (result.mean <= 0 && result.kind != Kind::Constant) return wrong("has no mean above zero");
    if (two) result.deviation = result.values[1];
    result.values.clear();
    // What does not scatter is a constant.
    if (two && result.deviation == 0) result.kind = Kind::Constant;
    return result;
}

}  // namespace reeve::roster
