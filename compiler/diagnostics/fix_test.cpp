#include "compiler/diagnostics/fix.h"

#include <gtest/gtest.h>

namespace reeve::diagnostics {
namespace {

using source::FileId;

Edit edit(std::uint32_t begin, std::uint32_t end, std::string text) {
    return {{FileId(0), begin, end}, std::move(text)};
}

TEST(ApplyEdits, ReplacesInsertsAndRemovesInAnyOrder) {
    const std::vector<Edit> edits{edit(8, 9, ""), edit(0, 3, "ONE"), edit(4, 4, "and ")};
    EXPECT_EQ(apply_edits("one two three", edits), "ONE and two hree");
}

TEST(ApplyEdits, NoEditsChangeNothing) { EXPECT_EQ(apply_edits("text", {}), "text"); }

TEST(ApplyEdits, EditsMayTouch) {
    const std::vector<Edit> edits{edit(0, 1, "x"), edit(1, 1, "-"), edit(1, 2, "y")};
    EXPECT_EQ(apply_edits("ab", edits), "x-y");
}

TEST(ApplyEdits, InsertionsAtOnePlaceKeepTheirOrder) {
    const std::vector<Edit> edits{edit(1, 1, "1"), edit(1, 1, "2")};
    EXPECT_EQ(apply_edits("ab", edits), "a12b");
}

TEST(ApplyEdits, OverlappingEditsAreRefused) {
    EXPECT_EQ(apply_edits("abcd", std::vector{edit(0, 2, ""), edit(1, 3, "")}), std::nullopt);
    EXPECT_EQ(apply_edits("abcd", std::vector{edit(0, 4, ""), edit(2, 2, "x")}), std::nullopt);
}

TEST(ApplyEdits, EditsOutsideTheTextAreRefused) {
    EXPECT_EQ(apply_edits("abcd", std::vector{edit(3, 5, "")}), std::nullopt);
    EXPECT_EQ(apply_edits("abcd", std::vector{edit(3, 2, "")}), std::nullopt);
}

std::string changes(const std::string& text, const std::vector<Edit>& edits) {
    const source::SourceFile file("a.reeve", text);
    std::string out;
    for (const ChangedLines& group : changed_lines(file, edits)) {
        out += fmt::format("@{}\n", group.first_line);
        for (const std::string& line : group.before) out += "-" + line + "\n";
        for (const std::string& line : group.after) out += "+" + line + "\n";
    }
    return out;
}

TEST(ChangedLines, AreGroupedByPlace) {
    EXPECT_EQ(
        changes("one\ntwo\nthree\nfour\n", {edit(0, 1, "O"), edit(2, 3, "E"), edit(14, 18, "4")}),
        "@1\n-one\n+OnE\n@4\n-four\n+4\n");
}

TEST(ChangedLines, LeaveOutLinesThatStayTheSame) {
    EXPECT_EQ(changes("one\ntwo\n", {edit(4, 4, "new\n")}), "@2\n+new\n");
    EXPECT_EQ(changes("one\ntwo\nthree\n", {edit(4, 8, "")}), "@2\n-two\n");
    EXPECT_EQ(changes("one\n", {edit(0, 3, "one")}), "");
}

TEST(ChangedLines, JoinsLinesWhoseBreakIsReplaced) {
    EXPECT_EQ(changes("one\ntwo\nthree", {edit(3, 4, " ")}), "@1\n-one\n-two\n+one two\n");
}

TEST(ChangedLines, AreEmptyWhereTheEditsCannotBeMade) {
    EXPECT_EQ(changes("abcd", {edit(0, 2, ""), edit(1, 3, "")}), "");
}

}  // namespace
}  // namespace reeve::diagnostics
