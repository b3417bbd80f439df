// The checker on this repository.

#include "tests/tidy/tidy.h"

#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace reeve::tidy {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

bool is_ours(const fs::path& path) {
    constexpr std::array<std::string_view, 9> kExtensions{".h",  ".cpp",   ".def", ".g4",  ".cmake",
                                                          ".md", ".reeve", ".txt", ".json"};
    // Scripts have no extension.
    std::string extension = path.extension().string();
    return extension.empty() || std::ranges::find(kExtensions, extension) != kExtensions.end();
}

std::vector<SourceText> all_sources() {
    fs::path root = support::source_directory();
    std::vector<SourceText> sources;
    for (fs::recursive_directory_iterator it(root), end; it != end; ++it) {
        std::string name = it->path().filename().string();
        bool skipped = name == "build" || name == ".git" || name == ".cache";
        if (skipped) it.disable_recursion_pending();
        if (skipped || !it->is_regular_file() || !is_ours(it->path())) continue;
        sources.push_back({fs::relative(it->path(), root).generic_string(), read(it->path())});
    }
    std::ranges::sort(sources, {}, &SourceText::path);
    return sources;
}

Rules table() {
    return read_rules(read(support::source_directory() / "tests/tidy/dependencies.txt"));
}

TEST(Tidy, EverySourceKeepsTheRulesOfTheHouse) {
    std::vector<SourceText> sources = all_sources();
    EXPECT_GT(sources.size(), 50U);
    for (const SourceText& source : sources) {
        for (const Violation& violation : check_source(source, table())) {
            ADD_FAILURE() << violation.path << ":" << violation.line << ": " << violation.message;
        }
    }
}

TEST(Tidy, TheTableHasNoRings) {
    EXPECT_FALSE(table().folders.empty());
    for (const Violation& violation : check_rules(table())) {
        ADD_FAILURE() << violation.path << ": " << violation.message;
    }
}

TEST(Tidy, TheDocumentShowsTheSameTable) {
    std::string document = read(support::source_directory() / "docs/internals.md");
    std::istringstream text(read(support::source_directory() / "tests/tidy/dependencies.txt"));
    for (std::string line; std::getline(text, line);) {
        if (line.empty() || line.starts_with("#")) continue;
        EXPECT_NE(document.find("\n" + line + "\n"), std::string::npos)
            << "docs/internals.md lacks: " << line;
    }
}

TEST(Tidy, EveryLibraryStandsInTheTable) {
    Rules rules = table();
    for (const auto& entry : fs::directory_iterator(support::source_directory() / "compiler")) {
        if (!entry.is_directory()) continue;
        std::string folder = "compiler/" + entry.path().filename().string();
        EXPECT_NE(std::ranges::find(rules.folders, folder, &FolderRule::folder),
                  rules.folders.end())
            << folder << " is not in tests/tidy/dependencies.txt";
    }
}

}  // namespace
}  // namespace reeve::tidy
