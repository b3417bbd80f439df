#include "tests/cli/command.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

// `reeve test`, as a user would run it.

namespace reeve::cli_test {
namespace {

class TestCommand : public testing::Test {
protected:
    static std::string data(const std::string& name) {
        return (support::source_directory() / "tests/trial" / name).string();
    }
    [[nodiscard]] Outcome test(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "test");
        return place_.run(arguments);
    }

    Workplace place_;
};

TEST_F(TestCommand, SaysThatAllPassed) {
    const Outcome outcome = test({data("passing.reeve")});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "5 tests passed\n");
}

TEST_F(TestCommand, SaysWhatFailed) {
    const Outcome outcome = test({data("passing.reeve"), data("failing.reeve")});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_NE(outcome.out.find("5 of 10 tests failed"), std::string::npos) << outcome.out;
    EXPECT_EQ(outcome.out.find('\x1b'), std::string::npos);
    EXPECT_NE(test({data("failing.reeve"), "--color", "always"}).out.find('\x1b'),
              std::string::npos);
}

TEST_F(TestCommand, RunsTheTestsThatAreNamed) {
    const Outcome outcome = test({data("passing.reeve"), "--filter", "HELD", "--verbose"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.out, "pass  held, resumed, boosted, changed\n1 test passed, 4 left out\n");
    const Outcome none = test({data("passing.reeve"), "--filter", "no such"});
    EXPECT_EQ(none.code, 2);
    EXPECT_NE(none.err.find("no test has `no such` in its name"), std::string::npos);
}

TEST_F(TestCommand, WritesAFileForBuildServers) {
    const Outcome outcome = test({data("refusals.reeve"), "--junit", "results.xml"});
    EXPECT_EQ(outcome.code, 1);
    const std::string xml = place_.get("results.xml");
    EXPECT_NE(xml.find("tests=\"4\" failures=\"3\""), std::string::npos) << xml;
    EXPECT_EQ(test({data("passing.reeve"), "--junit", "no/such/place.xml"}).code, 2);
}

TEST_F(TestCommand, ShowsWhatTheTestsUse) {
    const Outcome text = test({"--coverage", data("passing.reeve")});
    EXPECT_EQ(text.code, 0);
    EXPECT_NE(text.out.find("of 28 parts decided something in 5 tests"), std::string::npos)
        << text.out;
    const Outcome page =
        test({data("passing.reeve"), "--coverage=html", "--coverage-file", "page.html"});
    EXPECT_EQ(page.code, 0) << page.err;
    EXPECT_EQ(page.out, "5 tests passed\n");
    const std::string html = place_.get("page.html");
    EXPECT_TRUE(html.starts_with("<!DOCTYPE html>"));
    EXPECT_NE(html.find("not used"), std::string::npos);
    EXPECT_EQ(test({data("passing.reeve"), "--coverage=pdf"}).code, 2);
    EXPECT_EQ(test({data("passing.reeve"), "--coverage-file", "x.html"}).code, 2);
}

TEST_F(TestCommand, RunsNothingWhereTheRulesHaveErrors) {
    place_.put("broken.reeve", "queue motor {\n");
    const Outcome outcome = test({"broken.reeve"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_NE(outcome.err.find("no test is run"), std::string::npos) << outcome.err;
    EXPECT_EQ(test({"missing.reeve"}).code, 2);
    EXPECT_EQ(test({}).code, 2);
}

}  // namespace
}  // namespace reeve::cli_test
