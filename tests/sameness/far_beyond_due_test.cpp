#include "compiler/batch/batch.h"
#include "compiler/driver/session.h"
#include "tests/sameness/random_items.h"

#include <gtest/gtest.h>

// The slopes of priorities are rounded; over centuries that comes to more than binary64 loses.

namespace reeve {
namespace {

constexpr const char* kRules = R"(
business House { time zone "America/New_York"  calendar Office }
calendar Office { time zone "Europe/Paris"  open monday to friday 08:30-18:00 }
work type Item { n: number 0..4 with 1 decimals  begun: moment }
sla for Item in Office { counting from begun  due within 6 business hours otherwise }
priority of Item {
    add sla_used * n
}
)";

TEST(FarBeyondDue, CompiledRulesKnowWhatTheyCannotTell) {
    driver::MemoryFileSystem files;
    files.put("rules.reeve", kRules);
    driver::Session session(files);
    session.check(std::vector<std::string>{"rules.reeve"});
    ASSERT_FALSE(session.sink().has_errors());
    const eval::Rules rules(session.programs().front().typed);
    const typed::WorkTypeId type(0);
    batch::Batch batch(rules, type, batch::Engine::Blocks);
    sameness::RandomItems random(rules, type, 0x5eed);
    constexpr std::int64_t kYear = 31'556'952'000;
    const Instant now{7'258'268'063'553};
    const eval::Question question{.now = now, .house = nullptr, .choose_split = {}};
    for (int i = 0; i < 10'000; ++i) {
        eval::Item item = rules.new_item(type, {random.between(0, 200 * kYear)});
        item.attributes[0] = Decimal(1);
        item.attributes[1] = Instant{random.between(0, 60 * kYear)};
        batch.add(std::move(item));
    }
    const auto answers = batch.evaluate(question);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const Decimal exact = rules.evaluate(batch.item(i), question).priority.shown;
        ASSERT_EQ(Decimal::scaled(answers[i].priority, -3), exact) << i;
    }
    EXPECT_LT(batch.asked(), answers.size() / 2);
}

}  // namespace
}  // namespace reeve
