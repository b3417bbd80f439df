#include "compiler/lsp/server.h"
#include "tests/support/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

// `reeve/runTests`, and the lens that asks for it.

namespace reeve::lsp {
namespace {

using support::Json;

constexpr const char* kRules =
    R"(business B { time zone \"Europe/Paris\" }\nwork type Job { n: number 0..10 }\nsegment of Job { big when n > 5  small otherwise }\ntest \"big\" {\n    clock 2026-03-02 09:00\n    given j = Job { n: 7 }\n    expect j.segment is big\n}\ntest \"wrong\" {\n    clock 2026-03-02 09:00\n    given j = Job { n: 7 }\n    expect j.segment is small\n}\n)";

class RunningTests : public testing::Test {
protected:
    RunningTests() : server_(files_, options()) {
        ask("initialize", R"({"capabilities":{},"initializationOptions":{"runTests":true}})");
        server_.receive(
            std::string(
                R"({"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.reeve","version":1,"text":")") +
            kRules + R"("}}})");
    }

    Json ask(const std::string& method, const std::string& params) {
        server_.receive(R"({"id":1,"method":")" + method + R"(","params":)" + params + "}");
        return *support::read_json(received_);
    }
    void tell(const std::string& method, const std::string& params) {
        server_.receive(R"({"method":")" + method + R"(","params":)" + params + "}");
    }
    Json run(const std::string& more) {
        return ask("reeve/runTests", R"({"textDocument":{"uri":"file:///a.reeve"})" + more + "}");
    }

private:
    ServerOptions options() {
        ServerOptions options;
        options.version = "1";
        options.now = [] { return Instant{}; };
        options.send = [this](std::string_view message) { received_ = message; };
        return options;
    }

    driver::MemoryFileSystem files_;
    std::string received_;
    Server server_;
};

TEST_F(RunningTests, TellHowTheyCameOut) {
    const Json results = run("")["result"]["results"];
    ASSERT_EQ(results.items.size(), 2U);
    EXPECT_TRUE(results.items[0]["passed"].boolean);
    const Json& wrong = results.items[1];
    EXPECT_FALSE(wrong["passed"].boolean);
    EXPECT_EQ(wrong["title"].string, "wrong");
    const Json& failure = wrong["failures"].items.at(0);
    EXPECT_EQ(failure["expected"].string, "small");
    EXPECT_EQ(failure["found"].string, "big");
    EXPECT_EQ(failure["range"]["start"]["line"].number, 11);
    EXPECT_THAT(failure["text"].string, testing::HasSubstr("n is 7"));
}

TEST_F(RunningTests, AreChosenByTheirPlaces) {
    const Json result = run(R"(,"tests":[0],"coverage":true)")["result"];
    ASSERT_EQ(result["results"].items.size(), 1U);
    EXPECT_EQ(result["results"].items[0]["title"].string, "big");
    const Json& coverage = result["coverage"];
    ASSERT_EQ(coverage.items.size(), 2U);
    EXPECT_EQ(coverage.items[0]["tests"].number, 1);
    EXPECT_EQ(coverage.items[1]["tests"].number, 0);
    EXPECT_TRUE(run(R"(,"tests":[7,"x"])")["result"]["results"].items.empty());
}

TEST_F(RunningTests, AreOfferedAboveEach) {
    const Json lenses =
        ask("textDocument/codeLens", R"({"textDocument":{"uri":"file:///a.reeve"}})")["result"];
    int offered = 0;
    for (const Json& lens : lenses.items) {
        if (lens["command"]["command"].string != "reeve.runTest") continue;
        EXPECT_EQ(lens["command"]["arguments"].items.at(1).number, offered);
        ++offered;
    }
    EXPECT_EQ(offered, 2);
}

TEST_F(RunningTests, AreNotRunWhereTheRulesHaveErrors) {
    tell(
        "textDocument/didChange",
        R"({"textDocument":{"uri":"file:///a.reeve","version":2},"contentChanges":[{"text":"queue x {"}]})");
    const Json answer = run("");
    EXPECT_TRUE(answer.has("error"));
}

}  // namespace
}  // namespace reeve::lsp
