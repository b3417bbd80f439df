#include "planning/eventlog/agents.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reeve::eventlog {

namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 24 * 60 * kMinuteMs;
// Nobody pauses so long and comes back for the same shift.
constexpr std::int64_t kPauseMs = 5 * 60 * kMinuteMs;
constexpr int kDayMinutes = 24 * 60;
constexpr int kRoundMinutes = 15;
constexpr double kUnusual = 0.1;       // of first and last moments of days
constexpr double kUsualDay = 0.25;     // of the weeks in which somebody was there at all
constexpr double kUsualTeam = 0.2;     // of an agent's events
constexpr double kUsualSkill = 0.05;   // of an agent's cases
constexpr std::int64_t kThursday = 3;  // 1970-01-01, from Monday

struct Weekday {
    std::vector<int> from;
    std::vector<int> until;
};

int floor_to(int minute, int step) { return minute / step * step; }
int ceil_to(int minute, int step) { return (minute + step - 1) / step * step; }

/// The value that a share of them does not reach.
int at_share(std::vector<int> values, double share) {
    std::ranges::sort(values);
    const auto place =
        static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    return values[place];
}

/// Moments without long pauses between them, by the weekday on which they begin.
std::array<Weekday, 7> sessions_of(const std::vector<std::int64_t>& moments) {
    std::array<Weekday, 7> days;
    for (std::size_t first = 0; first < moments.size();) {
        std::size_t last = first;
        while (last + 1 < moments.size() && moments[last + 1] - moments[last] <= kPauseMs &&
               moments[last + 1] - moments[first] < kDayMs)
            ++last;
        const std::int64_t day = moments[first] / kDayMs;
        Weekday& weekday = days[static_cast<std::size_t>((day + kThursday) % 7)];
        const auto minute = [&](std::int64_t ms) {
            return static_cast<int>((ms - day * kDayMs) / kMinuteMs);
        };
        weekday.from.push_back(minute(moments[first]));
        weekday.until.push_back(minute(moments[last]));
        first = last + 1;
    }
    return days;
}

std::size_t weeks_of(const std::vector<std::int64_t>& moments) {
    std::set<std::int64_t> weeks;
    for (const std::int64_t ms : moments) weeks.insert((ms / kDayMs + kThursday) / 7);
    return weeks.size();
}

/// What is seen often, the most often first.
std::vector<std::uint32_t> usual(const std::map<std::uint32_t, std::uint64_t>& counts,
                                 double share) {
    std::uint64_t sum = 0;
    for (const auto& [id, count] : counts) sum += count;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> often;
    for (const auto& [id, count] : counts)
        if (static_cast<double>(count) >= share * static_cast<double>(sum))
            often.emplace_back(count, id);
    std::ranges::stable_sort(often, [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::uint32_t> ids;
    for (const auto& [count, id] : often) ids.push_back(id);
    return ids;
}

}  // namespace

AgentsLearned::AgentsLearned(const EventLog& log, const Mapping& mapping)
    : log_(log), mapping_(mapping) {
    const auto found = std::ranges::find(log.attributes, mapping.skill);
    if (!mapping.skill.empty() && found != log.attributes.end())
        skill_ = static_cast<std::size_t>(found - log.attributes.begin());
    for (std::uint32_t id = 1; id < log.texts.size(); ++id)
        if (std::ranges::find(mapping.not_people, log.texts[id]) != mapping.not_people.end())
            not_people_.insert(id);
}

bool AgentsLearned::is_person(std::uint32_t resource) const {
    return resource != 0 && !not_people_.contains(resource);
}

void AgentsLearned::seen(const Event& event) {
    if (!is_person(event.resource)) return;
    Seen& agent = agents_[event.resource];
    if (event.team != 0) ++agent.teams[event.team];
    agent.moments.push_back(mapping_.zone.wall_clock(event.at));
    if (event.end > event.at) agent.moments.push_back(mapping_.zone.wall_clock(event.end));
    in_case_[event.resource];
}

void AgentsLearned::worked(std::uint32_t resource, std::int64_t ms) {
    if (is_person(resource)) in_case_[resource].ms += ms;
}

void AgentsLearned::end_case(std::uint32_t case_id, bool timed) {
    const std::vector<std::uint32_t>& values = log_.values[case_id];
    for (const auto& [resource, work] : in_case_) {
        Seen& agent = agents_[resource];
        ++agent.cases;
        if (skill_ < values.size() && values[skill_] != 0) ++agent.skills[values[skill_]];
        if (!timed || work.ms == 0) continue;
        const auto ms = static_cast<double>(work.ms);
        ++agent.timed;
        agent.sum_ms += ms;
        agent.squares_ms += ms * ms;
    }
    in_case_.clear();
}

std::vector<Shift> AgentsLearned::shifts_of(std::vector<std::int64_t>& moments) const {
    std::ranges::sort(moments);
    const auto days = sessions_of(moments);
    const double weeks = static_cast<double>(weeks_of(moments));
    std::vector<Shift> shifts;
    for (int day = 0; day < 7; ++day) {
        const Weekday& weekday = days[static_cast<std::size_t>(day)];
        const double needed = std::max(2.0, kUsualDay * weeks);
        if (static_cast<double>(weekday.from.size()) < needed) continue;
        Shift shift{day, day, floor_to(at_share(weekday.from, kUnusual), kRoundMinutes),
                    ceil_to(at_share(weekday.until, 1 - kUnusual), kRoundMinutes)};
        shift.until_minute = std::clamp(shift.until_minute, shift.from_minute + kRoundMinutes,
                                        shift.from_minute + kDayMinutes);
        const bool goes_on = !shifts.empty() && shifts.back().last_day == day - 1 &&
                             shifts.back().from_minute == shift.from_minute &&
                             shifts.back().until_minute == shift.until_minute;
        if (goes_on) {
            shifts.back().last_day = day;
        } else {
            shifts.push_back(shift);
        }
    }
    return shifts;
}

std::vector<Agent> AgentsLearned::finish() {
    std::vector<Agent> agents;
    for (auto& [resource, seen] : agents_) {
        Agent agent{.resource = resource, .cases = seen.cases};
        agent.teams = usual(seen.teams, kUsualTeam);
        for (const auto& [skill, cases] : seen.skills) {
            const double share = static_cast<double>(cases) / static_cast<double>(seen.cases);
            if (cases >= static_cast<std::uint64_t>(mapping_.least_cases) && share >= kUsualSkill)
                agent.skills.push_back(skill);
        }
        std::ranges::sort(agent.skills, {}, [this](auto id) { return log_.texts[id]; });
        agent.shifts = shifts_of(seen.moments);
        agent.timed_cases = seen.timed;
        if (seen.timed > 0) {
            const double count = static_cast<double>(seen.timed);
            agent.handling_mean_ms = seen.sum_ms / count;
            const double variance =
                seen.squares_ms / count - agent.handling_mean_ms * agent.handling_mean_ms;
            agent.handling_deviation_ms = std::sqrt(std::max(0.0, variance));
        }
        agents.push_back(std::move(agent));
    }
    std::ranges::sort(agents, {},
                      [this](const Agent& agent) { return log_.texts[agent.resource]; });
    return agents;
}

}  // namespace reeve::eventlog
