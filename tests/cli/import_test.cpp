#include "tests/cli/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace reeve::cli_test {
namespace {

using testing::HasSubstr;

constexpr const char* kMapping =
    "[columns]\ncase='c'\nactivity='a'\ntime='t'\nresource='r'\n[attributes]\nkind='k'\n"
    "[activities]\narrival=['new']\nstart=['start']\ncomplete=['done']\n[roster]\nskill='kind'\n"
    "least_cases=1\n";
constexpr const char* kLog =
    "c,a,t,r,k\nA,new,2026-03-02 10:00,,fire\nA,start,2026-03-02 10:05,eve,\n"
    "A,done,2026-03-02 10:15,eve,\n";

TEST(Import, WritesItemsThatEvalReads) {
    const Workplace place;
    place.put("map.toml", kMapping);
    place.put("log.csv", kLog);
    const Outcome outcome = place.run({"import", "log.csv", "--mapping", "map.toml", "--items",
                                       "items.jsonl", "--roster", "roster.jsonl"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(place.get("items.jsonl"),
              "{\"key\": \"A\", \"created\": \"2026-03-02T10:00:00+00:00\", \"kind\": \"fire\", "
              "\"handling\": \"PT10M\"}\n");
    EXPECT_EQ(place.get("roster.jsonl"),
              "{\"agent\": \"eve\", \"teams\": [], \"skills\": [\"fire\"], \"zone\": \"UTC\", "
              "\"shifts\": []}\n");
    place.put("rules.reeve",
              "business Works { time zone \"UTC\" }\nbands { ordinary }\nskill fire\n"
              "work type Alarm {\n    kind: text\n    handling: duration optional\n}\n"
              "segment of Alarm { long when (handling or else 0 minutes) > 5 minutes  short "
              "otherwise }\npriority of Alarm { band ordinary otherwise }\n"
              "queue all { members when agent has fire  offer to longest idle agent }\n"
              "route Alarm { to all otherwise }\n");
    const Outcome answer = place.run({"eval", "rules.reeve", "--items", "items.jsonl", "--at",
                                      "2026-03-03 10:00", "--fields", "key,segment"});
    EXPECT_EQ(answer.out, "{\"key\":\"A\",\"segment\":\"long\"}\n") << answer.err;
}

TEST(Import, SaysWhatItCannotUse) {
    const Workplace place;
    place.put("map.toml", kMapping);
    place.put("log.csv", std::string(kLog) + "A,done,soon,eve,\n");
    const Outcome outcome = place.run({"import", "log.csv", "--mapping", "map.toml"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_THAT(outcome.out, HasSubstr("line 5: `soon` is no moment"));
    EXPECT_THAT(place.run({"import", "log.csv"}).err, HasSubstr("needs a mapping"));
    EXPECT_THAT(place.run({"import", "log.txt"}).err, HasSubstr("`--format` says what it is"));
    EXPECT_THAT(place.run({"import", "none.xes"}).err, HasSubstr("cannot be read"));
    EXPECT_THAT(place.run({"import", "log.csv", "--mapping", "map.toml", "--items", "log.csv"}).err,
                HasSubstr("would be overwritten"));
    place.put("map.toml", "[columns]\ncase = 1\n");
    EXPECT_THAT(place.run({"import", "log.csv", "--mapping", "map.toml"}).err,
                HasSubstr("map.toml:2: error: a text in quotation marks"));
}

TEST(Import, HelpsWithExamples) {
    EXPECT_THAT(Workplace().run({"import", "--help"}).out,
                HasSubstr("Examples:\n  reeve import tickets.csv"));
}

}  // namespace
}  // namespace reeve::cli_test
