#include "compiler/driver/session.h"
#include "compiler/eval/context.h"
#include "tests/harness/ranges.h"

#include <gtest/gtest.h>

#include <random>

// What the checker says about a number, its range and its decimals, has to hold for each value that
// the rules come to. Random expressions are checked, and evaluated for random items.

namespace reeve {
namespace {

using eval::Item;
using eval::Rules;

constexpr std::uint64_t kSeed = 20'261'123;

constexpr std::string_view kHead = R"(
calendar Office { time zone "UTC"  open monday to friday 08:00-18:00 }
work type Claim {
    a: number -50..200 with 2 decimals
    b: whole number 0..9
    c: percent 0%..150%
    m: money(EUR)
    p: number 0..10 optional
    d: number 1..4 with 1 decimals
}
priority of Claim {
)";

class Expressions {
public:
    explicit Expressions(std::mt19937_64& random) : random_(random) {}

    std::string number(int depth) {
        const int kind = depth == 0 ? below(6) : below(18);
        const auto inner = [&] { return number(depth - 1); };
        switch (kind) {
            case 0: return "a";
            case 1: return "b";
            case 2: return "d";
            case 3: return "(p or else 3)";
            case 4: return std::to_string(below(40));
            case 5: return fmt::format("{}.{}", below(20), below(100));
            case 6: return fmt::format("({} + {})", inner(), inner());
            case 7: return fmt::format("({} - {})", inner(), inner());
            case 8: return fmt::format("({} * {})", inner(), inner());
            case 9: return fmt::format("min({}, {})", inner(), inner());
            case 10: return fmt::format("max({}, {})", inner(), inner());
            case 11: return fmt::format("abs({})", inner());
            case 12: return fmt::format("round({}, {})", inner(), below(4));
            case 13: return fmt::format("floor({})", inner());
            case 14: return fmt::format("ceiling({})", inner());
            case 15: return fmt::format("(({} / b) or else {})", inner(), below(9));
            case 16: return fmt::format("({} / d)", inner());
            default:
                return fmt::format("(if {} then {} else {})", condition(depth - 1), inner(),
                                   inner());
        }
    }

    std::string condition(int depth) {
        switch (depth == 0 ? below(4) : below(7)) {
            case 0: return fmt::format("({} > {})", number(0), number(0));
            case 1: return fmt::format("({} <= {})", number(0), number(0));
            case 2: return fmt::format("(c >= {}%)", below(150));
            case 3: return fmt::format("(m < {} EUR)", below(2'000));
            case 4: return fmt::format("({} is {})", number(depth - 1), number(depth - 1));
            case 5: return fmt::format("(not {})", condition(depth - 1));
            default: return fmt::format("({} and {})", condition(depth - 1), condition(depth - 1));
        }
    }

private:
    int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random_); }

    std::mt19937_64& random_;
};

class Soundness : public testing::Test {
protected:
    std::int64_t random(std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
    }

    /// Values at the ends of their ranges are met often.
    Decimal number(std::int64_t low, std::int64_t high, int scale) {
        const std::int64_t kind = random(0, 5);
        const std::int64_t value = kind == 0 ? low : kind == 1 ? high : random(low, high);
        return Decimal::scaled(value, -scale);
    }

    Item random_item(const Rules& rules) {
        Item item = rules.new_item(typed::WorkTypeId(0), {1'772'700'000'000});
        item.attributes[0] = number(-5'000, 20'000, 2);
        item.attributes[1] = number(0, 9, 0);
        item.attributes[2] = number(0, 1'500, 3);
        item.attributes[3] = number(0, 300'000, 2);
        if (random(0, 2) != 0) item.attributes[4] = number(0, 10'000'000'000, 9);
        item.attributes[5] = number(10, 40, 1);
        return item;
    }

    /// The program with one line `add …`; nothing where the checker refuses it.
    std::unique_ptr<driver::Session> check(const std::string& expression) {
        files_.put("rules.reeve", fmt::format("{}    add {}\n}}\n", kHead, expression));
        auto session = std::make_unique<driver::Session>(files_);
        session->check(std::vector<std::string>{"rules.reeve"});
        return session->programs().front().has_errors ? nullptr : std::move(session);
    }

    driver::MemoryFileSystem files_;
    std::mt19937_64 random_{kSeed};
    Expressions expressions_{random_};
};

TEST_F(Soundness, ValuesLieInTheRangesThatTheCheckerFound) {
    int checked = 0;
    for (int round = 0; round < 4000; ++round) {
        const std::string text = expressions_.number(4);
        const auto session = check(text);
        if (!session) continue;
        ++checked;
        const typed::Program& program = session->programs().front().typed;
        const Rules rules(program);
        const typed::PriorityLine& line = program.work_types[0].priority->lines.front();
        for (int i = 0; i < 30; ++i) {
            const Item item = random_item(rules);
            const eval::Question question{.now = {1'772'700'500'000}};
            const eval::Evaluation answer = rules.evaluate(item, question);
            const eval::Context context = rules.context(item, question, answer);
            const auto outside = harness::outside_range(context, question.now, line.value);
            ASSERT_FALSE(outside.has_value()) << *outside << " in round " << round << ": " << text;
        }
    }
    // What is refused is mostly a condition that never holds; enough has to be left.
    EXPECT_GE(checked, 1'000);
}

TEST_F(Soundness, EqualIsEqualFromBothSides) {
    int checked = 0;
    for (int round = 0; round < 1500; ++round) {
        const std::string left = expressions_.number(3);
        const std::string right = expressions_.number(2);
        const auto session = check(fmt::format(
            "(if {0} is {1} then 1 else 0) - (if {1} is {0} then 1 else 0)", left, right));
        if (!session) continue;
        ++checked;
        const typed::Program& program = session->programs().front().typed;
        const Rules rules(program);
        for (int i = 0; i < 20; ++i) {
            const Item item = random_item(rules);
            const eval::Evaluation answer = rules.evaluate(item, {.now = {1'772'700'500'000}});
            ASSERT_EQ(answer.priority.exact, Decimal(0)) << left << " is " << right;
        }
    }
    EXPECT_GE(checked, 300);
}

}  // namespace
}  // namespace reeve
