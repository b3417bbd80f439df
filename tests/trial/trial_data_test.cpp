#include "compiler/driver/session.h"
#include "compiler/trial/run.h"
#include "tests/harness/corpus.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

// How the tests of the rule files in this folder come out: beside each file stand the report, the
// JUnit file and the coverage. With REEVE_UPDATE_TRIALS=1 they are written anew: read the
// differences.

namespace reeve::trial {
namespace {

void expect_file(const std::string& path, const std::string& found) {
    if (std::getenv("REEVE_UPDATE_TRIALS") != nullptr) harness::write_repository_file(path, found);
    EXPECT_EQ(harness::read_repository_file(path), found)
        << "REEVE_UPDATE_TRIALS=1 build/release/bin/trial_data_test writes it anew";
}

class TrialData : public testing::TestWithParam<const char*> {};

TEST_P(TrialData, ComesOutAsBefore) {
    const harness::RepositoryFiles files;
    driver::Session session(files);
    const std::string path = std::string("tests/trial/") + GetParam();
    session.check(std::vector<std::string>{path + ".reeve"});
    ASSERT_FALSE(session.sink().has_errors());
    const trial::Run run = run_tests(session, {.filter = {}, .coverage = true});
    expect_file(path + ".txt", to_text(run.report, true).to_string());
    expect_file(path + ".junit.xml", to_junit(run.report));
    ASSERT_EQ(run.coverage.size(), 1U);
    expect_file(path + ".coverage.txt",
                coverage_text(session.sources(), run.coverage.front()).to_string());
}

INSTANTIATE_TEST_SUITE_P(Files, TrialData, testing::Values("passing", "failing", "refusals"),
                         [](const auto& file) { return std::string(file.param); });

TEST(Reports, AreTheSameEachTime) {
    const harness::RepositoryFiles files;
    std::vector<std::string> reports;
    for (int i = 0; i < 2; ++i) {
        driver::Session session(files);
        session.check(std::vector<std::string>{"tests/trial/failing.reeve"});
        const trial::Run run = run_tests(session, {.filter = "history", .coverage = true});
        EXPECT_EQ(run.report.tests.size(), 1U);
        EXPECT_EQ(run.report.left_out, 4U);
        reports.push_back(to_text(run.report, true).to_string() + to_junit(run.report) +
                          coverage_page(session.sources(), run.coverage));
    }
    EXPECT_EQ(reports[0], reports[1]);
}

}  // namespace
}  // namespace reeve::trial
