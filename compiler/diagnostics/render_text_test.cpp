#include "compiler/diagnostics/render.h"

#include "compiler/diagnostics/catalog.h"

#include <gtest/gtest.h>

namespace reeve::diagnostics {
namespace {

using source::FileId;
using source::SourceSet;

constexpr Kind kError{3004, Severity::Error, "mixed_units", ""};
constexpr Kind kWarning{4001, Severity::Warning, "line_never_holds", ""};

// One message about a text, whose places are given by what stands there.
class RenderText : public ::testing::Test {
protected:
    void write(std::string path, std::string text) {
        file_ = sources_.add(std::move(path), std::move(text));
    }

    // The nth occurrence of `what`, from 0.
    Span at(std::string_view what, int nth = 0) const {
        const std::string_view text = sources_.file(file_).text();
        std::size_t begin = text.find(what);
        while (nth-- > 0) begin = text.find(what, begin + 1);
        EXPECT_NE(begin, std::string_view::npos) << what;
        return {file_, static_cast<std::uint32_t>(begin),
                static_cast<std::uint32_t>(begin + what.size())};
    }

    Diagnostic& report(Span span, std::string message, const Kind& kind = kError) {
        diagnostics_.emplace_back(
            Diagnostic{&kind, kind.severity, span, std::move(message), {}, {}, {}, {}});
        return diagnostics_.back();
    }

    void check(std::string_view expected, TextOptions options = {}) {
        std::string out;
        render_text(sources_, diagnostics_, options, out);
        ASSERT_TRUE(expected.starts_with('\n'));
        EXPECT_EQ("\n" + out, expected);
    }

    SourceSet sources_;
    FileId file_;
    std::vector<Diagnostic> diagnostics_;
};

TEST_F(RenderText, MarksThePlaceAndHangsTheLabelBelow) {
    write("claims.reeve", "priority of Claim {\n    add 3 when sla_used > 80\n}\n");
    report(at("80"), "`sla_used` is a percentage and 80 is a number")
        .label(at("80"), "a number")
        .label(at("sla_used"), "a percentage")
        .fix("write `80%`", at("80"), "80%");
    check(R"(
claims.reeve:2:27: error[RV3004]: `sla_used` is a percentage and 80 is a number
  |
2 |     add 3 when sla_used > 80
  |                --------   ^^ a number
  |                |
  |                a percentage
  |
  = fix: write `80%`
2 +     add 3 when sla_used > 80%
  |                             ~
)");
}

TEST_F(RenderText, SeveralLabelsOnOneLineDoNotCoverOneAnother) {
    write("a.reeve", "due within 4 hours when tier is gold and amount > 3 days\n");
    report(at("amount > 3 days"), "money and a duration are compared")
        .label(at("amount"), "money in EUR")
        .label(at("3 days"), "a duration")
        .label(at("tier"), "this one is fine")
        .label(at("4 hours"), "promised");
    check(R"(
a.reeve:1:42: error[RV3004]: money and a duration are compared
  |
1 | due within 4 hours when tier is gold and amount > 3 days
  |            -------      ----             ------^^^------ a duration
  |            |            |                |
  |            promised     |                money in EUR
  |                         this one is fine
)");
}

TEST_F(RenderText, OtherLinesAreShownWithGapsBetweenThem) {
    write("a.reeve",
          "choice Tier = one of { a, b }\n\n\n\nteam claims\n\nteam claims \"Claims\"\n");
    report(at("claims", 1), "there are two teams named `claims`")
        .label(at("claims"), "the first one")
        .label(at("Tier"), "and this");
    check(R"(
a.reeve:7:6: error[RV3004]: there are two teams named `claims`
  |
1 | choice Tier = one of { a, b }
  |        ---- and this
...
5 | team claims
  |      ------ the first one
6 |
7 | team claims "Claims"
  |      ^^^^^^
)");
}

TEST_F(RenderText, LabelsInOtherFilesFollow) {
    write("shared/teams.reeve", "\n\nteam claims\n");
    const Span other = at("claims");
    write("a.reeve", "team claims\n");
    report(at("claims"), "there are two teams named `claims`").label(other, "the first one");
    check(R"(
a.reeve:1:6: error[RV3004]: there are two teams named `claims`
  |
1 | team claims
  |      ^^^^^^
  |
 ::: shared/teams.reeve:3:6
  |
3 | team claims
  |      ------ the first one
)");
}

TEST_F(RenderText, BlocksAreDrawnAlongTheLeftEdge) {
    write("a.reeve", "x\nsla for Claim {\n    due within 1 day\n}\ny\n");
    report(at("sla for Claim {\n    due within 1 day\n}"), "there is no `otherwise`")
        .label(at("Claim"), "its type");
    check(R"(
a.reeve:2:1: error[RV3004]: there is no `otherwise`
  |
2 | / sla for Claim {
  | |         ----- its type
3 | |     due within 1 day
4 | | }
  | |_^
)");
}

TEST_F(RenderText, LongBlocksAreShortenedAndMayNest) {
    write("a.reeve",
          "queue a {\n  members when x\n  one {\n    two\n    three\n  }\n  four\n  five\n  "
          "six\n}\n");
    const Span whole{file_, 0, static_cast<std::uint32_t>(sources_.file(file_).text().size())};
    report(whole, "a long one")
        .label(at("{\n    two\n    three\n  }"), "inner")
        .label(whole, "outer");
    check(R"(
a.reeve:1:1: error[RV3004]: a long one
   |
 1 | /   queue a {
 2 | |     members when x
 3 | |     one {
   | |  _______-
 4 | | |     two
 5 | | |     three
 6 | | |   }
   | | |___- inner
...  |
10 | |   }
   | |___^ outer
)");
}

TEST_F(RenderText, AnEmptyPlaceGetsOneCaretAlsoAtTheEndOfTheFile) {
    write("a.reeve", "work type Claim {\n    tier: text");
    report(at("text").after(), "the block is not closed").help("write `}` here");
    check(R"(
a.reeve:2:15: error[RV3004]: the block is not closed
  |
2 |     tier: text
  |               ^
  |
  = help: write `}` here
)");
}

TEST_F(RenderText, AnEmptyFileIsNoProblem) {
    write("a.reeve", "");
    report({file_, 0, 0}, "the file is empty", kWarning);
    check(R"(
a.reeve:1:1: warning[RV4001]: the file is empty
  |
1 |
  | ^
)");
}

TEST_F(RenderText, TabsWideLettersAndInvisibleOnesKeepTheMarksInPlace) {
    write("a.reeve", "\tteam\t東京 \"Tōkyō\xE2\x80\xAE\" motor\x01 e\xCC\x81quipe x\n");
    report(at("motor"), "wide")
        .label(at("東京"), "two columns each")
        .label(at("x\n"), "after a combining mark");
    check(
        "\n"
        "a.reeve:1:19: error[RV3004]: wide\n"
        "  |\n"
        "1 |     team    東京 \"Tōkyō\xEF\xBF\xBD\" motor\xEF\xBF\xBD e\xCC\x81quipe x\n"
        "  |             ----          ^^^^^         - after a combining mark\n"
        "  |             |\n"
        "  |             two columns each\n");
}

TEST_F(RenderText, LongLinesAreCutAroundThePlace) {
    std::string row;
    for (int i = 0; i < 40; ++i) row += fmt::format("{:04} ", i);
    write("a.reeve", row + "\n");
    report(at("0020"), "a long line").label(at("0001"), "far to the left");
    check(R"(
a.reeve:1:101: error[RV3004]: a long line
  |
1 | …15 0016 0017 0018 0019 0020 0021 0022 0023 0024 002…
  | -                       ^^^^
  | |
  | far to the left
)",
          {.width = 57});
}

TEST_F(RenderText, ThePlaceAtTheEndOfALongLineStaysVisible) {
    write("a.reeve", std::string(200, 'x') + " end\n");
    report(at("end").after(), "something is missing");
    check(R"(
a.reeve:1:205: error[RV3004]: something is missing
  |
1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx end
  |                                         ^
)",
          {.width = 44});
}

TEST_F(RenderText, HintsAreBrokenAtBlanksButNotInsideCode) {
    write("a.reeve", "x\n");
    report(at("x"), "no")
        .help(
            "say what to use instead, `(fraud_score or else 0%) >= 80%`, or test it first, "
            "`fraud_score is known`")
        .note("a short one");
    check(R"(
a.reeve:1:1: error[RV3004]: no
  |
1 | x
  | ^
  |
  = help: say what to use instead,
          `(fraud_score or else 0%) >= 80%`,
          or test it first,
          `fraud_score is known`
  = note: a short one
)",
          {.width = 44});
}

TEST_F(RenderText, AHelpThatAFixRepeatsIsToldOnce) {
    write("a.reeve", "tier == gold\n");
    report(at("=="), "`==` is not a comparison")
        .help("write `is`")
        .fix("write `is`", at("=="), "is");
    check(R"(
a.reeve:1:6: error[RV3004]: `==` is not a comparison
  |
1 | tier == gold
  |      ^^
  |
  = fix: write `is`
1 + tier is gold
  |      ~~
)");
}

TEST_F(RenderText, FixesOverSeveralLinesShowOnlyWhatChanges) {
    write("a.reeve", "one\ntwo\nthree\nfour\nfive\n");
    report(at("two"), "wrong")
        .fix("put a line before it, and remove the last",
             {{at("two").before(), "new\n"}, {at("five\n"), ""}});
    check(R"(
a.reeve:2:1: error[RV3004]: wrong
  |
2 | two
  | ^^^
  |
  = fix: put a line before it, and remove the last
2 + new
5 - five
)");
}

TEST_F(RenderText, AMessageWithoutAPlaceIsOneLine) {
    report({}, "`x.reeve` cannot be read: there is no such file");
    check(R"(
error[RV3004]: `x.reeve` cannot be read: there is no such file
)");
}

TEST_F(RenderText, MessagesAreSetApartByAnEmptyLine) {
    write("a.reeve", "a b\n");
    report(at("a"), "first");
    report(at("b"), "second", kWarning);
    check(R"(
a.reeve:1:1: error[RV3004]: first
  |
1 | a b
  | ^

a.reeve:1:3: warning[RV4001]: second
  |
1 | a b
  |   ^
)");
    EXPECT_EQ(summary(count(diagnostics_)), "1 error and 1 warning in 1 file");
}

TEST_F(RenderText, ColoursComeOnlyWhenAsked) {
    write("a.reeve", "a\n");
    report(at("a"), "`a` is wrong");
    std::string plain;
    render_text(sources_, diagnostics_, {}, plain);
    EXPECT_EQ(plain.find('\x1b'), std::string::npos);
    std::string colored;
    render_text(sources_, diagnostics_, {.color = true}, colored);
    EXPECT_NE(colored.find("\x1b[1;31merror[RV3004]:\x1b[0m"), std::string::npos);
    for (std::size_t begin = colored.find('\x1b'); begin != std::string::npos;
         begin = colored.find('\x1b')) {
        colored.erase(begin, colored.find('m', begin) + 1 - begin);
    }
    EXPECT_EQ(colored, plain);
}

TEST(Summary, CountsInWords) {
    EXPECT_EQ(summary({}), "");
    EXPECT_EQ(summary({.errors = 2, .warnings = 1, .notes = 0, .files = 1}),
              "2 errors and 1 warning in 1 file");
    EXPECT_EQ(summary({.errors = 0, .warnings = 3, .notes = 1, .files = 2}),
              "3 warnings and 1 note in 2 files");
    EXPECT_EQ(summary({.errors = 1, .warnings = 0, .notes = 0, .files = 0}), "1 error");
}

}  // namespace
}  // namespace reeve::diagnostics
