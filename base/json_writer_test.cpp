#include "base/json_writer.h"

#include <gtest/gtest.h>

namespace reeve {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    append_json_string(text, out);
    return out;
}

TEST(JsonWriter, PlainTextStaysAsItIs) {
    EXPECT_EQ(escaped(""), R"("")");
    EXPECT_EQ(escaped("Dossier n° 12 — 東京 🚗"), "\"Dossier n° 12 — 東京 🚗\"");
}

TEST(JsonWriter, QuotesBackslashesAndControlCharactersAreEscaped) {
    EXPECT_EQ(escaped("a \"b\" \\ c"), R"("a \"b\" \\ c")");
    EXPECT_EQ(escaped("\n\r\t\b\f"), R"("\n\r\t\b\f")");
    EXPECT_EQ(escaped(std::string_view("\0\x01\x1f\x7f", 4)), R"("\u0000\u0001\u001f\u007f")");
    EXPECT_EQ(escaped("\xE2\x80\xA8"), R"("\u2028")");
}

TEST(JsonWriter, BytesThatAreNotUtf8BecomeReplacementCharacters) {
    EXPECT_EQ(escaped("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
    EXPECT_EQ(escaped("\xC3"), "\"\xEF\xBF\xBD\"");
}

TEST(JsonWriter, ValuesAreIndentedAndSeparated) {
    std::string out;
    JsonWriter json(out);
    json.begin_object()
        .member("name", "x")
        .key("list")
        .begin_array()
        .number(1)
        .boolean(true)
        .null()
        .begin_object()
        .end_object()
        .end_array()
        .key("none")
        .begin_array()
        .end_array()
        .member("count", std::int64_t{-7})
        .end_object();
    EXPECT_EQ(out, R"({
  "name": "x",
  "list": [
    1,
    true,
    null,
    {}
  ],
  "none": [],
  "count": -7
})");
}

TEST(JsonWriterDeathTest, ValuesOutOfOrderAreOurOwnMistake) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    EXPECT_DEATH(json.string("a value without a key"), "");
    EXPECT_DEATH(json.end_array(), "");
}

}  // namespace
}  // namespace reeve
