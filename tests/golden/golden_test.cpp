#include "tests/harness/case_check.h"

#include <gtest/gtest.h>

// The data tests. How to write one is said in CONTRIBUTING.md and tests/harness/markers.h.

namespace reeve::harness {
namespace {

class Golden : public ::testing::TestWithParam<Case> {};

TEST_P(Golden, MessagesAreThoseThatAreMarked) {
    const std::string failures = explain(GetParam(), check_markers(GetParam()));
    if (!failures.empty()) FAIL() << failures;
}

TEST_P(Golden, FixesRemoveTheirMessageAndMakeNoNewError) {
    const std::string failures = explain(GetParam(), check_fixes(GetParam()));
    if (!failures.empty()) FAIL() << failures;
}

INSTANTIATE_TEST_SUITE_P(Corpus, Golden, ::testing::ValuesIn(corpus()),
                         [](const auto& param) { return test_name(param.param.name); });

class GoldenForms : public ::testing::TestWithParam<Case> {};

TEST_P(GoldenForms, AreWhatPrintShows) {
    const std::string failures = explain(GetParam(), check_forms(GetParam()));
    if (!failures.empty()) FAIL() << failures;
}

std::vector<Case> cases_with_forms() {
    std::vector<Case> cases;
    for (const Case& test : corpus()) {
        if (!test.forms.empty()) cases.push_back(test);
    }
    return cases;
}

INSTANTIATE_TEST_SUITE_P(Corpus, GoldenForms, ::testing::ValuesIn(cases_with_forms()),
                         [](const auto& param) { return test_name(param.param.name); });

}  // namespace

// How a case is named when its test fails; GoogleTest finds this by the type's namespace.
void PrintTo(const Case& test, std::ostream* out) { *out << test.root; }

}  // namespace reeve::harness
