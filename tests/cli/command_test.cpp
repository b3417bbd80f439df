#include "tests/cli/command.h"

#include "tests/support/json.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

namespace reeve::cli_test {

namespace fs = std::filesystem;

namespace {

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

Workplace::Workplace() {
    std::string pattern = (fs::temp_directory_path() / "reeve-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    fs::create_directory(directory_ / "work");
}

Workplace::~Workplace() {
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
}

void Workplace::put(const std::string& path, const std::string& text) const {
    fs::create_directories((directory_ / "work" / path).parent_path());
    std::ofstream(directory_ / "work" / path, std::ios::binary) << text;
}

std::string Workplace::get(const std::string& path) const {
    return read_file(directory_ / "work" / path);
}

Outcome Workplace::run(const std::vector<std::string>& arguments, const std::string& input) const {
    std::ofstream(directory_ / "in", std::ios::binary) << input;
    std::string line = "cd " + quoted((directory_ / "work").string()) +
                       " && REEVE_CACHE_DIR=../cache " + quoted(binary());
    for (const std::string& argument : arguments) line += " " + quoted(argument);
    line += " <../in >../out 2>../err";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(directory_ / "out"),
            read_file(directory_ / "err")};
}

namespace {

using support::Json;
using support::read_json;
using ::testing::Test;

constexpr const char* kClean =
    "team claims \"Claims\"\n\nworkbin desk {\n    members when agent in team claims\n    take "
    "any\n}\n";
constexpr const char* kBroken = "use \"nowhere.reeve\"\nuse calendars.frnace\n";

class Command : public Test {
protected:
    Outcome run(const std::vector<std::string>& arguments, const std::string& input = "") {
        return place_.run(arguments, input);
    }

    Workplace place_;
};

TEST_F(Command, VersionIsShown) {
    const Outcome outcome = run({"--version"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_TRUE(outcome.out.starts_with("reeve ")) << outcome.out;
}

TEST_F(Command, StartsQuickly) {
    // The generated parser has large tables; they must not be built before they are needed. Counted
    // is the processor's time, which does not depend on what else the machine does.
    const auto used_us = [] {
        rusage usage{};
        getrusage(RUSAGE_CHILDREN, &usage);
        return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000 +
               usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    };
    long best_us = std::numeric_limits<long>::max();
    for (int i = 0; i < 10; ++i) {
        const long before_us = used_us();
        ASSERT_EQ(run({"--version"}).code, 0);
        best_us = std::min(best_us, used_us() - before_us);
    }
    EXPECT_LT(best_us, 30'000);
}

TEST_F(Command, HelpHasExamples) {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--help"},
                                                      {"check", "--help"},
                                                      {"fmt", "--help"},
                                                      {"explain", "--help"},
                                                      {"eval", "--help"}}) {
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.code, 0);
        EXPECT_NE(outcome.out.find("Examples:\n  reeve "), std::string::npos) << outcome.out;
    }
}

TEST_F(Command, WrongUseIsTwoAndSaysWhereHelpIs) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{},
          {"chek"},
          {"check"},
          {"check", "--format", "xml", "a.reeve"},
          {"check", "--deny", "errors", "a.reeve"},
          {"fmt", "--sideways"},
          {"check", "--print=typed", "--stop-after=syntax", "a.reeve"},
          {"check", "--color", "blue", "a.reeve"}}) {
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.code, 2) << ::testing::PrintToString(arguments);
        EXPECT_EQ(outcome.out, "");
        EXPECT_NE(outcome.err, "");
    }
}

TEST_F(Command, AFileThatCannotBeReadIsWrongUse) {
    place_.put("a.reeve", kClean);
    const Outcome outcome = run({"check", "a.reeve", "nowhere.reeve"});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_NE(
        outcome.out.find("error[RV0001]: `nowhere.reeve` cannot be read: there is no such file"),
        std::string::npos);
    EXPECT_EQ(run({"fmt", "nowhere.reeve"}).code, 2);
    EXPECT_EQ(run({"fmt", "."}).code, 2);
}

TEST_F(Command, ACleanFileGetsOneFriendlyLine) {
    place_.put("a.reeve", kClean);
    const Outcome outcome = run({"check", "a.reeve"});
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_EQ(outcome.out, "a.reeve: 1 queue, no problems\n");
    EXPECT_EQ(outcome.err, "");
}

TEST_F(Command, ErrorsAreFindings) {
    place_.put("a.reeve", kBroken);
    const Outcome outcome = run({"check", "a.reeve"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_TRUE(outcome.out.starts_with("a.reeve:1:5: error[RV0001]: ")) << outcome.out;
    EXPECT_TRUE(outcome.out.ends_with("\n2 errors in 1 file\n")) << outcome.out;
    EXPECT_EQ(outcome.out.find('\x1b'), std::string::npos)
        << "no colours where no terminal listens";
    EXPECT_NE(run({"check", "--color", "always", "a.reeve"}).out.find('\x1b'), std::string::npos);
}

TEST_F(Command, SeveralFilesAreCheckedInOneRun) {
    place_.put("main.reeve", "use \"a.reeve\"\n\nteam more\n");
    place_.put("a.reeve", kClean);
    place_.put("b.reeve", kBroken);
    EXPECT_EQ(run({"check", "a.reeve", "main.reeve"}).out, "main.reeve: 1 queue, no problems\n");
    EXPECT_EQ(run({"check", "a.reeve", "b.reeve"}).code, 1);
}

TEST_F(Command, JsonIsOneObject) {
    place_.put("a.reeve", kBroken);
    const Outcome outcome = run({"check", "--format", "json", "a.reeve"});
    EXPECT_EQ(outcome.code, 1);
    const auto json = read_json(outcome.out);
    ASSERT_TRUE(json) << outcome.out;
    EXPECT_EQ((*json)["version"].number, 1);
    ASSERT_EQ((*json)["diagnostics"].items.size(), 2U);
    const Json& second = (*json)["diagnostics"][1];
    EXPECT_EQ(second["code"].string, "RV0002");
    EXPECT_EQ(second["name"].string, "unknown_library");
    EXPECT_EQ(second["place"]["file"].string, "a.reeve");
    EXPECT_EQ(second["place"]["begin"]["line"].number, 2);
    EXPECT_EQ(second["place"]["begin"]["column"].number, 5);
    EXPECT_EQ(second["place"]["begin"]["offset"].number, 24);
    EXPECT_EQ(second["fixes"][0]["edits"][0]["text"].string, "calendars.france");
    EXPECT_EQ((*json)["counts"]["errors"].number, 2);
}

TEST_F(Command, JsonOfACleanFileHasNoMessages) {
    place_.put("a.reeve", kClean);
    const Outcome outcome = run({"check", "--format", "json", "a.reeve"});
    EXPECT_EQ(outcome.code, 0);
    const auto json = read_json(outcome.out);
    ASSERT_TRUE(json);
    EXPECT_TRUE((*json)["diagnostics"].items.empty());
}

// What SARIF 2.1.0 requires of the parts that are written.
void expect_region(const Json& region) {
    for (const char* name : {"startLine", "startColumn", "endLine", "endColumn"})
        EXPECT_GE(region[name].number, 1) << name;
    EXPECT_TRUE(region.has("byteOffset"));
    EXPECT_GE(region["byteLength"].number, 0);
}

void expect_location(const Json& location) {
    EXPECT_NE(location["physicalLocation"]["artifactLocation"]["uri"].string, "");
    expect_region(location["physicalLocation"]["region"]);
}

TEST_F(Command, SarifHasTheStructureOfTheStandard) {
    place_.put("a.reeve", kBroken);
    const Outcome outcome = run({"check", "--format", "sarif", "a.reeve"});
    EXPECT_EQ(outcome.code, 1);
    const auto sarif = read_json(outcome.out);
    ASSERT_TRUE(sarif) << outcome.out;
    EXPECT_EQ((*sarif)["version"].string, "2.1.0");
    ASSERT_EQ((*sarif)["runs"].items.size(), 1U);
    const Json& run_ = (*sarif)["runs"][0];
    EXPECT_EQ(run_["tool"]["driver"]["name"].string, "reeve");
    EXPECT_EQ(run_["columnKind"].string, "unicodeCodePoints");
    const Json& rules = run_["tool"]["driver"]["rules"];
    ASSERT_EQ(run_["results"].items.size(), 2U);
    for (const Json& result : run_["results"].items) {
        const auto index = static_cast<std::size_t>(result["ruleIndex"].number);
        EXPECT_EQ(rules[index]["id"].string, result["ruleId"].string);
        EXPECT_NE(rules[index]["help"]["markdown"].string.find("## Wrong"), std::string::npos);
        EXPECT_EQ(result["level"].string, "error");
        EXPECT_NE(result["message"]["text"].string, "");
        ASSERT_EQ(result["locations"].items.size(), 1U);
        expect_location(result["locations"][0]);
        for (const Json& fix : result["fixes"].items) {
            EXPECT_NE(fix["description"]["text"].string, "");
            for (const Json& change : fix["artifactChanges"].items) {
                EXPECT_EQ(change["artifactLocation"]["uri"].string, "a.reeve");
                for (const Json& replacement : change["replacements"].items) {
                    expect_region(replacement["deletedRegion"]);
                    EXPECT_TRUE(replacement["insertedContent"].has("text"));
                }
            }
        }
    }
    EXPECT_EQ(run_["results"][1]["fixes"].items.size(), 1U);
}

TEST_F(Command, GithubGetsOneLineForEachMessage) {
    place_.put("a.reeve", kBroken);
    const Outcome outcome = run({"check", "--format", "github", "a.reeve"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_TRUE(outcome.out.starts_with(
        "::error file=a.reeve,line=1,endLine=1,col=5,endColumn=19,title=RV0001::"))
        << outcome.out;
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 2);
}

TEST_F(Command, PrintWritesTheFormAndMessagesBesideIt) {
    place_.put("a.reeve", kClean);
    place_.put("b.reeve", kBroken);
    const Outcome clean = run({"check", "--print=syntax", "a.reeve"});
    EXPECT_EQ(clean.code, 0);
    EXPECT_NE(clean.out.find("claims"), std::string::npos) << clean.out;
    EXPECT_EQ(clean.err, "");
    const Outcome broken = run({"check", "--print=syntax", "b.reeve"});
    EXPECT_EQ(broken.code, 1);
    EXPECT_EQ(broken.out.find("RV0001"), std::string::npos);
    EXPECT_NE(broken.err.find("RV0001"), std::string::npos);
}

TEST_F(Command, StopAfterRunsNoFurther) {
    place_.put("a.reeve",
               "workbin desk {\n    members when agent in team nobody\n    take any\n}\n");
    EXPECT_EQ(run({"check", "a.reeve"}).code, 1);
    const Outcome outcome = run({"check", "--stop-after", "syntax", "a.reeve"});
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_EQ(outcome.out, "a.reeve: no problems up to `syntax`\n");
}

TEST_F(Command, FmtRewritesOnlyWhatIsLaidOutDifferently) {
    place_.put("a.reeve", "team   claims   \"Claims\"\n");
    place_.put("b.reeve", "team claims \"Claims\"\n");
    const auto before = fs::last_write_time(place_.path() / "work/b.reeve");
    const Outcome outcome = run({"fmt", "a.reeve", "b.reeve"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(place_.get("a.reeve"), "team claims \"Claims\"\n");
    EXPECT_EQ(fs::last_write_time(place_.path() / "work/b.reeve"), before);
}

TEST_F(Command, FmtCheckShowsTheDifferenceAndChangesNothing) {
    place_.put("a.reeve", "team one\nteam   two\n");
    const Outcome outcome = run({"fmt", "--check", "a.reeve"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "a.reeve would change:\n1   team one\n2 - team   two\n  + team two\n");
    EXPECT_EQ(place_.get("a.reeve"), "team one\nteam   two\n");
    place_.put("a.reeve", "team one\nteam two\n");
    EXPECT_EQ(run({"fmt", "--check", "a.reeve"}).code, 0);
}

TEST_F(Command, FmtReadsStandardInput) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"fmt"}, {"fmt", "-"}}) {
        const Outcome outcome = run(arguments, "team   claims\n");
        EXPECT_EQ(outcome.code, 0);
        EXPECT_EQ(outcome.out, "team claims\n");
    }
    const Outcome broken = run({"fmt", "--stdin-name", "editor.reeve"}, "team {\n");
    EXPECT_EQ(broken.code, 1);
    EXPECT_EQ(broken.out, "");
    EXPECT_TRUE(broken.err.starts_with("editor.reeve:1:")) << broken.err;
}

TEST_F(Command, FmtLeavesAFileWithMistakesAlone) {
    place_.put("a.reeve", "team   {\n");
    EXPECT_EQ(run({"fmt", "a.reeve"}).code, 1);
    EXPECT_EQ(place_.get("a.reeve"), "team   {\n");
}

TEST_F(Command, FmtKeepsPermissionsAndLinks) {
    place_.put("a.reeve", "team   claims\n");
    const fs::path file = place_.path() / "work/a.reeve";
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink("a.reeve", place_.path() / "work/link.reeve");
    EXPECT_EQ(run({"fmt", "link.reeve"}).code, 0);
    EXPECT_TRUE(fs::is_symlink(place_.path() / "work/link.reeve"));
    EXPECT_EQ(place_.get("a.reeve"), "team claims\n");
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Command, ExplainTakesACodeInAnyForm) {
    const Outcome outcome = run({"explain", "RV0002"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_TRUE(outcome.out.starts_with("RV0002: there is no such library\n\n`use` without quotes"))
        << outcome.out;
    EXPECT_NE(outcome.out.find("\nWrong\n\n    use calendars.frnace\n"), std::string::npos)
        << outcome.out;
    for (const char* code : {"rv0002", "0002", "2", "unknown_library"})
        EXPECT_EQ(run({"explain", code}).out, outcome.out);
}

TEST_F(Command, ExplainOffersTheNearest) {
    const Outcome outcome = run({"explain", "unknown_libary"});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_NE(outcome.err.find("did you mean `unknown_library` (there is no such library)?"),
              std::string::npos)
        << outcome.err;
    EXPECT_EQ(run({"explain", "RV9999"}).code, 2);
}

TEST_F(Command, ExplainAloneListsAll) {
    const Outcome outcome = run({"explain"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_TRUE(outcome.out.starts_with(
        "RV0001  a file cannot be read\nRV0002  there is no such library\n"))
        << outcome.out;
}

}  // namespace
}  // namespace reeve::cli_test
