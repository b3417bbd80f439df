#include "base/text_folding.h"

#include <gtest/gtest.h>

namespace reeve {
namespace {

TEST(TextFolding, CaseAndAccentsAreIgnoredApart) {
    EXPECT_EQ(fold("Straße", {.ignore_case = true}), fold("STRASSE", {.ignore_case = true}));
    EXPECT_EQ(fold("Élan", {.ignore_accents = true}), "Elan");
    EXPECT_NE(fold("Élan", {.ignore_case = true}), fold("elan", {.ignore_case = true}));
    EXPECT_EQ(fold("ÉLAN", {.ignore_case = true, .ignore_accents = true}), "elan");
    EXPECT_EQ(fold("Élan", {}), "Élan");
}

TEST(TextFolding, LowerAndUpperKeepAccents) {
    EXPECT_EQ(to_lower("ÉTÉ 12"), "été 12");
    EXPECT_EQ(to_upper("été 12"), "ÉTÉ 12");
}

TEST(TextFolding, WildcardsMatchTheWholeText) {
    EXPECT_TRUE(matches_wildcards("A-12", "A-*"));
    EXPECT_TRUE(matches_wildcards("A-", "A-*"));
    EXPECT_FALSE(matches_wildcards("BA-12", "A-*"));
    EXPECT_TRUE(matches_wildcards("BA-12", "*A-*"));
    EXPECT_TRUE(matches_wildcards("é", "?"));
    EXPECT_FALSE(matches_wildcards("ab", "?"));
    EXPECT_TRUE(matches_wildcards("aXbXbc", "a*b?"));
    EXPECT_FALSE(matches_wildcards("", "?"));
    EXPECT_TRUE(matches_wildcards("", "*"));
    EXPECT_TRUE(matches_wildcards("", ""));
}

}  // namespace
}  // namespace reeve
