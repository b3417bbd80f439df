#include "tests/sameness/comparison.h"
#include "tests/sameness/random_program.h"

#include <gtest/gtest.h>

// A few random programs with every build; `scripts/sameness` tries many.

namespace reeve::sameness {
namespace {

class RandomPrograms : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomPrograms, EnginesAgreeAndTheCheckerRefusesNothingElse) {
    Draft draft = random_program(GetParam());
    Refusals refusals;
    std::string finding;
    const auto checked = check(draft, refusals, finding);
    EXPECT_EQ(finding, "");
    ASSERT_NE(checked, nullptr);
    const auto differs = compare(checked->program(), GetParam(), {.rounds = 2, .items = 40});
    EXPECT_FALSE(differs.has_value()) << *differs << draft.text();
}

// Seeds of programs that have failed are kept here, as long as the generator makes the same of
// them.
INSTANTIATE_TEST_SUITE_P(Seeds, RandomPrograms, testing::Range<std::uint64_t>(1, 21));

TEST(Draft, IsMadeSmallerWhileItFails) {
    Draft draft;
    draft.blocks = {{"a {", {"one when (x and (y or z))", "two", "three"}, "}"},
                    {"b {", {"four"}, "}"}};
    const Draft least = shrink(
        draft, [](const Draft& d) { return d.text().find("y") != std::string::npos; }, 1'000);
    EXPECT_EQ(least.text(), "a {\n    one when y\n}\n");
}

TEST(Draft, KnowsWhatStandsOnALine) {
    Draft draft;
    draft.blocks = {{"a", {}, ""}, {"b {", {"c", "d"}, "}"}};
    EXPECT_EQ(draft.text(), "a\nb {\n    c\n    d\n}\n");
    EXPECT_EQ(draft.place(1).block, 0U);
    EXPECT_EQ(draft.place(4).line, 1U);
    EXPECT_TRUE(draft.place(4).is_line);
    EXPECT_FALSE(draft.place(5).is_line);
}

}  // namespace
}  // namespace reeve::sameness
