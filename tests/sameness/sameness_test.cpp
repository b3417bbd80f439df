#include "compiler/batch/batch.h"
#include "compiler/driver/session.h"
#include "compiler/jit/native.h"
#include "tests/sameness/random_items.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

// All engines give the same answers, bit for bit.

namespace reeve {
namespace {

using batch::Answer;
using batch::Batch;
using batch::Engine;

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

std::string show(const Answer& answer) {
    const auto number = [](const auto& value) {
        return value ? std::to_string(*value) : std::string("none");
    };
    return "segment " + number(answer.segment) + ", band " + number(answer.band) + ", priority " +
           std::to_string(answer.priority) + ", to " + number(answer.to);
}

/// Machine code that cannot be made is a failure here, not a reason for blocks.
codegen::CompileUnit must(codegen::CompileUnit compile) {
    return [compile](const codegen::Unit& unit, const columns::Schema& schema) {
        auto made = compile(unit, schema);
        EXPECT_TRUE(made.has_value()) << made.error();
        return made;
    };
}

class Sameness : public testing::TestWithParam<std::string> {};

TEST_P(Sameness, AllEnginesAgreeWithTheEvaluator) {
    const driver::DiskFileSystem disk;
    driver::Session session(disk);
    session.check(std::vector<std::string>{(support::source_directory() / GetParam()).string()});
    const auto& checked = session.programs().front();
    if (checked.has_errors) GTEST_SKIP() << "a file that shows errors";
    const eval::Rules rules(checked.typed);
    std::size_t asked = 0;
    std::size_t answered = 0;
    for (std::size_t type = 0; type < checked.typed.work_types.size(); ++type) {
        const typed::WorkTypeId id(type);
        sameness::RandomItems random(rules, id, 0x5eed + type);
        Batch blocks(rules, id, Engine::Blocks);
        Batch native(rules, id, Engine::Native, must(jit::compiler({})));
        Batch plain(rules, id, Engine::Native,
                    must(jit::compiler({.optimize = false, .lanes = 4})));
        for (int round = 0; round < 12; ++round) {
            Batch* const engines[] = {&blocks, &native, &plain};
            for (Batch* engine : engines) engine->clear();
            std::vector<eval::Item> items;
            for (int i = 0; i < 100; ++i) items.push_back(random.next());
            Instant now = items.front().created;
            for (const eval::Item& item : items) now = std::max(now, random.instant_for(item));
            // Every second round asks about items of one day, so that little has passed.
            if (round % 2 == 0) {
                for (eval::Item& item : items) {
                    const std::int64_t shift =
                        now.ms - random.between(0, 40) * 3'600'000 - item.created.ms;
                    eval::Item fresh = rules.new_item(id, {item.created.ms + shift});
                    fresh.attributes = item.attributes;
                    item = std::move(fresh);
                }
            }
            const eval::Question question{.now = now};
            std::vector<std::vector<Answer>> answers;
            for (Batch* engine : engines) {
                for (const eval::Item& item : items) engine->add(item);
                answers.push_back(engine->evaluate(question));
                asked += engine->asked();
                answered += engine->size();
            }
            for (std::size_t i = 0; i < items.size(); ++i) {
                const eval::Evaluation expected = rules.evaluate(items[i], question);
                const Answer reference{
                    expected.segment_value, expected.band,
                    (expected.priority.shown * Decimal(1'000)).to_int64().value(),
                    expected.route.to.line};
                for (std::size_t k = 0; k < answers.size(); ++k)
                    ASSERT_EQ(show(answers[k][i]), show(reference))
                        << "engine " << k << ", " << checked.typed.work_types[type].header.name
                        << " " << i << " of round " << round << " at " << now.ms;
            }
        }
    }
    RecordProperty("asked", static_cast<int>(asked));
    RecordProperty("answered", static_cast<int>(answered));
    // What the engines hand back to the evaluator would prove nothing about them.
    if (GetParam().starts_with("examples/claims")) {
        EXPECT_LT(asked, answered / 2);
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
