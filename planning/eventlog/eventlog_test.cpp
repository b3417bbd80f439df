#include "planning/eventlog/output.h"

#include "planning/chance/random.h"
#include "tools/example_history/example_history.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace reeve::eventlog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kMapping = R"(
[columns]
case = "case"
activity = "what"
time = "when"
resource = "who"
[activities]
arrival = ["new"]
start = ["start"]
hold = ["hold"]
complete = ["done"]
ignore = ["note"]
)";

Mapping mapping(const std::string& text = kMapping, Mapping defaults = {}) {
    const auto read = read_mapping(text, "map.toml", defaults);
    EXPECT_TRUE(read.has_value()) << read.error();
    return read.value_or(Mapping{});
}

struct Read {
    EventLog log;
    History history;
    Mapping mapping;

    [[nodiscard]] std::string items() const {
        std::string out;
        for (const Item& item : history.items) append_item(log, mapping, item, out);
        return out;
    }
    [[nodiscard]] std::string roster() const {
        std::string out;
        for (const Agent& agent : history.agents) append_agent(log, mapping, agent, out);
        return out;
    }
    [[nodiscard]] std::string summary() const {
        return summarize(log, mapping, history, "log.csv");
    }
};

Read read_csv(const std::string& text, const Mapping& map = mapping(), std::size_t piece = 1000) {
    records::MemorySource source(text, piece);
    auto log = read_csv_log(source, "log.csv", map);
    EXPECT_TRUE(log.has_value()) << log.error();
    Read read{.log = std::move(log.value()), .history = {}, .mapping = map};
    read.history = understand(read.log, read.mapping);
    return read;
}

Read read_xes(const std::string& text, const Mapping& map, std::size_t piece = 1000) {
    records::MemorySource source(text, piece);
    auto log = read_xes_log(source, "log.xes", map);
    EXPECT_TRUE(log.has_value()) << log.error();
    Read read{.log = std::move(log.value()), .history = {}, .mapping = map};
    read.history = understand(read.log, read.mapping);
    return read;
}

TEST(Import, AddsUpWorkAndLeavesHoldsOut) {
    const Read read = read_csv(
        "case,what,when,who\n"
        "B,new,2026-03-02 10:00,\n"
        "B,start,2026-03-02 10:10,eve\n"
        "B,hold,2026-03-02 10:15,eve\n"
        "B,start,2026-03-02 11:00,eve\n"
        "B,note,2026-03-02 11:02,bot\n"
        "B,start,2026-03-02 11:10,max\n"  // takes over
        "B,done,2026-03-02 11:10:30,max\n"
        "A,new,2026-03-02 09:00,\n");
    EXPECT_EQ(read.items(),
              "{\"key\": \"A\", \"created\": \"2026-03-02T09:00:00+00:00\"}\n"
              "{\"key\": \"B\", \"created\": \"2026-03-02T10:00:00+00:00\", \"handling\": "
              "\"PT15M30S\"}\n");
    ASSERT_EQ(read.history.agents.size(), 2u);
    EXPECT_NEAR(read.history.agents[0].handling_mean_ms, 15 * 60'000, 1e-6);
    EXPECT_NEAR(read.history.agents[1].handling_mean_ms, 30'000, 1e-6);
}

TEST(Import, SaysWhatItLeftOutAndWhere) {
    const Read read = read_csv(
        "case,what,when,who\n"
        ",new,2026-03-02 10:00,\n"
        "A,,2026-03-02 10:00,\n"
        "A,new,,\n"
        "A,new,02.03.2026,\n"
        "A,new,2026-02-30 10:00,\n"
        "A,new\n"
        "A,new,2026-03-02 10:00,\n"
        "A,\"start,2026-03-02 10:00,\n");
    std::map<std::string, std::uint64_t> counts;
    for (const auto& [reason, notice] : read.log.left_out) counts[reason] = notice.count;
    EXPECT_EQ(counts["no case"], 1u);
    EXPECT_EQ(counts["no activity"], 1u);
    EXPECT_EQ(counts["no time"], 1u);
    EXPECT_EQ(counts["a time that cannot be read"], 2u);
    EXPECT_EQ(counts["2 cells, where the header has 4"], 1u);
    EXPECT_TRUE(has_losses(read.log));
    EXPECT_EQ(read.log.broken_line, 9u);
    EXPECT_THAT(read.summary(), HasSubstr("all after line 9: a quotation mark is never closed"));
    EXPECT_THAT(read.summary(), HasSubstr("line 6: there is no such moment as `2026-02-30 10:00`"));
    EXPECT_EQ(read.history.items.size(), 1u);
}

TEST(Import, PutsEventsInOrderAndCountsThemOnce) {
    const Read read = read_csv(
        "case,what,when,who\n"
        "A,done,2026-03-02 10:30,eve\n"
        "A,start,2026-03-02 10:10,eve\n"
        "A,start,2026-03-02 10:10,eve\n"
        "A,new,2026-03-02 10:00,\n");
    EXPECT_THAT(read.items(), HasSubstr("\"handling\": \"PT20M\""));
    EXPECT_EQ(read.history.duplicates, 1u);
    EXPECT_EQ(
        read.history.noticed.at("events that stand behind later ones of their case: put in order")
            .count,
        3u);
}

TEST(Import, GivesNoHandlingTimeWhereItIsNotSure) {
    const auto handling = [](const std::string& rows) {
        return read_csv("case,what,when,who\nA,new,2026-03-02 10:00,\n" + rows)
            .history.items.front()
            .handling_ms;
    };
    EXPECT_EQ(handling("A,start,2026-03-02 10:00,eve\n"), std::nullopt);
    EXPECT_EQ(handling("A,done,2026-03-02 10:00,eve\n"), std::nullopt);
    EXPECT_EQ(handling("A,start,2026-03-02 10:00,eve\nA,done,2026-03-04 10:00,eve\n"),
              std::nullopt);
    EXPECT_EQ(handling("A,start,2026-03-02 10:00,eve\nA,done,2026-03-02 10:00:01,eve\n"), 1000);
}

TEST(Import, CountsRowsThatAreStretches) {
    const Read read = read_csv(
        "case,what,when,until,who\n"
        "A,check,2026-03-02 10:00,2026-03-02 10:20,eve\n"
        "A,pay,2026-03-02 10:10,2026-03-02 10:15,max\n"
        "A,pay,2026-03-02 11:10,2026-03-02 11:05,max\n",
        mapping("[columns]\ncase='case'\nactivity='what'\ntime='when'\nend='until'\n"
                "resource='who'\n"));
    EXPECT_EQ(read.history.items.front().handling_ms, 25 * 60'000);
    EXPECT_EQ(read.log.left_out.at("it ends before it begins").count, 1u);
}

TEST(Import, ReadsTimesByFormatsAndZones) {
    Mapping map = mapping(
        "[time]\nzone='Europe/Paris'\nformats=['%d/%m/%Y %H:%M','%d-%b-%y "
        "%I.%M.%S.%f %p','%s','%Y%m%d%H%M%S%z']\n");
    const auto at = [&](const char* text) { return read_time(text, map).value_or(Instant{-1}).ms; };
    EXPECT_EQ(at("01/01/1970 01:00"), 0);
    EXPECT_EQ(at("01-Jan-70 12.00.01.5 am"), -3'598'500 + 0);
    EXPECT_EQ(at("90"), 90'000);
    EXPECT_EQ(at("19700101000000+01:00"), -3'600'000);
    EXPECT_EQ(at("29/03/2026 02:30"), at("29/03/2026 03:00"));  // skipped by the clock
    EXPECT_FALSE(read_time("2026-03-02 10:00", map).has_value());
    EXPECT_FALSE(read_time("31/02/2026 10:00", map).has_value());
    map.time_formats.clear();
    EXPECT_EQ(at("1970-01-01T00:00:00.123456Z"), 123);
}

/// What a simulated desk did is what is found in its log.
void expect_truth(const example_history::Desk& desk, const Read& read) {
    ASSERT_EQ(read.history.items.size(), desk.tickets.size());
    std::map<std::string, const example_history::Ticket*> by_key;
    for (const auto& ticket : desk.tickets) by_key[ticket.key] = &ticket;
    for (const Item& item : read.history.items) {
        const auto& ticket = *by_key.at(read.log.texts[read.log.cases[item.case_id]]);
        EXPECT_EQ(item.created, ticket.created) << ticket.key;
        EXPECT_EQ(item.handling_ms, ticket.handling_ms) << ticket.key;
        EXPECT_EQ(read.log.texts[read.log.values[item.case_id][0]], ticket.category);
    }
    std::map<std::string, std::set<std::size_t>> cases;
    for (const auto& event : desk.events)
        if (!event.agent.empty()) cases[event.agent].insert(event.ticket);
    ASSERT_EQ(read.history.agents.size(), cases.size());
    for (const Agent& agent : read.history.agents)
        EXPECT_EQ(agent.cases, cases.at(read.log.texts[agent.resource]).size());
}

constexpr const char* kDesk = R"(
[columns]
case = "Ticket"
activity = "Activity"
time = "When"
resource = "Agent"
team = "Team"
[attributes]
category = "Category"
priority = "Priority"
[time]
zone = "Europe/Paris"
formats = ["%d/%m/%Y %H:%M:%S"]
[activities]
arrival = ["Created"]
start = ["Work started", "Work resumed"]
hold = ["Waiting for user"]
complete = ["Resolved"]
ignore = ["Closed"]
[roster]
skill = "category"
)";

TEST(Import, FindsInACsvLogWhatTheDeskDid) {
    const auto desk = example_history::desk(5, 400);
    const auto log = example_history::csv_log(desk, 6);
    const Read read = read_csv(log.text, mapping(kDesk), 777);
    expect_truth(desk, read);
    EXPECT_EQ(read.log.rows, log.rows);
    EXPECT_EQ(read.history.duplicates, log.doubled);
    EXPECT_EQ(read.log.left_out.at("a time that cannot be read").count, log.without_time);
    EXPECT_EQ(read.log.left_out.at("no case").count, log.without_ticket);
    EXPECT_EQ(read.log.events.size(), desk.events.size() + log.doubled);
    for (const Agent& agent : read.history.agents) EXPECT_THAT(agent.skills, Not(IsEmpty()));
}

TEST(Import, FindsInAnXesLogWhatTheDeskDid) {
    const auto desk = example_history::desk(7, 300);
    const std::string log = example_history::xes_log(desk);
    const Mapping map = mapping(
        "[activities]\narrival=['Created']\nstart=['Work started','Work resumed']\n"
        "hold=['Waiting for user']\ncomplete=['Resolved']\nignore=['Closed']\n"
        "[roster]\nskill='category'\n",
        Mapping::of_xes());
    for (const std::size_t piece : {std::size_t{61}, std::size_t{100'000}}) {
        const Read read = read_xes(log, map, piece);
        expect_truth(desk, read);
        EXPECT_EQ(read.log.rows, desk.events.size());
        EXPECT_THAT(read.log.left_out, IsEmpty());
        EXPECT_THAT(read.log.attributes, ElementsAre("category", "priority"));
    }
}

std::string xes_event(const std::string& name, const std::string& time,
                      const std::string& more = "") {
    return fmt::format(
        "<event><string key=\"concept:name\" value=\"{}\"/>"
        "<date key=\"time:timestamp\" value=\"{}\"/>{}</event>\n",
        name, time, more);
}

TEST(Xes, UsesTransitionsWhereActivitiesSayNothing) {
    const auto step = [](const char* name, const char* time, const char* transition) {
        return xes_event(name, time,
                         fmt::format("<string key=\"lifecycle:transition\" value=\"{}\"/>"
                                     "<string key=\"org:resource\" value=\"eve\"/>",
                                     transition));
    };
    // Two activities of one case that go on side by side.
    const Read read =
        read_xes("<log>\n<trace><string key=\"concept:name\" value=\"1\"/>\n" +
                     step("check", "2026-03-02T10:00:00Z", "start") +
                     step("pay", "2026-03-02T10:05:00Z", "start") +
                     step("check", "2026-03-02T10:10:00Z", "suspend") +
                     step("pay", "2026-03-02T10:15:00Z", "complete") +
                     step("check", "2026-03-02T10:20:00Z", "resume") +
                     step("check", "2026-03-02T10:21:00Z", "complete") + "</trace></log>",
                 Mapping::of_xes());
    EXPECT_EQ(read.history.items.front().handling_ms, 21 * 60'000);
}

TEST(Xes, PassesOverCommentsAndSaysWhatIsBroken) {
    const std::string event = xes_event("a", "2026-03-02T10:00:00Z");
    const std::string key = "<string key='concept:name' value='k'/>";
    const Read read =
        read_xes("<log><!-- <trace> > --><trace/>\n<trace>" + key + "<!-- </trace> -->" + event +
                     "</trace>\n<trace>" + key + "<event></trace>\n" + event + "<trace>" + event +
                     "</trace>\n<trace>" + key + event,
                 Mapping::of_xes(), 5);
    EXPECT_EQ(read.log.cases.size(), 1u);
    EXPECT_EQ(read.log.events.size(), 1u);
    EXPECT_EQ(read.log.left_out.at("a trace that is not well-formed").examples[0].line, 4u);
    EXPECT_EQ(read.log.left_out.at("events outside of traces").count, 1u);
    EXPECT_EQ(read.log.left_out.at("no case").count, 1u);
    EXPECT_EQ(read.log.broken, "the file ends inside a trace");
}

TEST(Xes, RefusesWhatIsNoXes) {
    for (const char* text :
         {"\x1F\x8B\x08", "case,activity", "", "<?xml version='1.0' encoding='UTF-16'?><log/>"}) {
        records::MemorySource source(text);
        EXPECT_FALSE(read_xes_log(source, "f", Mapping::of_xes()).has_value()) << text;
    }
}

/// Bytes changed, taken out and doubled, a few in each text.
std::string damaged(std::string text, chance::Random& random) {
    constexpr std::string_view kBytes("<>\"';,\n\r\0\xFF/-!&a9", 16);
    for (std::uint64_t i = random.below(8) + 1; i > 0; --i) {
        const auto at = static_cast<std::size_t>(random.below(text.size()));
        switch (random.below(4)) {
            case 0: text.erase(at, random.below(40)); break;
            case 1:
                text.insert(at, text.substr(random.below(text.size()), random.below(40)));
                break;
            case 2: text.insert(at, 1, kBytes[random.below(kBytes.size())]); break;
            default: text[at] = kBytes[random.below(kBytes.size())];
        }
    }
    return text;
}

std::uint64_t accounted(const EventLog& log) {
    std::uint64_t rows = log.events.size();
    for (const auto& [reason, notice] : log.left_out) rows += notice.count;
    return rows;
}

TEST(DamagedLogs, AreReadAndEachRowIsAnEventOrLeftOut) {
    constexpr std::uint64_t kSeed = 77;
    const auto desk = example_history::desk(9, 12);
    const std::string csv = example_history::csv_log(desk, 9).text;
    const std::string xes = example_history::xes_log(desk);
    const Mapping map = mapping(kDesk);
    const Mapping defaults = Mapping::of_xes();
    for (std::uint64_t round = 0; round < 400; ++round) {
        SCOPED_TRACE(fmt::format("seed {}, round {}", kSeed, round));
        chance::Random random = chance::Random(kSeed).fork(round);
        const bool is_csv = round % 2 == 0;
        const std::string text = damaged(is_csv ? csv : xes, random);
        records::MemorySource source(text, 1 + random.below(500));
        auto log =
            is_csv ? read_csv_log(source, "log", map) : read_xes_log(source, "log", defaults);
        if (!log) continue;  // the header was hit
        EXPECT_EQ(log->rows, accounted(*log));
        const History history = understand(*log, is_csv ? map : defaults);
        EXPECT_EQ(history.items.size(), log->cases.size());
        std::uint64_t by_role = history.duplicates;
        for (const std::uint64_t count : history.by_role) by_role += count;
        EXPECT_EQ(by_role, log->events.size());
        EXPECT_FALSE(summarize(*log, map, history, "log").empty());
    }
}

TEST(Roster, LearnsShiftsFromWhenSomebodyWorked) {
    std::string rows = "case,what,when,who\n";
    // Four weeks of Mondays to Wednesdays from about nine to five, one late evening, and a night
    // watch.
    for (int week = 0; week < 4; ++week) {
        for (int day = 2; day <= 4; ++day) {
            const int date = day + 7 * week;
            for (const char* time : {"09:02", "12:30", "16:51"})
                rows += fmt::format("A,start,2026-03-{:02} {},eve\n", date, time);
            rows += fmt::format(
                "B,start,2026-03-{:02} 22:00,owl\nB,start,2026-03-{:02} 02:00,owl\n"
                "B,start,2026-03-{:02} 05:55,owl\n",
                date, date + 1, date + 1);
        }
    }
    rows += "A,start,2026-03-12 19:00,eve\n";
    const Read read = read_csv(rows);
    EXPECT_THAT(read.roster(), HasSubstr("\"shifts\": [\"mon-wed 09:00-17:00\"]"));
    EXPECT_THAT(read.roster(), HasSubstr("\"shifts\": [\"mon-wed 22:00-06:00\"]"));
}

TEST(Mapping, SaysWhatIsWrongAndWhere) {
    const auto wrong = [](const std::string& text) {
        const auto read = read_mapping(text, "m.toml", {});
        return read ? std::string() : read.error();
    };
    EXPECT_THAT(wrong("[columns]\ncases = 'a'\n"),
                HasSubstr("m.toml:2: error: there is no `cases` here; did you mean `case`?"));
    EXPECT_THAT(wrong("[columns\n"), HasSubstr("m.toml:1: error: not TOML"));
    EXPECT_THAT(wrong("[time]\nzone='Paris'\n"), HasSubstr("no time zone `Paris`"));
    EXPECT_THAT(wrong("[attributes]\n'Big Name'='x'\n"), HasSubstr("cannot be the name"));
    EXPECT_THAT(wrong("[roster]\nskill='x'\n"), HasSubstr("`skill` names `x`"));
    EXPECT_THAT(wrong("[activities]\nstart=['a']\nhold=['a']\n"), HasSubstr("named twice"));
    EXPECT_THAT(wrong("columns=1\n"), HasSubstr("`[columns]` is a table"));
    EXPECT_THAT(wrong("[roster]\nleast_cases=0\n"), HasSubstr("whole number"));
    records::MemorySource source("case,what\n");
    EXPECT_THAT(read_csv_log(source, "log.csv", mapping()).error(),
                HasSubstr("no column `when`, which the mapping names; there are case and what"));
}

TEST(Output, WritesLengthsAsIso) {
    EXPECT_EQ(to_iso_duration(0), "PT0S");
    EXPECT_EQ(to_iso_duration(61'500), "PT1M1.500S");
    EXPECT_EQ(to_iso_duration(90'000'000), "PT25H");
    EXPECT_EQ(to_name("First  Line (2)"), "first_line_2");
}

}  // namespace
}  // namespace reeve::eventlog
