#include "tests/harness/mistakes.h"

#include "tests/harness/corpus.h"

#include <gtest/gtest.h>

// Programs with one mistake each: one message, the right one, at the right place, whose fix
// repairs.

namespace reeve::harness {
namespace {

class Mistakes : public ::testing::TestWithParam<MistakeTable> {};

TEST_P(Mistakes, HaveOneMessageEach) {
    const std::vector<std::string> failures = check_mistakes(GetParam());
    for (const std::string& failure : failures) ADD_FAILURE() << failure;
    if (!failures.empty()) {
        FAIL() << "to see them all: build/dev/bin/reeve_golden --show " << GetParam().path
               << "\nto accept them:  build/dev/bin/reeve_golden --update " << GetParam().path;
    }
}

INSTANTIATE_TEST_SUITE_P(Tables, Mistakes, ::testing::ValuesIn(mistake_tables()),
                         [](const auto& param) { return test_name(param.param.path); });

TEST(MistakeTables, HoldEditsForAllOfTheLanguage) {
    std::size_t count = 0;
    for (const MistakeTable& table : mistake_tables()) count += table.mistakes.size();
    EXPECT_GE(count, 300U);
}

}  // namespace

void PrintTo(const MistakeTable& table, std::ostream* out) { *out << table.path; }

}  // namespace reeve::harness
