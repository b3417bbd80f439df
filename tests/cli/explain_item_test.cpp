#include "tests/cli/command.h"
#include "tests/support/json.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

// `reeve explain` with a file of rules.

namespace reeve::cli_test {
namespace {

class ExplainItem : public testing::Test {
protected:
    Outcome explain(std::vector<std::string> more, const std::string& input = "") {
        std::vector<std::string> arguments{"explain", rules_};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return place_.run(arguments, input);
    }

    const std::string rules_ =
        (support::source_directory() / "tests/explain/repairs.reeve").string();
    const std::string item_ =
        R"({"flat": "A1", "tier": "gold", "amount": "900 EUR", "floor": 2, "created": "2026-03-09 09:00"})";
    Workplace place_;
};

TEST_F(ExplainItem, SaysWhy) {
    const Outcome outcome = explain({"--item", item_, "--at", "2026-03-09 12:00"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    for (const char* part : {"Segment  standard", "Priority  ", "Route  to fitters_desk",
                             "Escalation", "What comes next", "repairs.reeve:"})
        EXPECT_NE(outcome.out.find(part), std::string::npos) << part << "\n" << outcome.out;
    EXPECT_EQ(outcome.out.find('\x1b'), std::string::npos);
}

TEST_F(ExplainItem, ReadsTheItemFromAFileOrStandardInput) {
    const Outcome direct = explain({"--item", item_, "--at", "2026-03-09 12:00"});
    place_.put("item.json", item_ + "\n");
    const Outcome file = explain({"--item", "@item.json", "--at", "2026-03-09 12:00"});
    const Outcome input = explain({"--item", "-", "--at", "2026-03-09 12:00"}, item_);
    EXPECT_EQ(direct.out, file.out);
    EXPECT_EQ(direct.out, input.out);
    EXPECT_EQ(explain({"--item", "@nowhere.json"}).code, 2);
}

TEST_F(ExplainItem, WritesJson) {
    const Outcome outcome =
        explain({"--item", item_, "--at", "2026-03-09 12:00", "--format", "json"});
    const auto json = support::read_json(outcome.out);
    ASSERT_TRUE(json.has_value()) << outcome.out;
    EXPECT_EQ((*json)["segment"]["is"].string, "standard");
    EXPECT_EQ((*json)["at"].string, "2026-03-09T12:00:00+01:00");
    EXPECT_TRUE((*json)["attributes"][5]["default"].boolean);
    EXPECT_FALSE((*json)["attributes"][0].has("default"));
}

TEST_F(ExplainItem, TakesOtherSettings) {
    const std::vector<std::string> question{"--item", item_, "--at", "2026-03-10 12:00"};
    const auto priority = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments = question;
        arguments.insert(arguments.end(), {"--format", "json"});
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto json = support::read_json(explain(arguments).out);
        return json ? std::stod((*json)["priority"]["is"].string) : 0;
    };
    EXPECT_NEAR(priority({"--set", "boost=40"}) - priority({}), 25, 1e-6);
    EXPECT_EQ(explain({"--item", item_, "--set", "boots=40"}).code, 2);
}

TEST_F(ExplainItem, DrawsThePriority) {
    const Outcome chart =
        explain({"--item", item_, "--at", "2026-03-09 12:00", "--plot", "--ascii"});
    EXPECT_EQ(chart.code, 0) << chart.err;
    EXPECT_NE(chart.out.find("***"), std::string::npos);
    for (const char c : chart.out) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
    const Outcome picture =
        explain({"--item", item_, "--at", "2026-03-09 12:00", "--plot", "priority.svg"});
    EXPECT_EQ(picture.code, 0) << picture.err;
    EXPECT_TRUE(place_.get("priority.svg").starts_with("<svg "));
    EXPECT_EQ(explain({"--item", item_, "--plot", "nowhere/priority.svg"}).code, 2);
}

TEST_F(ExplainItem, SaysWhatIsWrongWithTheItem) {
    const Outcome outcome =
        explain({"--item", R"({"flat": "A1", "tier": "platinum", "amount": "x"})", "--at",
                 "2026-03-09 12:00"});
    EXPECT_EQ(outcome.code, 2);
    for (const char* part : {"`tier`", "`amount`", "`floor`"})
        EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
}

TEST_F(ExplainItem, TellsItsUsesApart) {
    EXPECT_NE(place_.run({"explain", "RV2004"}).out.find("RV2004"), std::string::npos);
    const Outcome message = place_.run({"explain", "RV2004", "--item", "{}"});
    EXPECT_EQ(message.code, 2);
    EXPECT_NE(message.err.find("`--item` needs a file of rules"), std::string::npos);
    EXPECT_EQ(place_.run({"explain", "nowhere.reeve", "--item", "{}"}).code, 2);
    EXPECT_EQ(explain({}).code, 2);
    EXPECT_EQ(explain({"--item", item_, "--type", "Claim"}).code, 2);
    EXPECT_EQ(explain({"--item", item_, "--at", "soon"}).code, 2);
    place_.put("broken.reeve", "work type {");
    EXPECT_EQ(place_.run({"explain", "broken.reeve", "--item", "{}"}).code, 1);
}

}  // namespace
}  // namespace reeve::cli_test
