#include "tests/reference/pages.h"

#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <regex>
#include <sstream>

namespace reeve::reference_test {

namespace {

// As GitHub makes it: small letters, blanks as hyphens, nothing else but digits, `-` and `_`.
std::string anchor_of(const std::string& title) {
    std::string anchor;
    for (const char character : title) {
        const auto byte = static_cast<unsigned char>(character);
        if (std::isalnum(byte) || character == '-' || character == '_')
            anchor += static_cast<char>(std::tolower(byte));
        else if (character == ' ')
            anchor += '-';
    }
    return anchor;
}

Block begin_block(const std::string& info, int line) {
    Block block;
    block.line = line;
    block.info = info;
    std::istringstream words(info);
    words >> block.language;
    if (block.language != "reeve") return block;
    for (std::string word; words >> word;)
        (word.contains('=') ? block.messages : block.words).insert(word);
    return block;
}

// Without what stands in backticks, for that is code; only the text of a link stays.
std::string without_code(const std::string& line) {
    std::string plain;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t open = line.find('`', at);
        const std::size_t close = open == std::string::npos ? open : line.find('`', open + 1);
        if (close == std::string::npos) return plain + line.substr(at);
        const bool text_of_link = open > 0 && line[open - 1] == '[' && line[close + 1] == ']';
        plain += line.substr(at, open - at);
        if (text_of_link) plain += line.substr(open, close + 1 - open);
        at = close + 1;
    }
    return plain;
}

std::vector<Link> links_of(const std::string& line, int number) {
    static const std::regex pattern(R"(\[([^\]]*)\]\(([^)\s]+)\))");
    const std::string plain = without_code(line);
    std::vector<Link> links;
    for (std::sregex_iterator at(plain.begin(), plain.end(), pattern), end; at != end; ++at)
        links.push_back({number, (*at)[1], (*at)[2]});
    return links;
}

std::string inline_code(const std::string& line) {
    static const std::regex pattern("`([^`]+)`");
    std::string code;
    for (std::sregex_iterator at(line.begin(), line.end(), pattern), end; at != end; ++at)
        code += (*at)[1].str() + "\n";
    return code;
}

class PageReader {
public:
    explicit PageReader(Page& page) : page_(page) {}

    void read(const std::string& text) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            ++number_;
            take(line);
        }
        EXPECT_FALSE(inside_) << page_.path << ": the last block is not closed";
    }

private:
    void take(const std::string& line) {
        const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
        if (line.substr(indent).starts_with("```")) {
            inside_ = !inside_;
            indent_ = indent;
            if (inside_) page_.blocks.push_back(begin_block(line.substr(indent + 3), number_ + 1));
            return;
        }
        if (inside_) {
            const std::string text = line.substr(std::min(indent, indent_)) + "\n";
            page_.blocks.back().text += text;
            add_code(text);
        } else if (line.starts_with('#')) {
            take_heading(line);
        } else {
            take_text(line);
        }
    }

    void take_heading(const std::string& line) {
        const std::size_t level = line.find_first_not_of('#');
        const std::string title = line.substr(std::min(level + 1, line.size()));
        while (!open_.empty() && open_.back().level >= level) open_.pop_back();
        const Heading heading{number_, level, title, anchor_of(title)};
        EXPECT_FALSE(page_.code.contains(heading.anchor))
            << page_.path << ":" << number_ << ": a second heading with the anchor #"
            << heading.anchor;
        page_.code[heading.anchor];
        open_.push_back(heading);
        page_.headings.push_back(heading);
        add_code(inline_code(line));
    }

    void take_text(const std::string& line) {
        add_code(inline_code(line));
        std::vector<Link> links = links_of(line, number_);
        static const std::regex row(R"(^\| `([^`]+)` \|.*)");
        if (std::smatch match; std::regex_match(line, match, row))
            page_.rows.push_back(
                {number_, open_.empty() ? "" : open_.back().title, match[1], links});
        page_.links.insert(page_.links.end(), links.begin(), links.end());
    }

    void add_code(const std::string& text) {
        for (const Heading& heading : open_) page_.code[heading.anchor] += text;
    }

    Page& page_;
    std::vector<Heading> open_;
    bool inside_ = false;
    std::size_t indent_ = 0;
    int number_ = 0;
};

}  // namespace

std::optional<Heading> Page::heading(std::string_view title) const {
    const auto found = std::ranges::find(headings, title, &Heading::title);
    return found == headings.end() ? std::nullopt : std::optional(*found);
}

std::string Page::title_above(int line) const {
    std::string title;
    for (const Heading& heading : headings)
        if (heading.level <= 2 && heading.line < line) title = heading.title;
    return title;
}

std::string read_file(const std::string& path) {
    std::ifstream file(support::source_directory() / path);
    EXPECT_TRUE(file) << path;
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

Page read_page(const std::string& path) {
    Page page;
    page.path = path;
    PageReader(page).read(read_file(path));
    return page;
}

std::vector<std::string> pages_below(const std::string& folder) {
    namespace fs = std::filesystem;
    const fs::path root = support::source_directory();
    std::vector<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder))
        if (entry.is_regular_file() && entry.path().extension() == ".md")
            paths.push_back(fs::relative(entry.path(), root).generic_string());
    std::ranges::sort(paths);
    return paths;
}

bool updating() { return std::getenv("REEVE_UPDATE") != nullptr; }

void rewrite(const std::string& path, const std::vector<Said>& said) {
    std::vector<std::string> lines;
    std::istringstream page(read_file(path));
    for (std::string line; std::getline(page, line);) lines.push_back(line);
    const auto at = [&](std::size_t i) { return lines.begin() + static_cast<std::ptrdiff_t>(i); };
    const auto fence_from = [&](std::size_t i) {
        while (i < lines.size() && !lines[i].starts_with("```")) ++i;
        return std::min(i, lines.size() - 1);
    };
    // From the end, so that the lines before keep their numbers.
    std::vector<Said> in_order = said;
    std::ranges::sort(in_order, std::greater{}, &Said::line);
    for (const Said& one : in_order) {
        const auto first = static_cast<std::size_t>(one.line) - 1;
        std::size_t end = fence_from(first);
        if (lines[first - 1] == "```" + one.info) {
            // The block itself.
            lines.erase(at(first - 1), at(end + 1));
            end = first - 2;
        } else {
            if (end + 2 < lines.size() && lines[end + 2] == "```" + one.info)
                lines.erase(at(end + 1), at(fence_from(end + 3) + 1));
            lines.insert(at(++end), "");
        }
        std::vector<std::string> block = {"```" + one.info};
        std::istringstream text(one.text);
        for (std::string line; std::getline(text, line);) block.push_back(line);
        block.emplace_back("```");
        lines.insert(at(end + 1), block.begin(), block.end());
    }
    std::ofstream file(support::source_directory() / path);
    for (const std::string& line : lines) file << line << "\n";
}

bool has_word(std::string_view code, std::string_view word) {
    const auto letter = [&](std::size_t at) {
        return at < code.size() &&
               (std::isalnum(static_cast<unsigned char>(code[at])) || code[at] == '_');
    };
    for (std::size_t at = code.find(word); at != std::string_view::npos;
         at = code.find(word, at + 1))
        if (!(at > 0 && letter(at - 1)) && !letter(at + word.size())) return true;
    return false;
}

TEST(ReadingPages, AnchorsAreThoseOfTheWebSite) {
    EXPECT_EQ(anchor_of("The lines of a `sla`, in order"), "the-lines-of-a-sla-in-order");
}

TEST(ReadingPages, LinksInCodeAreNone) {
    EXPECT_TRUE(links_of("write `[a](b)` here", 1).empty());
    const auto links = links_of("see [`when`](values.md#tests) and `x`", 1);
    ASSERT_EQ(links.size(), 1U);
    EXPECT_EQ(links[0].target, "values.md#tests");
}

TEST(ReadingPages, WordsStandAlone) {
    EXPECT_TRUE(has_word("due at noon", "at"));
    EXPECT_FALSE(has_word("date and state", "at"));
}

}  // namespace reeve::reference_test
