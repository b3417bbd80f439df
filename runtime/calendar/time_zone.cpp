#include "runtime/calendar/time_zone.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <mutex>
#include <vector>

namespace reeve::calendar {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
/// Far enough from the ends of 1900 and 2200 for every offset.
constexpr std::int64_t kTableBeginMs = -25'569LL * kDayMs;
constexpr std::int64_t kTableEndMs = 84'373LL * kDayMs;
/// A wall clock shows years from -9999 to 9999.
constexpr std::int64_t kWallClockMax = 2'932'896LL * kDayMs;

std::int64_t to_ms(const cctz::civil_second& local) {
    return (local - cctz::civil_second(1970, 1, 1)) * 1000;
}

/// The library would also read any file by its path, and copies of the table with leap seconds.
bool is_zone_name(std::string_view name) {
    if (name.empty() || name.front() == '/') return false;
    if (name.find_first_of(".:") != std::string_view::npos) return false;
    for (const std::string_view other : {"posix/", "right/", "Fixed/", "localtime", "posixrules"}) {
        if (name.starts_with(other)) return false;
    }
    return true;
}

std::string table_directory() {
    const char* directory = std::getenv("TZDIR");
    return directory != nullptr && *directory != '\0' ? directory : "/usr/share/zoneinfo";
}

std::string first_line(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

}  // namespace

/// The wall clock runs on from one change to the next. `begins[i]` is the instant from which
/// `offsets[i]` holds; the first begins before all time. `ends[i]` is what the wall clock shows
/// when it is changed next, or did at an earlier change where that is later, so that `ends` rises.
struct TimeZone::Table {
    std::string name;
    std::vector<std::int64_t> begins;
    std::vector<std::int64_t> offsets;
    std::vector<std::int64_t> ends;

    [[nodiscard]] std::size_t at(Instant instant) const {
        const auto after = std::upper_bound(begins.begin() + 1, begins.end(), instant.ms);
        return static_cast<std::size_t>(after - begins.begin()) - 1;
    }
    /// The first stretch during which the wall clock shows `ms` or more.
    [[nodiscard]] std::size_t at_wall_clock(std::int64_t ms) const {
        const auto after = std::upper_bound(ends.begin(), ends.end() - 1, ms);
        return static_cast<std::size_t>(after - ends.begin());
    }
    [[nodiscard]] std::int64_t first_shown(std::size_t i) const {
        return i == 0 ? kFirst : begins[i] + offsets[i];
    }

    void add(std::int64_t begin, std::int64_t offset) {
        if (!begins.empty()) {
            const std::int64_t end = begin + offsets.back();
            ends.back() = ends.size() > 1 ? std::max(end, ends[ends.size() - 2]) : end;
        }
        begins.push_back(begin);
        offsets.push_back(offset);
        ends.push_back(kLast);
    }
};

std::shared_ptr<const TimeZone::Table> TimeZone::utc() {
    static const std::shared_ptr<const Table> table = [] {
        auto utc = std::make_shared<Table>();
        utc->name = "UTC";
        utc->add(kFirst, 0);
        return utc;
    }();
    return table;
}

std::shared_ptr<const TimeZone::Table> TimeZone::load(std::string_view name) {
    cctz::time_zone zone;
    if (!is_zone_name(name) || !cctz::load_time_zone(std::string(name), &zone)) return nullptr;
    auto table = std::make_shared<Table>();
    table->name = name;
    auto now = cctz::time_point<cctz::seconds>(cctz::seconds(kTableBeginMs / 1000));
    std::int64_t offset = zone.lookup(now).offset * 1000LL;
    table->add(kFirst, offset);
    cctz::time_zone::civil_transition change;
    while (zone.next_transition(now, &change)) {
        // The clock that is put forward or back still tells when that is.
        const std::int64_t begin = to_ms(change.from) - offset;
        if (begin >= kTableEndMs) break;
        now = cctz::time_point<cctz::seconds>(cctz::seconds(begin / 1000));
        const std::int64_t next = zone.lookup(now).offset * 1000LL;
        // Some changes only give the zone another name.
        if (next != offset) table->add(begin, next);
        offset = next;
    }
    return table;
}

TimeZone::TimeZone() : table_(utc()) {}

std::optional<TimeZone> TimeZone::find(std::string_view iana_name) {
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const Table>, std::less<>> tables;
    const std::lock_guard lock(mutex);
    const auto known = tables.find(iana_name);
    if (known != tables.end()) return TimeZone(known->second);
    auto table = load(iana_name);
    if (!table) return std::nullopt;
    tables.emplace(iana_name, table);
    return TimeZone(std::move(table));
}

const std::string& TimeZone::name() const { return table_->name; }

LocalMoment TimeZone::local(Instant instant) const {
    const std::int64_t ms =
        std::clamp(instant.ms, -kWallClockMax, kWallClockMax) + offset(instant).ms;
    const std::chrono::milliseconds time(ms);
    const auto day = std::chrono::floor<std::chrono::days>(time);
    return {Date{static_cast<std::int32_t>(day.count())},
            TimeOfDay{static_cast<std::int32_t>((time - day).count())}};
}

Instant TimeZone::instant(LocalMoment local) const {
    return at_wall_clock(local.date.days * kDayMs + local.time.ms);
}

Instant TimeZone::at_wall_clock(std::int64_t ms) const {
    ms = std::clamp(ms, -kWallClockMax, kWallClockMax);
    const std::size_t i = table_->at_wall_clock(ms);
    return {std::max(table_->begins[i], ms - table_->offsets[i])};
}

Duration TimeZone::offset(Instant instant) const { return {table_->offsets[table_->at(instant)]}; }

std::optional<Instant> TimeZone::next_change(Instant instant) const {
    const std::size_t next = table_->at(instant) + 1;
    if (next == table_->begins.size()) return std::nullopt;
    return Instant{table_->begins[next]};
}

std::optional<Instant> TimeZone::last_change(Instant instant) const {
    const std::size_t i = table_->at(instant);
    if (i == 0) return std::nullopt;
    return Instant{table_->begins[i]};
}

TimeZone::Steady TimeZone::steady(std::int64_t ms) const {
    const std::size_t i = table_->at_wall_clock(ms);
    // What an earlier stretch has shown already is meant there.
    const std::int64_t shown = i == 0 ? kFirst : table_->ends[i - 1];
    return {std::max(table_->first_shown(i), shown), table_->ends[i], table_->offsets[i]};
}

std::string time_zone_table_version() {
    constexpr std::string_view kMark = "# version ";
    const std::string source = first_line(table_directory() + "/tzdata.zi");
    if (source.starts_with(kMark) && source.size() > kMark.size())
        return source.substr(kMark.size());
    const std::string version = first_line(table_directory() + "/+VERSION");
    return version.empty() ? "unknown" : version;
}

}  // namespace reeve::calendar
