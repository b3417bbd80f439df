#include "compiler/driver/embedded_library.h"
#include "compiler/driver/session.h"
#include "compiler/eval/calendars.h"
#include "tests/harness/corpus.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

// The holidays of the library, year by year, against lists that were not made from its rules. The
// head of each list says where it is from.

namespace reeve {
namespace {

using testing::ElementsAreArray;

constexpr int kFirstYear = 2020;
constexpr int kLastYear = 2035;

struct ExpectedSet {
    std::string name;
    std::map<int, std::vector<std::string>> years;  // "2026-05-01"
};

/// `set scotland`, then lines such as `2026: 01-01 01-02`.
std::vector<ExpectedSet> read_list(const std::string& country) {
    std::istringstream text(harness::read_repository_file("tests/holidays/" + country + ".txt"));
    std::vector<ExpectedSet> sets;
    std::string line;
    while (std::getline(text, line)) {
        if (line.empty() || line.starts_with('#')) continue;
        if (line.starts_with("set ")) {
            sets.push_back({line.substr(4), {}});
            continue;
        }
        std::istringstream days(line.substr(5));
        const std::string year = line.substr(0, 4);
        std::string day;
        while (days >> day) sets.back().years[std::stoi(year)].push_back(year + "-" + day);
    }
    return sets;
}

class HolidayLists : public ::testing::TestWithParam<std::string> {
protected:
    /// The days that a calendar with that set is closed on.
    [[nodiscard]] std::vector<std::string> days(const typed::Program& program,
                                                const std::string& set, int year) const {
        std::vector<std::string> days;
        for (std::uint32_t i = 0; i < program.holidays.size(); ++i) {
            if (program.holidays[i].header.name != set) continue;
            typed::Calendar calendar;
            calendar.holidays.push_back(i);
            const auto rules = eval::calendar_rules(program, calendar).holidays;
            for (const Date date : calendar::holidays_in(rules, year))
                days.push_back(date.to_string());
        }
        return days;
    }
};

TEST_P(HolidayLists, AreWhatTheLibraryGives) {
    driver::MemoryFileSystem files;
    files.put("main.reeve", fmt::format("use calendars.{}\n", GetParam()));
    driver::Session session(files);
    session.check(std::vector<std::string>{"main.reeve"});
    ASSERT_FALSE(session.sink().has_errors());
    const typed::Program& program = session.programs().front().typed;
    const std::vector<ExpectedSet> sets = read_list(GetParam());
    std::set<std::string> listed;
    for (const ExpectedSet& set : sets) {
        listed.insert(set.name);
        for (int year = kFirstYear; year <= kLastYear; ++year) {
            const auto expected = set.years.find(year);
            ASSERT_NE(expected, set.years.end()) << set.name << " has no line for " << year;
            EXPECT_THAT(days(program, set.name, year), ElementsAreArray(expected->second))
                << set.name << " in " << year;
        }
    }
    for (const typed::Holidays& set : program.holidays)
        EXPECT_TRUE(listed.contains(set.header.name)) << set.header.name << " is in no list";
}

INSTANTIATE_TEST_SUITE_P(Countries, HolidayLists, ::testing::ValuesIn([] {
                             std::vector<std::string> countries;
                             for (const auto& file : driver::embedded_library_files()) {
                                 if (file.name.starts_with("calendars."))
                                     countries.emplace_back(file.name.substr(10));
                             }
                             return countries;
                         }()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace reeve
