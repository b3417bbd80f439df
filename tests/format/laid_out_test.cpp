#include "tests/format/laid_out.h"

#include "compiler/format/format.h"
#include "compiler/parse/parse.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <fstream>
#include <sstream>

// The helpers of the tests beside this file, and tests of what is said about white space alone.

namespace reeve::format::testing {

namespace {

/// One file and what is reported about it.
struct Text {
    explicit Text(std::string text) : file(sources.add("rules.reeve", std::move(text))) {}

    source::SourceSet sources;
    source::FileId file;
    diagnostics::DiagnosticSink sink;
};

std::string apply_edits(std::string text, const std::vector<diagnostics::Edit>& edits) {
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
        text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
    }
    return text;
}

std::vector<std::string> tokens_of(std::string text, bool comments) {
    Text input(std::move(text));
    std::vector<std::string> found;
    for (const parse::Token& token : parse::tokenize(input.sources, input.file)) {
        const bool comment =
            token.kind == parse::TokenKind::Comment || token.kind == parse::TokenKind::DocComment;
        if (token.kind == parse::TokenKind::Space || comment != comments) continue;
        std::string word(input.sources.text(token.span));
        word.erase(0, word.find_first_not_of(" \t\r\n"));
        word.erase(word.find_last_not_of(" \t\r") + 1);
        if (word != ",") found.push_back(std::move(word));
    }
    return found;
}

}  // namespace

std::optional<std::string> laid_out(std::string text) {
    Text input(std::move(text));
    return format(input.sources, input.file, input.sink);
}

std::string edited(const std::string& text) {
    Text input(text);
    return apply_edits(text, format_edits(input.sources, input.file, input.sink));
}

std::string edited(const std::string& text, std::uint32_t begin, std::uint32_t end) {
    Text input(text);
    const source::Span range{input.file, begin, end};
    return apply_edits(text, format_range(input.sources, input.file, range, input.sink));
}

std::optional<std::string> outline(std::string text) {
    Text input(std::move(text));
    const syntax::Module module = parse::parse(input.sources, input.file, input.sink);
    if (input.sink.has_errors()) return std::nullopt;
    return print(module);
}

std::vector<std::string> words_of(std::string text) { return tokens_of(std::move(text), false); }
std::vector<std::string> comments_of(std::string text) { return tokens_of(std::move(text), true); }

void expect_promises_kept(const std::string& text) {
    const std::optional<std::string> once = laid_out(text);
    ASSERT_TRUE(once.has_value());
    EXPECT_EQ(laid_out(*once), once) << "formatting twice is not formatting once";
    EXPECT_EQ(outline(*once), outline(text)) << "the meaning has changed";
    EXPECT_EQ(words_of(*once), words_of(text));
    EXPECT_EQ(comments_of(*once), comments_of(text));
    EXPECT_EQ(edited(text), *once) << "the edits are not the layout";
    EXPECT_EQ(edited(*once), *once) << "there are edits to what is laid out";
    EXPECT_EQ(once->find(" \n"), std::string::npos) << "there are blanks at the end of a line";
    EXPECT_EQ(once->find("\n\n\n"), std::string::npos) << "there are two empty lines";
    EXPECT_EQ(once->find('\r'), std::string::npos);
    EXPECT_TRUE(once->empty() || once->ends_with('\n'));
    EXPECT_FALSE(once->ends_with("\n\n"));
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

std::vector<std::filesystem::path> rule_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".reeve") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

TEST(Layout, a_file_with_syntax_errors_is_not_touched_and_the_errors_are_reported) {
    Text input("team claims {\n  supervisors\n}\nskill 12 {\n");
    EXPECT_FALSE(format(input.sources, input.file, input.sink).has_value());
    EXPECT_TRUE(input.sink.has_errors());
    EXPECT_TRUE(format_edits(input.sources, input.file, input.sink).empty());
}

TEST(Layout, an_empty_file_stays_empty) {
    EXPECT_EQ(laid_out(""), "");
    EXPECT_EQ(laid_out(" \r\n\t\n"), "");
}

TEST(Layout, byte_order_mark_carriage_returns_tabs_and_trailing_blanks_go) {
    EXPECT_EQ(
        laid_out("\xEF\xBB\xBF# one\t \r\nteam a \"A\"\t{\r\n\tsupervisors a\r\n}  \r\n\r\n\r\n"),
        "# one\nteam a \"A\" {\n    supervisors a\n}\n");
}

TEST(Layout, no_break_spaces_become_spaces) {
    EXPECT_EQ(laid_out("team\u00A0claims\u00A0\"Claims\""), "team claims \"Claims\"\n");
}

TEST(Layout, a_file_of_comments_keeps_them) {
    EXPECT_EQ(laid_out("\n\n## about\n\n\n# one\n # two"), "## about\n\n# one\n# two\n");
}

TEST(Layout, edits_touch_only_the_lines_that_differ) {
    const std::string text = "team a\nteam  b\nteam c\n\nteam d {supervisors a}\n";
    Text input(text);
    const std::vector<diagnostics::Edit> edits =
        format_edits(input.sources, input.file, input.sink);
    ASSERT_EQ(edits.size(), 2U);
    EXPECT_EQ(input.sources.begin(edits[0].span).line, 2U);
    EXPECT_EQ(edits[0].text, " ");
    EXPECT_EQ(input.sources.begin(edits[1].span).line, 5U);
    EXPECT_EQ(edits[1].text, " supervisors a ");
}

TEST(Layout, a_range_is_formatted_alone) {
    const std::string text = "team  a\nteam  b\nteam  c\n";
    EXPECT_EQ(edited(text, 9, 10), "team  a\nteam b\nteam  c\n");
    EXPECT_EQ(edited(text, 9, 20), "team  a\nteam b\nteam c\n");
}

}  // namespace reeve::format::testing
