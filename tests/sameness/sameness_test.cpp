#include "compiler/driver/session.h"
#include "tests/sameness/comparison.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

// All engines give the same answers, bit for bit.

namespace reeve {
namespace {

std::vector<std::string> rule_files() {
    std::vector<std::string> files;
    const auto root = support::source_directory();
    for (const char* folder : {"examples", "tests/eval", "tests/sameness", "tests/library"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
            if (entry.path().extension() == ".reeve")
                files.push_back(std::filesystem::relative(entry.path(), root).string());
        }
    }
    std::ranges::sort(files);
    return files;
}

class Sameness : public testing::TestWithParam<std::string> {};

TEST_P(Sameness, AllEnginesAgreeWithTheEvaluator) {
    const driver::DiskFileSystem disk;
    driver::Session session(disk);
    session.check(std::vector<std::string>{(support::source_directory() / GetParam()).string()});
    const auto& checked = session.programs().front();
    if (checked.has_errors) GTEST_SKIP() << "a file that shows errors";
    sameness::Counts counts;
    for (std::uint32_t type = 0; type < checked.typed.work_types.size(); ++type) {
        const auto differs = sameness::compare(
            checked.typed, 0x5eed + type, {.rounds = 10, .items = 60, .work_type = type}, &counts);
        EXPECT_FALSE(differs.has_value())
            << checked.typed.work_types[type].header.name << ": " << *differs;
    }
    RecordProperty("asked", static_cast<int>(counts.asked));
    RecordProperty("answered", static_cast<int>(counts.answered));
    RecordProperty("priorities", counts.ones.text());
    // What the engines hand back to the evaluator would prove nothing about them.
    if (GetParam().starts_with("examples/claims")) {
        EXPECT_LT(counts.asked, counts.answered / 2);
    }
}

INSTANTIATE_TEST_SUITE_P(Files, Sameness, testing::ValuesIn(rule_files()), [](const auto& file) {
    std::string name = file.param;
    std::ranges::replace_if(
        name, [](char c) { return !std::isalnum(c); }, '_');
    return name;
});

}  // namespace
}  // namespace reeve
