#include "tests/cli/command.h"

#include <gtest/gtest.h>

#include <filesystem>

// `reeve doc` as a user runs it.

namespace reeve::cli_test {

namespace fs = std::filesystem;

namespace {

constexpr const char* kTask = "work type Task \"Errand\" { note: text }\n";
constexpr const char* kTwoTasks =
    "work type Task \"Errand\" { note: text }\nwork type Other { note: text }\n";

TEST(Doc, WritesABook) {
    const Workplace place;
    place.put("a.reeve", kTask);
    const Outcome outcome = place.run({"doc", "a.reeve", "--out", "book"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("book/index.html"), std::string::npos);
    EXPECT_NE(place.get("book/index.html").find("Errand"), std::string::npos);
    EXPECT_NE(place.get("book/work-task.html").find("<h1>Errand</h1>"), std::string::npos);
    EXPECT_FALSE(place.get("book/book.css").empty());
}

TEST(Doc, TakesThePlaceOfAFormerBookAndLeavesOtherFilesAlone) {
    const Workplace place;
    place.put("a.reeve", kTwoTasks);
    ASSERT_EQ(place.run({"doc", "a.reeve", "--out", "book"}).code, 0);
    EXPECT_TRUE(fs::exists(place.path() / "work/book/work-other.html"));
    place.put("book/mine.txt", "mine");
    place.put("a.reeve", kTask);
    ASSERT_EQ(place.run({"doc", "a.reeve", "--out", "book"}).code, 0);
    EXPECT_FALSE(fs::exists(place.path() / "work/book/work-other.html"));
    EXPECT_TRUE(fs::exists(place.path() / "work/book/work-task.html"));
    EXPECT_EQ(place.get("book/mine.txt"), "mine");
}

TEST(Doc, RemovesNothingElsewhereWhateverTheListSays) {
    const Workplace place;
    place.put("a.reeve", kTask);
    place.put("precious.txt", "precious");
    ASSERT_EQ(place.run({"doc", "a.reeve", "--out", "book"}).code, 0);
    place.put("book/.reeve-book", "../precious.txt\n..\n.\nsub/file\n");
    ASSERT_EQ(place.run({"doc", "a.reeve", "--out", "book"}).code, 0);
    EXPECT_EQ(place.get("precious.txt"), "precious");
}

TEST(Doc, RefusesADirectoryOfOtherThings) {
    const Workplace place;
    place.put("a.reeve", kTask);
    place.put("book/letter.txt", "Dear");
    const Outcome refused = place.run({"doc", "a.reeve", "--out", "book"});
    EXPECT_EQ(refused.code, 2);
    EXPECT_NE(refused.err.find("--force"), std::string::npos);
    EXPECT_FALSE(fs::exists(place.path() / "work/book/index.html"));
    const Outcome forced = place.run({"doc", "a.reeve", "--out", "book", "--force"});
    EXPECT_EQ(forced.code, 0);
    EXPECT_EQ(place.get("book/letter.txt"), "Dear");
    EXPECT_TRUE(fs::exists(place.path() / "work/book/index.html"));
}

TEST(Doc, RefusesAFileForADirectory) {
    const Workplace place;
    place.put("a.reeve", kTask);
    place.put("book", "a file");
    EXPECT_EQ(place.run({"doc", "a.reeve", "--out", "book", "--force"}).code, 2);
    EXPECT_EQ(place.get("book"), "a file");
}

TEST(Doc, WritesNothingWhereTheRulesHaveErrors) {
    const Workplace place;
    place.put("a.reeve", "work type Task { note: txt }\n");
    const Outcome outcome = place.run({"doc", "a.reeve", "--out", "book"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_NE(outcome.out.find("error[RV"), std::string::npos) << outcome.out;
    EXPECT_FALSE(fs::exists(place.path() / "work/book"));
}

TEST(Doc, TellsWrongUse) {
    const Workplace place;
    place.put("a.reeve", kTask);
    EXPECT_EQ(place.run({"doc", "a.reeve"}).code, 2);
    EXPECT_EQ(place.run({"doc", "missing.reeve", "--out", "book"}).code, 2);
    for (const char* date : {"yesterday", "2026-02-30", "2026-3-2", "2026-03-02x"}) {
        const Outcome outcome = place.run({"doc", "a.reeve", "--out", "book", "--date", date});
        EXPECT_EQ(outcome.code, 2) << date;
        EXPECT_NE(outcome.err.find(date), std::string::npos);
    }
    EXPECT_FALSE(fs::exists(place.path() / "work/book"));
}

TEST(Doc, PrintsTheDateThatItIsGiven) {
    const Workplace place;
    place.put("a.reeve", kTask);
    ASSERT_EQ(place.run({"doc", "a.reeve", "--out", "book", "--date", "2026-03-02"}).code, 0);
    EXPECT_NE(place.get("book/index.html").find("on 2026-03-02"), std::string::npos);
    ASSERT_EQ(place.run({"doc", "a.reeve", "--out", "book"}).code, 0);
    EXPECT_EQ(place.get("book/index.html").find("on 2026"), std::string::npos);
}

TEST(Doc, HelpShowsExamples) {
    const Workplace place;
    const Outcome outcome = place.run({"doc", "--help"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_NE(outcome.out.find("reeve doc claims.reeve --out book"), std::string::npos);
}

}  // namespace
}  // namespace reeve::cli_test
