#include "compiler/explain/formatter.h"
#include "compiler/explain/layout.h"
#include "compiler/explain/plot.h"
#include "compiler/explain/sentences.h"
#include "compiler/explain/source_text.h"

#include <gtest/gtest.h>

// How numbers, times and findings are said.

namespace reeve::explain {
namespace {

Decimal decimal(std::string_view text) { return *Decimal::parse(text); }

TEST(Words, NumbersStandInGroupsOfThree) {
    EXPECT_EQ(grouped(decimal("0")), "0");
    EXPECT_EQ(grouped(decimal("999.125")), "999.125");
    EXPECT_EQ(grouped(decimal("-1234567.5")), "-1,234,567.5");
    EXPECT_EQ(grouped(decimal("100000")), "100,000");
}

TEST(Words, TimesAreShort) {
    EXPECT_EQ(short_time({0}, true), "0 h");
    EXPECT_EQ(short_time({9'000'000}, false), "2 h 30 min");
    EXPECT_EQ(short_time({90'000'000}, false), "25 h");
    EXPECT_EQ(short_time({90'000'000}, true), "1 d 1 h");
    EXPECT_EQ(short_time({-61'001}, true), "-1 min 1 s 1 ms");
}

TEST(Words, DistancesLeaveOutWhatNobodyCounts) {
    const Instant now{1'000'000'000'000};
    EXPECT_EQ(Formatter::distance(now, now), "now");
    EXPECT_EQ(Formatter::distance({now.ms + 90'500}, now), "in 1 min 31 s");
    EXPECT_EQ(Formatter::distance({now.ms - 2 * 3'600'000 - 29'000}, now), "2 h ago");
}

TEST(Words, SharesHaveThreeDecimals) {
    EXPECT_EQ(percent(decimal("0.5")), "50%");
    EXPECT_EQ(percent(decimal("0.66666666")), "66.667%");
    EXPECT_EQ(percent(decimal("12.5")), "1,250%");
}

TEST(Words, FindingsAreSentences) {
    Finding finding;
    finding.what = "fraud_score or else 0%";
    finding.value.text = "0%";
    finding.note = "fraud_score is missing";
    EXPECT_EQ(sentence(finding), "fraud_score is missing, so fraud_score or else 0% is 0%");
    Finding part;
    part.what = "tier";
    part.value.text = "gold";
    Finding table;
    table.what = "points(tier)";
    table.value.text = "12";
    table.note = "| gold || 12 |";
    table.place = {"rules/a.reeve", 7, 5};
    table.parts = {part};
    EXPECT_EQ(sentence(table),
              "points(tier) is 12, by the row | gold || 12 | (a.reeve:7), where tier is gold");
    EXPECT_EQ(sentences({part, part}), "tier is gold");
}

TEST(Words, AReasonThatIsTheWholeConditionIsNotSaidTwice) {
    Finding tier;
    tier.what = "tier";
    tier.value.text = "silver";
    Line line;
    line.condition = "when tier is gold";
    line.reasons = {{"tier is gold", false, {tier}, {}}};
    EXPECT_EQ(sentences(line), "tier is silver");
    line.condition = "when tier is gold and damp";
    EXPECT_EQ(sentences(line), "`tier is gold` fails: tier is silver");
}

TEST(Words, LinesOfRulesBecomeOneLine) {
    source::SourceSet sources;
    const std::string text =
        "add (a +  # one\n   b) * 2  when (x or y) and z because \"no # comment\"\n";
    const source::FileId file = sources.add("a.reeve", text);
    const typed::Program program;
    const SourceText source(sources, program);
    const auto span = [&](std::string_view part) {
        const auto at = std::uint32_t(text.find(part));
        return source::Span{file, at, std::uint32_t(at + part.size())};
    };
    EXPECT_EQ(source.text(span("(a +  # one\n   b) * 2")), "(a + b) * 2");
    EXPECT_EQ(source.text(span("x or y) and z")), "(x or y) and z");
    EXPECT_EQ(source.text(span("x or y")), "x or y");
    EXPECT_EQ(source.text(span("because \"no # comment\"")), "because \"no # comment\"");
    EXPECT_EQ(source.place(span("b) * 2")).line, 2U);
}

TEST(Words, LongTextsAreBrokenWhereTheyBegan) {
    Layout out(40);
    out.line(10).wrapped(Tone::Plain, "one two three four five six seven eight nine ten");
    out.line().put("x   ");
    EXPECT_EQ(out.take().to_string(),
              "          one two three four five six\n          seven eight nine ten\nx\n");
}

TEST(Words, WhatIsTooLongEndsInDots) {
    EXPECT_EQ(shortened("Büro", 4), "Büro");
    EXPECT_EQ(shortened("Bürozeit", 4), "Bür…");
}

TEST(Words, AsciiIsEnough) {
    EXPECT_EQ(in_ascii("08:30–12:00 … “why” └──┬╌┤ ▸"), "08:30-12:00 ... \"why\" +--+.+ >");
}

TEST(Words, TicksAreRoundNumbers) {
    const std::vector<Decimal> ticks = value_ticks(decimal("3"), decimal("97"), 5);
    const std::vector<Decimal> expected{20, 40, 60, 80};
    EXPECT_EQ(ticks, expected);
    EXPECT_EQ(value_ticks(decimal("5"), decimal("5"), 5).size(), 1U);
}

}  // namespace
}  // namespace reeve::explain
