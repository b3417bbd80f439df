#include "planning/eventlog/mapping.h"

#include "planning/tables/table.h"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace reeve::eventlog {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr int kYearMin = 1900;
constexpr int kYearMax = 2200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What a text says by a format.
struct Parts {
    int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, ms = 0;
    std::optional<bool> afternoon;
    std::optional<std::int64_t> offset_ms;
    std::optional<std::int64_t> since_1970_ms;
};

class TimeReader {
public:
    explicit TimeReader(std::string_view text) : text_(text) {}

    bool read(std::string_view format) {
        for (std::size_t i = 0; i < format.size(); ++i) {
            if (format[i] != '%' || i + 1 == format.size()) {
                if (!take(format[i])) return false;
            } else if (!field(format[++i])) {
                return false;
            }
        }
        return text_.empty();
    }
    Parts parts;

private:
    bool take(char c) {
        if (!text_.starts_with(c)) return false;
        text_.remove_prefix(1);
        return true;
    }

    /// One digit at least, `most` at most.
    bool digits(int most, int& into) {
        int count = 0;
        into = 0;
        for (; count < most && !text_.empty() && is_digit(text_.front()); ++count) {
            into = 10 * into + (text_.front() - '0');
            text_.remove_prefix(1);
        }
        return count > 0;
    }

    bool field(char what) {
        switch (what) {
            case 'Y': return text_.size() >= 4 && digits(4, parts.year);
            case 'y':
                if (!digits(2, parts.year)) return false;
                parts.year += parts.year < 70 ? 2000 : 1900;
                return true;
            case 'm': return digits(2, parts.month);
            case 'd': return digits(2, parts.day);
            case 'H':
            case 'I': return digits(2, parts.hour);
            case 'M': return digits(2, parts.minute);
            case 'S': return digits(2, parts.second);
            case 'f': return fraction();
            case 'b': return month();
            case 'p': return half_day();
            case 'z': return offset();
            case 's': return since_1970(1000);
            case 'Q': return since_1970(1);
            default: return what == '%' && take('%');
        }
    }

    /// What is finer than a millisecond is cut off.
    bool fraction() {
        int count = 0;
        for (parts.ms = 0; !text_.empty() && is_digit(text_.front()); ++count) {
            if (count < 3) parts.ms = 10 * parts.ms + (text_.front() - '0');
            text_.remove_prefix(1);
        }
        for (int i = count; i < 3; ++i) parts.ms *= 10;
        return count > 0;
    }

    bool month() {
        if (text_.size() < 3) return false;
        std::string name = to_name(text_.substr(0, 3));
        for (std::size_t i = 0; i < kMonths.size(); ++i) {
            if (kMonths[i] != name) continue;
            parts.month = static_cast<int>(i) + 1;
            text_.remove_prefix(3);
            return true;
        }
        return false;
    }

    bool half_day() {
        if (text_.size() < 2) return false;
        const std::string name = to_name(text_.substr(0, 2));
        if (name != "am" && name != "pm") return false;
        parts.afternoon = name == "pm";
        text_.remove_prefix(2);
        return true;
    }

    bool offset() {
        if (take('Z')) {
            parts.offset_ms = 0;
            return true;
        }
        const bool behind = text_.starts_with('-');
        if (!take('-') && !take('+')) return false;
        int hours = 0;
        int minutes = 0;
        if (!digits(2, hours)) return false;
        if ((take(':') || !text_.empty()) && !digits(2, minutes)) return false;
        if (hours > 15 || minutes > 59) return false;
        const std::int64_t ms = (hours * 60 + minutes) * 60'000LL;
        parts.offset_ms = behind ? -ms : ms;
        return true;
    }

    bool since_1970(std::int64_t unit) {
        std::int64_t value = 0;
        int count = 0;
        for (; count < 15 && !text_.empty() && is_digit(text_.front()); ++count) {
            value = 10 * value + (text_.front() - '0');
            text_.remove_prefix(1);
        }
        parts.since_1970_ms = value * unit;
        return count > 0;
    }

    std::string_view text_;
};

std::optional<Instant> to_instant(const Parts& parts, const calendar::TimeZone& zone) {
    if (parts.since_1970_ms) return Instant{*parts.since_1970_ms};
    if (parts.year < kYearMin || parts.year > kYearMax) return std::nullopt;
    int hour = parts.hour;
    if (parts.afternoon) {
        if (hour < 1 || hour > 12) return std::nullopt;
        hour = hour % 12 + (*parts.afternoon ? 12 : 0);
    }
    const auto date = Date::from_ymd(parts.year, parts.month, parts.day);
    if (!date || hour > 23 || parts.minute > 59 || parts.second > 59) return std::nullopt;
    const std::int32_t ms = ((hour * 60 + parts.minute) * 60 + parts.second) * 1000 + parts.ms;
    if (parts.offset_ms) return Instant{date->days * 86'400'000LL + ms - *parts.offset_ms};
    return zone.instant({*date, {ms}});
}

constexpr std::array<std::string_view, 12> kIso{
    "%Y-%m-%dT%H:%M:%S%z",  "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d %H:%M:%S",      "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S%z",  "%Y-%m-%d %H:%M:%S.%f",   "%Y-%m-%d %H:%M:%S.%f%z",
    "%Y-%m-%dT%H:%M",       "%Y-%m-%dT%H:%M%z",       "%Y-%m-%d %H:%M%z"};

}  // namespace

std::expected<Instant, std::string> read_time(std::string_view text, const Mapping& mapping) {
    text = tables::trimmed(text);
    std::optional<Instant> found;
    bool fits = false;
    const auto try_format = [&](std::string_view format) {
        TimeReader reader(text);
        if (found || !reader.read(format)) return;
        fits = true;
        found = to_instant(reader.parts, mapping.zone);
    };
    for (const std::string& format : mapping.time_formats) try_format(format);
    if (mapping.time_formats.empty())
        for (const std::string_view format : kIso) try_format(format);
    if (found) return *found;
    if (fits) return std::unexpected(fmt::format("there is no such moment as `{}`", text));
    return std::unexpected(
        fmt::format("`{}` is no moment {}", text.substr(0, 40),
                    mapping.time_formats.empty()
                        ? "of the form `2026-03-02 10:00`; `formats` in `[time]` says another one"
                        : "by the `formats` of `[time]`"));
}

}  // namespace reeve::eventlog
