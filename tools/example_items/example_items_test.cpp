#include "tests/support/source_directory.h"
#include "tools/example_items/example.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace reeve::example_items {
namespace {

std::string read(const std::string& path) {
    std::ifstream file(support::source_directory() / path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class ItemFile : public ::testing::TestWithParam<std::string_view> {
protected:
    [[nodiscard]] const Example& example() const { return *find_example(GetParam()); }
};

TEST_P(ItemFile, IsWhatTheGeneratorMakes) {
    const std::string path = items_path(example());
    // Equality is not asked for by EXPECT_EQ, which would print both files.
    EXPECT_TRUE(read(path) == generate(example(), {}))
        << fmt::format("build/release/bin/reeve_generate --example {} > {}", GetParam(), path);
}

TEST_P(ItemFile, IsSmallEnoughToBeRead) { EXPECT_LT(read(items_path(example())).size(), 600'000U); }

TEST_P(ItemFile, IsOfTheMomentAndTheTypeThatTheReadmeNames) {
    const std::string readme = read(fmt::format("examples/{}/README.md", GetParam()));
    EXPECT_NE(readme.find("--at " + moment_of(example())), std::string::npos);
    EXPECT_NE(readme.find(fmt::format("--type {} ", example().work_type)), std::string::npos);
    EXPECT_NE(readme.find("--items " + items_path(example())), std::string::npos);
}

TEST_P(ItemFile, DependsOnTheSeed) {
    const std::string some = generate(example(), {.seed = 1, .count = 50});
    EXPECT_EQ(some, generate(example(), {.seed = 1, .count = 50}));
    EXPECT_NE(some, generate(example(), {.seed = 2, .count = 50}));
    const auto header = example().format == Format::Csv ? 1 : 0;
    EXPECT_EQ(std::ranges::count(some, '\n'), 50 + header);
}

INSTANTIATE_TEST_SUITE_P(Examples, ItemFile,
                         ::testing::Values("claims", "leads", "broadband", "warranty", "fines",
                                           "service_desk"),
                         [](const auto& param) { return std::string(param.param); });

TEST(Examples, AreKnownByName) {
    EXPECT_EQ(find_example("claims"), &examples().front());
    EXPECT_EQ(find_example("claim"), nullptr);
    EXPECT_EQ(examples().size(), 6U);
}

TEST(RandomNumbers, AreThoseOfThePublishedAlgorithm) {
    // First outputs of xoshiro256** 1.0 after seeding with SplitMix64 from 0.
    Random random(0);
    EXPECT_EQ(random.next(), 0x99EC5F36CB75F2B4U);
    EXPECT_EQ(random.next(), 0xBF6E1F784956452AU);
}

TEST(RandomNumbers, StayInTheirBounds) {
    Random random(7);
    std::array<int, 3> seen{};
    for (int round = 0; round < 3000; ++round) ++seen[random.below(3)];
    for (const int count : seen) EXPECT_NEAR(count, 1000, 120);
    for (int round = 0; round < 1000; ++round) {
        const std::int64_t value = random.between(-2, 2);
        EXPECT_TRUE(value >= -2 && value <= 2);
        EXPECT_GE(random.long_tailed(1000), 100);
    }
    constexpr std::array<Weighted<int>, 2> kOnlyTheSecond{{{0, 1}, {5, 2}}};
    EXPECT_EQ(random.pick(kOnlyTheSecond), 2);
    EXPECT_EQ(random.run_of(100, 4), 4);
}

TEST(Records, AreWrittenAsJsonAndCsv) {
    const calendar::TimeZone zone = *calendar::TimeZone::find("America/New_York");
    Record record(zone);
    record.text("a", "say \"no\", twice").money("b", 1'205).percent("c", 83).truth("d", true);
    record.list("e", {"x y", "z"}).moment("f", {0}).number("g", -3);
    std::string json;
    append_json_line(record, json);
    EXPECT_EQ(json,
              "{\"a\":\"say \\\"no\\\", twice\",\"b\":12.05,\"c\":0.83,\"d\":true,"
              "\"e\":[\"x y\",\"z\"],\"f\":\"1969-12-31T19:00:00-05:00\",\"g\":-3}\n");
    constexpr std::array<std::string_view, 8> kColumns{"g", "a", "none", "b", "c", "d", "e", "f"};
    std::string csv;
    append_csv_header(kColumns, csv);
    append_csv_row(kColumns, record, csv);
    EXPECT_EQ(csv,
              "g,a,none,b,c,d,e,f\n"
              "-3,\"say \"\"no\"\", twice\",,12.05,0.83,yes,x y;z,1969-12-31T19:00:00-05:00\n");
}

TEST(Arrivals, FollowTheirProfile) {
    const calendar::TimeZone zone;
    ArrivalProfile profile{7, 1000, {1, 0, 0, 0, 0, 0, 0}, {}};
    profile.hours[9] = 1;
    Random random(3);
    // Thursday 1970-01-08; the only Monday within a week is the fifth.
    for (const Instant moment : arrivals(profile, zone, {7 * kDay}, 20, random)) {
        EXPECT_EQ(zone.local(moment).date.days, 4);
        EXPECT_EQ(zone.local(moment).time.ms / kHour, 9);
    }
    profile.burst = {1000, 90, 30};
    for (const Instant moment : arrivals(profile, zone, {7 * kDay}, 20, random)) {
        EXPECT_GE(moment.ms, 7 * kDay - 3 * kHour / 2);
        EXPECT_LE(moment.ms, 7 * kDay - kHour / 2);
    }
}

}  // namespace
}  // namespace reeve::example_items
