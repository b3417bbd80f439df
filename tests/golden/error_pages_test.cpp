#include "compiler/diagnostics/catalog.h"
#include "tests/harness/corpus.h"
#include "tests/harness/error_page.h"
#include "tests/harness/markers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

// Every number of the catalogue has a page whose examples are true, and a data test.

namespace reeve::harness {
namespace {

using diagnostics::Kind;

// Mistakes that no text in a page can show: bytes that are no UTF-8, and what is too large or too
// much for one.
const std::set<std::string_view> kNotWritable{
    "not_utf8",      "file_too_large",      "too_many_declarations", "text_too_long",
    "too_many_rows", "expression_too_long", "too_many_mistakes",     "table_gap_unseen"};
// What is too large is made by unit tests of the driver, sema and the parser instead.
const std::set<std::string_view> kNotInCorpus{"file_too_large",      "too_many_declarations",
                                              "text_too_long",       "too_many_rows",
                                              "expression_too_long", "too_many_mistakes"};

class Catalog : public ::testing::TestWithParam<int> {
protected:
    const Kind* kind_ = diagnostics::find_kind(GetParam());
    std::string code_ = diagnostics::code_of(*kind_);
};

TEST_P(Catalog, HasAPageWithTrueExamples) {
    const std::string text = read_repository_file("docs/errors/" + code_ + ".md");
    ASSERT_FALSE(text.empty()) << "docs/errors/" << code_ << ".md is missing";
    const ErrorPage page = read_error_page(code_, text);
    for (const std::string& problem : page.problems) ADD_FAILURE() << code_ << ": " << problem;
    if (kNotWritable.contains(kind_->name)) return;
    EXPECT_EQ(page.wrong.language, "reeve");
    EXPECT_EQ(page.right.language, "reeve");
    const std::vector<std::string> wrong = messages_of(page.wrong);
    const bool found = std::ranges::any_of(wrong, [&](const std::string& message) {
        return message.find("[" + code_ + "]") != std::string::npos;
    });
    EXPECT_TRUE(found) << "the wrong example does not give " << code_ << "; it gives\n"
                       << ::testing::PrintToString(wrong);
    for (const std::string& message : messages_of(page.right)) {
        ADD_FAILURE() << "the right example gives a message\n" << message;
    }
}

TEST_P(Catalog, IsListedInTheIndex) {
    const std::string index = read_repository_file("docs/errors/README.md");
    EXPECT_NE(index.find("[" + code_ + "](" + code_ + ".md)"), std::string::npos)
        << "build/dev/bin/reeve_golden --update writes docs/errors/README.md";
}

TEST_P(Catalog, AppearsInADataTest) {
    if (kNotInCorpus.contains(kind_->name)) return;
    static const std::set<int> marked = [] {
        std::set<int> numbers;
        for (const Case& test : corpus()) {
            for (const std::string& file : test.files) {
                for (const Marker& marker : read_markers(read_repository_file(file)).markers) {
                    numbers.insert(marker.number);
                }
            }
        }
        return numbers;
    }();
    EXPECT_TRUE(marked.contains(kind_->number)) << "no marker below tests/ expects " << code_;
}

std::vector<int> all_numbers() {
    std::vector<int> numbers;
    for (const Kind* kind : diagnostics::all_kinds()) numbers.push_back(kind->number);
    return numbers;
}

INSTANTIATE_TEST_SUITE_P(Errors, Catalog, ::testing::ValuesIn(all_numbers()),
                         [](const auto& param) { return fmt::format("RV{:04}", param.param); });

TEST(ErrorIndex, IsWhatTheToolWrites) {
    const std::string index = read_repository_file("docs/errors/README.md");
    EXPECT_EQ(index, make_index(index))
        << "build/dev/bin/reeve_golden --update writes docs/errors/README.md";
}

}  // namespace
}  // namespace reeve::harness
