#include "compiler/driver/session.h"
#include "compiler/eval/evaluation.h"
#include "compiler/records/record_reader.h"
#include "compiler/records/times.h"
#include "tests/harness/corpus.h"
#include "tools/example_items/example.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

// The items of the examples fit their rules, and show what the rules can do.

namespace reeve {
namespace {

using example_items::Example;

/// An example with its items read and evaluated at the moment of their backlog.
class Items : public ::testing::TestWithParam<std::string_view> {
protected:
    void SetUp() override {
        session_.check(std::vector{fmt::format("examples/{0}/{0}.reeve", GetParam())});
        ASSERT_FALSE(session_.sink().has_errors());
        const auto type =
            std::ranges::find(program().work_types, example().work_type,
                              [](const typed::WorkType& each) { return each.header.name; });
        ASSERT_NE(type, program().work_types.end());
        type_ = typed::WorkTypeId(type - program().work_types.begin());
        evaluate();
    }

    [[nodiscard]] static const Example& example() {
        return *example_items::find_example(GetParam());
    }
    [[nodiscard]] const typed::Program& program() const {
        return session_.programs().front().typed;
    }
    [[nodiscard]] const typed::WorkType& work_type() const { return program().work_type(type_); }

    void evaluate() {
        const eval::Rules rules(program());
        const std::string path = example_items::items_path(example());
        const std::string text = harness::read_repository_file(path);
        records::MemorySource source(text);
        const Instant at =
            records::read_moment(example_items::moment_of(example()), calendar::TimeZone()).value();
        records::RecordReader reader(program(), source,
                                     {.file = path,
                                      .format = records::format_of(path).value(),
                                      .blank = rules.new_item(type_, at),
                                      .at = at});
        records::Record record;
        while (reader.next(record)) {
            for (const records::RecordError& error : record.errors)
                ADD_FAILURE() << to_string(error);
            if (!record.errors.empty()) continue;
            answers_.push_back(rules.evaluate(record.item, {.now = at}));
        }
    }

    harness::RepositoryFiles files_;
    driver::Session session_{files_};
    typed::WorkTypeId type_;
    std::vector<eval::Evaluation> answers_;
};

TEST_P(Items, AreReadAndEvaluatedToTheLast) { EXPECT_EQ(answers_.size(), example().count); }

TEST_P(Items, MeetEverySegmentAndBand) {
    std::set<std::uint32_t> segments;
    std::set<std::uint32_t> bands;
    for (const eval::Evaluation& answer : answers_) {
        if (answer.segment_value) segments.insert(*answer.segment_value);
        if (answer.band) bands.insert(*answer.band);
    }
    for (const typed::Segment& line : work_type().segment_lines) {
        EXPECT_TRUE(segments.contains(line.value))
            << program().choice(work_type().segments).values[line.value].name;
    }
    for (const auto& line : work_type().priority->bands)
        EXPECT_TRUE(bands.contains(line.band))
            << program().choice(program().bands).values[line.band].name;
}

TEST_P(Items, AreNeitherAllLateNorAllInTime) {
    std::size_t late = 0;
    for (const eval::Evaluation& answer : answers_) {
        const auto& due = answer.promises[std::size_t(eval::PromiseKind::Due)];
        if (due && due->passed) ++late;
    }
    EXPECT_GT(late, answers_.size() / 50);
    EXPECT_LT(late, answers_.size() * 4 / 5);
}

INSTANTIATE_TEST_SUITE_P(Examples, Items,
                         ::testing::Values("claims", "leads", "broadband", "warranty", "fines",
                                           "service_desk"),
                         [](const auto& param) { return std::string(param.param); });

}  // namespace
}  // namespace reeve
