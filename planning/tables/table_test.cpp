#include "planning/tables/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace reeve::tables {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Every row on a line, what is wrong behind a `!`.
std::string show(const std::string& text, TableReader::Format format, std::size_t piece = 3) {
    records::MemorySource source(text, piece);
    const auto reader = read_table(source, format);
    std::string out;
    for (Row row; reader->next(row);) {
        out += std::to_string(row.line);
        for (const Field& field : row.fields) out += " " + field.name + "=" + field.value.text;
        if (!row.problem.empty()) out += " !" + row.problem.substr(0, 12);
        out += "\n";
    }
    if (const auto failure = reader->failure()) out += to_string(*failure, "f") + "\n";
    return out;
}

TEST(Csv, GivesCellsByTheNamesOfTheirColumns) {
    EXPECT_EQ(show("\xEF\xBB\xBF\n a ;b\r\n1;\"x;\"\"y\"\"\"\r\n\n;2\n", TableReader::Format::Csv),
              "3 a=1 b=x;\"y\"\n5 b=2\n");
}

TEST(Csv, SaysWhichRowsCannotBeReadAndGoesOn) {
    EXPECT_EQ(show("a,b\n1\n\"x\"y,2\n\xFF,1\n3,4", TableReader::Format::Csv),
              "2 !1 cell, wher\n3 !a quotation \n4 !not UTF-8: s\n5 a=3 b=4\n");
}

TEST(Csv, EndsAtWhatCannotBeReadAtAll) {
    EXPECT_THAT(show("a,b\n1,2\n\"x,3\n", TableReader::Format::Csv),
                HasSubstr("f:3: error: a quotation mark is never closed"));
    EXPECT_THAT(show("", TableReader::Format::Csv), HasSubstr("f:1: error: the file is empty"));
    EXPECT_THAT(show("a,a\n", TableReader::Format::Csv),
                HasSubstr("f:1: error: `a`: the header names it twice"));
}

TEST(JsonLines, GiveWhatIsSaid) {
    EXPECT_EQ(show("{\"a\": 1.50, \"b\": null, \"c\": \"x\"}\n\n[1]\n{\"a\":\n{\"a\":1,\"a\":2}",
                   TableReader::Format::JsonLines),
              "1 a=1.5 c=x\n3 !not a JSON o\n4 !not JSON: Th\n5 !`a` is given\n");
}

TEST(Words, AreLengthsOfTime) {
    EXPECT_EQ(read_seconds("20s"), 20);
    EXPECT_EQ(read_seconds(" 1h 30m "), 5400);
    EXPECT_EQ(read_seconds("1.5 minutes"), 90);
    EXPECT_EQ(read_seconds("PT1H30M"), 5400);
    EXPECT_EQ(read_seconds("2d"), 172'800);
    EXPECT_EQ(read_seconds("250ms"), 0.25);
    for (const char* wrong : {"", "5", "m", "5 fortnights", "-5m", "5m x", "PT"})
        EXPECT_EQ(read_seconds(wrong), std::nullopt) << wrong;
}

TEST(Words, AreSharesAndNumbers) {
    EXPECT_EQ(read_share("80%"), 0.8);
    EXPECT_EQ(read_share("0.8"), 0.8);
    EXPECT_EQ(read_share("x%"), std::nullopt);
    EXPECT_EQ(read_number("-2.5"), -2.5);
    EXPECT_EQ(read_number("2,5"), std::nullopt);
    EXPECT_THAT(split("a; b ;;c", ';'), ElementsAre("a", "b", "", "c"));
    EXPECT_THAT(split("  ", ';'), ElementsAre());
}

}  // namespace
}  // namespace reeve::tables
