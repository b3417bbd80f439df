#include "tests/format/laid_out.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>
#include <cstdlib>
#include <fstream>

// `name.reeve` formatted is `name.reeve.format.exp`. With REEVE_UPDATE=1 in the environment the
// expectation is rewritten; read the difference then.

namespace reeve::format::testing {

namespace {

std::vector<std::filesystem::path> cases() {
    return rule_files(support::source_directory() / "tests/format");
}

std::string name_of(const ::testing::TestParamInfo<std::filesystem::path>& info) {
    return info.param.stem().string();
}

class LayoutData : public ::testing::TestWithParam<std::filesystem::path> {};

}  // namespace

TEST_P(LayoutData, is_as_expected) {
    const std::string text = read_file(GetParam());
    const std::string expected_path = GetParam().string() + ".format.exp";
    const std::optional<std::string> actual = laid_out(text);
    ASSERT_TRUE(actual.has_value()) << GetParam() << " has syntax errors";
    if (std::getenv("REEVE_UPDATE") != nullptr) {
        std::ofstream(expected_path, std::ios::binary) << *actual;
    }
    EXPECT_EQ(*actual, read_file(expected_path))
        << "to accept: REEVE_UPDATE=1 build/dev/bin/layout_test --gtest_filter='Files/*'";
    expect_promises_kept(text);
}

INSTANTIATE_TEST_SUITE_P(Files, LayoutData, ::testing::ValuesIn(cases()), name_of);

}  // namespace reeve::format::testing
