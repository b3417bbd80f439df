#include "compiler/driver/session.h"

#include "compiler/diagnostics/catalog.h"

#include <gtest/gtest.h>

namespace reeve::driver {
namespace {

// Texts in memory, checked; the codes of the messages and the programs that there are.
class SessionTest : public ::testing::Test {
protected:
    void put(const std::string& path, std::string text) { files_.put(path, std::move(text)); }

    void check(const std::vector<std::string>& paths) { session_.check(paths); }

    std::vector<std::string> codes() const {
        std::vector<std::string> result;
        for (const auto& diagnostic : session_.sink().diagnostics())
            result.push_back(code_of(*diagnostic.kind));
        return result;
    }

    // "a.reeve(b.reeve c.reeve)" for each program with what it brings in.
    std::string programs() const {
        std::string out;
        for (const CheckedProgram& program : session_.programs()) {
            out += out.empty() ? "" : " ";
            out += program.path + "(";
            for (std::size_t i = 1; i < program.modules.size(); ++i) {
                out += (i > 1 ? " " : "") + session_.sources().file(program.modules[i].file).path();
            }
            out += ")";
        }
        return out;
    }

    MemoryFileSystem files_;
    Session session_{files_, {Phase::Syntax}};
};

using Codes = std::vector<std::string>;

TEST_F(SessionTest, EachNamedFileIsAProgram) {
    put("a.reeve", "team a\n");
    put("b.reeve", "team a\n");
    check({"a.reeve", "b.reeve", "./a.reeve"});
    EXPECT_EQ(programs(), "a.reeve() b.reeve()");
    EXPECT_EQ(codes(), Codes{});
}

TEST_F(SessionTest, UsedFilesBelongToTheProgramThatUsesThem) {
    put("main.reeve", "use \"shared/teams.reeve\"\nuse calendars.france\n");
    put("shared/teams.reeve", "use \"skills.reeve\"\nteam a\n");
    put("shared/skills.reeve", "skill s\n");
    check({"shared/skills.reeve", "main.reeve"});
    EXPECT_EQ(programs(),
              "main.reeve(shared/teams.reeve stdlib/calendars/france.reeve shared/skills.reeve)");
    EXPECT_EQ(codes(), Codes{});
}

TEST_F(SessionTest, FilesMayUseOneAnother) {
    put("a.reeve", "use \"b.reeve\"\nteam a\n");
    put("b.reeve", "use \"a.reeve\"\nuse \"b.reeve\"\nteam b\n");
    check({"b.reeve", "a.reeve"});
    EXPECT_EQ(programs(), "b.reeve(a.reeve)");
    EXPECT_EQ(codes(), Codes{});
}

TEST_F(SessionTest, AMissingFileIsReportedWhereItIsUsed) {
    put("main.reeve", "use \"teems.reeve\"\n");
    put("teams.reeve", "team a\n");
    check({"main.reeve"});
    ASSERT_EQ(codes(), Codes{"RV0001"});
    const diagnostics::Diagnostic& diagnostic = session_.sink().diagnostics()[0];
    EXPECT_EQ(session_.sources().text(diagnostic.span), "\"teems.reeve\"");
    ASSERT_EQ(diagnostic.fixes.size(), 1U);
    EXPECT_EQ(diagnostic.fixes[0].edits[0].text, "\"teams.reeve\"");
    EXPECT_TRUE(session_.all_readable()) << "the file that was named can be read";
    EXPECT_FALSE(session_.programs()[0].modules[0].complete) << "unknown names would be no news";
}

TEST_F(SessionTest, AMissingLibraryIsReportedWithTheNearest) {
    put("main.reeve", "use calendars.frnace\n");
    check({"main.reeve"});
    ASSERT_EQ(codes(), Codes{"RV0002"});
    const diagnostics::Diagnostic& diagnostic = session_.sink().diagnostics()[0];
    ASSERT_EQ(diagnostic.fixes.size(), 1U);
    EXPECT_EQ(diagnostic.fixes[0].edits[0].text, "calendars.france");
}

TEST_F(SessionTest, ALibraryInQuotesAndAFileWithoutAreTurnedRound) {
    put("main.reeve", "use \"calendars.france\"\nuse shared.teams\n");
    put("shared/teams.reeve", "team a\n");
    check({"main.reeve"});
    ASSERT_EQ(codes(), (Codes{"RV0001", "RV0002"}));
    EXPECT_EQ(session_.sink().diagnostics()[0].fixes[0].edits[0].text, "calendars.france");
    EXPECT_EQ(session_.sink().diagnostics()[1].fixes[0].edits[0].text, "\"shared/teams.reeve\"");
}

TEST_F(SessionTest, AFileThatIsNamedHasToBeReadable) {
    check({"nowhere.reeve"});
    EXPECT_EQ(codes(), Codes{"RV0001"});
    EXPECT_FALSE(session_.all_readable());
    EXPECT_EQ(programs(), "");
}

TEST_F(SessionTest, TextThatIsNoUtf8IsRefusedAtItsPlace) {
    put("main.reeve", "team a\nteam b\xE9\n");
    check({"main.reeve"});
    ASSERT_EQ(codes(), Codes{"RV0003"});
    EXPECT_EQ(session_.sources().begin(session_.sink().diagnostics()[0].span),
              (source::Position{2, 7}));
}

TEST_F(SessionTest, FilesAreLimitedToOneMebibyte) {
    put("large.reeve", std::string(1024 * 1024 + 1, '\n'));
    put("fits.reeve", std::string(1024 * 1024, '\n'));
    check({"large.reeve", "fits.reeve"});
    EXPECT_EQ(codes(), Codes{"RV0004"});
    EXPECT_EQ(programs(), "fits.reeve()");
}

TEST(FileSystem, MemoryLiesOverWhatIsBelow) {
    MemoryFileSystem below;
    below.put("d/a.reeve", "below");
    below.put("d/b.reeve", "below");
    MemoryFileSystem above(&below);
    above.put("./d/../d/b.reeve", "above");
    above.put("d/c.reeve", "above");
    EXPECT_EQ(above.read("d/a.reeve", 100), "below");
    EXPECT_EQ(above.read("d/b.reeve", 100), "above");
    EXPECT_EQ(above.read("d/b.reeve", 1), "ab")
        << "one byte more than the limit shows that there is more";
    EXPECT_FALSE(above.read("d/x.reeve", 100).has_value());
    EXPECT_EQ(above.list("d"), (std::vector<std::string>{"a.reeve", "b.reeve", "c.reeve"}));
}

TEST(FileSystem, DiskSaysWhyAFileCannotBeRead) {
    const DiskFileSystem disk;
    EXPECT_EQ(disk.read("no/such/file", 10).error(), "there is no such file");
    EXPECT_EQ(disk.read(".", 10).error(), "it is a directory");
    EXPECT_TRUE(disk.list("no/such/directory").empty());
}

TEST(FileSystem, PathsAreRelativeToTheFileThatNamesThem) {
    EXPECT_EQ(relative_to("rules/main.reeve", "shared/x.reeve"), "rules/shared/x.reeve");
    EXPECT_EQ(relative_to("rules/main.reeve", "../x.reeve"), "x.reeve");
    EXPECT_EQ(relative_to("main.reeve", "x.reeve"), "x.reeve");
    EXPECT_EQ(relative_to("main.reeve", "/x.reeve"), "/x.reeve");
}

}  // namespace
}  // namespace reeve::driver
