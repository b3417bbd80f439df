#include "compiler/bind/compiled_rules.h"
#include "compiler/driver/session.h"
#include "compiler/jit/native.h"
#include "compiler/trial/run.h"
#include "tests/sameness/random_items.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

// What the engine is told is the same, whoever says it: the evaluator, loops or machine code.

namespace reeve {
namespace {

std::vector<std::string> example_files() {
    std::vector<std::string> files;
    const auto root = support::source_directory();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "examples")) {
        if (entry.path().extension() == ".reeve")
            files.push_back(std::filesystem::relative(entry.path(), root).string());
    }
    std::ranges::sort(files);
    return files;
}

/// Which part of two decisions differs; empty: none.
std::string difference(const abi::Decision& a, const abi::Decision& b) {
    if (a.segment != b.segment || a.segment_until != b.segment_until) return "segment";
    if (a.promises != b.promises || a.promises_until != b.promises_until) return "promises";
    if (a.band != b.band) return "band";
    if (a.band_until != b.band_until) return "until when the band holds";
    if (a.priority.value != b.priority.value) return "priority";
    if (a.priority.slopes != b.priority.slopes) return "slopes";
    if (a.priority.low != b.priority.low || a.priority.high != b.priority.high) return "limit";
    if (a.priority.until != b.priority.until) return "until when the priority holds";
    abi::Route route = a.route;
    route.until = b.route.until;
    if (route != b.route) return "route";
    if (a.route.until != b.route.until) return "until when the route holds";
    return "";
}

class Decisions : public testing::TestWithParam<std::string> {
protected:
    Decisions() {
        session_.check(
            std::vector<std::string>{(support::source_directory() / GetParam()).string()});
        const typed::Program& program = session_.programs().front().typed;
        const auto nobody = std::shared_ptr<const void>();
        reference_.emplace(nobody, program, &session_.sources(), "same");
        compiled_.emplace(nobody, program, &session_.sources(), "same");
    }

    void compare(std::uint64_t seed) {
        const typed::Program& program = reference_->typed();
        for (std::uint32_t type = 0; type < program.work_types.size(); ++type) {
            sameness::RandomItems items(reference_->evaluator(), abi::WorkTypeId(type),
                                        seed + type);
            for (int i = 0; i < 60; ++i) {
                const abi::Item item = items.next();
                const Instant now = items.instant_for(item);
                abi::Parts parts;
                parts.promises =
                    i % 2 == 0 ? abi::Parts::Promises::Keep : abi::Parts::Promises::Make;
                abi::Decision said, same;
                reference_->decide(item, house_, now, parts, said);
                compiled_->decide(item, house_, now, parts, same);
                ASSERT_EQ(difference(said, same), "")
                    << program.work_types[type].header.name << ", seed " << seed << ", item " << i
                    << " at " << now.ms;
            }
        }
    }

    driver::DiskFileSystem disk_;
    driver::Session session_{disk_, {driver::Phase::Typed}};
    abi::House house_;
    std::optional<bind::ReferenceRules> reference_;
    std::optional<bind::CompiledRules> compiled_;
};

TEST_P(Decisions, AreTheSameByEvaluatorLoopsAndMachineCode) {
    compare(11);
    ASSERT_TRUE(compiled_->make_native(jit::compiler({})));
    compare(12);
}

/// By rules that are compiled, as loops alone or as machine code.
trial::MakeRules compiled_rules(bool native) {
    return [native](const typed::Program& program, const source::SourceSet& sources,
                    std::string version) {
        auto rules =
            std::make_shared<bind::CompiledRules>(nullptr, program, &sources, std::move(version));
        if (native) {
            EXPECT_TRUE(rules->make_native(jit::compiler({})));
        }
        return rules;
    };
}

/// The tests that stand in the file, and all that is told of them, by each of the three.
TEST_P(Decisions, LetTestsComeOutTheSame) {
    const auto told_by = [&](trial::MakeRules rules) {
        trial::RunOptions options;
        options.make_rules = std::move(rules);
        return trial::to_text(trial::run_tests(session_, options).report, true).to_string();
    };
    const std::string by_evaluator = told_by({});
    EXPECT_EQ(told_by(compiled_rules(false)), by_evaluator);
    EXPECT_EQ(told_by(compiled_rules(true)), by_evaluator);
}

INSTANTIATE_TEST_SUITE_P(Files, Decisions, testing::ValuesIn(example_files()),
                         [](const auto& file) {
                             std::string name = file.param;
                             std::ranges::replace_if(
                                 name, [](char c) { return !std::isalnum(c); }, '_');
                             return name;
                         });

}  // namespace
}  // namespace reeve
