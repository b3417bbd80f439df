#include "runtime/model/encoding.h"

#include <gtest/gtest.h>

#include <random>

namespace reeve::model {
namespace {

Event sample() {
    Event event;
    event.at = {1'772'442'000'123};
    event.cause = {{Actor::Kind::Agent, "ana"}, "because", 7};
    abi::Value::List list{abi::Value("a"), abi::Value("b")};
    event.what =
        ItemCaptured{{42},
                     abi::WorkTypeId(3),
                     1,
                     "K-1",
                     {abi::Value(), abi::Value(true), abi::Value(Decimal::scaled(-125, -2)),
                      abi::Value("text"), abi::Value(abi::ChoiceValue{2}), abi::Value(Date{20'000}),
                      abi::Value(TimeOfDay{3'600'000}), abi::Value(Instant{-5}),
                      abi::Value(abi::Reference{"bob"}), abi::Value(list)},
                     Decimal(2)};
    return event;
}

TEST(Encoding, GivesBackWhatWasWritten) {
    const std::string bytes = encode(sample());
    const auto read = decode_event(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(encode(*read), bytes);
    const Event written = sample();
    const auto& before = std::get<ItemCaptured>(written.what);
    const auto& after = std::get<ItemCaptured>(read->what);
    EXPECT_EQ(after.attributes, before.attributes);
    EXPECT_EQ(after.key, before.key);
    EXPECT_EQ(read->cause.by, sample().cause.by);
    EXPECT_EQ(read->cause.line, 7U);
}

TEST(Encoding, EqualNumbersGiveEqualBytes) {
    Command a{{}, UpdateItem{{1}, {{0, *Decimal::parse("1.50")}}}};
    Command b{{}, UpdateItem{{1}, {{0, *Decimal::parse("1.5")}}}};
    EXPECT_EQ(encode(a), encode(b));
}

TEST(Encoding, KeepsPointsOfAnySize) {
    for (const abi::Points points :
         {abi::Points{0}, abi::Points{-1}, abi::Points{1} << 100, -(abi::Points{7} << 80) + 3}) {
        const Event event{{1}, {}, PriorityBoosted{{1}, points}};
        const auto read = decode_event(encode(event));
        ASSERT_TRUE(read);
        EXPECT_TRUE(std::get<PriorityBoosted>(read->what).points == points);
    }
}

TEST(Encoding, RefusesWhatIsCutShortLongerOrChanged) {
    const std::string bytes = encode(sample());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(decode_event(std::string_view(bytes).substr(0, size))) << size;
    EXPECT_FALSE(decode_event(bytes + '\0'));
    std::string other_version = bytes;
    other_version[0] = 99;
    EXPECT_FALSE(decode_event(other_version));
}

TEST(Encoding, ReadsAnyBytesWithoutHarm) {
    std::mt19937_64 random(7);
    const std::string good = encode(sample());
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes = good;
        for (int flips = 0; flips < 3; ++flips)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        if (const auto read = decode_event(bytes)) {
            EXPECT_TRUE(decode_event(encode(*read)));
        }
        static_cast<void>(decode_command(bytes));
    }
}

}  // namespace
}  // namespace reeve::model
