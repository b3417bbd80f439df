#include "compiler/driver/session.h"

#include "compiler/diagnostics/catalog.h"

#include <gtest/gtest.h>

// Where definitions end, and where the analysis stops looking, as docs/decisions/0008 says: just below each limit it finds
// what is wrong, just beyond it says nothing, and what it cannot prove for a table has to be
// written.

namespace reeve {
namespace {

int count_of(const std::string& rules, int number) {
    driver::MemoryFileSystem files;
    files.put("rules.reeve", rules);
    driver::Session session(files);
    session.check(std::vector<std::string>{"rules.reeve"});
    int count = 0;
    for (const auto& diagnostic : session.sink().diagnostics())
        count += diagnostic.kind->number == number ? 1 : 0;
    return count;
}

/// A row for each number up to `rows`, one of them twice.
std::string table(int rows, bool rest) {
    std::string text =
        "table points (n: whole number 0..100_000) -> number, first match {\n    | n || p |\n";
    for (int row = 0; row < rows; ++row) text += fmt::format("    | {} || {} |\n", row, row + 1);
    text += "    | 3 || 9 |\n";
    if (rest) text += "    | any || 0 |\n";
    return text +
           "}\nwork type Claim { n: whole number 0..100_000 }\npriority of Claim { add points(n) "
           "}\n";
}

/// Segments for numbers, the last of which asks for one that had its own.
std::string segments(int lines) {
    std::string text = "work type Claim { n: whole number 0..100_000 }\nsegment of Claim {\n";
    for (int line = 0; line < lines; ++line) text += fmt::format("    s{0} when n is {0}\n", line);
    return text + "    again when n is 3\n    rest otherwise\n}\n";
}

/// A chain of `and` with a part that says nothing new.
std::string chain(int parts) {
    std::string attributes;
    std::string condition = "n > 0";
    for (int part = 2; part < parts; ++part) {
        attributes += fmt::format("  c{}: yes/no", part);
        condition += fmt::format(" and c{}", part);
    }
    return fmt::format(
        "work type Claim {{ n: whole number -10..100{} }}\nsegment of Claim {{\n    a when {} and "
        "n "
        "> -5\n    rest otherwise\n}}\n",
        attributes, condition);
}

constexpr int kRowNeverReached = diagnostics::messages::duplicate_row::kind.number;
constexpr int kLineNeverReached = diagnostics::messages::line_never_reached::kind.number;
constexpr int kPartChangesNothing = diagnostics::messages::redundant_part::kind.number;
constexpr int kTableTooLarge = diagnostics::messages::table_gap_unseen::kind.number;
constexpr int kTableGap = diagnostics::messages::table_gap::kind.number;

TEST(AnalysisLimits, RowsOfLargeTablesAreLeftAlone) {
    EXPECT_EQ(count_of(table(2'400, true), kRowNeverReached), 1);
    EXPECT_EQ(count_of(table(2'600, true), kRowNeverReached), 0);
}

TEST(AnalysisLimits, LargeTablesNeedARowOfAny) {
    EXPECT_EQ(count_of(table(2'400, false), kTableGap), 1);
    EXPECT_EQ(count_of(table(2'400, false), kTableTooLarge), 0);
    EXPECT_EQ(count_of(table(2'600, false), kTableTooLarge), 1);
    EXPECT_EQ(count_of(table(2'600, true), kTableTooLarge), 0);
}

TEST(AnalysisLimits, LinesBeyondAThousandAreLeftAlone) {
    EXPECT_EQ(count_of(segments(900), kLineNeverReached), 1);
    EXPECT_EQ(count_of(segments(1'100), kLineNeverReached), 0);
}

TEST(AnalysisLimits, PartsOfLongChainsAreLeftAlone) {
    EXPECT_EQ(count_of(chain(16), kPartChangesNothing), 1);
    EXPECT_EQ(count_of(chain(17), kPartChangesNothing), 0);
}

/// Definitions each of which adds some to the one before.
std::string chain_of_definitions(int definitions, int terms) {
    std::string sum;
    for (int term = 0; term < terms; ++term) sum += " + n";
    std::string text = "define d0(n: number) = n\n";
    for (int at = 1; at < definitions; ++at)
        text += fmt::format("define d{}(n: number) = d{}(n){}\n", at, at - 1, sum);
    return text + fmt::format("work type Claim {{ n: number 0..10 }}\npriority of Claim {{ add "
                              "d{}(n) }}\n",
                              definitions - 1);
}

TEST(DefinitionLimits, LevelsAreCountedThroughDefinitions) {
    constexpr int kTooDeep = diagnostics::messages::nesting_too_deep::kind.number;
    EXPECT_EQ(count_of(chain_of_definitions(1'400, 1), kTooDeep), 0);
    EXPECT_EQ(count_of(chain_of_definitions(9'000, 1), kTooDeep), 1);
    EXPECT_EQ(count_of(chain_of_definitions(3, 900), kTooDeep), 0);
    EXPECT_EQ(count_of(chain_of_definitions(5, 900), kTooDeep), 1);
}

}  // namespace
}  // namespace reeve
