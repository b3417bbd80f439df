#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// The pages of the manual as its tests see them: headings, examples, links, words in code.

namespace reeve::reference_test {

/// What stands between two lines of three backticks.
struct Block {
    int line = 0;                    // of its first line of text
    std::string info;                // all that stands behind the backticks
    std::string language;            // its first word: `reeve`, `output`, or nothing
    std::set<std::string> words;     // behind the language: `whole`, `condition`
    std::set<std::string> messages;  // `error=RV2004` and its like
    std::string text;
};

struct Heading {
    int line = 0;
    std::size_t level = 0;
    std::string title;
    std::string anchor;
};

struct Link {
    int line = 0;
    std::string text;
    std::string target;
};

/// A row of a table whose first cell is a word in backticks.
struct IndexRow {
    int line = 0;
    std::string section;  // the title of the heading above
    std::string word;
    std::vector<Link> links;
};

struct Page {
    std::string path;  // from the root of the repository
    std::vector<Heading> headings;
    std::vector<Block> blocks;
    std::vector<Link> links;
    std::vector<IndexRow> rows;
    /// Anchor to all that stands as code below that heading, those of lower levels included.
    std::map<std::string, std::string> code;

    [[nodiscard]] std::string name() const { return path.substr(path.rfind('/') + 1); }
    [[nodiscard]] std::optional<Heading> heading(std::string_view title) const;
    [[nodiscard]] std::string title_above(int line) const;
};

std::string read_file(const std::string& path);

/// Reads a page; broken fences and headings alike are failures of the running test.
Page read_page(const std::string& path);

/// The paths of all pages of a folder and of the folders in it, in alphabetical order.
std::vector<std::string> pages_below(const std::string& folder);

/// What the tool says about an example, for the block behind it.
struct Said {
    int line = 0;      // of the first line of text of the example, or of the block itself
    std::string info;  // of the block: `message`, `output`
    std::string text;
};

/// Whether pages are to be rewritten with what the tool says: REEVE_UPDATE is set.
bool updating();

/// Writes each text into the block with that info behind its example, a new one where there is
/// none.
void rewrite(const std::string& path, const std::vector<Said>& said);

/// Whether the word, or the words in this order, stand in the code with no letter beside them.
bool has_word(std::string_view code, std::string_view word);

}  // namespace reeve::reference_test
