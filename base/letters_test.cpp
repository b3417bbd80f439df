#include "base/letters.h"

#include <gtest/gtest.h>

namespace reeve {
namespace {

TEST(Letters, AreToldFromMarksAndTheRest) {
    EXPECT_EQ(letter_kind(U'a'), LetterKind::Letter);
    EXPECT_EQ(letter_kind(U'É'), LetterKind::Letter);
    EXPECT_EQ(letter_kind(U'語'), LetterKind::Letter);
    EXPECT_EQ(letter_kind(U'\u0301'), LetterKind::Mark);
    EXPECT_EQ(letter_kind(U'5'), LetterKind::None);
    EXPECT_EQ(letter_kind(U'“'), LetterKind::None);
    EXPECT_EQ(letter_kind(static_cast<char32_t>(0x110000)), LetterKind::None);
}

}  // namespace
}  // namespace reeve
