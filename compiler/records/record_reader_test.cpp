#include "compiler/records/record_reader.h"

#include "compiler/records/times.h"
#include "tests/support/checked_program.h"

#include <gtest/gtest.h>

#include <algorithm>

// Files as a whole: lines, cells, headers, missing values, facts; in pieces of any size.

namespace reeve::records {
namespace {

constexpr const char* kRules = R"(
business Acme { time zone "Europe/Paris"  calendar Office  currency EUR }
calendar Office { time zone "Europe/Paris"  open monday to friday 09:00-17:00 }
source core { sends Claim  sends Note }
workbin desk { members when agent in team claims  take any }
team claims
work type Claim "Motor claim" {
    policy: text
    amount: money(EUR)
    fraud:  percent optional
    urgent: yes/no = no
    tags:   list of text = []
    outcomes { paid, refused }
}
work type Note { words: text = "-" }
sla for Claim in Office { due within 2 business days otherwise }
)";

const typed::Program& program() {
    static const support::CheckedProgram checked(kRules);
    return *checked;
}

/// 2026-03-02 10:00 in Paris, a Monday.
constexpr Instant kAt{1'772'442'000'000};

ReaderOptions options(Format format, std::size_t type = 0) {
    ReaderOptions result;
    result.file = format == Format::Csv ? "in.csv" : "in.jsonl";
    result.format = format;
    result.blank.work_type = typed::WorkTypeId(type);
    result.blank.attributes.resize(program().work_types[type].attributes.size());
    if (type == 0) {
        result.blank.attributes[3] = eval::Value(false);
        result.blank.attributes[4] = eval::Value(eval::Value::List());
    } else {
        result.blank.attributes[0] = eval::Value("-");
    }
    result.at = kAt;
    return result;
}

std::string show(const eval::Item& item) {
    std::string out = item.attributes[0].text() + " " + item.attributes[1].number().to_string();
    out += item.attributes[2].is_missing() ? " -" : " " + item.attributes[2].number().to_string();
    out += item.attributes[3].truth() ? " urgent" : "";
    for (const eval::Value& tag : item.attributes[4].list()) out += " #" + tag.text();
    return out;
}

/// A line for each record: its line number and its values, or its errors.
std::string read(const std::string& text, const ReaderOptions& how, std::size_t piece) {
    MemorySource source(text, piece);
    RecordReader reader(program(), source, how);
    Record record;
    std::string out;
    while (reader.next(record)) {
        if (record.errors.empty())
            out += std::to_string(record.line) + ": " + show(record.item) + "\n";
        for (const RecordError& error : record.errors) out += to_string(error) + "\n";
    }
    return out;
}

/// Whatever the pieces in which the bytes come, the records are the same.
void expect_read(const std::string& text, Format format, const std::string& expected) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, SIZE_MAX})
        EXPECT_EQ(read(text, options(format), piece), expected) << text << "in pieces of " << piece;
}
void expect_json(const std::string& text, const std::string& expected) {
    expect_read(text, Format::JsonLines, expected);
}
void expect_csv(const std::string& text, const std::string& expected) {
    expect_read(text, Format::Csv, expected);
}

TEST(JsonLines, EachLineIsARecord) {
    expect_json(R"({"policy":"P1","amount":12.50}
{"policy": "P2", "amount": "3 EUR", "fraud": 0.25, "urgent": true, "tags": ["a", "b;c"]})",
                "1: P1 12.5 -\n2: P2 3 0.25 urgent #a #b;c\n");
}

TEST(JsonLines, MarksBlanksAndLineBreaksOfAllSystems) {
    expect_json(
        "\xEF\xBB\xBF{\"policy\":\"P1\",\"amount\":1}\r\n\r\n   \n"
        "  {\"amount\" : 2 , \"policy\" : \"P\\u0032\\n\"}\t\r\n",
        "1: P1 1 -\n4: P2\n 2 -\n");
    expect_json("", "");
    expect_json("\n\n", "");
}

TEST(JsonLines, MissingValuesHaveTheirDefaults) {
    expect_json(R"({"policy":"P1","amount":1,"fraud":null,"urgent":null,"tags":null})",
                "1: P1 1 -\n");
    expect_json(R"({"policy":null})",
                "in.jsonl:1: error: `policy`: each record needs it\n"
                "in.jsonl:1: error: `amount`: each record needs it\n");
}

TEST(JsonLines, AllErrorsOfARecordAreSaidAtOnce) {
    expect_json(
        R"({"polcy":"P1","amount":"1,5","fraud":"80 percent","urgent":[],"tags":{"a":1}})"
        "\n"
        R"({"policy":"P2","policy":"P3","amount":1})",
        "in.jsonl:1: error: `polcy`: Claim has no attribute of this name; did you mean "
        "`policy`?\n"
        "in.jsonl:1: error: `policy`: each record needs it\n"
        "in.jsonl:1: error: `amount` is `1,5`: not an amount of money: decimals are written with a "
        "point "
        "and thousands without a sign or with `_`, as in `12_500.50`\n"
        "in.jsonl:1: error: `fraud` is `80 percent`: not a percentage: write `80%` or `0.8`\n"
        "in.jsonl:1: error: `urgent`: neither yes nor no: write `yes` or `no`\n"
        "in.jsonl:1: error: `tags`: an object; a record has one level: give its values names of "
        "their own and write them beside the others\n"
        "in.jsonl:2: error: `policy`: given twice\n");
}

TEST(JsonLines, WhatIsNoObjectIsRefusedAndTheNextLineIsRead) {
    const std::vector<std::pair<std::string, std::string>> rows{
        {"[1]",
         "a line that begins with `[`: write JSON lines, one object on each line, without "
         "brackets and commas around them; found `[1]`"},
        {"12", "a line that does not begin with `{`: it holds one object; found `12`"},
        {"{", "an object that goes on in the next line: each is written on one line; found `{`"},
        {"{\"policy\":\"P1\",",
         "an object that goes on in the next line: each is written on one line; found "
         "`{\"policy\":\"P1\",`"},
        {R"({"policy":"P1"} {"policy":"P2"})",
         "something stands behind the object: a line holds one"},
        {R"({"policy":"P1"}})", "something stands behind the object: a line holds one"},
        {R"({"policy":"P1","amount":01})",
         R"(not an object in JSON; found `{"policy":"P1","amount":01}`)"},
        {R"({"policy":"P1","amount":1.})",
         R"(not an object in JSON; found `{"policy":"P1","amount":1.}`)"},
        {R"({"policy":"P1","amount":NaN})",
         R"(not an object in JSON; found `{"policy":"P1","amount":NaN}`)"},
        {R"({"policy":'P1'})", R"(not an object in JSON; found `{"policy":'P1'}`)"},
        {R"({"policy":"P1)", R"(a text is not closed by a quotation mark; found `{"policy":"P1`)"},
        {R"({"policy":"\x"})",
         R"(a text contains a `\` that means nothing; found `{"policy":"\x"}`)"},
        {"{\"policy\":\"\xFF\"}",
         "not UTF-8: save the file in this encoding; found `{\"policy\":\"\uFFFD\"}`"},
    };
    for (const auto& [line, reason] : rows) {
        const std::string found = read(line + "\n{\"policy\":\"P\",\"amount\":1}\n",
                                       options(Format::JsonLines), SIZE_MAX);
        EXPECT_EQ(found, "in.jsonl:1: error: " + reason + "\n2: P 1 -\n") << line;
    }
}

TEST(JsonLines, ALongLineIsSkipped) {
    ReaderOptions how = options(Format::JsonLines);
    how.limits.bytes_max = 100;
    const std::string good = "{\"policy\":\"P\",\"amount\":1}\n";
    for (const std::size_t size : {std::size_t{200}, std::size_t{2'000'000}}) {
        EXPECT_EQ(read(std::string(size, 'x') + "\n" + good, how, 4096),
                  "in.jsonl:1: error: a line of more than 100 bytes\n2: P 1 -\n");
    }
    const std::string fits = "{\"policy\":\"" + std::string(76, 'x') + "\",\"amount\":1}";
    ASSERT_EQ(fits.size(), 100U);
    EXPECT_EQ(read(fits + "\n", how, 7).substr(0, 3), "1: ");
    EXPECT_EQ(read(fits + " \n", how, 7), "in.jsonl:1: error: a line of more than 100 bytes\n");
}

TEST(Csv, TheHeaderNamesTheColumns) {
    expect_csv("amount,policy,tags,urgent\n1.5,P1,a;b,yes\r\n2,P2,,\n",
               "2: P1 1.5 - urgent #a #b\n3: P2 2 -\n");
    expect_csv("\xEF\xBB\xBFpolicy;amount;tags\r\nP1;1;\"a; b\"\r\n", "2: P1 1 - #a #b\n");
    expect_csv("policy\tamount\nP 1\t1", "2: P 1 1 -\n");
    expect_csv("policy,amount\n\n\nP1,1\n", "4: P1 1 -\n");
    expect_csv("policy,amount\n", "");
    expect_csv("\xEF\xBB\xBF\r\n  \npolicy;amount\nP1;1\n", "4: P1 1 -\n");
}

TEST(Csv, CellsInQuotationMarksHoldAnything) {
    expect_csv("policy,amount\n\"P,1\",1\n\"a \"\"b\"\"\nc\",2\n\"\"\"\",\"3\"\n",
               "2: P,1 1 -\n3: a \"b\"\nc 2 -\n5: \" 3 -\n");
    expect_csv("\"policy\",\"amount\"\r\n\"P1\",\"1\"\r\n", "2: P1 1 -\n");
    expect_csv("policy,amount\n\"P1\",\"1\"\r", "2: P1 1 -\n");
}

TEST(Csv, EmptyCellsAreMissing) {
    expect_csv("policy,amount,fraud\n ,1,\"\"\n",
               "in.csv:2: error: `policy`: each record needs it\n");
}

TEST(Csv, BrokenRowsAreRefusedAndTheNextRowIsRead) {
    expect_csv(
        "policy,amount\nP1\nP2,2,3\nP3,1 \"2\"\n\"P4\"x,4\nP5,\"\xFF\"\nP6,6\n",
        "in.csv:2: error: 1 cell, where the header has 2; found `P1`\n"
        "in.csv:3: error: 3 cells, where the header has 2; a cell with a separator in it stands in "
        "quotation marks; found `P2,2,3`\n"
        "in.csv:4: error: a quotation mark inside a cell: put the whole cell into quotation marks "
        "and write it twice, as in `\"5\"\" pipe\"`; found `P3,1 \"2\"`\n"
        "in.csv:5: error: text behind a closing quotation mark: inside a cell it is written twice, "
        "as in `\"5\"\" pipe\"`; found `\"P4\"x,4`\n"
        "in.csv:6: error: not UTF-8: save the file in this encoding; found `P5,\"`\n"
        "7: P6 6 -\n");
}

TEST(Csv, AQuotationMarkThatIsNeverClosedEndsTheFile) {
    expect_csv("policy,amount\nP1,1\n\"P2,2\nP3,3\n",
               "2: P1 1 -\nin.csv:3: error: a quotation mark is never closed; nothing after it "
               "can be read; found `\"P2,2\\nP3,3\\n`\n");
    ReaderOptions how = options(Format::Csv);
    how.limits.bytes_max = 100;
    const std::string found = read("policy,amount\n\"" + std::string(2'000'000, 'x'), how, 4096);
    EXPECT_TRUE(found.starts_with("in.csv:2: error: a record of more than 100 bytes, perhaps"))
        << found.substr(0, 200);
}

TEST(Csv, AWrongHeaderIsRefusedAsAWhole) {
    expect_csv("", "in.csv:1: error: the file is empty; its first line names the columns\n");
    expect_csv("polcy,amount,amount,\nP1,1,1,1\n",
               "in.csv:1: error: `polcy`: Claim has no attribute of this name; did you mean "
               "`policy`?\n"
               "in.csv:1: error: `amount`: the header names it twice\n"
               "in.csv:1: error: a column without a name in the header\n"
               "in.csv:1: error: `policy`: the header has no such column, which each record needs; "
               "columns are separated by commas\n");
    expect_csv("{\"policy\":\"P1\"}\n",
               "in.csv:1: error: a quotation mark inside a cell: put the whole cell into quotation "
               "marks and write it twice, as in `\"5\"\" pipe\"`; found `{\"policy\":\"P1\"}`\n");
}

TEST(RecordReader, ErrorsOfOneRecordAreBounded) {
    std::string line = "{\"x\":1";
    for (int i = 0; i < 30; ++i) line += ",\"x" + std::to_string(i) + "\":1";
    MemorySource source(line += "}");
    RecordReader reader(program(), source, options(Format::JsonLines));
    Record record;
    ASSERT_TRUE(reader.next(record));
    EXPECT_EQ(record.errors.size(), 20U);
    EXPECT_EQ(record.errors_left_out, 13U);
    EXPECT_FALSE(reader.next(record));
}

TEST(RecordReader, AFailingSourceIsAnError) {
    class Failing final : public ByteSource {
        std::expected<std::size_t, std::string> read(std::span<char>) override {
            return std::unexpected(std::string("the disk is gone"));
        }
    };
    for (const Format format : {Format::JsonLines, Format::Csv}) {
        Failing source;
        RecordReader reader(program(), source, options(format));
        Record record;
        ASSERT_TRUE(reader.next(record));
        ASSERT_EQ(record.errors.size(), 1U);
        EXPECT_EQ(record.errors[0].reason, "the file cannot be read on: the disk is gone");
        EXPECT_TRUE(record.last);
        EXPECT_FALSE(reader.next(record));
    }
}

TEST(RecordReader, FormatsGoByTheEndingOfTheName) {
    EXPECT_EQ(format_of("a.jsonl"), Format::JsonLines);
    EXPECT_EQ(format_of("a.b.NDJSON"), Format::JsonLines);
    EXPECT_EQ(format_of("/x/a.csv"), Format::Csv);
    EXPECT_EQ(format_of("-"), std::nullopt);
    EXPECT_EQ(format_of("a.xlsx"), std::nullopt);
}

/// One record of a note, whose attributes need not be said.
Record read_note(const std::string& facts, std::size_t type = 1) {
    static std::string kept;
    kept = "{" + facts + "}";
    std::ranges::replace(kept, '\n', ' ');
    MemorySource source(kept);
    RecordReader reader(program(), source, options(Format::JsonLines, type));
    Record record;
    EXPECT_TRUE(reader.next(record));
    record.text = {};
    return record;
}

std::string first_reason(const std::string& facts, std::size_t type = 1) {
    const Record record = read_note(facts, type);
    return record.errors.empty() ? "" : to_string(record.errors.front());
}

Instant before(std::int64_t hours) { return {kAt.ms - hours * 3'600'000}; }

TEST(RecordReader, FactsThatAreNotSaidHaveDefaults) {
    const eval::Item item = read_note("").item;
    EXPECT_EQ(item.attributes[0].text(), "-");
    EXPECT_EQ(item.created, kAt);
    EXPECT_EQ(item.in_line_since, kAt);
    EXPECT_EQ(item.id, "1");
    EXPECT_EQ(item.key, std::nullopt);
    EXPECT_EQ(item.source, std::nullopt);
    EXPECT_EQ(program().choice(program().states).values[item.state].name, "queued");
    EXPECT_EQ(item.declines + item.misses + item.reassignments, 0);
    EXPECT_EQ(item.waiting.since, kAt);
    EXPECT_EQ(item.waiting_here.since, kAt);
    EXPECT_EQ(item.untouched.since, kAt);
    EXPECT_EQ(item.working.since, std::nullopt);
    EXPECT_EQ(item.finished, std::nullopt);
}

TEST(RecordReader, FactsAreRead) {
    const Record record = read_note(
        R"("policy":"P","amount":1,"key":"K-1","id":"i7","source":"core","queue":"desk",
"created":"2026-03-02 06:00","in_line_since":"2026-03-02T08:00:00+01:00",
"due":"2026-03-05T12:00:00Z","assignee":"ana","offered_to":"bob","previous_assignee":"cy",
"declines":1,"misses":2,"reassignments":"3","outcome":"paid","state":"completed")",
        0);
    ASSERT_TRUE(record.errors.empty()) << to_string(record.errors.front());
    const eval::Item& item = record.item;
    EXPECT_EQ(item.key, "K-1");
    EXPECT_EQ(item.id, "i7");
    EXPECT_EQ(item.source, 0U);
    EXPECT_EQ(item.queue, 0U);
    EXPECT_EQ(item.created, before(4));
    EXPECT_EQ(item.in_line_since, before(2));
    EXPECT_EQ(record.due, (Instant{kAt.ms + 75 * 3'600'000}));
    EXPECT_EQ(item.assignee, "ana");
    EXPECT_EQ(item.offered_to, "bob");
    EXPECT_EQ(item.previous_assignee, "cy");
    EXPECT_EQ(item.declines, 1);
    EXPECT_EQ(item.misses, 2);
    EXPECT_EQ(item.reassignments, 3);
    EXPECT_EQ(item.outcome, 0U);
    EXPECT_EQ(item.finished, kAt);
}

TEST(RecordReader, ClocksFollowFromTheState) {
    const auto item = [](const std::string& state) {
        return read_note(R"("created":"2026-03-02 06:00","in_line_since":"2026-03-02 08:00",)"
                         R"("state":")" +
                         state + "\"")
            .item;
    };
    const eval::Item offered = item("offered");
    EXPECT_EQ(offered.waiting.since, before(4));
    EXPECT_EQ(offered.waiting_here.since, before(2));
    EXPECT_EQ(offered.untouched.since, before(4));
    EXPECT_TRUE(offered.waiting.past.empty());
    for (const char* state : {"assigned", "wrapping", "parked", "held", "expired"}) {
        const eval::Item other = item(state);
        ASSERT_EQ(other.waiting.past.size(), 1U) << state;
        EXPECT_EQ(other.waiting.past[0].from, before(4));
        EXPECT_EQ(other.waiting.past[0].to, kAt);
        EXPECT_EQ(other.waiting.since, std::nullopt);
        EXPECT_EQ(other.waiting_here.since, std::nullopt);
    }
    EXPECT_EQ(item("assigned").working.since, kAt);
    EXPECT_EQ(item("parked").working.since, kAt);
    EXPECT_EQ(item("held").working.since, std::nullopt);
    EXPECT_EQ(item("assigned").finished, std::nullopt);
    EXPECT_EQ(item("held").finished, std::nullopt);
    for (const char* state : {"wrapping", "completed", "cancelled", "expired", "refused"})
        EXPECT_EQ(item(state).finished, kAt) << state;
}

TEST(RecordReader, FactsThatContradictOneAnotherAreRefused) {
    EXPECT_EQ(first_reason(R"("created":"2026-03-02 10:01")"),
              "in.jsonl:1: error: `created` is `2026-03-02 10:01`: after the moment asked about, "
              "2026-03-02T10:00:00+01:00");
    EXPECT_EQ(
        first_reason(R"("in_line_since":"2026-03-02 10:01")"),
        "in.jsonl:1: error: `in_line_since` is `2026-03-02 10:01`: after the moment asked about, "
        "2026-03-02T10:00:00+01:00");
    EXPECT_EQ(
        first_reason(R"("created":"2026-03-02 09:00","in_line_since":"2026-03-02 08:00")"),
        "in.jsonl:1: error: `in_line_since` is `2026-03-02 08:00`: before the item was created, "
        "2026-03-02T09:00:00+01:00");
    EXPECT_EQ(first_reason(R"("due":"2026-03-05 10:00")"),
              "in.jsonl:1: error: `due` is `2026-03-05 10:00`: Note has no `sla`, so "
              "nothing is due");
    EXPECT_EQ(first_reason(R"("state":"waiting")"),
              "in.jsonl:1: error: `state` is `waiting`: it stands for several values; write queued "
              "or offered");
    EXPECT_EQ(first_reason(R"("outcome":"paid")"),
              "in.jsonl:1: error: `outcome` is `paid`: the rules name no values for it");
    EXPECT_EQ(first_reason(R"("misses":-1)"),
              "in.jsonl:1: error: `misses` is `-1`: smaller than 0, the smallest that there can "
              "be");
    EXPECT_EQ(first_reason(R"("key":"")"),
              "in.jsonl:1: error: `key`: empty, where a name is expected");
}

}  // namespace
}  // namespace reeve::records
