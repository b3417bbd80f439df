#include "planning/chance/random.h"
#include "runtime/calendar/time_zone.h"
#include "tools/example_history/example_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

namespace reeve::example_history {

namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr Date kFirstDay{20'486};  // Monday, 2026-02-02

struct Agent {
    std::string_view name;
    std::string_view team;
    std::string_view category;  // of most tickets that it takes
    int begins;                 // hour of the shift on the wall clock
    int ends;
};
constexpr std::array<Agent, 6> kAgents{{{"amara", "first line", "network", 7, 15},
                                        {"bruno", "first line", "windows", 9, 17},
                                        {"chloe", "first line", "windows", 9, 17},
                                        {"dirk", "second line", "erp", 8, 16},
                                        {"esra", "second line", "erp", 10, 18},
                                        {"farid", "second line", "network", 10, 18}}};
constexpr std::array<std::string_view, 3> kCategories{"windows", "network", "erp"};
constexpr std::array<std::string_view, 6> kSteps{"Created",      "Work started", "Waiting for user",
                                                 "Work resumed", "Resolved",     "Closed"};

const calendar::TimeZone& zone() {
    static const calendar::TimeZone paris = *calendar::TimeZone::find("Europe/Paris");
    return paris;
}

Instant at(Date date, double hour) {
    return zone().instant(
        {date, {static_cast<std::int32_t>(hour * 60) * static_cast<int>(kMinute)}});
}

const Agent& agent_for(chance::Random& random, std::string_view category) {
    for (;;) {
        const Agent& agent = kAgents[random.below(kAgents.size())];
        if (agent.category == category || random.below(20) == 0) return agent;
    }
}

const Agent& agent_named(std::string_view name) {
    return *std::ranges::find(kAgents, name, &Agent::name);
}

std::string local_time(Instant instant) {
    const LocalMoment local = zone().local(instant);
    return fmt::format("{:02}/{:02}/{} {:02}:{:02}:{:02}", local.date.day(), local.date.month(),
                       local.date.year(), local.time.ms / 3'600'000, local.time.ms / 60'000 % 60,
                       local.time.ms / 1000 % 60);
}

std::string utc_time(Instant instant) {
    const LocalMoment local = calendar::TimeZone().local(instant);
    return fmt::format("{}T{:02}:{:02}:{:02}.000+00:00", local.date.to_string(),
                       local.time.ms / 3'600'000, local.time.ms / 60'000 % 60,
                       local.time.ms / 1000 % 60);
}

/// The next working day, on which somebody takes the ticket up at some hour of the shift.
void work(chance::Random& random, Desk& desk, std::size_t number, Date date) {
    Ticket& ticket = desk.tickets[number];
    const Agent& agent = agent_for(random, ticket.category);
    const std::string name(agent.name);
    const double hours = agent.ends - agent.begins - 2.0;
    Instant now = at(date, agent.begins + hours * random.fraction());
    const auto spend = [&](double minutes) {
        const auto ms = static_cast<std::int64_t>(1 + minutes * random.gamma(2) / 2) * kMinute;
        now.ms += ms;
        ticket.handling_ms += ms;
    };
    desk.events.push_back({number, Step::Started, now, name});
    spend(ticket.category == "erp" ? 40 : 15);
    if (random.happens(0.3)) {
        desk.events.push_back({number, Step::OnHold, now, name});
        now.ms += static_cast<std::int64_t>(5 + random.below(40)) * kMinute;
        desk.events.push_back({number, Step::Resumed, now, name});
        spend(10);
    }
    desk.events.push_back({number, Step::Resolved, now, name});
    if (random.happens(0.8))
        desk.events.push_back({number, Step::Closed, {now.ms + 3 * 24 * 60 * kMinute}, ""});
}

}  // namespace

Desk desk(std::uint64_t seed, std::size_t tickets) {
    chance::Random random(seed);
    Desk desk;
    double day = 0;
    for (std::size_t number = 0; number < tickets; ++number) {
        // Fifteen a working day.
        day += random.exponential() / 15;
        const int working_day = static_cast<int>(day);
        const Date date{kFirstDay.days + working_day / 5 * 7 + working_day % 5};
        const std::string_view category = kCategories[random.below(kCategories.size())];
        const Instant created = at(date, 7 + 10 * random.fraction());
        desk.tickets.push_back({fmt::format("INC{:05}", 20'001 + number), std::string(category),
                                random.happens(0.1) ? "high" : "normal", created, 0});
        desk.events.push_back({number, Step::Created, created, ""});
        work(random, desk, number, {date.days + (date.weekday() == 4 ? 3 : 1)});
    }
    std::ranges::stable_sort(desk.events, {}, &Event::at);
    return desk;
}

DeskLog csv_log(const Desk& desk, std::uint64_t seed) {
    chance::Random random(seed);
    DeskLog log{.text = "Ticket;Activity;When;Agent;Team;Category;Priority\n"};
    for (const Event& event : desk.events) {
        const Ticket& ticket = desk.tickets[event.ticket];
        const std::string team(event.agent.empty() ? "" : agent_named(event.agent).team);
        const auto row = [&](std::string_view key, std::string_view when) {
            fmt::format_to(std::back_inserter(log.text), "{};{};{};{};{};{};{}\n", key,
                           kSteps[static_cast<std::size_t>(event.step)], when, event.agent, team,
                           ticket.category, ticket.priority);
            ++log.rows;
        };
        const std::string when = local_time(event.at);
        row(ticket.key, when);
        if (random.below(100) == 0) {
            row(ticket.key, when);
            ++log.doubled;
        }
        if (random.below(300) == 0) {
            row(ticket.key, "n/a");
            ++log.without_time;
        }
        if (random.below(400) == 0) {
            row("", when);
            ++log.without_ticket;
        }
    }
    return log;
}

std::string xes_log(const Desk& desk) {
    std::vector<std::vector<const Event*>> by_ticket(desk.tickets.size());
    for (const Event& event : desk.events) by_ticket[event.ticket].push_back(&event);
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- a service desk that does not exist -->\n"
        "<log xes.version=\"2.0\" xmlns=\"http://www.xes-standard.org/\">\n"
        "  <extension name=\"Time\" prefix=\"time\" "
        "uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
        "  <global scope=\"event\"><string key=\"concept:name\" value=\"UNKNOWN\"/></global>\n";
    for (std::size_t number = 0; number < desk.tickets.size(); ++number) {
        const Ticket& ticket = desk.tickets[number];
        fmt::format_to(std::back_inserter(out),
                       "  <trace>\n    <string key=\"concept:name\" value=\"{}\"/>\n"
                       "    <string key=\"category\" value=\"{}\"/>\n"
                       "    <string key=\"priority\" value=\"{}\"/>\n",
                       ticket.key, ticket.category, ticket.priority);
        for (const Event* event : by_ticket[number]) {
            fmt::format_to(std::back_inserter(out),
                           "    <event>\n      <string key=\"concept:name\" value=\"{}\"/>\n"
                           "      <date key=\"time:timestamp\" value=\"{}\"/>\n",
                           kSteps[static_cast<std::size_t>(event->step)], utc_time(event->at));
            if (!event->agent.empty()) {
                fmt::format_to(std::back_inserter(out),
                               "      <string key=\"org:resource\" value=\"{}\"/>\n"
                               "      <string key=\"org:group\" value=\"{}\"/>\n",
                               event->agent, agent_named(event->agent).team);
            }
            out += "    </event>\n";
        }
        out += "  </trace>\n";
    }
    return out + "</log>\n";
}

}  // namespace reeve::example_history
