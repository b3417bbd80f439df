#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/render.h"

#include <gtest/gtest.h>

// What tools read: JSON, SARIF and GitHub's annotations.

namespace reeve::diagnostics {
namespace {

using source::FileId;
using source::SourceSet;

constexpr Kind kError{9001, Severity::Error, "mixed_units", ""};
constexpr Kind kNote{9002, Severity::Note, "for_your_information", ""};

class RenderData : public ::testing::Test {
protected:
    RenderData() {
        const FileId file =
            sources_.add("rules, new: 100%/é.reeve", "é when sla_used > 80\nsecond\n");
        const FileId other = sources_.add("./b.reeve", "x\n");
        Diagnostic error{
            &kError, Severity::Error, {file, 19, 21}, "80% of\n\"it\", no: 80", {}, {}, {}, {}};
        error.label({file, 8, 16}, "a percentage").label({other, 0, 1}, "elsewhere");
        error.help("write `80%`").note("why");
        error.fix("write `80%`", {file, 19, 21}, "80%");
        error.fix("in both files", {{{file, 0, 0}, "a"}, {{other, 0, 1}, "b"}});
        diagnostics_.push_back(std::move(error));
        diagnostics_.push_back(
            {&kNote, Severity::Note, {file, 19, 28}, "two lines", {}, {}, {}, {}});
        diagnostics_.push_back({&kError, Severity::Error, {}, "no place", {}, {}, {}, {}});
    }

    SourceSet sources_;
    std::vector<Diagnostic> diagnostics_;
};

TEST_F(RenderData, GithubEscapesTextAndProperties) {
    std::string out;
    render_github(sources_, diagnostics_, out);
    EXPECT_EQ(
        out,
        "::error file=rules%2C new%3A "
        "100%25/é.reeve,line=1,endLine=1,col=19,endColumn=20,title=RV9001::"
        "80%25 of%0A\"it\", no: 80%0Ahelp: write `80%25`%0Anote: why\n"
        "::notice file=rules%2C new%3A 100%25/é.reeve,line=1,endLine=2,title=RV9002::two lines\n"
        "::error title=RV9001::no place\n");
}

TEST_F(RenderData, JsonHoldsEverything) {
    std::string out;
    render_json(sources_, std::span(diagnostics_).first(1), out);
    const std::string place = R"({
        "file": "rules, new: 100%/é.reeve",
        "begin": {
          "line": 1,
          "column": 19,
          "offset": 19
        },
        "end": {
          "line": 1,
          "column": 21,
          "offset": 21
        }
      })";
    const std::string begin = R"({
  "version": 1,
  "diagnostics": [
    {
      "code": "RV9001",
      "name": "mixed_units",
      "severity": "error",
      "message": "80% of\n\"it\", no: 80",
      "page": "docs/errors/RV9001.md",
      "place": )" + place + R"(,
      "labels": [
        {
          "place": {)";
    EXPECT_EQ(out.substr(0, begin.size()), begin);
    const std::string end = R"(
            {
              "place": {
                "file": "./b.reeve",
                "begin": {
                  "line": 1,
                  "column": 1,
                  "offset": 0
                },
                "end": {
                  "line": 1,
                  "column": 2,
                  "offset": 1
                }
              },
              "text": "b"
            }
          ]
        }
      ]
    }
  ],
  "counts": {
    "errors": 1,
    "warnings": 0,
    "notes": 0
  }
}
)";
    ASSERT_GE(out.size(), end.size());
    EXPECT_EQ(out.substr(out.size() - end.size()), end);
}

TEST_F(RenderData, JsonOfNoMessagesIsStillAnObject) {
    std::string out;
    render_json(sources_, {}, out);
    EXPECT_EQ(out, R"({
  "version": 1,
  "diagnostics": [],
  "counts": {
    "errors": 0,
    "warnings": 0,
    "notes": 0
  }
}
)");
}

TEST_F(RenderData, JsonPlaceIsNullWhereThereIsNone) {
    std::string out;
    render_json(sources_, std::span(diagnostics_).last(1), out);
    EXPECT_NE(out.find("\"place\": null"), std::string::npos);
}

// The whole shape; offsets are bytes, columns code points.
constexpr std::string_view kSarif = R"({
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "reeve",
          "rules": [
            {
              "id": "RV9002",
              "name": "for_your_information",
              "defaultConfiguration": {
                "level": "note"
              }
            }
          ]
        }
      },
      "columnKind": "unicodeCodePoints",
      "results": [
        {
          "ruleId": "RV9002",
          "ruleIndex": 0,
          "level": "note",
          "message": {
            "text": "two lines"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "rules,%20new%3A%20100%25/%C3%A9.reeve"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 19,
                  "endLine": 2,
                  "endColumn": 7,
                  "byteOffset": 19,
                  "byteLength": 9
                }
              }
            }
          ]
        }
      ]
    }
  ]
}
)";

TEST_F(RenderData, SarifOfOneMessage) {
    std::string out;
    render_sarif(sources_, std::span(diagnostics_).subspan(1, 1), out);
    EXPECT_EQ(out, kSarif);
}

TEST_F(RenderData, SarifHasRelatedPlacesAndFixes) {
    std::string out;
    render_sarif(sources_, diagnostics_, out);
    const auto count_of = [&](std::string_view what) {
        std::size_t count = 0;
        for (std::size_t at = out.find(what); at != std::string::npos; at = out.find(what, at + 1))
            ++count;
        return count;
    };
    EXPECT_EQ(count_of("\"ruleId\": \"RV9001\""), 2U);
    EXPECT_EQ(count_of("\"id\": \"RV"), 2U) << "each rule once";
    EXPECT_EQ(count_of("\"relatedLocations\""), 1U);
    EXPECT_EQ(count_of("\"artifactChanges\""), 2U);
    EXPECT_EQ(count_of("\"replacements\""), 3U) << "the second fix changes two files";
    EXPECT_EQ(count_of("\"locations\": []"), 1U) << "a message without a place";
}

}  // namespace
}  // namespace reeve::diagnostics
