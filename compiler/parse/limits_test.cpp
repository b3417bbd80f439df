#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/parse.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

// The limits, and that no text makes the parser overflow its stack or take more than linear time.

namespace reeve::parse {
namespace {

constexpr std::size_t kMebibyte = 1U << 20U;

std::string repeat(std::string_view piece, std::size_t count) {
    std::string text;
    text.reserve(piece.size() * count);
    for (std::size_t at = 0; at < count; ++at) text += piece;
    return text;
}

/// The number of the only message, 0 where there is none, -1 where there are several.
int only_message(std::string text) {
    source::SourceSet sources;
    const auto file = sources.add("rules.reeve", std::move(text));
    diagnostics::DiagnosticSink sink;
    parse(sources, file, sink);
    if (sink.diagnostics().empty()) return 0;
    return sink.diagnostics().size() == 1 ? sink.diagnostics().front().kind->number : -1;
}

std::size_t message_count(std::string text) {
    source::SourceSet sources;
    const auto file = sources.add("rules.reeve", std::move(text));
    diagnostics::DiagnosticSink sink;
    parse(sources, file, sink);
    return sink.diagnostics().size();
}

template <class Message>
constexpr int kNumber = Message::kind.number;

namespace messages = diagnostics::messages;

TEST(Limits, NestingIsReadToSixtyFourLevels) {
    EXPECT_EQ(only_message("define x = " + repeat("(", 64) + "1" + repeat(")", 64)), 0);
    EXPECT_EQ(only_message("define x = " + repeat("(", 65) + "1" + repeat(")", 65)),
              kNumber<messages::nesting_too_deep>);
}

TEST(Limits, EverythingThatNestsIsCounted) {
    for (const std::string_view piece :
         {"(", "[", "-", "not ", "if ", "if a then ", "count of ", "days from ", "f("}) {
        const auto count = (kMebibyte - 64) / piece.size();
        EXPECT_EQ(only_message("define x = " + repeat(piece, count)),
                  kNumber<messages::nesting_too_deep>)
            << piece;
    }
}

TEST(Limits, ChainsThatAreNoNestingAreReadHoweverLong) {
    EXPECT_EQ(only_message("define x = if a then 1 " + repeat("else if a then 1 ", 900) + "else 2"),
              0);
    EXPECT_EQ(only_message("define x = 1" + repeat(" + 1", 900)), 0);
    EXPECT_EQ(only_message("define x = a" + repeat(" and a", 900)), 0);
    EXPECT_EQ(only_message("define x = a" + repeat(" + a", 20'000)),
              kNumber<messages::expression_too_long>);
    EXPECT_EQ(
        only_message("define x = if a then 1 " + repeat("else if a then 1 ", 20'000) + "else 2"),
        kNumber<messages::expression_too_long>);
}

TEST(Limits, TextsAndListsEnd) {
    EXPECT_EQ(only_message("define x = \"" + repeat("a", 64 * 1024) + "\""), 0);
    EXPECT_EQ(only_message("define x = \"" + repeat("a", 64 * 1024 + 1) + "\""),
              kNumber<messages::text_too_long>);
    EXPECT_EQ(only_message("define x = [" + repeat("1, ", 63) + "1]"), 0);
    EXPECT_EQ(only_message("define x = [" + repeat("1, ", 64) + "1]"),
              kNumber<messages::list_too_long>);
}

TEST(Limits, AFileHasSoManyRows) {
    const std::string head = "table t (a: number) -> number {\n|a||b|\n";
    EXPECT_EQ(only_message(head + repeat("|1||2|\n", 100'000) + "}"), 0);
    EXPECT_EQ(only_message(head + repeat("|1||2|\n", 100'001) + "}"),
              kNumber<messages::too_many_rows>);
}

TEST(Limits, AfterAHundredMistakesNothingIsReported) {
    EXPECT_EQ(message_count("priority of C {\n" + repeat("    give 5\n", 5'000) + "}"), 101U);
    for (const std::string_view piece :
         {"{", "}", ";", "// a\n", "\"a\n", "\u201C", "stage a {", "a {"}) {
        EXPECT_LE(message_count(repeat(piece, kMebibyte / piece.size())), 102U) << piece;
    }
}

TEST(Limits, AnyMebibyteIsReadToItsEnd) {
    for (const std::string_view piece :
         {"a ",     "a\n",  "\"",       "#",  "## a\n", "|",    "\n|", ")",
          "]",      "a.",   "a to ",    "/*", "\\",     "_",    "1",   "1 hour ",
          "\u00E9", "\xFF", "or else ", ", ", "when ",  "\r\n", "-> ", "é "}) {
        message_count(repeat(piece, kMebibyte / piece.size()));
        message_count("define x = " + repeat(piece, (kMebibyte - 16) / piece.size()));
    }
}

}  // namespace
}  // namespace reeve::parse
