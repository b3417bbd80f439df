#include "planning/roster/roster.h"

#include "planning/eventlog/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace reeve::roster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::expected<Roster, std::vector<tables::Problem>> read(const std::string& text, bool csv) {
    using enum tables::TableReader::Format;
    records::MemorySource source(text);
    const auto reader = tables::read_table(source, csv ? Csv : JsonLines);
    return read_roster(*reader, {.zone = *calendar::TimeZone::find("Europe/Paris")});
}

Agent one(const std::string& text, bool csv = false) {
    const auto roster = read(text, csv);
    if (!roster) {
        ADD_FAILURE() << tables::to_string(roster.error().front(), "roster");
        return {};
    }
    EXPECT_EQ(roster->agents.size(), 1u);
    return roster->agents.front();
}

/// All problems, a line each.
std::string wrong(const std::string& text, bool csv = false) {
    const auto roster = read(text, csv);
    std::string out;
    if (!roster)
        for (const auto& problem : roster.error()) out += tables::to_string(problem, "r") + "\n";
    return out;
}

TEST(Roster, SaysTheSameAsCsvAndAsJsonLines) {
    const Agent json = one(
        R"({"agent": "a1", "name": "Ana", "teams": ["desk", "night"], "skills": {"motor": 3, "french": 1},)"
        R"( "attributes": {"limit": 20000, "senior": true}, "zone": "Europe/Lisbon",)"
        R"( "shifts": ["mon-fri 08:00-16:30", "calendar Office"], "breaks": ["mon-fri 12:00-12:45"],)"
        R"( "absences": ["2026-03-02..2026-03-06"], "decline": 0.02, "miss": "1%",)"
        R"( "handling": ["Claim.gold: lognormal 12m 6m", "exponential 5m"]})");
    const Agent csv =
        one("agent;name;teams;skills;attribute.limit;attribute.senior;zone;shifts;breaks;absences;"
            "decline;"
            "miss;handling\n"
            "a1;Ana;\"desk; night\";\"motor 3; french 1\";20000;yes;Europe/Lisbon;\"mon-fri "
            "08:00-16:30; "
            "calendar Office\";mon-fri 12:00-12:45;2026-03-02..2026-03-06;2%;0.01;\"Claim.gold: "
            "lognormal "
            "12m 6m; exponential 5m\"\n",
            true);
    for (const Agent& agent : {json, csv}) {
        EXPECT_EQ(agent.id, "a1");
        EXPECT_EQ(agent.name, "Ana");
        EXPECT_THAT(agent.teams, ElementsAre("desk", "night"));
        EXPECT_THAT(agent.skills, ElementsAre(Skill{"motor", 3}, Skill{"french", 1}));
        EXPECT_THAT(agent.attributes,
                    ElementsAre(testing::Pair("limit", "20000"), testing::Pair("senior", "yes")));
        EXPECT_EQ(agent.zone.name(), "Europe/Lisbon");
        ASSERT_EQ(agent.shifts.size(), 2u);
        EXPECT_EQ(agent.shifts[1].calendar, "Office");
        EXPECT_DOUBLE_EQ(agent.decline, 0.02);
        EXPECT_DOUBLE_EQ(agent.miss, 0.01);
        EXPECT_EQ(agent.park, 0);
        EXPECT_EQ(handling_of(agent, "Claim", "gold")->deviation, 360);
        EXPECT_EQ(handling_of(agent, "Claim", "silver")->mean, 300);
        EXPECT_EQ(handling_of(agent, "Lead", "gold")->mean, 300);
    }
    EXPECT_EQ(json.shifts, csv.shifts);
    EXPECT_EQ(json.absences, csv.absences);
    EXPECT_EQ(handling_of(Agent{}, "Lead", "gold"), nullptr);
}

TEST(Roster, PrefersTheMostExactHandling) {
    const Agent agent = one(R"({"agent": "a", "handling": ["constant 1m", "Claim: constant 2m",)"
                            R"( "Claim.gold: constant 3m"]})");
    EXPECT_EQ(handling_of(agent, "Claim", "gold")->mean, 180);
    EXPECT_EQ(handling_of(agent, "Claim", "hot.vip")->mean, 120);
    EXPECT_EQ(handling_of(agent, "Lead", "gold")->mean, 60);
}

TEST(Roster, SaysAllThatIsWrongAndWhatToWrite) {
    EXPECT_EQ(wrong("{\"agent\": \"a\"}\n{\"agent\": \"a\"}\n"),
              "r:2: error: `agent`: `a` was there already; each agent has one row\n");
    EXPECT_THAT(wrong("{\"name\": \"x\"}"), HasSubstr("r:1: error: `agent`: it is missing"));
    EXPECT_THAT(wrong("{\"agent\": \"a\", \"shift\": \"mon 08:00-09:00\"}"),
                HasSubstr("`shift`: rosters have no such column; did you mean `shifts`?"));
    EXPECT_THAT(wrong("agent,limit\na,3\n", true), HasSubstr("are `attribute.limit`"));
    const std::string many = wrong(
        "agent,skills,shifts,absences,handling,decline,zone\n"
        "a,motor x,mon-fri 8-16,2026-03-06..2026-03-02,often,200%,Paris\n",
        true);
    EXPECT_EQ(std::ranges::count(many, '\n'), 6);
    EXPECT_THAT(many, HasSubstr("`motor x` is no skill: write `motor 3`"));
    EXPECT_THAT(many, HasSubstr("`mon-fri 8-16` are no hours: write `mon-fri 08:00-16:30`"));
    EXPECT_THAT(many, HasSubstr("`often` is no distribution: write `constant 5m`"));
    EXPECT_THAT(many, HasSubstr("`200%` is no chance"));
    EXPECT_THAT(wrong("{\"agent\": \"a\", \"shifts\": [\"mon\"]}"),
                HasSubstr("`mon` has no times: write `mon 08:00-16:30`"));
    EXPECT_THAT(wrong("{\"agent\": \"a\", \"skills\": {\"motor\": 0}}"),
                HasSubstr("no whole number from 1 on"));
    EXPECT_THAT(wrong("{\"agent\": \"a\", \"teams\": 3}"), HasSubstr("a list of texts"));
    EXPECT_THAT(wrong("{\"agent\": \"a\", \"handling\": [\"gamma 5m\"]}"),
                HasSubstr("needs two lengths of time"));
}

std::string times(const Agent& agent, const char* first, const char* last,
                  const FindCalendar& find = {}) {
    const auto day = [](const char* text) {
        int year = 0, month = 0, number = 0;
        std::sscanf(text, "%d-%d-%d", &year, &month, &number);
        return *Date::from_ymd(year, month, number);
    };
    const auto stretches = working_time(agent, day(first), day(last), find);
    if (!stretches) return "no calendar " + stretches.error();
    std::string out;
    for (const Stretch& each : *stretches)
        out += agent.zone.local(each.begin).to_string().substr(5) + " to " +
               agent.zone.local(each.end).to_string().substr(5) + "\n";
    return out;
}

TEST(WorkingTime, IsShiftsWithoutBreaksAndAbsences) {
    const Agent agent = one(
        R"({"agent": "a", "shifts": ["mon-wed 08:00-12:00", "mon-wed 11:00-16:00", "2026-03-05 10:00-11:00"],)"
        R"( "breaks": ["mon-fri 12:00-12:30"], "absences": ["2026-03-03", "2026-03-04 14:00-24:00"]})");
    EXPECT_EQ(times(agent, "2026-03-02", "2026-03-06"),
              "03-02 08:00 to 03-02 12:00\n03-02 12:30 to 03-02 16:00\n"
              "03-04 08:00 to 03-04 12:00\n03-04 12:30 to 03-04 14:00\n"
              "03-05 10:00 to 03-05 11:00\n");
}

TEST(WorkingTime, OfNightsReachesIntoTheNextDayAndKeepsToTheWallClock) {
    const Agent agent = one(R"({"agent": "a", "shifts": ["sat-sun 22:00-06:00"]})");
    // Clocks are put forward in the night before Sunday, 29 March.
    EXPECT_EQ(times(agent, "2026-03-29", "2026-03-29"),
              "03-29 00:00 to 03-29 06:00\n03-29 22:00 to 03-30 00:00\n");
    const auto night =
        working_time(agent, *Date::from_ymd(2026, 3, 28), *Date::from_ymd(2026, 3, 28), {});
    EXPECT_EQ(night->front().end.ms - night->front().begin.ms, 2 * 3'600'000);
    const auto whole =
        working_time(agent, *Date::from_ymd(2026, 3, 28), *Date::from_ymd(2026, 3, 29), {});
    EXPECT_EQ(whole->front().end.ms - whole->front().begin.ms, 7 * 3'600'000);
}

TEST(WorkingTime, FollowsCalendars) {
    calendar::Rules rules{.time_zone = "Europe/Paris"};
    for (int day = 0; day < 5; ++day) rules.week[day] = {{{9 * 3'600'000}, {17 * 3'600'000}}};
    rules.extra_days.push_back({*Date::from_ymd(2026, 3, 3), *Date::from_ymd(2026, 3, 3), {}});
    const calendar::Calendar office(rules);
    const auto find = [&](std::string_view name) { return name == "Office" ? &office : nullptr; };
    const Agent agent = one(R"({"agent": "a", "shifts": ["calendar Office mon-wed"]})");
    EXPECT_EQ(times(agent, "2026-03-02", "2026-03-08", find),
              "03-02 09:00 to 03-02 17:00\n03-04 09:00 to 03-04 17:00\n");
    EXPECT_EQ(times(agent, "2026-03-02", "2026-03-08"), "no calendar Office");
}

TEST(Roster, ReadsWhatImportWrites) {
    eventlog::EventLog log;
    eventlog::Agent learned{.resource = log.texts.add("eve"), .cases = 30};
    learned.teams = {log.texts.add("First line")};
    learned.skills = {log.texts.add("ERP")};
    learned.shifts = {{0, 4, 9 * 60, 17 * 60}, {5, 5, 22 * 60, 30 * 60}, {6, 6, 60, 24 * 60}};
    learned.timed_cases = 25;
    learned.handling_mean_ms = 300'000;
    learned.handling_deviation_ms = 120'000;
    std::string line;
    eventlog::append_agent(log, {}, learned, line);
    const Agent agent = one(line);
    EXPECT_EQ(agent.id, "eve");
    EXPECT_THAT(agent.teams, ElementsAre("first_line"));
    EXPECT_THAT(agent.skills, ElementsAre(Skill{"erp", 0}));
    EXPECT_THAT(agent.shifts,
                ElementsAre(*read_hours("mon-fri 09:00-17:00"), *read_hours("sat 22:00-06:00"),
                            *read_hours("sun 01:00-24:00")));
    EXPECT_EQ(handling_of(agent, "", "")->deviation, 120);
}

}  // namespace
}  // namespace reeve::roster
