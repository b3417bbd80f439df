#include "base/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>
#include <unordered_set>
#include <vector>

namespace reeve {
namespace {

Decimal number(std::string_view text) {
    std::optional<Decimal> value = Decimal::parse(text);
    EXPECT_TRUE(value.has_value()) << text;
    return value.value_or(Decimal());
}

void expect_printed(std::string_view text, std::string_view expected) {
    EXPECT_EQ(number(text).to_string(), expected) << text;
}

TEST(Decimal, PrintsPlainlyWithoutTrailingZeros) {
    expect_printed("0", "0");
    expect_printed("-0", "0");
    expect_printed("0.000", "0");
    expect_printed("0.30", "0.3");
    expect_printed("1500", "1500");
    expect_printed("-2.250", "-2.25");
    expect_printed("1e3", "1000");
    expect_printed("1.5E-3", "0.0015");
    expect_printed("12e+2", "1200");
    expect_printed("007.5", "7.5");
}

TEST(Decimal, KeepsThirtyFourDigitsAndRefusesMore) {
    expect_printed("1234567890123456789012345678901234", "1234567890123456789012345678901234");
    expect_printed("0.1234567890123456789012345678901234", "0.1234567890123456789012345678901234");
    EXPECT_FALSE(Decimal::parse("12345678901234567890123456789012345"));
    EXPECT_FALSE(Decimal::parse("1.0000000000000000000000000000000001234"));
    // Zeros at the end are not significant, however many.
    expect_printed("1" + std::string(40, '0'), "1" + std::string(40, '0'));
    expect_printed("2.5" + std::string(60, '0'), "2.5");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
    for (const char* text : {"", "-", ".5", "5.", "1e", "1e+", "--1", "+1", "1_000", "1,5", "NaN",
                             "Infinity", " 1", "1 ", "1.2.3", "0x10", "1e99999", "1e-99999"}) {
        EXPECT_FALSE(Decimal::parse(text)) << text;
    }
}

TEST(Decimal, ReachesTheEndsOfTheFormat) {
    EXPECT_EQ(number("1e6144").to_string().size(), 6145U);
    EXPECT_FALSE(Decimal::parse("1e6145"));
    EXPECT_EQ(number("1e-6176").decimals(), 6176);
    EXPECT_FALSE(Decimal::parse("1e-6177"));
}

TEST(Decimal, CountsInTens) {
    EXPECT_EQ(number("0.1") + number("0.2"), number("0.3"));
    EXPECT_EQ(number("1") - number("0.9"), number("0.1"));
    EXPECT_EQ(number("1.1") * number("1.1"), number("1.21"));
    EXPECT_EQ(number("1") / number("8"), number("0.125"));
    EXPECT_EQ(-number("2.5"), number("-2.5"));
    EXPECT_EQ((number("1") / number("3")).to_string(), "0.3333333333333333333333333333333333");
    EXPECT_EQ((number("2") / number("3")).to_string(), "0.6666666666666666666666666666666667");
}

TEST(Decimal, HoldsEveryWholeNumberOfSixtyFourBits) {
    for (std::int64_t value :
         {std::int64_t{0}, std::int64_t{-7}, std::numeric_limits<std::int64_t>::max(),
          std::numeric_limits<std::int64_t>::min()}) {
        EXPECT_EQ(Decimal(value).to_int64(), value);
        EXPECT_EQ(Decimal(value).to_string(), std::to_string(value));
    }
    EXPECT_EQ(number("9223372036854775808").to_int64(), std::nullopt);
    EXPECT_EQ(number("2.5").to_int64(), std::nullopt);
    EXPECT_EQ(number("2.0").to_int64(), 2);
}

TEST(Decimal, ScalesByPowersOfTen) {
    EXPECT_EQ(Decimal::scaled(1250, -2), number("12.5"));
    EXPECT_EQ(Decimal::scaled(-3, 4), number("-30000"));
    EXPECT_EQ(Decimal::scaled(0, 9000), number("0"));
}

TEST(Decimal, ComparesByValueAlone) {
    EXPECT_EQ(number("2"), number("2.000"));
    EXPECT_EQ(number("1000") / number("10"), number("100"));
    EXPECT_EQ(-Decimal(0), Decimal(0));
    EXPECT_LT(number("-1"), number("0.5"));
    EXPECT_GT(number("10"), number("9.999"));
    EXPECT_EQ(number("1") <=> number("1.0"), std::strong_ordering::equal);
}

TEST(Decimal, HashesEqualValuesEqually) {
    std::unordered_set<Decimal> values{number("100"), number("0"), number("0.5")};
    EXPECT_TRUE(values.contains(number("1000") / number("10")));
    EXPECT_TRUE(values.contains(number("1e2")));
    EXPECT_TRUE(values.contains(-Decimal(0)));
    EXPECT_TRUE(values.contains(number("0.25") + number("0.25")));
    EXPECT_FALSE(values.contains(number("-100")));
}

TEST(Decimal, RoundsHalvesToEven) {
    EXPECT_EQ(number("2.5").round(), number("2"));
    EXPECT_EQ(number("3.5").round(), number("4"));
    EXPECT_EQ(number("-2.5").round(), number("-2"));
    EXPECT_EQ(number("0.125").round(2), number("0.12"));
    EXPECT_EQ(number("0.1251").round(2), number("0.13"));
    EXPECT_EQ(number("1250").round(-2), number("1200"));
    EXPECT_EQ(number("1350").round(-2), number("1400"));
    EXPECT_EQ(number("7").round(5), number("7"));
    EXPECT_EQ(number("0.4").round(7000), number("0.4"));
}

TEST(Decimal, RoundsDownAndUpTowardsTheEndsOfTheLine) {
    EXPECT_EQ(number("-2.1").floor(), number("-3"));
    EXPECT_EQ(number("2.9").floor(), number("2"));
    EXPECT_EQ(number("-2.9").ceiling(), number("-2"));
    EXPECT_EQ(number("2.001").ceiling(2), number("2.01"));
    EXPECT_EQ(number("1201").floor(-2), number("1200"));
    EXPECT_EQ(number("1201").ceiling(-2), number("1300"));
}

TEST(Decimal, KnowsItsSignAndItsDecimals) {
    EXPECT_TRUE(number("-0.1").is_negative());
    EXPECT_FALSE((-Decimal(0)).is_negative());
    EXPECT_TRUE((-Decimal(0)).is_zero());
    EXPECT_EQ(number("-3").abs(), number("3"));
    EXPECT_EQ(number("1500").decimals(), 0);
    EXPECT_EQ(number("2.00").decimals(), 0);
    EXPECT_EQ(number("0.75").decimals(), 2);
    EXPECT_TRUE((number("0.5") + number("0.5")).is_whole());
    EXPECT_FALSE(number("0.5").is_whole());
}

TEST(Decimal, ConvertsToTheNearestDouble) {
    EXPECT_EQ(number("0.1").to_double(), 0.1);
    EXPECT_EQ(number("-12500").to_double(), -12500.0);
}

TEST(DecimalDeathTest, TreatsDivisionByZeroAsOurMistake) {
    EXPECT_DEATH(static_cast<void>(Decimal(1) / Decimal(0)), "internal error");
    EXPECT_DEATH(static_cast<void>(number("9e6144") * Decimal(10)), "internal error");
}

Decimal any_decimal() {
    return Decimal::scaled(*rc::gen::arbitrary<std::int64_t>(), *rc::gen::inRange(-12, 6));
}

TEST(Decimal, ReadsBackWhatItPrints) {
    EXPECT_TRUE(rc::check([] {
        Decimal value = any_decimal();
        RC_ASSERT(Decimal::parse(value.to_string()) == value);
    }));
}

TEST(Decimal, AddsAndComparesConsistently) {
    EXPECT_TRUE(rc::check([] {
        Decimal a = any_decimal();
        Decimal b = any_decimal();
        RC_ASSERT(a + b == b + a);
        RC_ASSERT(a - b == -(b - a));
        RC_ASSERT((a < b) == (a - b).is_negative());
        RC_ASSERT((a == b) == (a - b).is_zero());
        RC_ASSERT(a.floor() <= a);
        RC_ASSERT(a <= a.ceiling());
        RC_ASSERT((a.round() - a).abs() <= Decimal::scaled(5, -1));
    }));
}

}  // namespace
}  // namespace reeve
