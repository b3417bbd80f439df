#include "base/currency.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace reeve {
namespace {

void expect_minor_digits(std::string_view code, int digits) {
    const Currency* currency = find_currency(code);
    ASSERT_NE(currency, nullptr) << code;
    EXPECT_EQ(currency->code, code);
    EXPECT_EQ(currency->minor_digits, digits) << code;
}

TEST(Currency, KnowsTheMinorUnit) {
    expect_minor_digits("AED", 2);
    expect_minor_digits("EUR", 2);
    expect_minor_digits("JPY", 0);
    expect_minor_digits("BHD", 3);
    expect_minor_digits("CLF", 4);
    expect_minor_digits("ZWG", 2);
}

TEST(Currency, RefusesWhatIsNotListed) {
    for (const char* code : {"", "EU", "EURO", "eur", "DEM", "HRK", "XXX", "XAU", "ZZZ"}) {
        EXPECT_EQ(find_currency(code), nullptr) << code;
    }
}

TEST(Currency, ListsEachCodeOnce) {
    EXPECT_GT(all_currencies().size(), 150U);
    EXPECT_EQ(std::ranges::adjacent_find(all_currencies(), {}, &Currency::code),
              all_currencies().end());
    for (const Currency& currency : all_currencies()) {
        EXPECT_EQ(find_currency(currency.code), &currency);
    }
}

}  // namespace
}  // namespace reeve
