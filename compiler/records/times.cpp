#include "compiler/records/times.h"

#include "compiler/records/raw_record.h"

#include <fmt/format.h>

#include <optional>

namespace reeve::records {

namespace {

constexpr int kYearMin = 1900;
constexpr int kYearMax = 2200;
constexpr std::int32_t kSecond = 1000;
constexpr std::int32_t kMinute = 60 * kSecond;
constexpr std::int32_t kHour = 60 * kMinute;
constexpr std::size_t kDateLength = 10;
// No place on earth has ever been further from UTC.
constexpr int kOffsetHoursMax = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!is_digit(text[i])) return std::nullopt;
        value = 10 * value + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

constexpr const char* kFinerThanMs = "it is finer than a millisecond";

/// `.250` after seconds. An error of an empty text: not a fraction.
Read<int> take_fraction(std::string_view& text) {
    if (!take(text, '.')) return 0;
    int ms = 0;
    std::size_t count = 0;
    for (; !text.empty() && is_digit(text.front()); ++count, text.remove_prefix(1)) {
        if (count < 3) {
            ms = 10 * ms + (text.front() - '0');
        } else if (text.front() != '0') {
            return std::unexpected(std::string(kFinerThanMs));
        }
    }
    if (count == 0) return std::unexpected(std::string());
    for (; count < 3; ++count) ms *= 10;
    return ms;
}

/// `08:30`, `08:30:15`, `08:30:15.250` from the front of the text.
Read<TimeOfDay> take_time(std::string_view& text) {
    const auto malformed = std::unexpected(std::string());
    const auto hour = take_digits(text, 2);
    if (!hour || !take(text, ':')) return malformed;
    const auto minute = take_digits(text, 2);
    if (!minute) return malformed;
    int second = 0;
    int ms = 0;
    if (take(text, ':')) {
        const auto seconds = take_digits(text, 2);
        if (!seconds) return malformed;
        second = *seconds;
        const auto fraction = take_fraction(text);
        if (!fraction) return std::unexpected(fraction.error());
        ms = *fraction;
    }
    if (*hour > 23 || *minute > 59 || second > 59)
        return std::unexpected(std::string("there is no such time of day"));
    return TimeOfDay{*hour * kHour + *minute * kMinute + second * kSecond + ms};
}

/// `Z`, `+01:00`, `+0100`, `+01`: what the wall clock is ahead, in milliseconds.
std::optional<std::int32_t> take_offset(std::string_view& text) {
    if (take(text, 'Z') || take(text, 'z')) return 0;
    const bool behind = text.starts_with('-');
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    const auto hours = take_digits(text, 2);
    if (!hours || *hours > kOffsetHoursMax) return std::nullopt;
    std::optional<int> minutes = 0;
    if (take(text, ':') || !text.empty()) minutes = take_digits(text, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    const std::int32_t offset = *hours * kHour + *minutes * kMinute;
    return behind ? -offset : offset;
}

std::string not_a_time(const std::string& reason) {
    return reason.empty() ? "not a time of day: write `08:30` or `08:30:15`" : reason;
}

constexpr const char* kNotAMoment =
    "not a moment: write `2026-03-02T10:00:00+01:00`, or `2026-03-02 10:00` in the time zone of "
    "the business";

/// Digits with `/` or `.` between them, or dashes and single digits.
bool looks_like_date(std::string_view text) {
    return text.size() >= 6 && text.size() <= kDateLength && is_digit(text.front()) &&
           is_digit(text.back()) && text.find_first_not_of("0123456789-/.") == text.npos &&
           text.find_first_of("-/.") != text.npos;
}

}  // namespace

Read<Date> read_date(std::string_view text) {
    std::string_view rest = text;
    const auto year = take_digits(rest, 4);
    const bool first = year && take(rest, '-');
    const auto month = first ? take_digits(rest, 2) : std::nullopt;
    const bool second = month && take(rest, '-');
    const auto day = second ? take_digits(rest, 2) : std::nullopt;
    if (!day || !rest.empty()) {
        if (looks_like_date(text)) {
            return std::unexpected(std::string("a date is written year first, as in `2026-03-02`"));
        }
        if (day) return std::unexpected(std::string("more than a date: write `2026-03-02` alone"));
        return std::unexpected(std::string("not a date: write `2026-03-02`"));
    }
    const auto date = Date::from_ymd(*year, *month, *day);
    if (!date) return std::unexpected(std::string("there is no such day"));
    if (*year < kYearMin || *year > kYearMax)
        return std::unexpected(fmt::format("dates run from {} to {}", kYearMin, kYearMax));
    return *date;
}

Read<TimeOfDay> read_time(std::string_view text) {
    const auto time = take_time(text);
    if (!time) return std::unexpected(not_a_time(time.error()));
    if (!text.empty()) return std::unexpected(not_a_time(""));
    return *time;
}

Read<Instant> read_moment(std::string_view text, const calendar::TimeZone& zone) {
    const auto date = read_date(text.substr(0, kDateLength));
    if (!date) {
        const bool shaped = text.size() >= kDateLength && text[4] == '-' && text[7] == '-';
        return std::unexpected(shaped ? date.error() : kNotAMoment);
    }
    std::string_view rest = text.substr(kDateLength);
    if (rest.empty()) {
        return std::unexpected(
            std::string("a date, where a moment is expected: add the time of day, as in "
                        "`2026-03-02 10:00`"));
    }
    if (!take(rest, 'T') && !take(rest, 't') && !take(rest, ' '))
        return std::unexpected(std::string(kNotAMoment));
    const auto time = take_time(rest);
    if (!time) return std::unexpected(time.error().empty() ? kNotAMoment : time.error());
    if (rest.empty()) return zone.instant({*date, *time});
    take(rest, ' ');
    const auto offset = take_offset(rest);
    if (!offset || !rest.empty()) return std::unexpected(std::string(kNotAMoment));
    constexpr std::int64_t kDay = 24LL * kHour;
    return Instant{date->days * kDay + time->ms - *offset};
}

std::string to_iso(Instant instant, const calendar::TimeZone& zone) {
    const LocalMoment local = zone.local(instant);
    const std::int64_t offset = zone.offset(instant).ms / kSecond;
    const int seconds = local.time.ms / kSecond;
    std::string text = fmt::format("{}T{:02}:{:02}:{:02}", local.date.to_string(), seconds / 3600,
                                   seconds / 60 % 60, seconds % 60);
    if (local.time.ms % kSecond != 0) text += fmt::format(".{:03}", local.time.ms % kSecond);
    const std::int64_t ahead = offset < 0 ? -offset : offset;
    text += fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', ahead / 3600, ahead / 60 % 60);
    // Before time zones were agreed on, wall clocks followed the sun to the second.
    if (ahead % 60 != 0) text += fmt::format(":{:02}", ahead % 60);
    return text;
}

}  // namespace reeve::records
