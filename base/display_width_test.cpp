#include "base/display_width.h"

#include <gtest/gtest.h>

namespace reeve {
namespace {

TEST(DisplayWidth, CountsColumnsNotBytes) {
    EXPECT_EQ(display_width("Claim"), 5U);
    EXPECT_EQ(display_width("dépôt"), 5U);
    EXPECT_EQ(display_width("東京"), 4U);
    EXPECT_EQ(display_width("🚗"), 2U);
}

TEST(DisplayWidth, CombiningMarksTakeNoColumn) {
    EXPECT_EQ(display_width("e\xCC\x81"), 1U);
    EXPECT_EQ(display_width("\xE2\x80\x8B"), 0U);
}

TEST(DisplayWidth, ControlCharactersCountNothing) {
    EXPECT_EQ(display_width(U'\t'), 0U);
    EXPECT_EQ(display_width(U'\x1b'), 0U);
}

}  // namespace
}  // namespace reeve
