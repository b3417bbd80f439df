#include "tests/reference/pages.h"

#include "compiler/typed/expr.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

// The manual hangs together: each section of the language has its page, each page its parts, links
// lead somewhere, and the index knows every word of the language.

namespace reeve::reference_test {
namespace {

constexpr auto kFolder = "docs/language/";

// The pages of the sections in their order; section 1 is the first page itself.
constexpr std::array kSections = {
    "words-and-layout.md", "values.md",   "house.md",      "work.md",    "promises.md",
    "segments.md",         "priority.md", "queues.md",     "routing.md", "escalation.md",
    "case-plans.md",       "tests.md",    "guarantees.md", "limits.md"};

const Page& page_at(const std::string& path) {
    static std::map<std::string, Page> pages;
    const auto found = pages.find(path);
    return found != pages.end() ? found->second
                                : pages.emplace(path, read_page(path)).first->second;
}

/// The path and the anchor behind `#`, from the root of the repository.
std::pair<std::string, std::string> resolve(const Page& from, const std::string& target) {
    const std::size_t hash = target.find('#');
    const std::string file = target.substr(0, hash);
    const std::string anchor = hash == std::string::npos ? "" : target.substr(hash + 1);
    if (file.empty()) return {from.path, anchor};
    const auto folder = std::filesystem::path(from.path).parent_path();
    return {(folder / file).lexically_normal().generic_string(), anchor};
}

std::string place(const Page& page, int line) { return page.path + ":" + std::to_string(line); }

void expect_target(const Page& page, const Link& link) {
    if (link.target.starts_with("http")) return;
    const auto [path, anchor] = resolve(page, link.target);
    ASSERT_TRUE(std::filesystem::exists(support::source_directory() / path))
        << place(page, link.line) << ": there is no " << path;
    if (anchor.empty()) return;
    EXPECT_TRUE(page_at(path).code.contains(anchor))
        << place(page, link.line) << ": " << path << " has no #" << anchor;
}

TEST(Manual, EverySectionHasItsPageWithAllParts) {
    for (std::size_t i = 0; i < kSections.size(); ++i) {
        const Page& page = page_at(std::string(kFolder) + kSections[i]);
        ASSERT_FALSE(page.headings.empty()) << page.path;
        EXPECT_TRUE(page.headings[0].title.starts_with(std::to_string(i + 2) + ". ")) << page.path;
        int line = 0;
        for (const auto* const part :
             {"Why", "A small example", "The exact rules", "Common mistakes", "Related pages"}) {
            const auto heading = page.heading(part);
            ASSERT_TRUE(heading) << page.path << " has no part \"" << part << "\"";
            EXPECT_GT(heading->line, line) << place(page, heading->line);
            line = heading->line;
        }
    }
}

TEST(Manual, EverySectionShowsWhatIsRightAndWhatIsWrong) {
    for (const char* section : kSections) {
        const Page& page = page_at(std::string(kFolder) + section);
        std::map<std::string, int> right;
        std::map<std::string, int> wrong;
        for (const Block& block : page.blocks) {
            if (block.language != "reeve") continue;
            ++(block.messages.empty() ? right : wrong)[page.title_above(block.line)];
        }
        EXPECT_GE(right["A small example"], 1) << page.path;
        EXPECT_GE(right["The exact rules"], 1) << page.path;
        EXPECT_GE(wrong["Common mistakes"], 1) << page.path;
    }
}

TEST(Manual, LinksLeadSomewhere) {
    std::vector<std::string> paths = pages_below("docs");
    for (const std::string& path : pages_below("examples")) paths.push_back(path);
    paths.emplace_back("README.md");
    paths.emplace_back("CONTRIBUTING.md");
    std::size_t count = 0;
    for (const std::string& path : paths) {
        const Page& page = page_at(path);
        count += page.links.size();
        for (const Link& link : page.links) expect_target(page, link);
    }
    EXPECT_GE(count, 200U);
}

TEST(Manual, LinksToMessagesAreNamedByTheirNumber) {
    static const std::regex number("RV[0-9]{4}");
    for (const std::string& path : pages_below("docs/language")) {
        const Page& page = page_at(path);
        std::set<std::string> linked;
        for (const Link& link : page.links) {
            if (!std::regex_match(link.text, number)) continue;
            linked.insert(link.text);
            EXPECT_TRUE(link.target.ends_with("/" + link.text + ".md")) << place(page, link.line);
        }
        for (const Block& block : page.blocks)
            for (const std::string& message : block.messages)
                EXPECT_TRUE(linked.contains(message.substr(message.find("RV"))))
                    << place(page, block.line) << ": no link to the page of " << message;
    }
}

TEST(Manual, EveryPageIsInTheContents) {
    std::set<std::string> named;
    const Page& contents = page_at("docs/language/README.md");
    for (const Link& link : contents.links) named.insert(resolve(contents, link.target).first);
    for (const std::string& path : pages_below("docs/language"))
        EXPECT_TRUE(path == contents.path || named.contains(path)) << path;
}

/// The words of the lexer's list, by whether they are reserved.
std::map<std::string, bool> keywords() {
    const std::string grammar = read_file("grammar/ReeveLexer.g4");
    const std::string list =
        grammar.substr(grammar.find("tokens {"), grammar.find("\n}") - grammar.find("tokens {"));
    static const std::regex token(R"(\bK_([A-Z]+))");
    std::map<std::string, bool> words;
    bool reserved = true;
    for (std::sregex_iterator at(list.begin(), list.end(), token), end; at != end; ++at) {
        std::string word = (*at)[1];
        std::ranges::transform(word, word.begin(), [](unsigned char letter) {
            return static_cast<char>(std::tolower(letter));
        });
        words.emplace(word, reserved);
        if (word == "during") reserved = false;
    }
    return words;
}

TEST(Index, HasEveryKeyword) {
    const auto words = keywords();
    EXPECT_GE(words.size(), 200U);
    std::map<std::string, std::string> sections;
    for (const IndexRow& row : page_at("docs/language/keywords.md").rows) {
        if (row.section != "Reserved words" && row.section != "Other keywords") continue;
        EXPECT_TRUE(sections.emplace(row.word, row.section).second) << "twice: " << row.word;
    }
    for (const auto& [word, reserved] : words) {
        EXPECT_EQ(sections[word], reserved ? "Reserved words" : "Other keywords") << word;
        sections.erase(word);
    }
    for (const auto& [word, section] : sections)
        ADD_FAILURE() << "the lexer has no keyword " << word;
}

TEST(Index, HasEveryFact) {
    std::set<std::string> facts;
    for (const IndexRow& row : page_at("docs/language/keywords.md").rows)
        if (row.section == "Facts") facts.insert(row.word);
#define TYPED_FACT(name, text, base, optional, kind) EXPECT_EQ(facts.erase(text), 1U) << (text);
#include "compiler/typed/facts.def"
#undef TYPED_FACT
    for (const std::string& fact : facts) ADD_FAILURE() << "there is no fact " << fact;
}

TEST(Index, PointsWhereTheWordIsUsed) {
    const Page& index = page_at("docs/language/keywords.md");
    for (const IndexRow& row : index.rows) {
        EXPECT_FALSE(row.links.empty()) << place(index, row.line);
        for (const Link& link : row.links) {
            const auto [path, anchor] = resolve(index, link.target);
            EXPECT_FALSE(anchor.empty()) << place(index, row.line);
            const Page& page = page_at(path);
            const auto code = page.code.find(anchor);
            ASSERT_NE(code, page.code.end()) << place(index, row.line) << ": " << link.target;
            EXPECT_TRUE(has_word(code->second, row.word))
                << place(index, row.line) << ": " << link.target << " does not show " << row.word;
        }
    }
}

}  // namespace
}  // namespace reeve::reference_test
