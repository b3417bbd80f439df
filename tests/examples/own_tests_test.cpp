#include "compiler/driver/session.h"
#include "compiler/trial/run.h"
#include "tests/harness/corpus.h"

#include <gtest/gtest.h>

// The tests that stand in the examples, run as `reeve test` does.

namespace reeve {
namespace {

std::vector<std::string> example_files() {
    std::vector<std::string> files;
    for (const harness::Case& one : harness::corpus()) {
        if (one.root.starts_with("examples/")) files.push_back(one.root);
    }
    return files;
}

class OwnTests : public testing::TestWithParam<std::string> {};

TEST_P(OwnTests, Pass) {
    const harness::RepositoryFiles files;
    driver::Session session(files);
    session.check(std::vector<std::string>{GetParam()});
    ASSERT_FALSE(session.sink().has_errors());
    const trial::Run run = trial::run_tests(session, {});
    std::size_t passed = 0;
    for (const trial::TestResult& result : run.report.tests) {
        EXPECT_TRUE(result.passed()) << trial::to_text({{result}}, false).to_string();
        EXPECT_GT(result.expectations, 0U);
        ++passed;
    }
    EXPECT_GE(passed, 3U);
}

INSTANTIATE_TEST_SUITE_P(Examples, OwnTests, testing::ValuesIn(example_files()),
                         [](const auto& file) { return harness::test_name(file.param); });

}  // namespace
}  // namespace reeve
