#include "planning/chance/random.h"
#include "runtime/calendar/time_zone.h"
#include "tools/example_history/example_history.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>
#include <string_view>

namespace reeve::example_history {

namespace {

constexpr Date kFirstDay{20'473};  // Tuesday, 2026-01-20: histories rarely begin on a Monday
constexpr std::array<int, 2> kHolidays{20'518, 20'549};  // 2026-03-06 and Easter Monday, 2026-04-06

struct Skill {
    std::string_view name;
    double calls_per_day;
    double handling_seconds;
    double growth_per_week;
};
constexpr std::array<Skill, 2> kSkills{{{"orders", 620, 195, 0.01}, {"support", 260, 410, 0.0}}};

/// From 08:00 in half hours.
constexpr std::array<double, 24> kDay{20, 34, 48, 60, 66, 64, 58, 50, 38, 32, 38, 48,
                                      52, 54, 52, 48, 44, 40, 32, 26, 20, 16, 12, 8};
constexpr std::array<double, 7> kWeek{1.25, 1.05, 1.0, 0.95, 0.9, 0.4, 0};

/// Poisson, by adding up gaps.
int count(chance::Random& random, double mean) {
    int count = -1;
    for (double sum = 0; sum < mean; ++count) sum += random.exponential();
    return std::max(0, count);
}

}  // namespace

std::string calls(std::uint64_t seed, int weeks) {
    chance::Random random(seed);
    std::string out = "created,skill,calls,handling\n";
    double day_sum = 0;
    for (const double part : kDay) day_sum += part;
    for (int day = 0; day < 7 * weeks; ++day) {
        const Date date{kFirstDay.days + day};
        const double holiday = date.days == kHolidays.front() ? 0.3 : 1.0;
        // Days have moods, so that counts scatter more than chance alone would have them.
        const double mood = random.gamma(100) / 100;
        for (std::size_t slot = 0; slot < kDay.size(); ++slot) {
            for (const Skill& skill : kSkills) {
                const double mean = skill.calls_per_day * kDay[slot] / day_sum *
                                    kWeek[static_cast<std::size_t>(date.weekday())] *
                                    (1 + skill.growth_per_week * day / 7) * mood * holiday;
                const int calls = mean > 0 ? count(random, mean) : 0;
                if (calls == 0) continue;
                const double handling =
                    skill.handling_seconds * random.gamma(3.0 * calls) / (3.0 * calls);
                fmt::format_to(std::back_inserter(out), "{} {:02}:{:02},{},{},{:.0f}s\n",
                               date.to_string(), 8 + slot / 2, slot % 2 * 30, skill.name, calls,
                               handling);
            }
        }
    }
    return out;
}

std::string holidays() {
    std::string out = "date,name\n";
    constexpr std::array<std::string_view, 2> kNames{"Works outing", "Easter Monday"};
    for (std::size_t i = 0; i < kHolidays.size(); ++i)
        out += fmt::format("{},{}\n", Date{kHolidays[i]}.to_string(), kNames[i]);
    return out;
}

}  // namespace reeve::example_history
