#include "compiler/records/value_reader.h"

#include "compiler/records/times.h"
#include "tests/support/checked_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

// What each type takes and refuses, as a table.

namespace reeve::records {
namespace {

constexpr const char* kRules = R"(
business Acme { time zone "Europe/Paris"  calendar Office  currency EUR }
calendar Office { time zone "Europe/Paris"  open monday to friday 09:00-17:00 }
choice Tier = ranked { bronze "Bronze customers", silver, gold }
team claims
team payments
agents have { limit: money(EUR) = 0 EUR }
source core { sends T }

work type T {
    n:      number
    score:  number 0..100
    grade:  number 0..20 with 2 decimals
    w:      whole number
    pages:  whole number 1..500
    p:      percent
    share:  percent 0%..100%
    eur:    money(EUR)
    small:  money(EUR) 10 EUR..100 EUR
    jpy:    money(JPY)
    bhd:    money(BHD)
    txt:    text
    tier:   Tier
    yn:     yes/no
    day:    date
    tod:    time
    at:     moment
    dur:    duration
    bus:    business duration
    tags:   list of text
    nums:   list of number 0..10
    tiers:  list of Tier
    who:    agent
    squad:  team
    client: customer
}
)";

/// Shared, because nothing changes it.
const typed::Program& program() {
    static const support::CheckedProgram checked(kRules);
    return *checked;
}

const typed::DeclaredType& type_of(std::string_view attribute) {
    const auto& attributes = program().work_types.front().attributes;
    const auto found = std::ranges::find_if(
        attributes, [&](const typed::Attribute& a) { return a.header.name == attribute; });
    EXPECT_NE(found, attributes.end()) << attribute;
    return found->type;
}

std::string show(const typed::Type& type, const eval::Value& value) {
    using typed::Base;
    switch (type.base) {
        case Base::YesNo: return value.truth() ? "yes" : "no";
        case Base::Text: return value.text();
        case Base::Choice: return program().choice(type.choice).values[value.choice()].name;
        case Base::Date: return value.date().to_string();
        case Base::Time: return value.time().to_string();
        case Base::Moment: return to_iso(value.moment(), calendar::TimeZone());
        case Base::Agent:
        case Base::Team:
        case Base::Customer: return value.reference().id;
        case Base::List: {
            typed::Type element;
            element.base = type.element;
            element.choice = type.choice;
            std::string text;
            for (const eval::Value& item : value.list()) text += "<" + show(element, item) + ">";
            return text.empty() ? "<>" : text;
        }
        default: return value.number().to_string();
    }
}

using Kind = RawValue::Kind;

RawValue text(std::string_view value) { return {Kind::Text, value, {}}; }
RawValue number(std::string_view value) { return {Kind::Number, value, {}}; }
RawValue list(std::vector<RawValue> values) { return {Kind::List, {}, std::move(values)}; }

struct Row {
    std::string_view attribute;
    RawValue raw;
    std::string_view result;  // the value, or what the reason says
};

std::ostream& operator<<(std::ostream& out, const Row& row) {
    return out << row.attribute << " from `" << row.raw.text << "`";
}

void expect_taken(const std::vector<Row>& rows) {
    const ValueReader reader(program());
    for (const Row& row : rows) {
        const auto value = reader.read(type_of(row.attribute), row.raw);
        if (!value) {
            ADD_FAILURE() << row << " is refused: " << value.error().reason;
            continue;
        }
        EXPECT_EQ(show(type_of(row.attribute).type, *value), row.result) << row;
    }
}

void expect_refused(const std::vector<Row>& rows) {
    const ValueReader reader(program());
    for (const Row& row : rows) {
        const auto value = reader.read(type_of(row.attribute), row.raw);
        if (value) {
            ADD_FAILURE() << row << " is taken as " << show(type_of(row.attribute).type, *value);
            continue;
        }
        EXPECT_EQ(value.error().reason, row.result) << row;
    }
}

TEST(ValueReader, NumbersAreDecimalsExactly) {
    expect_taken({
        {"n", number("0.1"), "0.1"},
        {"n", number("1e3"), "1000"},
        {"n", number("-2.50"), "-2.5"},
        {"n", number("123456789012345.123456789"), "123456789012345.123456789"},
        {"n", text("0.1"), "0.1"},
        {"n", text(" 12_500.75 "), "12500.75"},
        {"n", text("1E-3"), "0.001"},
        {"n", number("0.1000000000000000000000000000000000000000"), "0.1"},
        {"score", number("100"), "100"},
        {"grade", text("12.25"), "12.25"},
        {"w", number("3.00"), "3"},
        {"w", number("1e15"), "1000000000000000"},
        {"pages", text("500"), "500"},
    });
    expect_refused({
        {"n", text("twelve"), "not a number"},
        {"n", text("12,5"),
         "not a number: decimals are written with a point and thousands without a sign or with "
         "`_`, as in `12_500.50`"},
        {"n", text("12 500"), "not a number: write `12_500`, not `12 500`"},
        {"n", text("+5"), "not a number: leave out the `+`"},
        {"n", text(".5"), "not a number: digits stand on both sides of a point, as in `0.5`"},
        {"n", text("5."), "not a number: digits stand on both sides of a point, as in `0.5`"},
        {"n", text("1_"), "not a number"},
        {"n", text("NaN"), "not a number"},
        {"n", text("0x10"), "not a number"},
        {"n", text("1e"), "not a number"},
        {"n", text("80%"), "a percentage, where a number is expected"},
        {"n", text(""), "empty, where a number is expected"},
        {"n", number("0.12345678901234567890123456789012345"),
         "it has 35 digits; a number may have 34"},
        {"n", number("1e9999"), "it is beyond the numbers that can be written down"},
        {"n", number("1e16"), "larger than 1000000000000000, the largest that there can be"},
        {"n", number("0.1234567891"), "it has 10 decimals, where 9 are the most"},
        {"n", {Kind::Yes, {}, {}}, "yes or no, where a number is expected"},
        {"n", list({}), "a list, where a number is expected"},
        {"score", number("101"), "larger than 100, the largest that is declared"},
        {"score", number("-0.5"), "smaller than 0, the smallest that is declared"},
        {"grade", number("1.125"), "it has 3 decimals, where 2 are the most"},
        {"w", number("1.5"), "not a whole number"},
        {"pages", number("0"), "smaller than 1, the smallest that is declared"},
    });
}

TEST(ValueReader, PercentagesAreRatios) {
    expect_taken({
        {"p", text("80%"), "0.8"},
        {"p", text("12.5 %"), "0.125"},
        {"p", number("0.8"), "0.8"},
        {"share", number("1"), "1"},
        {"share", text("100%"), "1"},
    });
    expect_refused({
        {"share", number("80"),
         "larger than 100%, the largest that is declared: 80 is 8000%; write `80%`"},
        {"share", text("101%"), "larger than 100%, the largest that is declared"},
        {"share", text("a lot"), "not a percentage: write `80%` or `0.8`"},
        {"share", text("%"), "not a percentage"},
    });
}

TEST(ValueReader, MoneyIsExactInTheMinorUnit) {
    expect_taken({
        {"eur", number("12500.00"), "12500"},
        {"eur", text("12500.00"), "12500"},
        {"eur", text("12500.05 EUR"), "12500.05"},
        {"eur", text("12_500 EUR"), "12500"},
        {"eur", text("12500EUR"), "12500"},
        {"eur", number("0.100"), "0.1"},
        {"eur", text("-3 EUR"), "-3"},
        {"eur", number("1e3"), "1000"},
        {"eur", text("1E3"), "1000"},
        {"eur", number("1e13"), "10000000000000"},
        {"jpy", text("500 JPY"), "500"},
        {"bhd", number("1.005"), "1.005"},
        {"small", number("10"), "10"},
    });
    expect_refused({
        {"eur", text("12 USD"),
         "it is money in USD, where money in EUR is expected; two currencies never mix"},
        {"eur", text("12 XXQ"), "not money: write `12500.00` or `12500.00 EUR`"},
        {"eur", text("EUR 12"), "not an amount of money"},
        {"eur", text("EUR"), "not an amount of money"},
        {"eur", number("0.001"), "it has 3 decimals, where EUR has 2"},
        {"jpy", number("0.5"), "it has 1 decimals, where JPY has none"},
        {"eur", number("10000000000000.01"),
         "larger than 10000000000000 EUR, the largest that there can be"},
        {"small", number("100.01"), "larger than 100 EUR, the largest that is declared"},
    });
}

TEST(ValueReader, TextsAreComposed) {
    const std::string longest(64 * 1024, 'x');
    expect_taken({
        {"txt", text("  as it stands "), "  as it stands "},
        {"txt", text(""), ""},
        {"txt", text("e\xCC\x81t\xC3\xA9"), "\xC3\xA9t\xC3\xA9"},
        {"txt", text(longest), longest},
        {"who", text(" ana "), "ana"},
        {"squad", text("claims"), "claims"},
        {"client", text("C-1"), "C-1"},
    });
    expect_refused({
        {"txt", text(longest + "x"), "a text of 65537 bytes; the longest may have 65536"},
        {"txt", number("12"), "a number, where a text is expected: put it into quotes"},
        {"txt", {Kind::No, {}, {}}, "yes or no, where a text is expected"},
        {"txt",
         {Kind::Object, {}, {}},
         "an object; a record has one level: give its values names of their own and write them "
         "beside the others"},
        {"who", text(" "), "empty, where an agent is expected"},
        {"squad", text("claim"), "there is no team of this name; did you mean `claims`?"},
    });
}

TEST(ValueReader, ChoicesGoByName) {
    expect_taken({
        {"tier", text("gold"), "gold"},
        {"tier", text(" bronze "), "bronze"},
        {"yn", {Kind::Yes, {}, {}}, "yes"},
        {"yn", text("no"), "no"},
        {"yn", text("true"), "yes"},
    });
    expect_refused({
        {"tier", text("Gold"), "it can be bronze, silver or gold; did you mean `gold`?"},
        {"tier", text("platinum"), "it can be bronze, silver or gold"},
        {"tier", text("Bronze customers"), "this is what people see; records say `bronze`"},
        {"tier", number("1"), "a number, where Tier is expected"},
        {"yn", number("1"), "neither yes nor no: write `yes` or `no`"},
        {"yn", text("Yes"), "neither yes nor no: write `yes` or `no`"},
    });
}

TEST(ValueReader, DatesAndTimes) {
    expect_taken({
        {"day", text("2026-03-02"), "2026-03-02"},
        {"day", text("1900-01-01"), "1900-01-01"},
        {"day", text("2200-12-31"), "2200-12-31"},
        {"day", text("2024-02-29"), "2024-02-29"},
        {"tod", text("08:30"), "08:30"},
        {"tod", text("23:59:59.999"), "23:59:59.999"},
    });
    expect_refused({
        {"day", text("2026-3-2"), "a date is written year first, as in `2026-03-02`"},
        {"day", text("02.03.2026"), "a date is written year first, as in `2026-03-02`"},
        {"day", text("03/02/2026"), "a date is written year first, as in `2026-03-02`"},
        {"day", text("2026-02-30"), "there is no such day"},
        {"day", text("1899-12-31"), "dates run from 1900 to 2200"},
        {"day", text("2201-01-01"), "dates run from 1900 to 2200"},
        {"day", text("2026-03-02 10:00"), "more than a date: write `2026-03-02` alone"},
        {"day", text("today"), "not a date: write `2026-03-02`"},
        {"day", number("20260302"), "a number, where a date is expected"},
        {"tod", text("8:30"), "not a time of day: write `08:30` or `08:30:15`"},
        {"tod", text("24:00"), "there is no such time of day"},
        {"tod", text("08:30:15.1234"), "it is finer than a millisecond"},
        {"tod", text("08:30 am"), "not a time of day: write `08:30` or `08:30:15`"},
    });
}

TEST(ValueReader, MomentsWithoutOffsetAreOnTheWallClockOfTheBusiness) {
    expect_taken({
        {"at", text("2026-03-02T10:00:00+01:00"), "2026-03-02T09:00:00+00:00"},
        {"at", text("2026-03-02T10:00:00Z"), "2026-03-02T10:00:00+00:00"},
        {"at", text("2026-03-02T10:00:00.250Z"), "2026-03-02T10:00:00.250+00:00"},
        {"at", text("2026-03-02T10:00:00.250000Z"), "2026-03-02T10:00:00.250+00:00"},
        {"at", text("2026-03-02T10:00:00-0530"), "2026-03-02T15:30:00+00:00"},
        {"at", text("2026-03-02 10:00"), "2026-03-02T09:00:00+00:00"},
        {"at", text("2026-07-02T10:00"), "2026-07-02T08:00:00+00:00"},
        {"at", text("2026-03-02 10:00:30.5"), "2026-03-02T09:00:30.500+00:00"},
        // The clock is put forward at 02:00 and back at 03:00.
        {"at", text("2026-03-29 02:30"), "2026-03-29T01:00:00+00:00"},
        {"at", text("2026-10-25 02:30"), "2026-10-25T00:30:00+00:00"},
        {"at", text("2026-10-25T02:30:00+01:00"), "2026-10-25T01:30:00+00:00"},
    });
    constexpr const char* kNotAMoment =
        "not a moment: write `2026-03-02T10:00:00+01:00`, or `2026-03-02 10:00` in the time zone "
        "of the business";
    expect_refused({
        {"at", text("2026-03-02"),
         "a date, where a moment is expected: add the time of day, as in `2026-03-02 10:00`"},
        {"at", text("2026-13-02 10:00"), "there is no such day"},
        {"at", text("2026-03-02 25:00"), "there is no such time of day"},
        {"at", text("2026-03-02T10:00:60Z"), "there is no such time of day"},
        {"at", text("2026-03-02T10:00:00.0001Z"), "it is finer than a millisecond"},
        {"at", text("2026-03-02T10:00:00+25:00"), kNotAMoment},
        {"at", text("2026-03-02T10:00:00+01:"), kNotAMoment},
        {"at", text("2026-03-02T10"), kNotAMoment},
        {"at", text("02.03.2026 10:00"), kNotAMoment},
        {"at", text("2500-01-01 10:00"), "dates run from 1900 to 2200"},
        {"at", number("1772445600"), "a number, where a moment is expected"},
    });
}

TEST(ValueReader, DurationsHaveUnits) {
    expect_taken({
        {"dur", text("2 hours"), "7200000"},
        {"dur", text("1 hour 30 minutes"), "5400000"},
        {"dur", text("1.5 hours"), "5400000"},
        {"dur", text("-1 hour 30 minutes"), "-5400000"},
        {"dur", text("500 milliseconds"), "500"},
        {"dur", text("PT2H"), "7200000"},
        {"dur", text("P1DT12H30M0.5S"), "131400500"},
        {"dur", text("P2W"), "1209600000"},
        {"dur", text("-PT5M"), "-300000"},
        {"bus", text("4 business hours"), "14400000"},
        {"bus", text("90 business minutes"), "5400000"},
        {"bus", text("1 business hour 30 business minutes"), "5400000"},
    });
    constexpr const char* kNotADuration =
        "not a duration: write `2 hours`, `1 hour 30 minutes` or `PT1H30M`";
    expect_refused({
        {"dur", number("120"), "a number without a unit: write `2 hours`"},
        {"bus", number("120"), "a number without a unit: write `4 business hours`"},
        {"dur", text("2"), kNotADuration},
        {"dur", text("2h"), kNotADuration},
        {"dur", text("hours"), kNotADuration},
        {"dur", text("2 hours 3"), kNotADuration},
        {"dur", text("02:30"), kNotADuration},
        {"dur", text("P"), kNotADuration},
        {"dur", text("PT"), kNotADuration},
        {"dur", text("P1H"), kNotADuration},
        {"dur", text("PT5M2H"), kNotADuration},
        {"dur", text("30 minutes 1 hour"),
         "units go from larger to smaller, each once, as in `1 hour 30 minutes`"},
        {"dur", text("2 hours 2 hours"),
         "units go from larger to smaller, each once, as in `1 hour 30 minutes`"},
        {"dur", text("3 months"),
         "months are steps on a calendar, which differ in length; write a length in hours"},
        {"dur", text("P1M"),
         "months are steps on a calendar, which differ in length; write a length in hours"},
        {"dur", text("0.0001 seconds"), "it is finer than a millisecond"},
        {"dur", text("4 business hours"),
         "business time, where plain time is expected: write `4 hours`"},
        {"dur", text("12_000_000 days"),
         "larger than 11574074 days 1 hour 46 minutes 40 seconds, the largest that there can be"},
        {"bus", text("4 hours"),
         "plain time, where business time is expected: write `4 business hours`"},
        {"bus", text("3 business days"),
         "business days are steps on a calendar, which differ in length; write a length in hours"},
        {"bus", text("PT4H"),
         "ISO 8601 knows plain time only: write `4 business hours` or `90 business minutes`"},
    });
}

TEST(ValueReader, ListsAreArraysOrCellsWithSemicolons) {
    expect_taken({
        {"tags", list({text("a"), text(" b ")}), "<a>< b >"},
        {"tags", list({}), "<>"},
        {"tags", text("a; b;c"), "<a><b><c>"},
        {"tags", text("[]"), "<>"},
        {"nums", list({number("1"), text("2.5")}), "<1><2.5>"},
        {"nums", text("1;2"), "<1><2>"},
        {"tiers", text("gold; silver"), "<gold><silver>"},
    });
    expect_refused({
        {"tags", text("a;;b"), "value 2 of the list: nothing stands there"},
        {"tags", list({{}}), "value 1 of the list: nothing stands there"},
        {"tags", list({number("1")}),
         "value 1 of the list, `1`: a number, where a text is expected: put it into quotes"},
        {"tags", list({list({})}), "value 1 of the list: a list, where a text is expected"},
        {"tags", list(std::vector<RawValue>(65, text("x"))),
         "a list of 65 values; the longest may have 64"},
        {"tags", number("1"), "a number, where a list of texts is expected"},
        {"nums", text("1;11"),
         "value 2 of the list, `11`: larger than 10, the largest that is declared"},
        {"tiers", text("gold; sliver"),
         "value 2 of the list, `sliver`: it can be bronze, silver or gold; did you mean `silver`?"},
    });
}

TEST(ValueReader, ARefusalShowsWhatWasFound) {
    const ValueReader reader(program());
    EXPECT_EQ(reader.read(type_of("n"), text("a\nb")).error().excerpt, "a\\nb");
    EXPECT_EQ(reader.read(type_of("n"), text(std::string(100, 'x'))).error().excerpt,
              std::string(60, 'x') + "…");
    EXPECT_EQ(reader.read(type_of("n"), {Kind::Yes, {}, {}}).error().excerpt, "true");
}

}  // namespace
}  // namespace reeve::records
