#include "tests/harness/case_check.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

// The harness itself: that it finds what is wrong with a data test.

namespace reeve::harness {
namespace {

namespace fs = std::filesystem;

class CaseCheck : public ::testing::Test {
protected:
    CaseCheck() {
        std::string pattern = (fs::temp_directory_path() / "reeve-harness-XXXXXX").string();
        directory_ = mkdtemp(pattern.data());
    }
    ~CaseCheck() override {
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }

    void put(const std::string& name, const std::string& text) const {
        std::ofstream(directory_ / name, std::ios::binary) << text;
    }
    std::string get(const std::string& name) const {
        std::ifstream file(directory_ / name, std::ios::binary);
        std::stringstream text;
        text << file.rdbuf();
        return text.str();
    }
    Case make_case(const std::string& text) const {
        put("x.reeve", text);
        return {"x", path("x.reeve"), {path("x.reeve")}, {}};
    }
    std::string path(const std::string& name) const { return (directory_ / name).string(); }

    fs::path directory_;
};

TEST_F(CaseCheck, MarkedMessagesPass) {
    const Case test =
        make_case("use calendars.nowhere\n#   ^^^^^^^^^^^^^^^^^ error[RV0002]: no library\n");
    EXPECT_EQ(check_markers(test), std::vector<std::string>{});
    EXPECT_EQ(explain(test, {}), "");
}

TEST_F(CaseCheck, AMessageWithoutItsMarkerFails) {
    const std::vector<std::string> failures = check_markers(make_case("use calendars.nowhere\n"));
    ASSERT_EQ(failures.size(), 1U);
    EXPECT_NE(failures[0].find("RV0002"), std::string::npos);
}

TEST_F(CaseCheck, AMarkerWithoutItsMessageFails) {
    const Case test = make_case("team claims\n#    ^^^^^^ error[RV0002]: no library\n");
    const std::vector<std::string> failures = check_markers(test);
    ASSERT_EQ(failures.size(), 1U);
    EXPECT_NE(failures[0].find(":2: expected but not reported: error[RV0002]"), std::string::npos);
    EXPECT_NE(explain(test, failures).find("reeve_golden --update x"), std::string::npos);
}

TEST_F(CaseCheck, PlaceSeverityNumberAndTextHaveToAgree) {
    const std::string line = "use calendars.nowhere\n";
    for (const char* marker : {"#   ^^^^^^^^^^^^^^^^ error[RV0002]: no library\n",
                               "#    ^^^^^^^^^^^^^^^^ error[RV0002]: no library\n",
                               "#   ^^^^^^^^^^^^^^^^^ warning[RV0002]: no library\n",
                               "#   ^^^^^^^^^^^^^^^^^ error[RV0001]: no library\n",
                               "#   ^^^^^^^^^^^^^^^^^ error[RV0002]: another text\n"}) {
        EXPECT_EQ(check_markers(make_case(line + marker)).size(), 2U) << marker;
    }
}

TEST_F(CaseCheck, AMarkerThatCannotBeReadFails) {
    EXPECT_EQ(check_markers(make_case("team claims\n#    ^^^^^^ error: no number\n")).size(), 1U);
}

TEST_F(CaseCheck, UpdateWritesMarkersThatPass) {
    const Case test = make_case(
        "use calendars.nowhere\n#     ^ error[RV0001]: stale\n# a comment\nteam claims\n");
    EXPECT_EQ(update(test), std::vector<std::string>{path("x.reeve")});
    EXPECT_EQ(get("x.reeve"),
              "use calendars.nowhere\n#   ^^^^^^^^^^^^^^^^^ error[RV0002]: there is no library "
              "`calendars.nowhere`\n"
              "# a comment\nteam claims\n");
    EXPECT_EQ(check_markers(test), std::vector<std::string>{});
    EXPECT_EQ(update(test), std::vector<std::string>{}) << "a second time there is nothing to do";
}

TEST_F(CaseCheck, FormsHaveToBeEqualToWhatIsPrinted) {
    Case test = make_case("team claims\n");
    test.forms.emplace_back(driver::Phase::Syntax, path("x.reeve.syntax.exp"));
    put("x.reeve.syntax.exp", "something else\n");
    ASSERT_EQ(check_forms(test).size(), 1U);
    EXPECT_NE(check_forms(test)[0].find("line 1:\n  expected: something else"), std::string::npos);
    EXPECT_EQ(update(test), std::vector<std::string>{path("x.reeve.syntax.exp")});
    EXPECT_EQ(check_forms(test), std::vector<std::string>{});
    EXPECT_NE(get("x.reeve.syntax.exp").find("claims"), std::string::npos);
}

TEST_F(CaseCheck, AFixThatLeadsToANewErrorFails) {
    put("teams.reeve", "team claims\n");
    const Case test = make_case("use \"teems.reeve\"\n");
    EXPECT_EQ(check_fixes(test), std::vector<std::string>{});
    put("teams.reeve", "use calendars.nowhere\n");
    ASSERT_EQ(check_fixes(test).size(), 1U);
    EXPECT_NE(check_fixes(test)[0].find("there is a new error"), std::string::npos);
}

}  // namespace
}  // namespace reeve::harness
