#include "tests/examples/binary.h"
#include "tests/support/source_directory.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

// What the READMEs of the examples show is what the commands say: every `console` block is run.
// With REEVE_UPDATE=1 in the environment the blocks are written anew; read the diff.

namespace reeve::examples_test {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

/// A line of a block that stands for any number of lines of the output.
constexpr std::string_view kLeftOut = "…";

Lines read_lines(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    Lines lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

/// A copy of nothing: `examples/` as it is, and a `build/` to write to.
class Place {
public:
    Place() {
        std::string pattern = (fs::temp_directory_path() / "reeve-XXXXXX").string();
        directory_ = mkdtemp(pattern.data());
        fs::create_directory_symlink(support::source_directory() / "examples",
                                     directory_ / "examples");
        fs::create_directory(directory_ / "build");
    }
    ~Place() {
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    /// What a shell prints.
    [[nodiscard]] Lines run(const std::string& command) const {
        std::ofstream(directory_ / "command") << command << "\n";
        const std::string line =
            fmt::format("cd '{}' && PATH='{}':\"$PATH\" LC_ALL=C.UTF-8 sh command > output 2>&1",
                        directory_.string(), binary().parent_path().string());
        // A command that finds something does not return zero.
        [[maybe_unused]] const int status = std::system(line.c_str());
        return read_lines(directory_ / "output");
    }

private:
    fs::path directory_;
};

struct Command {
    std::size_t line = 0;  // from 1
    std::string text;
    Lines written;  // as it stands in the README, prompt and all
    Lines expected;
};

/// A README as a list of lines between which commands stand.
struct Page {
    std::vector<Lines> text;  // one more than commands
    std::vector<Command> commands;
};

Page read_page(const fs::path& path) {
    Page page;
    page.text.emplace_back();
    bool inside = false;
    bool output = false;  // of the last command
    std::size_t number = 0;
    for (const std::string& line : read_lines(path)) {
        ++number;
        const bool fence = line.starts_with("```");
        if (fence) {
            inside = line == "```console";
            output = false;
        }
        if (inside && line.starts_with("$ ")) {
            page.commands.push_back({number, line.substr(2), {line}, {}});
            page.text.emplace_back();
            output = true;
        } else if (output && page.commands.back().written.back().ends_with("\\")) {
            page.commands.back().text += "\n" + line;
            page.commands.back().written.push_back(line);
        } else if (output) {
            page.commands.back().expected.push_back(line);
        } else {
            page.text.back().push_back(line);
        }
    }
    return page;
}

/// Whether `found` is `expected` with something in place of each line that stands for more.
bool matches(const Lines& expected, const Lines& found) {
    std::vector<Lines> pieces(1);
    for (const std::string& line : expected) {
        if (line == kLeftOut)
            pieces.emplace_back();
        else
            pieces.back().push_back(line);
    }
    if (pieces.size() == 1) return expected == found;
    auto at = found.begin();
    for (const Lines& piece : pieces) {
        auto begin = std::search(at, found.end(), piece.begin(), piece.end());
        if (&piece == &pieces.front() && begin != found.begin()) return false;
        if (&piece == &pieces.back()) {
            if (found.end() - at < std::ssize(piece)) return false;
            begin = found.end() - std::ssize(piece);
            return std::equal(piece.begin(), piece.end(), begin);
        }
        if (begin == found.end() && !piece.empty()) return false;
        at = begin + std::ssize(piece);
    }
    return true;
}

/// The output, shortened where the README shortens it.
Lines shortened(const Lines& expected, const Lines& found) {
    const auto first = std::ranges::find(expected, kLeftOut);
    if (first == expected.end()) return found;
    const auto before = first - expected.begin();
    const auto after = std::ranges::find(expected.rbegin(), expected.rend(), kLeftOut);
    const auto behind = after - expected.rbegin();
    if (std::ssize(found) <= before + behind) return found;
    Lines result(found.begin(), found.begin() + before);
    result.emplace_back(kLeftOut);
    result.insert(result.end(), found.end() - behind, found.end());
    return result;
}

std::string joined(const Lines& lines) { return fmt::format("{}\n", fmt::join(lines, "\n")); }

void update(const fs::path& path, const Page& page, const Place& place) {
    std::string out = page.text.front().empty() ? "" : joined(page.text.front());
    for (std::size_t i = 0; i < page.commands.size(); ++i) {
        const Command& command = page.commands[i];
        out += joined(command.written);
        const Lines found = shortened(command.expected, place.run(command.text));
        if (!found.empty()) out += joined(found);
        if (!page.text[i + 1].empty()) out += joined(page.text[i + 1]);
    }
    std::ofstream(path, std::ios::binary) << out;
}

class Readme : public ::testing::TestWithParam<std::string_view> {};

TEST_P(Readme, ShowsWhatTheCommandsSay) {
    const fs::path path =
        support::source_directory() / "examples" / std::string(GetParam()) / "README.md";
    const Page page = read_page(path);
    EXPECT_GE(page.commands.size(), 3U);
    const Place place;
    if (std::getenv("REEVE_UPDATE") != nullptr) {
        update(path, page, place);
        return;
    }
    for (const Command& command : page.commands) {
        const Lines found = place.run(command.text);
        EXPECT_TRUE(matches(command.expected, found))
            << path << ":" << command.line << ": $ " << command.text << "\n"
            << joined(shortened(command.expected, found))
            << "To write it into the file: REEVE_UPDATE=1 build/release/bin/examples_test "
               "--gtest_filter='*Readme*'";
    }
}

TEST_P(Readme, HasNoComments) {
    const fs::path path =
        support::source_directory() / "examples" / std::string(GetParam()) / "README.md";
    for (const std::string& line : read_lines(path))
        EXPECT_EQ(line.find("<!--"), std::string::npos) << path << ": " << line;
}

INSTANTIATE_TEST_SUITE_P(Examples, Readme,
                         ::testing::Values("claims", "leads", "broadband", "warranty", "fines", "staffing", "desk_log",
                                           "service_desk"),
                         [](const auto& param) { return std::string(param.param); });

TEST(ShortenedOutput, MatchesWithItsEnds) {
    const Lines found{"a", "b", "c", "d"};
    EXPECT_TRUE(matches({"a", "b", "c", "d"}, found));
    EXPECT_TRUE(matches({"a", "…", "d"}, found));
    EXPECT_TRUE(matches({"a", "…"}, found));
    EXPECT_TRUE(matches({"…", "b", "…"}, found));
    EXPECT_FALSE(matches({"a", "b"}, found));
    EXPECT_FALSE(matches({"b", "…"}, found));
    EXPECT_FALSE(matches({"a", "…", "c"}, found));
    EXPECT_FALSE(matches({"…", "x", "…"}, found));
    EXPECT_EQ(shortened({"?", "…", "?"}, found), (Lines{"a", "…", "d"}));
    EXPECT_EQ(shortened({"?"}, found), found);
}

}  // namespace
}  // namespace reeve::examples_test
