#include "tests/cli/command.h"
#include "tests/support/json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace reeve::cli_test {
namespace {

using testing::HasSubstr;

/// Ten items at nine on each working day of four weeks.
std::string history() {
    std::string out = "created,skill,n,handling\n";
    for (int day = 2; day <= 29; ++day)
        if (day % 7 != 0 && day % 7 != 1) out += fmt::format("2026-03-{:02} 09:00,a,10,3m\n", day);
    return out;
}

TEST(Forecast, SaysHowManyPeopleAreNeeded) {
    const Workplace place;
    place.put("calls.csv", history());
    const Outcome outcome =
        place.run({"forecast", "--items", "calls.csv", "--by", "skill", "--count", "n",
                   "--history-from", "2026-03-02", "--history-until", "2026-03-29", "--out-format",
                   "json", "--slot", "1h", "--plot", "page.html"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const auto json = support::read_json(outcome.out);
    ASSERT_TRUE(json.has_value());
    const support::Json& nine = (*json)["groups"][0]["slots"][9];
    EXPECT_EQ(nine["date"].string, "2026-03-30");
    EXPECT_NEAR(nine["expected"].number, 10, 1e-9);
    EXPECT_NEAR(nine["erlangs"].number, 0.5, 1e-9);
    // Erlang C of half an Erlang: with two people a tenth waits, with one a half.
    EXPECT_EQ(nine["people"].number, 2);
    EXPECT_THAT(place.get("page.html"), HasSubstr("<svg"));
}

TEST(Forecast, SaysWhichRowsItCouldNotCountAndGoesOn) {
    const Workplace place;
    place.put("calls.csv", history() + "yesterday,a,1,3m\n2026-03-12 10:00,a,many,3m\n");
    const Outcome outcome = place.run({"forecast", "--items", "calls.csv", "--count", "n"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_THAT(outcome.err, HasSubstr("calls.csv:22: error: `created`: "));
    EXPECT_THAT(outcome.err, HasSubstr("calls.csv:23: error: `n`: not a count"));
    EXPECT_THAT(outcome.out, HasSubstr("2 rows could not be counted"));
}

TEST(Forecast, SaysWhatIsWrongWithTheQuestion) {
    const Workplace place;
    place.put("calls.csv", history());
    const auto ask = [&](const std::string& option, const std::string& value) {
        const Outcome outcome = place.run({"forecast", "--items", "calls.csv", option, value});
        EXPECT_EQ(outcome.code, 2) << option;
        return outcome.err;
    };
    EXPECT_THAT(ask("--promise", "fast"), HasSubstr("write `80% within 20s`"));
    EXPECT_THAT(ask("--promise", "100% within 20s"), HasSubstr("less than 100%"));
    EXPECT_THAT(ask("--zone", "Paris"), HasSubstr("no time zone `Paris`"));
    EXPECT_THAT(ask("--slot", "7m"), HasSubstr("no whole number of slots"));
    EXPECT_THAT(ask("--open", "mon 18:00-08:00"), HasSubstr("ends before it begins"));
    EXPECT_THAT(ask("--from", "2026-03-10"), HasSubstr("lies in the history"));
    EXPECT_THAT(ask("--shrinkage", "120%"), HasSubstr("write a share such as `30%`"));
    EXPECT_THAT(ask("--holidays", "none.csv"), HasSubstr("`none.csv` cannot be read"));
}

TEST(Forecast, HelpsWithExamples) {
    const Outcome outcome = Workplace().run({"forecast", "--help"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_THAT(outcome.out, HasSubstr("Examples:\n  reeve forecast --items calls.csv"));
}

}  // namespace
}  // namespace reeve::cli_test
