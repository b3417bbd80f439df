#include "compiler/source/source.h"

#include <gtest/gtest.h>

namespace reeve::source {
namespace {

TEST(SourceFile, HasLinesWithoutTheirBreaks) {
    SourceFile file("a.reeve", "one\ntwo\r\n\nfour");
    ASSERT_EQ(file.line_count(), 4U);
    EXPECT_EQ(file.line(1), "one");
    EXPECT_EQ(file.line(2), "two");
    EXPECT_EQ(file.line(3), "");
    EXPECT_EQ(file.line(4), "four");
    EXPECT_EQ(file.line_begin(2), 4U);
}

TEST(SourceFile, HasALineEvenWhenItIsEmpty) {
    SourceFile file("empty.reeve", "");
    EXPECT_EQ(file.line_count(), 1U);
    EXPECT_EQ(file.line(1), "");
    EXPECT_EQ(file.position(0), (Position{1, 1}));
    EXPECT_EQ(file.position(9), (Position{1, 1}));
}

TEST(SourceFile, CountsColumnsInCodePoints) {
    SourceFile file("a.reeve", "é = €x\nb");
    EXPECT_EQ(file.position(0), (Position{1, 1}));
    EXPECT_EQ(file.position(1), (Position{1, 1}));  // inside the é
    EXPECT_EQ(file.position(2), (Position{1, 2}));
    EXPECT_EQ(file.position(5), (Position{1, 5}));  // the €
    EXPECT_EQ(file.position(8), (Position{1, 6}));  // the x
    EXPECT_EQ(file.position(9), (Position{1, 7}));  // the line break
    EXPECT_EQ(file.position(10), (Position{2, 1}));
    EXPECT_EQ(file.position(11), (Position{2, 2}));  // the end
    EXPECT_EQ(file.position(99), (Position{2, 2}));
}

TEST(SourceFile, FindsTheOffsetOfEveryPosition) {
    SourceFile file("a.reeve", "é = €x\r\n\nb");
    for (std::uint32_t offset : {0U, 2U, 5U, 8U, 9U, 11U, 12U, 13U}) {
        EXPECT_EQ(file.offset(file.position(offset)), offset);
    }
    EXPECT_EQ(file.offset({1, 99}), 9U);
    EXPECT_EQ(file.offset({2, 5}), 11U);
    EXPECT_EQ(file.offset({9, 1}), 13U);
}

TEST(SourceFile, SurvivesInvalidUtf8) {
    SourceFile file("a.reeve", "\xFF\xFFx");
    EXPECT_EQ(file.position(2), (Position{1, 3}));
}

TEST(SourceSet, GivesTheTextOfASpan) {
    SourceSet sources;
    FileId first = sources.add("a.reeve", "work type Claim");
    FileId second = sources.add("b.reeve", "x\ny");
    EXPECT_EQ(sources.size(), 2U);
    EXPECT_EQ(sources.file(second).path(), "b.reeve");
    Span claim{first, 10, 15};
    EXPECT_EQ(sources.text(claim), "Claim");
    EXPECT_EQ(sources.begin(claim), (Position{1, 11}));
    EXPECT_EQ(sources.end(claim), (Position{1, 16}));
    EXPECT_EQ(sources.text(Span{}), "");
}

TEST(SourceSet, KeepsReferencesWhileItGrows) {
    SourceSet sources;
    const SourceFile& file = sources.file(sources.add("a.reeve", "text"));
    for (int i = 0; i < 100; ++i) sources.add("more.reeve", "");
    EXPECT_EQ(file.text(), "text");
}

TEST(Span, JoinsAndNarrows) {
    FileId file(0);
    Span first{file, 2, 4};
    Span last{file, 7, 9};
    EXPECT_EQ(first.to(last), (Span{file, 2, 9}));
    EXPECT_EQ(first.before(), (Span{file, 2, 2}));
    EXPECT_EQ(first.after(), (Span{file, 4, 4}));
    EXPECT_TRUE(first.before().empty());
    EXPECT_FALSE(Span{}.valid());
}

}  // namespace
}  // namespace reeve::source
