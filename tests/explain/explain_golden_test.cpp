#include "compiler/explain/json.h"
#include "compiler/explain/plot.h"
#include "compiler/explain/text.h"
#include "runtime/calendar/time_zone.h"
#include "tests/explain/program.h"
#include "tests/support/json.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

// Each `.item` file of this folder has a moment on its first line and an item in JSON after it;
// beside it stand its explanation as text and as JSON, and its plot. With
// REEVE_UPDATE_EXPLANATIONS=1 they are written anew: read the differences.

namespace reeve::explain_test {
namespace {

namespace fs = std::filesystem;

fs::path folder() { return support::source_directory() / "tests/explain"; }

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

const ExplainedProgram& repairs() {
    static const ExplainedProgram program("repairs");
    return program;
}

class Golden : public testing::TestWithParam<std::string> {
protected:
    Golden() {
        const std::string text = read_file(folder() / (GetParam() + ".item"));
        const std::size_t line = text.find('\n');
        at_ = repairs().moment(text.substr(0, line));
        std::string json = text.substr(line + 1);
        std::ranges::replace(json, '\n', ' ');
        item_ = repairs().read(json, at_);
    }

    void expect_file(const std::string& ending, const std::string& found) {
        const fs::path path = folder() / (GetParam() + ending);
        if (std::getenv("REEVE_UPDATE_EXPLANATIONS") != nullptr)
            std::ofstream(path, std::ios::binary) << found;
        EXPECT_EQ(read_file(path), found)
            << "REEVE_UPDATE_EXPLANATIONS=1 build/release/bin/explain_data_test writes it anew";
    }

    Instant at_;
    eval::Item item_;
};

TEST_P(Golden, IsExplained) {
    explain::Explanation explanation = explain::explain(repairs().inputs(), item_, {.now = at_});
    const explain::Formatter format(repairs().rules());
    expect_file(".txt", to_text(explanation, format, {.width = 110}).to_string());
    // The golden files are the same on machines with other time-zone tables.
    EXPECT_EQ(explanation.time_zone_table, calendar::time_zone_table_version());
    explanation.time_zone_table = "the machine's";
    const std::string json = to_json(explanation, format);
    EXPECT_TRUE(support::read_json(json).has_value());
    expect_file(".json", json);
}

TEST_P(Golden, IsDrawn) {
    const explain::Plot plot = make_plot(repairs().inputs(), item_, {.now = at_});
    const explain::Formatter format(repairs().rules());
    std::string drawn = to_chart(plot, format, {.width = 100}).to_string();
    explain::ChartOptions ascii{.width = 100, .ascii = true};
    drawn += "\n" + explain::in_ascii(to_chart(plot, format, ascii).to_string());
    expect_file(".plot", drawn);
    expect_file(".svg", to_svg(plot, format));
}

std::vector<std::string> items() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder())) {
        if (entry.path().extension() == ".item") names.push_back(entry.path().stem().string());
    }
    std::ranges::sort(names);
    return names;
}

INSTANTIATE_TEST_SUITE_P(Items, Golden, testing::ValuesIn(items()),
                         [](const auto& item) { return item.param; });

}  // namespace
}  // namespace reeve::explain_test
