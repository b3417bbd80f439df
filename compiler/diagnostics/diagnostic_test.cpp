#include "compiler/diagnostics/diagnostic.h"

#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/error_pages.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace reeve::diagnostics {
namespace {

using source::FileId;

struct Late {
    static constexpr const char* kText = "late {}";
    static constexpr Kind kind{4001, Severity::Warning, "late", kText};
};
struct Early {
    static constexpr const char* kText = "early {} of {}";
    static constexpr Kind kind{1001, Severity::Error, "early", kText};
};

std::vector<std::string> messages_of(const DiagnosticSink& sink) {
    std::vector<std::string> result;
    for (const Diagnostic& diagnostic : sink.diagnostics()) result.push_back(diagnostic.message);
    return result;
}

TEST(DiagnosticSink, FormatsMessagesAndCountsErrors) {
    DiagnosticSink sink;
    sink.report<Early>(Span{FileId(0), 1, 2}, 3, "four")
        .help("do")
        .label(Span{FileId(0), 5, 6}, "here");
    sink.report<Late>(Span{FileId(0), 1, 2}, 5);
    ASSERT_EQ(messages_of(sink), (std::vector<std::string>{"early 3 of four", "late 5"}));
    EXPECT_EQ(sink.error_count(), 1U);
    EXPECT_EQ(sink.diagnostics()[0].helps, std::vector<std::string>{"do"});
    EXPECT_EQ(sink.diagnostics()[0].labels.size(), 1U);
    EXPECT_EQ(sink.diagnostics()[1].severity, Severity::Warning);
}

TEST(DiagnosticSink, LabelsWithoutAPlaceAreLeftOut) {
    DiagnosticSink sink;
    sink.report<Late>(Span{FileId(0), 1, 2}, 1).label({}, "nowhere");
    EXPECT_TRUE(sink.diagnostics()[0].labels.empty());
}

TEST(DiagnosticSink, SortsByFilePlaceAndNumber) {
    DiagnosticSink sink;
    sink.report<Late>(Span{}, "without a place");
    sink.report<Late>(Span{FileId(1), 0, 1}, "in the second file");
    sink.report<Late>(Span{FileId(0), 7, 9}, "b");
    sink.report<Early>(Span{FileId(0), 7, 9}, 1, 2);
    sink.report<Late>(Span{FileId(0), 7, 8}, "a");
    sink.report<Late>(Span{FileId(0), 2, 9}, "first");
    sink.sort();
    EXPECT_EQ(messages_of(sink),
              (std::vector<std::string>{"late first", "late a", "early 1 of 2", "late b",
                                        "late in the second file", "late without a place"}));
}

TEST(DiagnosticSink, KeepsOneOfEqualMessages) {
    DiagnosticSink sink;
    for (int i = 0; i < 3; ++i) sink.report<Early>(Span{FileId(0), 1, 2}, 1, 2);
    sink.report<Early>(Span{FileId(0), 1, 2}, 1, 3);
    DiagnosticSink other;
    other.report<Early>(Span{FileId(0), 1, 2}, 1, 2);
    sink.add_all(other);
    EXPECT_EQ(sink.error_count(), 5U);
    sink.sort();
    EXPECT_EQ(messages_of(sink), (std::vector<std::string>{"early 1 of 2", "early 1 of 3"}));
    EXPECT_EQ(sink.error_count(), 2U);
}

TEST(Catalog, IsSortedAndFoundByNumber) {
    ASSERT_FALSE(all_kinds().empty());
    EXPECT_TRUE(std::ranges::is_sorted(all_kinds(), {}, &Kind::number));
    for (const Kind* kind : all_kinds()) EXPECT_EQ(find_kind(kind->number), kind);
    EXPECT_EQ(find_kind(9999), nullptr);
}

TEST(Catalog, MessagesKeepTheRulesOfTheHouse) {
    for (const Kind* kind : all_kinds()) {
        SCOPED_TRACE(code_of(*kind));
        ASSERT_FALSE(kind->text.empty());
        EXPECT_FALSE(kind->text[0] >= 'A' && kind->text[0] <= 'Z')
            << "a message starts in lower case";
        EXPECT_FALSE(kind->text.ends_with('.')) << "a message has no final period";
        EXPECT_EQ(kind->text.find('\n'), std::string_view::npos) << "a message is one line";
        EXPECT_EQ(std::ranges::count(kind->text, '`') % 2, 0)
            << "code stands between two backticks";
        EXPECT_LT(kind->number, 5000) << "thousands name the pass, 0 to 4";
    }
}

TEST(Catalog, NamesAreUnique) {
    std::vector<std::string_view> names;
    for (const Kind* kind : all_kinds()) names.push_back(kind->name);
    std::ranges::sort(names);
    EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
}

TEST(Catalog, ReadsCodesInAnyForm) {
    EXPECT_EQ(parse_code("RV2004"), 2004);
    EXPECT_EQ(parse_code("rv0001"), 1);
    EXPECT_EQ(parse_code("2004"), 2004);
    EXPECT_EQ(parse_code(""), std::nullopt);
    EXPECT_EQ(parse_code("RV"), std::nullopt);
    EXPECT_EQ(parse_code("RV20045"), std::nullopt);
    EXPECT_EQ(parse_code("unknown_name"), std::nullopt);
}

TEST(ErrorPages, AreSortedAndEachHasAKind) {
    EXPECT_TRUE(std::ranges::is_sorted(error_pages(), {}, &ErrorPage::number));
    for (const ErrorPage& page : error_pages()) {
        EXPECT_NE(find_kind(page.number), nullptr) << "docs/errors has a page for " << page.number;
        EXPECT_EQ(error_page(page.number), page.text);
    }
    EXPECT_EQ(error_page(9999), "");
}

}  // namespace
}  // namespace reeve::diagnostics
