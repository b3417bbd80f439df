#include "base/text.h"

#include <gtest/gtest.h>

#include <array>

namespace reeve {
namespace {

void expect_code_point(std::string_view text, char32_t value) {
    CodePoint point = decode_utf8(text, 0);
    EXPECT_TRUE(point.valid) << text;
    EXPECT_EQ(point.value, value);
    EXPECT_EQ(point.length, text.size());
}

TEST(Utf8, DecodesEveryLength) {
    expect_code_point("a", U'a');
    expect_code_point("é", U'é');
    expect_code_point("€", U'€');
    expect_code_point("😀", U'😀');
    expect_code_point("\xF4\x8F\xBF\xBF", 0x10FFFF);
}

TEST(Utf8, FindsTheFirstInvalidByte) {
    EXPECT_EQ(find_invalid_utf8("naïve €"), std::nullopt);
    EXPECT_EQ(find_invalid_utf8("ab\xFF"), 2U);
    EXPECT_EQ(find_invalid_utf8("a\xC3"), 1U);             // cut off
    EXPECT_EQ(find_invalid_utf8("\xC0\x80"), 0U);          // overlong
    EXPECT_EQ(find_invalid_utf8("\xE0\x80\x80"), 0U);      // overlong
    EXPECT_EQ(find_invalid_utf8("é\xED\xA0\x80"), 2U);     // a surrogate
    EXPECT_EQ(find_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // beyond Unicode
    EXPECT_EQ(find_invalid_utf8("\x80"), 0U);
    EXPECT_EQ(decode_utf8("\xFF", 0).value, U'\uFFFD');
    EXPECT_EQ(decode_utf8("\xFF", 0).length, 1U);
}

TEST(Utf8, CountsCodePoints) {
    EXPECT_EQ(count_code_points(""), 0U);
    EXPECT_EQ(count_code_points("déjà"), 4U);
    EXPECT_EQ(count_code_points("a\xFF\xFF"), 3U);
}

TEST(Text, ComposesAccents) {
    EXPECT_EQ(normalize_nfc("plain"), "plain");
    EXPECT_EQ(normalize_nfc("e\u0301te\u0301"), "été");
    EXPECT_EQ(normalize_nfc("été"), "été");
    EXPECT_EQ(normalize_nfc("\xFFx"), "\xFFx");
    EXPECT_EQ(normalize_nfc(""), "");
}

std::optional<std::string_view> suggest(std::string_view word) {
    static constexpr std::array<std::string_view, 6> kWords{"amount", "channel", "tier",
                                                            "region", "Claim",   "x"};
    return nearest_word(word, kWords);
}

TEST(NearestWord, FindsSmallSlips) {
    EXPECT_EQ(suggest("amuont"), "amount");
    EXPECT_EQ(suggest("ammount"), "amount");
    EXPECT_EQ(suggest("chanel"), "channel");
    EXPECT_EQ(suggest("tire"), "tier");
    EXPECT_EQ(suggest("claim"), "Claim");
    EXPECT_EQ(suggest("AMOUNT"), "amount");
    EXPECT_EQ(suggest("X"), "x");
}

TEST(NearestWord, KeepsSilentWhenNothingIsNear) {
    EXPECT_EQ(suggest("priority"), std::nullopt);
    EXPECT_EQ(suggest("y"), std::nullopt);
    EXPECT_EQ(suggest(""), std::nullopt);
    EXPECT_EQ(nearest_word("a", {}), std::nullopt);
}

TEST(NearestWord, PrefersTheNearerAndThenTheFirst) {
    std::array<std::string_view, 3> words{"silvers", "silver", "silvar"};
    EXPECT_EQ(nearest_word("silver", words), "silver");
    EXPECT_EQ(nearest_word("silverx", words), "silvers");
    EXPECT_EQ(nearest_word("silvrs", words), "silvers");
    std::array<std::string_view, 2> cases{"GOLD", "gold"};
    EXPECT_EQ(nearest_word("gold", cases), "gold");
}

TEST(Text, JoinsWordsAsInASentence) {
    std::vector<std::string> words;
    EXPECT_EQ(join_words(words, "and"), "");
    words = {"a"};
    EXPECT_EQ(join_words(words, "and"), "a");
    words = {"a", "b"};
    EXPECT_EQ(join_words(words, "or"), "a or b");
    words = {"a", "b", "c"};
    EXPECT_EQ(join_words(words, "and"), "a, b and c");
}

TEST(Text, QuotesAsTheLanguageWritesIt) {
    EXPECT_EQ(quote(""), "\"\"");
    EXPECT_EQ(quote("say \"hi\""), "\"say \\\"hi\\\"\"");
    EXPECT_EQ(quote("a\\b\nc"), "\"a\\\\b\\nc\"");
}

}  // namespace
}  // namespace reeve
