#include "tests/harness/markers.h"

#include "tests/harness/error_page.h"

#include <gtest/gtest.h>

namespace reeve::harness {
namespace {

using diagnostics::Severity;

std::string shown(std::string_view text) {
    std::string out;
    const Markers markers = read_markers(text);
    for (const Marker& marker : markers.markers) {
        out +=
            fmt::format("{}:{}-{} {} {} {}\n", marker.line, marker.begin, marker.end,
                        marker.severity == Severity::Error ? "E" : "W", marker.number, marker.text);
    }
    for (const std::string& problem : markers.problems) out += "problem: " + problem + "\n";
    return out;
}

TEST(Markers, PointAtTheLineAbove) {
    EXPECT_EQ(shown("priority\n#  ^^^ error[RV3004]: a number\n"), "1:4-7 E 3004 a number\n");
}

TEST(Markers, SeveralMayFollowOneLine) {
    EXPECT_EQ(shown("one\ntwo\n# ^ error[RV1]: a\n#^ warning[RV4001]\nthree\n"),
              "2:3-4 E 1 a\n2:2-3 W 4001 \n");
}

TEST(Markers, CountTheSignItselfForTheFirstColumn) {
    EXPECT_EQ(shown("team\n#<^^ error[RV2001]: x\n"), "1:1-5 E 2001 x\n");
}

TEST(Markers, MayHaveNoPlace) {
    EXPECT_EQ(shown("team\n#! error[RV1001]: x\n"), "0:0-0 E 1001 x\n");
}

TEST(Markers, OtherCommentsAreNone) {
    EXPECT_EQ(shown("# a comment\n## documentation\n# 2 ^ 3\nx # ^ error[RV1]: behind code\n#\n"),
              "");
}

TEST(Markers, BrokenOnesAreReported) {
    EXPECT_NE(shown("x\n# ^ error: without a number\n").find("problem: line 2"), std::string::npos);
    EXPECT_NE(shown("x\n# ^ error[RVx]: y\n").find("problem: line 2"), std::string::npos);
}

class Rewrite : public ::testing::Test {
protected:
    std::string rewrite(const std::string& text, std::vector<source::Span> spans,
                        std::vector<std::size_t> keep = {}) {
        static constexpr diagnostics::Kind kKind{3004, Severity::Error, "x", ""};
        source::SourceSet sources;
        const source::FileId file = sources.add("x.reeve", text);
        std::vector<diagnostics::Diagnostic> all;
        for (source::Span span : spans) {
            span.file = file;
            all.push_back({&kKind, Severity::Error, span, "text", {}, {}, {}, {}});
        }
        std::vector<const diagnostics::Diagnostic*> add;
        for (const auto& diagnostic : all) add.push_back(&diagnostic);
        return rewrite_markers(text, read_markers(text), keep, sources, add);
    }
};

TEST_F(Rewrite, AddsMarkersThatMeanTheSamePlace) {
    const std::string text = "é two\nteam\n";
    EXPECT_EQ(rewrite(text, {{{}, 3, 6}, {{}, 7, 11}}),
              "é two\n# ^^^ error[RV3004]: text\nteam\n#<^^ error[RV3004]: text\n");
}

TEST_F(Rewrite, DropsMarkersThatAreNotKept) {
    EXPECT_EQ(rewrite("a\n# ^ error[RV1]: a\n# ^ error[RV2]: b\nc\n", {}, {1}),
              "a\n# ^ error[RV2]: b\nc\n");
}

TEST_F(Rewrite, MarksTheEndOfTheFileWithoutAPlace) {
    EXPECT_EQ(rewrite("team {\n", {{{}, 7, 7}}), "team {\n#! error[RV3004]: text\n");
}

TEST_F(Rewrite, RangesOverSeveralLinesAreMarkedOnTheFirst) {
    EXPECT_EQ(rewrite(" a b\nc\n", {{{}, 1, 6}}), " a b\n#^^^ error[RV3004]: text\nc\n");
}

constexpr std::string_view kPage =
    "# RV3004: a title\n\nOne\nparagraph.\n\n## Wrong\n\n```reeve\na\n```\n\n```csv "
    "b.csv\n1\n```\n\n## Right\n\n```reeve\nc\n```\n";

TEST(ErrorPageForm, IsReadInItsParts) {
    const ErrorPage page = read_error_page("RV3004", kPage);
    EXPECT_EQ(page.problems, std::vector<std::string>{});
    EXPECT_EQ(page.title, "a title");
    EXPECT_EQ(page.wrong.text, "a\n");
    ASSERT_EQ(page.wrong.files.size(), 1U);
    EXPECT_EQ(page.wrong.files[0], (std::pair<std::string, std::string>("b.csv", "1\n")));
    EXPECT_EQ(page.right.text, "c\n");
}

TEST(ErrorPageForm, EachDepartureIsReported) {
    const auto problems = [](std::string_view from, std::string_view to) {
        std::string text(kPage);
        text.replace(text.find(from), from.size(), to);
        return read_error_page("RV3004", text).problems.size();
    };
    EXPECT_EQ(problems("RV3004", "RV3005"), 1U);
    EXPECT_EQ(problems("a title", "A title"), 1U);
    EXPECT_EQ(problems("One\nparagraph.\n", ""), 1U);
    EXPECT_GE(problems("## Wrong", "## Bad"), 1U);
    EXPECT_GE(problems("## Right", "## Good"), 1U);
    EXPECT_EQ(problems("c\n```\n", "c\n```\n\nmore\n"), 1U);
    EXPECT_EQ(problems("```csv b.csv", "```csv"), 1U);
}

}  // namespace
}  // namespace reeve::harness
