#include "planning/eventlog/output.h"

#include "base/json_writer.h"
#include "base/text.h"
#include "compiler/records/times.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <set>
#include <vector>

namespace reeve::eventlog {

namespace {

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::size_t kActivitiesShown = 8;
constexpr std::uint64_t kCasesForHandling = 20;

/// `1,463`
std::string grouped(std::uint64_t value) {
    std::string text = std::to_string(value);
    for (std::ptrdiff_t at = std::ssize(text) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::string time_of(int minute) {
    return fmt::format("{:02}:{:02}", minute / 60 % 24, minute % 60);
}

std::string to_text(const Shift& shift) {
    std::string days(kDays[static_cast<std::size_t>(shift.first_day)]);
    if (shift.last_day != shift.first_day)
        days += fmt::format("-{}", kDays[static_cast<std::size_t>(shift.last_day)]);
    // 24:00 closes a day; what ends later ends on the next one.
    const std::string until = shift.until_minute == 24 * 60 ? "24:00" : time_of(shift.until_minute);
    return fmt::format("{} {}-{}", days, time_of(shift.from_minute), until);
}

void append_names(const EventLog& log, const std::vector<std::uint32_t>& ids, std::string& out) {
    out += '[';
    // Two texts may make one name.
    std::vector<std::string> names;
    for (const std::uint32_t id : ids) {
        std::string name = to_name(log.texts[id]);
        if (!name.empty() && std::ranges::find(names, name) == names.end())
            names.push_back(std::move(name));
    }
    for (const std::string& name : names) {
        if (&name != &names.front()) out += ',';
        append_json_string(name, out);
    }
    out += ']';
}

void list(const std::map<std::string, Notice>& notices, std::string_view lines, std::string& out) {
    for (const auto& [reason, notice] : notices) {
        out += fmt::format("  {:>9}  {}\n", grouped(notice.count), reason);
        for (const Notice::Example& example : notice.examples)
            out += fmt::format("             {} {}{}{}\n", lines, example.line,
                               example.found.empty() ? "" : ": ", example.found);
    }
}

std::string roles_words(const History& history) {
    constexpr std::array<std::string_view, 6> kWords{
        "of other activities", "arrivals", "beginnings of work", "holds", "completions", "ignored"};
    std::string out;
    for (std::size_t role = 1; role <= kWords.size(); ++role) {
        const std::size_t at = role % kWords.size();
        if (history.by_role[at] > 0)
            out += fmt::format("  {:>9}  {}\n", grouped(history.by_role[at]), kWords[at]);
    }
    std::vector<std::pair<std::uint64_t, std::string>> others;
    for (const auto& [name, count] : history.other_activities) others.emplace_back(count, name);
    std::ranges::stable_sort(others,
                             [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < std::min(others.size(), kActivitiesShown); ++i)
        out += fmt::format("             {} {}\n", grouped(others[i].first), others[i].second);
    if (others.size() > kActivitiesShown)
        out += fmt::format("             and {} more\n", others.size() - kActivitiesShown);
    return out;
}

std::string minutes(double ms) { return fmt::format("{:.1f} minutes", ms / 60'000); }

std::string items_words(const EventLog& log, const History& history) {
    std::uint64_t timed = 0;
    std::uint64_t completed = 0;
    double sum = 0;
    for (const Item& item : history.items) {
        completed += item.completed ? 1 : 0;
        if (!item.handling_ms) continue;
        ++timed;
        sum += static_cast<double>(*item.handling_ms);
    }
    std::string out = fmt::format(
        "Items: {}, {} completed, {} with a handling time{}\n", grouped(history.items.size()),
        grouped(completed), grouped(timed),
        timed == 0 ? "" : ", " + minutes(sum / static_cast<double>(timed)) + " on average");
    for (std::size_t i = 0; i < log.attributes.size(); ++i) {
        std::set<std::uint32_t> values;
        std::uint64_t known = 0;
        for (const auto& of_case : log.values) {
            if (i >= of_case.size() || of_case[i] == 0) continue;
            values.insert(of_case[i]);
            ++known;
        }
        out += fmt::format("  {}: {} value{} in {} items\n", log.attributes[i],
                           grouped(values.size()), values.size() == 1 ? "" : "s", grouped(known));
    }
    return out;
}

}  // namespace

std::string to_iso_duration(std::int64_t ms) {
    std::string text = "PT";
    if (ms >= 3'600'000) text += fmt::format("{}H", ms / 3'600'000);
    if (ms / 60'000 % 60 > 0) text += fmt::format("{}M", ms / 60'000 % 60);
    const std::int64_t rest = ms % 60'000;
    if (rest % 1000 > 0) {
        text += fmt::format("{}.{:03}S", rest / 1000, rest % 1000);
    } else if (rest > 0 || text.size() == 2) {
        text += fmt::format("{}S", rest / 1000);
    }
    return text;
}

void append_item(const EventLog& log, const Mapping& mapping, const Item& item, std::string& out) {
    out += "{\"key\": ";
    append_json_string(log.texts[log.cases[item.case_id]], out);
    out += fmt::format(", \"created\": \"{}\"", records::to_iso(item.created, mapping.zone));
    const std::vector<std::uint32_t>& values = log.values[item.case_id];
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] == 0) continue;
        out += ", ";
        append_json_string(log.attributes[i], out);
        out += ": ";
        append_json_string(log.texts[values[i]], out);
    }
    if (item.handling_ms)
        out += fmt::format(", \"handling\": \"{}\"", to_iso_duration(*item.handling_ms));
    out += "}\n";
}

void append_agent(const EventLog& log, const Mapping& mapping, const Agent& agent,
                  std::string& out) {
    out += "{\"agent\": ";
    append_json_string(log.texts[agent.resource], out);
    out += ", \"teams\": ";
    append_names(log, agent.teams, out);
    out += ", \"skills\": ";
    append_names(log, agent.skills, out);
    out += fmt::format(", \"zone\": \"{}\", \"shifts\": [", mapping.zone.name());
    for (const Shift& shift : agent.shifts)
        out += fmt::format("{}\"{}\"", &shift == &agent.shifts.front() ? "" : ", ", to_text(shift));
    out += ']';
    if (agent.timed_cases >= kCasesForHandling) {
        const auto seconds = [](double ms) {
            return std::max<std::int64_t>(1, std::llround(ms / 1000));
        };
        out += fmt::format(", \"handling\": [\"lognormal {}s {}s\"]",
                           seconds(agent.handling_mean_ms), seconds(agent.handling_deviation_ms));
    }
    out += "}\n";
}

std::string summarize(const EventLog& log, const Mapping& mapping, const History& history,
                      std::string_view file) {
    std::string out = fmt::format("{}: {} rows, {} events of {} cases", file, grouped(log.rows),
                                  grouped(log.events.size()), grouped(log.cases.size()));
    if (!log.events.empty()) {
        const auto [first, last] = std::ranges::minmax_element(log.events, {}, &Event::at);
        out += fmt::format(", {} to {}, {}", mapping.zone.local(first->at).to_string(),
                           mapping.zone.local(last->at).to_string(), mapping.zone.name());
    }
    out += "\nEvents\n" + roles_words(history);
    if (history.by_role[static_cast<std::size_t>(Role::Start)] == 0)
        out +=
            "  No event begins work, so no item has a handling time: `start` in `[activities]` "
            "says which do.\n";
    if (!log.left_out.empty() || log.broken) out += "Left out\n";
    list(log.left_out, "line", out);
    if (log.broken) out += fmt::format("  all after line {}: {}\n", log.broken_line, *log.broken);
    if (!history.noticed.empty()) out += "Noticed\n";
    list(history.noticed, "line", out);
    out += items_words(log, history);
    std::uint64_t with_skills = 0;
    std::uint64_t with_shifts = 0;
    for (const Agent& agent : history.agents) {
        with_skills += agent.skills.empty() ? 0 : 1;
        with_shifts += agent.shifts.empty() ? 0 : 1;
    }
    out += fmt::format("Agents: {}, {} with skills, {} with shifts\n",
                       grouped(history.agents.size()), grouped(with_skills), grouped(with_shifts));
    return out;
}

bool has_losses(const EventLog& log) { return !log.left_out.empty() || log.broken.has_value(); }

}  // namespace reeve::eventlog
